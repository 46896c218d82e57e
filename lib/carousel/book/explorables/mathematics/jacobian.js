// Exact one-step Jacobians and their paths, as carousel.jacobian. No DOM.
import { hasMemory } from "./cells.js";
import { add, diagonal, dot, finite } from "./linear.js";

/** Room for what `slopesOf` says; one is enough for a loop over all steps. */
export const slope = () => ({
  dc_da_i: NaN,
  dc_da_c: NaN,
  dc_da_f: NaN,
  dh_dc: NaN,
  dh_da_o: NaN,
  peepholes: NaN,
  dh_dc_full: NaN,
});

/**
 * What `slopes` says of one unit, written `into` a `slope`.
 * @param {import("./cells.js").Kind} kind
 * @param {import("./cells.js").Params} params
 * @param {import("./cells.js").Seen} seen
 * @param {number} r which unit
 */
export function slopesOf(kind, { p_i, p_f, p_o }, { i, f, o, c_tilde, tanh_c, prev }, r, into = slope()) {
  const sees = kind === "peephole";
  into.dc_da_i = c_tilde[r] * i[r] * (1 - i[r]);
  into.dc_da_c = i[r] * (1 - c_tilde[r] ** 2);
  into.dc_da_f = kind === "lstm_1997" ? 0 : prev.c[r] * (f[r] * (1 - f[r]));
  into.dh_dc = o[r] * (1 - tanh_c[r] ** 2);
  into.dh_da_o = tanh_c[r] * o[r] * (1 - o[r]);
  into.peepholes = sees ? finite(finite(into.dc_da_i * p_i[r]) + finite(into.dc_da_f * p_f[r])) : 0;
  into.dh_dc_full = sees ? finite(into.dh_dc + finite(into.dh_da_o * p_o[r])) : into.dh_dc;
  return into;
}

/**
 * How c_t answers the net inputs of a step (`dc_da`, by gate), and h_t answers c_t with o
 * held (`dh_dc`), o's net input (`dh_da_o`), and c_t when o may see it (`dh_dc_full`).
 * @param {import("./cells.js").Kind} kind
 * @param {import("./cells.js").Params} params
 * @param {import("./cells.js").Seen} seen
 */
export function slopes(kind, params, seen) {
  const units = seen.c.map((_, r) => slopesOf(kind, params, seen, r));
  const every = (name) => units.map((unit) => unit[name]);
  const dc_da = { i: every("dc_da_i"), c: every("dc_da_c") };
  if (kind !== "lstm_1997") dc_da.f = every("dc_da_f");
  const [dh_dc, dh_da_o, peepholes, dh_dc_full] = ["dh_dc", "dh_da_o", "peepholes", "dh_dc_full"].map(every);
  return { dc_da, dh_dc, dh_da_o, peepholes, dh_dc_full };
}

/** Rows of the four blocks: a sum over gates of a slope times a row of U. */
function memory(kind, params, seen, J) {
  const { U_i, U_c, U_o, U_f = U_c } = params; // without a forget gate its slope is 0
  const units = seen.c.length;
  const own = slope();
  for (let r = 0; r < units; r += 1) {
    const { dc_da_i, dc_da_c, dc_da_f, dh_da_o, peepholes, dh_dc_full } = slopesOf(kind, params, seen, r, own);
    const [top, bottom, rows] = [J[r], J[units + r], [U_i[r], U_c[r], U_f[r]]];
    const [row_i, row_c, row_f] = rows;
    for (let j = 0; j < units; j += 1) {
      const sum = dc_da_i * row_i[j] + dc_da_c * row_c[j] + dc_da_f * row_f[j];
      bottom[j] = Number.isFinite(sum)
        ? sum
        : dot(
            [dc_da_i, dc_da_c, dc_da_f],
            rows.map((row) => row[j]),
          );
      top[j] = finite(finite(dh_da_o * U_o[r][j]) + finite(dh_dc_full * bottom[j]));
    }
    const d = finite(seen.f[r] + peepholes);
    bottom[units + r] = d;
    top[units + r] = finite(dh_dc_full * d);
  }
  return J;
}

/**
 * @param {import("./cells.js").Params} params
 * @param {import("./cells.js").Seen} seen
 * @param {number[][]} J
 */
function gru({ U_r, U_z, U_n }, { r, z, n, recurrent, prev }, J) {
  for (let u = 0; u < z.length; u += 1) {
    const inner = (1 - z[u]) * (1 - n[u] ** 2);
    const by_z = z[u] * (1 - z[u]) * finite(prev.h[u] - n[u]);
    const by_r = finite(inner * recurrent[u]) * r[u] * (1 - r[u]);
    const by_n = inner * r[u];
    const [row, row_z, row_n, row_r] = [J[u], U_z[u], U_n[u], U_r[u]];
    for (let j = 0; j < row.length; j += 1) {
      const sum = by_z * row_z[j] + by_n * row_n[j] + by_r * row_r[j];
      row[j] = Number.isFinite(sum) ? sum : dot([by_z, by_n, by_r], [row_z[j], row_n[j], row_r[j]]);
    }
    row[u] = finite(row[u] + z[u]);
  }
  return J;
}

/**
 * @param {import("./cells.js").Params} params
 * @param {import("./cells.js").Seen} seen
 * @param {number[][]} J
 */
function rnn({ U }, { h }, J) {
  for (let r = 0; r < h.length; r += 1) {
    const factor = 1 - h[r] ** 2;
    for (let j = 0; j < h.length; j += 1) J[r][j] = finite(factor * U[r][j]);
  }
  return J;
}

/**
 * ds_t/ds_{t-1}: rows new, columns old; s = (h, c), h above c, or s = h.
 * @param {import("./cells.js").Kind} kind
 * @param {import("./cells.js").Params} params
 * @param {import("./cells.js").Seen} seen
 * @param {number[][]} [into] where it is written: a `square`, or what was written before;
 *   over hundreds of steps a new matrix each costs more than its numbers
 * @returns {number[][]}
 */
export function jacobian(kind, params, seen, into) {
  const J = into ?? square((hasMemory(kind) ? 2 : 1) * seen.h.length);
  if (kind === "rnn") return rnn(params, seen, J);
  return kind === "gru" ? gru(params, seen, J) : memory(kind, params, seen, J);
}

/** A square matrix to be written into. */
export const square = (size) => Array.from({ length: size }, () => new Array(size).fill(0));

/**
 * The paths of one step from c_{t-1} to c_t with the gate o of before held; where that
 * is not known (the first step, unless the first state names its o), h_{t-1} does not
 * depend on c_{t-1}. Their total is the partial Jacobian, not the derivative of the network.
 * @returns {Record<string, number[][]>} direct, input, candidate, forget, peephole, total
 */
export function paths(kind, params, seen) {
  if (!hasMemory(kind)) throw new Error(`paths are of cells with a cell state, got ${kind}`);
  const { dc_da, peepholes } = slopes(kind, params, seen);
  const { c, o } = seen.prev;
  const dh_dc = c.map((c_r, r) => (o ? o[r] * (1 - Math.tanh(c_r) ** 2) : 0));
  const gate = (k) =>
    params[`U_${k}`].map((row, r) => row.map((value, j) => finite(finite(dc_da[k][r] * value) * dh_dc[j])));
  const found = { direct: diagonal(seen.f), input: gate("i"), candidate: gate("c") };
  if (dc_da.f) found.forget = gate("f");
  if (kind === "peephole") found.peephole = diagonal(peepholes);
  return { ...found, total: Object.values(found).reduce(add) };
}
