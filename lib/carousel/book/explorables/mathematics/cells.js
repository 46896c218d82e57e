// The five recurrent cells, with every gate of every step: as carousel.cells. No DOM.
// A net input beyond the largest double is cut to it, so a gate saturates and no finite
// weight, input or state gives NaN.
import { dot, finite } from "./linear.js";

/** @typedef {"rnn" | "lstm_1997" | "lstm" | "peephole" | "gru"} Kind */
/** @typedef {number[]} Vector */
/** @typedef {number[][]} Matrix rows */
/**
 * @typedef {Record<`W_${string}` | `U_${string}`, Matrix> & Record<`b_${string}` | `p_${string}`, Vector>
 *   & {W?: Matrix, U?: Matrix, b?: Vector}} Params the weights, by Python's names
 * @typedef {{h: Vector, c?: Vector, o?: Vector}} State
 * @typedef {State & {prev: State, i?: Vector, f?: Vector, c_tilde?: Vector, tanh_c?: Vector,
 *   r?: Vector, z?: Vector, n?: Vector, recurrent?: Vector}} Seen a step, with its gates
 *   and, of a cell with a memory, `tanh_c`
 */

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

/** W x + U h + b + p * peep */
function net(b, W, x, U = W, h = NONE, p = null, peep = NONE) {
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
    out[r] = a;
  }
  return out;
}

/** A gate: its net input, put through the sigmoid. */
function gate(...of) {
  const out = net(...of);
  for (let r = 0; r < out.length; r += 1) out[r] = sigmoid(out[r]);
  return out;
}

/** A candidate, or an output without gates: its net input, put through the tanh. */
function candidate(...of) {
  const out = net(...of);
  for (let r = 0; r < out.length; r += 1) out[r] = Math.tanh(out[r]);
  return out;
}

function memory(params, x, prev, kind) {
  const { W_i, U_i, b_i, p_i, W_f, U_f, b_f, p_f, W_c, U_c, b_c, W_o, U_o, b_o, p_o } = params;
  const i = gate(b_i, W_i, x, U_i, prev.h, p_i, prev.c);
  const f = kind === "lstm_1997" ? i.map(() => 1) : gate(b_f, W_f, x, U_f, prev.h, p_f, prev.c);
  const c_tilde = candidate(b_c, W_c, x, U_c, prev.h);
  const c = prev.c.map((value, r) => finite(f[r] * value + i[r] * c_tilde[r]));
  const o = gate(b_o, W_o, x, U_o, prev.h, p_o, c); // o sees the new c
  const tanh_c = c.map(Math.tanh);
  return { h: o.map((o_r, r) => o_r * tanh_c[r]), c, i, f, o, c_tilde, tanh_c, prev };
}

/** PyTorch's convention: r multiplies U_n h + b_hn, the product and not h. */
function gru(params, x, prev) {
  const { W_r, U_r, b_r, W_z, U_z, b_z, W_n, U_n, b_n, b_hn } = params;
  const r = gate(b_r, W_r, x, U_r, prev.h);
  const z = gate(b_z, W_z, x, U_z, prev.h);
  const recurrent = net(b_hn, U_n, prev.h);
  const n = candidate(b_n, W_n, x, W_n, NONE, r, recurrent);
  return { h: n.map((n_u, u) => finite((1 - z[u]) * n_u + z[u] * prev.h[u])), r, z, n, recurrent, prev };
}

/**
 * One step of a cell: the new state, and its gates (the GRU's with U_n h + b_hn), and
 * the step before it. The cell of 1997 has no forget gate; its `f` is the self-weight, 1.
 * @param {Kind} kind
 * @param {Params} params
 * @param {number[]} x
 * @param {State} prev
 * @returns {Seen}
 */
export function step(kind, params, x, prev) {
  if (kind === "rnn") return { h: candidate(params.b, params.W, x, params.U, prev.h), prev };
  return kind === "gru" ? gru(params, x, prev) : memory(params, x, prev, kind);
}

/** The state of zeros that a run starts from unless told otherwise. */
function zeros(kind, params) {
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
  return x.map((x_t) => (prev = step(kind, params, x_t, prev)));
}
