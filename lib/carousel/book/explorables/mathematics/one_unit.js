// One unit with peepholes, as it answers its cell state: as explorables._one_unit.
// No DOM.
import { sigmoid, step } from "./cells.js";
import { slopesOf } from "./jacobian.js";

const SILENT = Object.fromEntries(
  ["i", "f", "c", "o"].flatMap((k) => [
    [`W_${k}`, [[0]]],
    [`U_${k}`, [[0]]],
  ]),
);

/**
 * @typedef {object} Unit its peepholes, its biases, and its candidate (not its net input)
 * @property {number} p_i
 * @property {number} p_f
 * @property {number} p_o
 * @property {number} b_i
 * @property {number} b_f
 * @property {number} b_o
 * @property {number} c_tilde
 */

/** The same unit with its peepholes shut. */
export const shut = (unit) => ({ ...unit, p_i: 0, p_f: 0, p_o: 0 });

/**
 * One step from any old cell state, with input and last output zero: the gates, the new
 * state, and the terms of its slopes. `direct`, `through_f` and `through_i` add
 * up to `slope`, dc_t/dc_{t-1}; `dh_dc` (o held) and `through_o` to `dh_dc_full`;
 * `dh_dc_prev` is the product of the two sums.
 * @param {Unit} unit
 */
export function responses(unit) {
  const of = (names) => Object.fromEntries(names.map((name) => [name, [unit[name]]]));
  /** @type {import("./cells.js").Params} */
  const params = { ...SILENT, ...of(["p_i", "p_f", "p_o", "b_i", "b_f", "b_o"]), b_c: [Math.atanh(unit.c_tilde)] };
  return (c_prev) => {
    const now = step("peephole", params, [0], { h: [0], c: [c_prev] });
    const { dc_da_i, dc_da_f, dh_dc, dh_da_o, peepholes, dh_dc_full } = slopesOf("peephole", params, now, 0);
    const [i, f, o, c, h] = [now.i[0], now.f[0], now.o[0], now.c[0], now.h[0]];
    return {
      i,
      f,
      o,
      c,
      h,
      direct: f,
      through_f: dc_da_f * unit.p_f,
      through_i: dc_da_i * unit.p_i,
      slope: f + peepholes,
      dh_dc,
      through_o: dh_da_o * unit.p_o,
      dh_dc_full,
      dh_dc_prev: (f + peepholes) * dh_dc_full,
    };
  };
}

/** One such step. */
export const response = (unit, c_prev) => responses(unit)(c_prev);

/** What the gates would be if the state they see were c: o sees the new one. */
export const gates = (unit, c) =>
  Object.fromEntries(["i", "f", "o"].map((k) => [k, sigmoid(unit[`b_${k}`] + unit[`p_${k}`] * c)]));

/** How the output answers a new state c: through the tanh, and through o's peephole. */
export function outputResponse(unit, c) {
  const { o } = gates(unit, c);
  const squashed = Math.tanh(c);
  const [dh_dc, through_o] = [o * (1 - squashed ** 2), o * (1 - o) * unit.p_o * squashed];
  return { dh_dc, through_o, dh_dc_full: dh_dc + through_o };
}
