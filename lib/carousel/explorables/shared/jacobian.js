// Exact one-step Jacobians and their paths, as carousel.jacobian. No DOM.
import { hasMemory } from "./cells.js";
import { add, diagonal, dot, finite, scaleRows, vecMat } from "./linear.js";

/**
 * How c_t answers the net inputs of a step (`net`, by gate), and h_t answers c_t with o
 * held (`shown`), o's net input (`opened`), and c_t when o may see it (`shownInFull`).
 * @param {import("./cells.js").Kind} kind
 * @param {import("./cells.js").Params} params
 * @param {import("./cells.js").Seen} seen
 */
export function slopes(kind, params, { h, c, i, f, o, c_tilde, prev }) {
  const net = {
    i: i.map((i_r, r) => c_tilde[r] * i_r * (1 - i_r)),
    c: i.map((i_r, r) => i_r * (1 - c_tilde[r] ** 2)),
  };
  if (kind !== "lstm_1997") net.f = f.map((f_r, r) => prev.c[r] * (f_r * (1 - f_r)));
  const tanh_c = c.map(Math.tanh);
  const shown = o.map((o_r, r) => o_r * (1 - tanh_c[r] ** 2));
  const opened = o.map((o_r, r) => tanh_c[r] * o_r * (1 - o_r));
  if (kind !== "peephole") return { net, shown, opened, through: h.map(() => 0), shownInFull: shown };
  const { p_i, p_f, p_o } = params;
  const through = h.map((_, r) => finite(finite(net.i[r] * p_i[r]) + finite(net.f[r] * p_f[r])));
  const shownInFull = shown.map((v, r) => finite(v + finite(opened[r] * p_o[r])));
  return { net, shown, opened, through, shownInFull };
}

/** Rows of the four blocks: a sum over gates of a slope times a row of U. */
function memory(kind, params, seen) {
  const { net, opened, through, shownInFull: v } = slopes(kind, params, seen);
  const gates = Object.keys(net);
  const units = v.length;
  const J = Array.from({ length: 2 * units }, () => new Array(2 * units).fill(0));
  for (let r = 0; r < units; r += 1) {
    const [top, bottom] = [J[r], J[units + r]];
    for (const k of gates) {
      const [slope, U] = [net[k][r], params[`U_${k}`][r]];
      for (let j = 0; j < units; j += 1) bottom[j] += slope * U[j];
    }
    const d = finite(seen.f[r] + through[r]);
    bottom[units + r] = d;
    top[units + r] = finite(v[r] * d);
    for (let j = 0, U = params.U_o[r]; j < units; j += 1) {
      if (!Number.isFinite(bottom[j])) bottom[j] = dot(gates.map((k) => net[k][r]), gates.map((k) => params[`U_${k}`][r][j]));
      top[j] = finite(finite(opened[r] * U[j]) + finite(v[r] * bottom[j]));
    }
  }
  return J;
}

function gru({ U_r, U_z, U_n }, { r, z, n, recurrent, prev }) {
  return z.map((z_u, u) => {
    const inner = (1 - z_u) * (1 - n[u] ** 2);
    const by_z = z_u * (1 - z_u) * finite(prev.h[u] - n[u]);
    const by_r = finite(inner * recurrent[u]) * r[u] * (1 - r[u]);
    const row = vecMat([by_z, inner * r[u], by_r], [U_z[u], U_n[u], U_r[u]]);
    row[u] = finite(row[u] + z_u);
    return row;
  });
}

/**
 * ds_t/ds_{t-1}: rows new, columns old; s = (h, c), h above c, or s = h.
 * @param {import("./cells.js").Kind} kind
 * @param {import("./cells.js").Params} params
 * @param {import("./cells.js").Seen} seen
 * @returns {number[][]}
 */
export function jacobian(kind, params, seen) {
  if (kind === "rnn") return scaleRows(seen.h.map((h_r) => 1 - h_r ** 2), params.U);
  return kind === "gru" ? gru(params, seen) : memory(kind, params, seen);
}

/** `jacobian` of every step of a run. */
export const steps = (kind, params, history) => history.map((seen) => jacobian(kind, params, seen));

/** The blocks of a (h, c) Jacobian by name: J_ch is new c by old h. */
export function blocks(J) {
  const half = J.length / 2;
  const block = (rows, from, to) => rows.map((row) => row.slice(from, to));
  const [top, bottom] = [J.slice(0, half), J.slice(half)];
  return {
    J_hh: block(top, 0, half), J_hc: block(top, half), J_ch: block(bottom, 0, half), J_cc: block(bottom, half),
  };
}

/**
 * The paths of one step from c_{t-1} to c_t with the gate o of before held; where that
 * is not known (the first step, unless the first state names its o), h_{t-1} does not
 * depend on c_{t-1}. Their total is the textbook derivative, not that of the network.
 * @returns {Record<string, number[][]>} direct, input, candidate, forget, peephole, total
 */
export function paths(kind, params, seen) {
  if (!hasMemory(kind)) throw new Error(`paths are of cells with a cell state, got ${kind}`);
  const { net, through } = slopes(kind, params, seen);
  const { c, o } = seen.prev;
  const shown = c.map((c_r, r) => (o ? o[r] * (1 - Math.tanh(c_r) ** 2) : 0));
  const gate = (k) => params[`U_${k}`].map((row, r) =>
    row.map((value, j) => finite(finite(net[k][r] * value) * shown[j])));
  const found = { direct: diagonal(seen.f), input: gate("i"), candidate: gate("c") };
  if (net.f) found.forget = gate("f");
  if (kind === "peephole") found.peephole = diagonal(through);
  return { ...found, total: Object.values(found).reduce(add) };
}
