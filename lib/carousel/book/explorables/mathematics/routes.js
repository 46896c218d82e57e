// A gradient's way back over the cells of an LSTM whose gates are given: along the
// carousel, through each gate, and in all. No DOM.
import { norm, vecMat } from "./linear.js";
import { inputsOf, network } from "./portable_rng.js";

const KINDS = { i: "i", f: "f", o: "o", c_tilde: "c" };

/** @typedef {number[][]} Matrix */

/** Gates, cell states and recurrent weights of a network whose every forget gate is f. */
function forward(f, { hidden, steps, seed, gate, written }) {
  const drawn = network("lstm", hidden, 1, seed);
  const U = Object.fromEntries(
    Object.entries(KINDS).map(([name, k]) => [name, /** @type {Matrix} */ (drawn[`U_${k}`])]),
  );
  const c_tilde = inputsOf(seed, steps, hidden).map((row) => row.map((value) => written * value));
  const c = [];
  for (const row of c_tilde) c.push(row.map((value, u) => f * (c.at(-1)?.[u] ?? 0) + gate * value));
  const dh_dc = c.map((row) => row.map((value) => gate * (1 - Math.tanh(value) ** 2)));
  return { U, c_tilde, c, dh_dc };
}

/**
 * Norms of dL/dc, one a step, as shares of the last step's; L is the sum of the last h.
 * @param {number} f
 * @param {boolean} closed whether nothing comes through the gates
 * @param {{hidden: number, steps: number, seed: number, gate: number, written: number}} constants
 * @returns {{direct: number[], whole: number[], through: Record<string, number[]>}} entry 0 is
 *   step 1; `through[k][t]` is what gate k brings to that step
 */
export function routes(f, closed, constants) {
  const { U, c_tilde, c, dh_dc } = forward(f, constants);
  const { steps, hidden, gate } = constants;
  const bent = gate * (1 - gate); // the slope of i and of o
  let dh = new Array(hidden).fill(1);
  let dc = dh_dc[steps - 1];
  const last = norm(dc);
  const whole = new Array(steps).fill(1);
  const direct = whole.map((_, t) => f ** (steps - 1 - t));
  const through = Object.fromEntries(Object.keys(KINDS).map((name) => [name, new Array(steps).fill(0)]));
  for (let t = steps - 1; t > 0; t -= 1) {
    const [at, ahead] = [dc, dh];
    const da = {
      i: at.map((d, u) => d * c_tilde[t][u] * bent),
      f: at.map((d, u) => d * c[t - 1][u] * f * (1 - f)),
      o: ahead.map((d, u) => d * Math.tanh(c[t][u]) * bent),
      c_tilde: at.map((d, u) => d * gate * (1 - c_tilde[t][u] ** 2)),
    };
    dh = new Array(hidden).fill(0);
    dc = at.map((d) => f * d);
    if (!closed) {
      for (const [name, slope] of Object.entries(da)) {
        const brought = vecMat(slope, U[name]);
        dh = dh.map((d, u) => d + brought[u]);
        through[name][t - 1] = norm(brought.map((d, u) => d * dh_dc[t - 1][u])) / last;
      }
    }
    dc = dc.map((d, u) => d + dh[u] * dh_dc[t - 1][u]);
    whole[t - 1] = norm(dc) / last;
  }
  return { direct, whole, through };
}
