// The five recurrent cells, with every gate of every step: as carousel.cells. No DOM.
// A net input beyond the largest double is cut to it, so a gate saturates and no finite
// weight, input or state gives NaN.
import { dot, finite, plainDot } from "./linear.js";

/** @typedef {"rnn" | "lstm_1997" | "lstm" | "peephole" | "gru"} Kind */
/** @typedef {Record<string, number[] | number[][]>} Params the weights, by Python's names */
/** @typedef {{h: number[], c?: number[], o?: number[]}} State */
/** @typedef {State & {prev: State} & Record<string, number[]>} Seen a step, with its gates */

/** The gates of each cell, candidates among them, in the order of the notation page. */
export const GATES = { rnn: "", lstm_1997: "ico", lstm: "ifco", peephole: "ifco", gru: "rzn" };

/** Whether a cell has a memory c beside its output h. */
export const hasMemory = (kind) => kind !== "rnn" && kind !== "gru";

/** How many units the weights are for. */
export const width = (params) => (params.b ?? params.b_i ?? params.b_r).length;

/** 1 / (1 + exp(-a)), precise in both tails. */
export function sigmoid(a) {
  const tail = Math.exp(-Math.abs(a));
  return (a >= 0 ? 1 : tail) / (1 + tail);
}

/** W x + U h + b + (p * peep), row by row. */
function net(W, U, b, x_t, h_prev, p, peep) {
  return b.map((bias, r) => {
    const a = plainDot(W[r], x_t) + plainDot(U[r], h_prev) + bias + (p ? p[r] * peep[r] : 0);
    if (Number.isFinite(a)) return a;
    return dot([...W[r], ...U[r], bias, p?.[r] ?? 0], [...x_t, ...h_prev, 1, peep?.[r] ?? 0]);
  });
}

function memory(params, x_t, { h: h_prev, c: c_prev }, kind) {
  const { W_i, U_i, b_i, p_i, W_f, U_f, b_f, p_f, W_c, U_c, b_c, W_o, U_o, b_o, p_o } = params;
  const i = net(W_i, U_i, b_i, x_t, h_prev, p_i, c_prev).map(sigmoid);
  const f = kind === "lstm_1997" ? i.map(() => 1) : net(W_f, U_f, b_f, x_t, h_prev, p_f, c_prev).map(sigmoid);
  const c_tilde = net(W_c, U_c, b_c, x_t, h_prev).map(Math.tanh);
  const c = c_prev.map((value, r) => finite(f[r] * value + i[r] * c_tilde[r]));
  const o = net(W_o, U_o, b_o, x_t, h_prev, p_o, c).map(sigmoid); // o sees the new c
  return { h: o.map((o_r, r) => o_r * Math.tanh(c[r])), c, i, f, o, c_tilde };
}

/** PyTorch's convention: r multiplies U_n h + b_hn, the product and not h. */
function gru(params, x_t, { h: h_prev }) {
  const { W_r, U_r, b_r, W_z, U_z, b_z, W_n, U_n, b_n, b_hn } = params;
  const r = net(W_r, U_r, b_r, x_t, h_prev).map(sigmoid);
  const z = net(W_z, U_z, b_z, x_t, h_prev).map(sigmoid);
  const recurrent = b_hn.map((bias, u) => dot([...U_n[u], bias], [...h_prev, 1]));
  const n = b_n.map((bias, u) => Math.tanh(dot([...W_n[u], bias, r[u]], [...x_t, 1, recurrent[u]])));
  return { h: n.map((n_u, u) => finite((1 - z[u]) * n_u + z[u] * h_prev[u])), r, z, n, recurrent };
}

/**
 * One step of a cell: the new state, and its gates (the GRU's with U_n h + b_hn). The
 * cell of 1997 has no forget gate; its `f` is the self-weight, 1.
 * @param {Kind} kind
 * @param {Params} params
 * @param {number[]} x_t
 * @param {State} prev
 */
export function step(kind, params, x_t, prev) {
  if (kind === "rnn") return { h: net(params.W, params.U, params.b, x_t, prev.h).map(Math.tanh) };
  return kind === "gru" ? gru(params, x_t, prev) : memory(params, x_t, prev, kind);
}

/** The state of zeros that a run starts from unless told otherwise. */
export function zeros(kind, params) {
  const h = new Array(width(params)).fill(0);
  return hasMemory(kind) ? { h, c: [...h] } : { h };
}

/**
 * All steps of a sequence; entry t also names the step before it, `prev`.
 * @param {Kind} kind
 * @param {Params} params
 * @param {number[][]} x one row a step
 * @param {State} [first] the state before the first step
 * @returns {Seen[]}
 */
export function run(kind, params, x, first = zeros(kind, params)) {
  let prev = first;
  return x.map((x_t) => {
    const seen = step(kind, params, x_t, prev);
    seen.prev = prev;
    prev = seen;
    return seen;
  });
}
