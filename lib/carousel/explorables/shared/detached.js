// What h-detach leaves of a gradient on average, as carousel.flow.detached. No DOM.
import { slopes } from "./jacobian.js";
import { finite, norm } from "./linear.js";

/**
 * The norm of the mean loss gradient at c_t at every step when each step is closed with
 * a probability: 0 is the full gradient, 1 the truncated one of 1997. A closed step lets
 * nothing through from gates and candidate to the last output, nor through peepholes.
 * @param {"lstm_1997" | "lstm" | "peephole"} kind
 * @param {import("./cells.js").Params} params
 * @param {import("./cells.js").Seen[]} history
 * @param {number[]} dh_last the loss gradient at the last output
 * @param {number[]} probabilities of a step being closed
 * @returns {number[][]} the norms at steps 1 to T, for each probability
 */
export function meanProfiles(kind, params, history, dh_last, probabilities) {
  const units = dh_last.length;
  const steps = history.map((seen) => ({ ...slopes(kind, params, seen), f: seen.f }));
  const gates = Object.keys(steps[0].net);
  const U = gates.map((k) => params[`U_${k}`].flat());
  const U_o = params.U_o.flat();
  return probabilities.map((closed) => {
    const open = 1 - closed;
    const dc = new Float64Array(units);
    let dh = Float64Array.from(dh_last);
    const norms = new Array(steps.length);
    for (let t = steps.length - 1; t >= 0; t -= 1) {
      const { net, opened, shown, shownInFull, through, f } = steps[t];
      const mean = new Array(units);
      const back = new Float64Array(units);
      for (let r = 0; r < units; r += 1) {
        const ifOpen = finite(dc[r] + finite(dh[r] * shownInFull[r]));
        const ifClosed = finite(dc[r] + finite(dh[r] * shown[r]));
        mean[r] = open * ifOpen + closed * ifClosed;
        dc[r] = finite(open * ifOpen * (f[r] + through[r]) + closed * ifClosed * f[r]);
        if (open === 0) continue;
        spread(back, open * dh[r] * opened[r], U_o, r * units);
        for (let g = 0; g < gates.length; g += 1) spread(back, open * ifOpen * net[gates[g]][r], U[g], r * units);
      }
      dh = back.map(finite);
      norms[t] = norm(mean);
    }
    return norms;
  });
}

/** Adds a row of a flat matrix times a factor. */
function spread(sum, factor, flat, start) {
  for (let j = 0; j < sum.length; j += 1) sum[j] += factor * flat[start + j];
}
