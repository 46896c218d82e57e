// What an exercise may ask of a figure at its present state: the right number, and those
// of the nearest wrong routes, each with its words.

/** @typedef {{right: number, wrong: [number, string][]}} Measured */

/** @type {Record<string, (state: any) => Measured>} */
export const MEASURES = {
  /** What the direct path of the highway keeps. */
  kept: ({ forget_gate: f, rnn_factor: r, horizon: k }) => ({
    right: f ** k,
    wrong: [
      [r ** k, "this is what the RNN keeps; asked is the direct path"],
      [1 - f ** k, "this is what is lost; asked is what is left"],
      [f, "this is the factor of one step; every step multiplies once more"],
      [f ** (k - 1), "this is one step late: there are as many factors as steps"],
      [f ** (k + 1), "this is one step too many: there are as many factors as steps"],
      [1 - k * (1 - f), "a share is taken off at every step, of what is left then"],
      [k * f, "the steps multiply; they do not add"],
    ],
  }),
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
