// What h-detach leaves of a gradient on average, as carousel.flow.detached. No DOM.
import { slopesOf } from "./jacobian.js";
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
  const steps = history.map((seen) => seen.c.map((_, r) => slopesOf(kind, params, seen, r)));
  const { U_i, U_c, U_o, U_f = U_c } = params; // without a forget gate its slope is 0
  return probabilities.map((closed) => {
    const open = 1 - closed;
    const dc = new Float64Array(units);
    let dh = Float64Array.from(dh_last);
    const norms = new Array(steps.length);
    for (let t = steps.length - 1; t >= 0; t -= 1) {
      const { f } = history[t];
      const mean = new Array(units);
      const back = new Float64Array(units);
      for (let r = 0; r < units; r += 1) {
        const { by_i, by_c, by_f, opened, shown, shownInFull, through } = steps[t][r];
        const ifOpen = finite(dc[r] + finite(dh[r] * shownInFull));
        const ifClosed = finite(dc[r] + finite(dh[r] * shown));
        mean[r] = open * ifOpen + closed * ifClosed;
        dc[r] = finite(open * ifOpen * (f[r] + through) + closed * ifClosed * f[r]);
        if (open === 0) continue;
        const [row_i, row_c, row_f, row_o] = [U_i[r], U_c[r], U_f[r], U_o[r]];
        const [out, share] = [open * dh[r] * opened, open * ifOpen];
        for (let j = 0; j < units; j += 1) {
          back[j] += out * row_o[j] + share * by_i * row_i[j] + share * by_c * row_c[j] + share * by_f * row_f[j];
        }
      }
      dh = back.map(finite);
      norms[t] = norm(mean);
    }
    return norms;
  });
}
