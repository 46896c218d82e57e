// What happens to a gradient on its way back, as carousel.flow. No DOM.
import { jacobian, slopes } from "./jacobian.js";
import { finite, matMul, norm, vecMat } from "./linear.js";

/**
 * The norm of the loss gradient at every step, in one backward pass.
 * @param {object[]} history as `run` gives it
 * @param {number[]} dh_last the loss gradient at the last output
 * @returns {{h: number[], c?: number[], direct?: number[]}}
 */
export function profile(kind, params, history, dh_last) {
  const found = { h: [], c: [], direct: [] };
  const isMemory = kind !== "rnn" && kind !== "gru";
  const width = dh_last.length;
  const last = history[history.length - 1];
  let s = isMemory ? [...dh_last, ...dh_last.map(() => 0)] : dh_last;
  let kept = isMemory ? slopes(kind, params, last).shown.map((v, r) => v * dh_last[r]) : dh_last;
  for (const seen of [...history].reverse()) {
    const dh = s.slice(0, width);
    found.h.push(norm(dh));
    if (isMemory) {
      const v = slopes(kind, params, seen).shownInFull;
      found.c.push(norm(s.slice(width).map((dc, r) => finite(dc + finite(dh[r] * v[r])))));
    }
    found.direct.push(norm(kept));
    const gate = isMemory ? seen.f : seen.z;
    if (gate) kept = kept.map((value, r) => value * gate[r]);
    s = vecMat(s, jacobian(kind, params, seen));
  }
  for (const rows of Object.values(found)) rows.reverse();
  if (isMemory) return found;
  return kind === "gru" ? { h: found.h, direct: found.direct } : { h: found.h };
}

/**
 * The ordered product of Jacobians, the last one left, as a matrix of norm 1 and the
 * natural logarithm of its size.
 * @param {number[][][]} J
 */
export function transport(J) {
  let unit = J[0].map((row, r) => row.map((_, k) => (r === k ? 1 : 0)));
  let logNorm = 0;
  const rescale = () => {
    const size = norm(unit.flat());
    logNorm += Math.log(size);
    if (size > 0) unit = unit.map((row) => row.map((value) => value / size));
    return size > 0;
  };
  rescale();
  for (const J_t of J) {
    unit = matMul(J_t, unit);
    if (!rescale()) break;
  }
  return { unit, logNorm };
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
