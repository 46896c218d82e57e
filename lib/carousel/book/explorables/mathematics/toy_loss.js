// A loss with a cliff, and gradient descent on it with clipping: as explorables._toy_loss,
// where the formulas stand. No DOM.
import { sigmoid } from "./cells.js";

/** Where a line is broken. */
export const GAP = { u: Number.NaN, b: Number.NaN };

const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** The loss alone. */
export function height(u, b, numSteps, first) {
  let total = 0;
  for (let sign = 1; sign >= -1; sign -= 2) {
    let h = sign * first;
    let a = 0;
    for (let t = 0; t < numSteps; t += 1) {
      a = u * h + b;
      h = Math.tanh(a);
    }
    total += softplus(-2 * sign * a) / 2;
  }
  return total;
}

/**
 * The loss of one unit that keeps a bit for so many steps, and its gradient.
 * @param {number} u the recurrent weight
 * @param {number} b the bias
 * @param {number} numSteps
 * @param {number} first how the bit is given: h_0 is this or minus this
 * @returns {{loss: number, gradient: number[]}} by u and by b
 */
export function loss(u, b, numSteps, first) {
  const gradient = [0, 0];
  for (let sign = 1; sign >= -1; sign -= 2) {
    let [h, byU, byB, a, aByU, aByB] = [sign * first, 0, 0, 0, 0, 0];
    for (let t = 0; t < numSteps; t += 1) {
      [a, aByU, aByB] = [u * h + b, h + u * byU, 1 + u * byB];
      h = Math.tanh(a);
      const slope = (1 - h) * (1 + h);
      [byU, byB] = [slope * aByU, slope * aByB];
    }
    const wrong = -sign * sigmoid(-2 * sign * a);
    gradient[0] += wrong * aByU;
    gradient[1] += wrong * aByB;
  }
  return { loss: height(u, b, numSteps, first), gradient };
}

/**
 * A gradient as a kind of clipping leaves it.
 * @param {number[]} gradient
 * @param {"none" | "norm" | "value"} kind
 * @param {number} threshold
 */
export function clip(gradient, kind, threshold) {
  if (kind === "value") return gradient.map((g) => Math.min(threshold, Math.max(-threshold, g)));
  const norm = Math.hypot(...gradient);
  return kind === "norm" && norm > threshold ? gradient.map((g) => g * (threshold / norm)) : gradient;
}

/**
 * Gradient descent with clipping: entry 0 is the start.
 * @param {number} u
 * @param {number} b
 * @param {{numSteps: number, learningRate: number, kind: "none" | "norm" | "value",
 *   threshold: number, updates: number, grain: number, first: number}} how weights are
 *   whole parts of one by `grain`, so that both languages walk alike
 * @returns {{u: number, b: number, loss: number, gradient: number[], norm: number, clipped: number[]}[]}
 */
export function descend(u, b, { numSteps, learningRate, kind, threshold, updates, grain, first }) {
  const round = (x) => Math.floor(x * grain + 0.5) / grain;
  const run = [];
  for (let n = 0; n <= updates; n += 1) {
    const { loss: value, gradient } = loss(u, b, numSteps, first);
    const clipped = clip(gradient, kind, threshold);
    run.push({ u, b, loss: value, gradient, norm: Math.hypot(...gradient), clipped });
    [u, b] = [round(u - learningRate * clipped[0]), round(b - learningRate * clipped[1])];
  }
  return run;
}

/**
 * Where the loss reaches a level: for every u the bias beta >= 0 at which it does, cut
 * to the top. The loss is even in b and rises with it where u >= 0, so that beta and
 * -beta bound the part of a map that lies below the level.
 * @param {number[]} us
 * @param {number[]} levels rising
 * @param {number} top the largest bias of the map
 * @param {number} numSteps
 * @param {number} first how the bit is given
 * @returns {number[][]} by level, by u
 */
export function contours(us, levels, top, numSteps, first) {
  const found = levels.map(() => new Array(us.length));
  for (let k = 0; k < us.length; k += 1) {
    let low = 0;
    for (let n = 0; n < levels.length; n += 1) {
      let high = top;
      for (let half = 0; half < 9; half += 1) {
        const middle = (low + high) / 2;
        if (height(us[k], middle, numSteps, first) < levels[n]) low = middle;
        else high = middle;
      }
      found[n][k] = high;
      low = Math.max(0, low - top / 256);
    }
  }
  return found;
}

/**
 * The parts of a path that lie on a map, cut at its edges.
 * @param {{u: number, b: number}[]} path
 * @param {{u: number[], b: number[]}} map the limits
 * @returns {{u: number, b: number}[]} points, with a GAP between two pieces
 */
export function onMap(path, map) {
  const seen = [];
  let isWhole = false; // whether the piece so far ends where the next one begins
  for (let n = 1; n < path.length; n += 1) {
    const [from, to] = [path[n - 1], path[n]];
    let [start, end] = [0, 1];
    for (const name of ["u", "b"]) {
      const [span, [low, high]] = [to[name] - from[name], map[name]];
      const cuts = [(low - from[name]) / span, (high - from[name]) / span].sort((one, other) => one - other);
      if (span !== 0) [start, end] = [Math.max(start, cuts[0]), Math.min(end, cuts[1])];
      else if (from[name] < low || from[name] > high) end = -1;
    }
    const at = (part) => ({ u: from.u + part * (to.u - from.u), b: from.b + part * (to.b - from.b) });
    if (start > end) {
      isWhole = false;
      continue;
    }
    if (!isWhole) seen.push(...(seen.length ? [GAP] : []), at(start));
    seen.push(at(end));
    isWhole = end === 1;
  }
  return seen;
}

/** Which point of a path lies nearest to a place on the map. */
export function nearest(path, { x, y }, map) {
  const [width, height] = [map.u[1] - map.u[0], map.b[1] - map.b[0]];
  const far = ({ u, b }) => Math.hypot((u - x) / width, (b - y) / height);
  return path.reduce((best, point, n) => (far(point) < far(path[best]) ? n : best), 0);
}
