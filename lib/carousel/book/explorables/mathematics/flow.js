// What happens to a gradient on its way back, as carousel.flow. No DOM.
import { hasMemory } from "./cells.js";
import { jacobian, slopes, square } from "./jacobian.js";
import { finite, norm, vecMat } from "./linear.js";

/**
 * The norm of the loss gradient at every step, in one backward pass.
 * @param {import("./cells.js").Kind} kind
 * @param {import("./cells.js").Params} params
 * @param {import("./cells.js").Seen[]} history
 * @param {number[]} dh_last the loss gradient at the last output
 * @returns {{h: number[], c?: number[], direct?: number[]}}
 */
export function profile(kind, params, history, dh_last) {
  const found = { h: [], c: [], direct: [] };
  const isMemory = hasMemory(kind);
  const width = dh_last.length;
  const last = history[history.length - 1];
  const J = square((isMemory ? 2 : 1) * width);
  let s = isMemory ? [...dh_last, ...dh_last.map(() => 0)] : dh_last;
  let kept = isMemory ? slopes(kind, params, last).dh_dc.map((v, r) => v * dh_last[r]) : dh_last;
  for (const seen of [...history].reverse()) {
    const dh = s.slice(0, width);
    found.h.push(norm(dh));
    if (isMemory) {
      const v = slopes(kind, params, seen).dh_dc_full;
      found.c.push(norm(s.slice(width).map((dc, r) => finite(dc + finite(dh[r] * v[r])))));
    }
    found.direct.push(norm(kept));
    const gate = isMemory ? seen.f : seen.z;
    if (gate) kept = kept.map((value, r) => value * gate[r]);
    s = vecMat(s, jacobian(kind, params, seen, J));
  }
  for (const rows of Object.values(found)) rows.reverse();
  if (isMemory) return found;
  return kind === "gru" ? { h: found.h, direct: found.direct } : { h: found.h };
}

/** First over last, standard deviation over mean, steps above a tenth of the largest. */
export function metrics(norms) {
  const mean = norms.reduce((sum, value) => sum + value / norms.length, 0);
  const spread = norms.reduce((sum, value) => sum + (value - mean) ** 2 / norms.length, 0);
  const top = Math.max(...norms) / 10;
  return {
    first_last: norms[0] / norms[norms.length - 1],
    variation: Math.sqrt(spread) / mean,
    effective_range: norms.filter((value) => value > top).length,
  };
}

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
