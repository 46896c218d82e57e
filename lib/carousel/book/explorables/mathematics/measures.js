// What an exercise may ask of a figure at its present state: the right number, and those
// of the nearest wrong routes, each with its words.
import { response, shut } from "./one_unit.js";

/** @typedef {{right: number, wrong: [number, string][]}} Measured */

/** @type {Record<string, (state: any, say: (text: string) => string) => Measured>} told how to say the words */
export const MEASURES = {
  /** What the direct path of the highway keeps. */
  kept: ({ forget_gate: f, rnn_factor: r, horizon: k }, say) => ({
    right: f ** k,
    wrong: [
      [r ** k, say("this is what the RNN keeps; asked is the direct path")],
      [1 - f ** k, say("this is what is lost; asked is what is left")],
      [f, say("this is the factor of one step; every step multiplies once more")],
      [f ** (k - 1), say("this is one step late: there are as many factors as steps")],
      [f ** (k + 1), say("this is one step too many: there are as many factors as steps")],
      [1 - k * (1 - f), say("a share is taken off at every step, of what is left then")],
      [k * f, say("the steps multiply; they do not add")],
    ],
  }),
  /** How a change of a unit's old state arrives at its output. */
  to_output: (unit, say) => {
    const { slope, direct, dh_dc, dh_dc_full } = response(unit, unit.c_prev);
    const bare = response(shut(unit), unit.c_prev);
    return {
      right: slope * dh_dc_full,
      wrong: [
        [slope, say("this is the way to the new state; it goes on to the output")],
        [dh_dc_full, say("this is the way from the new state on; the change began at the old one")],
        [slope + dh_dc_full, say("two edges of one way multiply; they do not add")],
        [direct * dh_dc, say("this is the direct path and the tanh alone, without the three peepholes")],
        [bare.slope * bare.dh_dc_full, say("this is the unit without its peepholes: the dashed curves")],
        [direct * dh_dc_full, say("the terms of p_f and p_i are missing")],
        [slope * dh_dc, say("the term of p_o is missing")],
      ],
    };
  },
};

/**
 * What there is to say of a number: nothing if it is right, a wrong route's words, or "".
 * @param {Measured} measured
 * @param {number} value
 * @param {number} share the tolerance, as a share of the right number
 */
export function judge({ right, wrong }, value, share) {
  const near = (wanted) => Math.abs(value - wanted) <= share * Math.abs(wanted) + 1e-12;
  if (near(right)) return null;
  return wrong.find(([wanted]) => near(wanted))?.[1] ?? "";
}
