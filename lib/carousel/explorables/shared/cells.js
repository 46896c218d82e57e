// The five recurrent cells, with every gate of every step: as carousel.cells. No DOM.
// A net input beyond the largest double is cut to it, so a gate saturates and no finite
// weight, input or state gives NaN.
import { dot, finite } from "./linear.js";

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

const NONE = [];

/** b + W x + U h + p * peep, each entry squashed. */
function net(squash, b, W, x, U = W, h = NONE, p = null, peep = NONE) {
  const out = new Array(b.length);
  for (let r = 0; r < b.length; r += 1) {
    const [w, u] = [W[r], U[r]];
    let a = b[r];
    for (let j = 0; j < x.length; j += 1) a += w[j] * x[j];
    for (let j = 0; j < h.length; j += 1) a += u[j] * h[j];
    if (p !== null) a += p[r] * peep[r];
    if (!Number.isFinite(a)) {
      a = dot([b[r], ...w, ...u.slice(0, h.length), p?.[r] ?? 0], [1, ...x, ...h, peep[r] ?? 0]);
    }
    out[r] = squash(a);
  }
  return out;
}

function memory(params, x, { h, c: c_prev }, kind) {
  const { W_i, U_i, b_i, p_i, W_f, U_f, b_f, p_f, W_c, U_c, b_c, W_o, U_o, b_o, p_o } = params;
  const i = net(sigmoid, b_i, W_i, x, U_i, h, p_i, c_prev);
  const f = kind === "lstm_1997" ? i.map(() => 1) : net(sigmoid, b_f, W_f, x, U_f, h, p_f, c_prev);
  const c_tilde = net(Math.tanh, b_c, W_c, x, U_c, h);
  const c = c_prev.map((value, r) => finite(f[r] * value + i[r] * c_tilde[r]));
  const o = net(sigmoid, b_o, W_o, x, U_o, h, p_o, c); // o sees the new c
  return { h: o.map((o_r, r) => o_r * Math.tanh(c[r])), c, i, f, o, c_tilde };
}

/** PyTorch's convention: r multiplies U_n h + b_hn, the product and not h. */
function gru(params, x, { h: h_prev }) {
  const { W_r, U_r, b_r, W_z, U_z, b_z, W_n, U_n, b_n, b_hn } = params;
  const r = net(sigmoid, b_r, W_r, x, U_r, h_prev);
  const z = net(sigmoid, b_z, W_z, x, U_z, h_prev);
  const recurrent = net((a) => a, b_hn, U_n, h_prev);
  const n = net(Math.tanh, b_n, W_n, x, W_n, NONE, r, recurrent);
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
  if (kind === "rnn") return { h: net(Math.tanh, params.b, params.W, x_t, params.U, prev.h) };
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
