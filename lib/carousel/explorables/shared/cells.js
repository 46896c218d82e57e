// The five recurrent cells, with every gate of every step: as carousel.cells. No DOM.
import { dot, finite } from "./linear.js";

/** 1 / (1 + exp(-a)), precise in both tails. */
export function sigmoid(a) {
  const tail = Math.exp(-Math.abs(a));
  return (a >= 0 ? 1 : tail) / (1 + tail);
}

/** W x + U h + b (+ p c), row by row. */
const net = (params, k, x_t, h_prev, peep) =>
  params[`b_${k}`].map((bias, r) => {
    const p = params[`p_${k}`];
    const w = [...params[`W_${k}`][r], ...params[`U_${k}`][r], 1, ...(p ? [p[r]] : [])];
    return dot(w, [...x_t, ...h_prev, bias, ...(p ? [peep[r]] : [])]);
  });

function memory(params, x_t, prev, kind) {
  const gate = (k, peep) => net(params, k, x_t, prev.h, peep).map(sigmoid);
  const i = gate("i", prev.c);
  const f = kind === "lstm_1997" ? i.map(() => 1) : gate("f", prev.c);
  const c_tilde = net(params, "c", x_t, prev.h).map(Math.tanh);
  const c = prev.c.map((c_prev, r) => finite(f[r] * c_prev + i[r] * c_tilde[r]));
  const o = gate("o", c);
  return { h: o.map((o_r, r) => o_r * Math.tanh(c[r])), c, i, f, o, c_tilde };
}

function gru(params, x_t, prev) {
  const [r, z] = ["r", "z"].map((k) => net(params, k, x_t, prev.h).map(sigmoid));
  const recurrent = params.b_hn.map((bias, u) => dot([...params.U_n[u], 1], [...prev.h, bias]));
  const n = params.b_n.map((bias, u) =>
    Math.tanh(dot([...params.W_n[u], 1, r[u]], [...x_t, bias, recurrent[u]])));
  return { h: n.map((n_u, u) => finite((1 - z[u]) * n_u + z[u] * prev.h[u])), r, z, n, recurrent };
}

function rnn(params, x_t, prev) {
  return {
    h: params.b.map((bias, r) =>
      Math.tanh(dot([...params.W[r], ...params.U[r], 1], [...x_t, ...prev.h, bias]))),
  };
}

/**
 * One step of a cell: the new state, and its gates (the GRU's with U_n h + b_hn).
 * @param {"rnn" | "lstm_1997" | "lstm" | "peephole" | "gru"} kind
 * @param {Record<string, number[] | number[][]>} params as in Python, by name
 * @param {number[]} x_t
 * @param {{h: number[], c?: number[]}} prev
 */
export function step(kind, params, x_t, prev) {
  if (kind === "rnn") return rnn(params, x_t, prev);
  if (kind === "gru") return gru(params, x_t, prev);
  return memory(params, x_t, prev, kind);
}

/**
 * All steps of a sequence; entry t also names the state before it, `prev`.
 * @param {number[][]} x one row a step
 */
export function run(kind, params, x, first) {
  let prev = first;
  return x.map((x_t) => {
    const now = step(kind, params, x_t, prev);
    const seen = { ...now, prev };
    prev = now;
    return seen;
  });
}
