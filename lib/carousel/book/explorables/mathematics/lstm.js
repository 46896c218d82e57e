// The mathematics of the course for the browser: no DOM, the same names as in Python.

/**
 * The powers 1, r, r^2, ..., r^horizon as base-10 logarithms, so that nothing
 * overflows or underflows; the logarithm of 0 is -Infinity.
 * @param {number} factor what is kept a step, at least 0
 * @param {number} horizon how many steps
 * @returns {Float64Array} horizon + 1 logarithms
 */
export function logPowers(factor, horizon) {
  const log = Math.log10(factor);
  return Float64Array.from({ length: horizon + 1 }, (_, k) => (k === 0 ? 0 : k * log));
}

/**
 * How many steps it takes to lose half: log(1/2) / log(factor).
 * @param {number} factor what is kept a step
 * @returns {number | null} null where there is no such step (0, or 1 and above)
 */
export function halfLife(factor) {
  return factor > 0 && factor < 1 ? Math.log(0.5) / Math.log(factor) : null;
}

export { run, sigmoid, step } from "./cells.js";
export { metrics, profile, transport } from "./flow.js";
export { jacobian, paths, slopes } from "./jacobian.js";
