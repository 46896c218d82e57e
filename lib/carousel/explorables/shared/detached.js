// What h-detach leaves of a gradient on average, as carousel.flow.detached. No DOM.
import { slopes } from "./jacobian.js";
import { finite, norm } from "./linear.js";

/**
 * The norm of the mean loss gradient at every step when each step is closed with a
 * probability: 0 is the full gradient, 1 the truncated one of 1997. A closed step lets
 * nothing through from gates and candidate to the last output, nor through peepholes.
 * @param {"lstm_1997" | "lstm" | "peephole"} kind
 * @param {import("./cells.js").Params} params
 * @param {import("./cells.js").Seen[]} history
 * @param {number[]} dh_last the loss gradient at the last output
 * @param {number} closed the probability
 * @returns {{h: number[], c: number[]}}
 */
export function meanProfile(kind, params, history, dh_last, closed) {
  const open = 1 - closed;
  const units = dh_last.length;
  const found = { h: [], c: [] };
  let dh = [...dh_last];
  let dc = new Array(units).fill(0);
  for (let t = history.length - 1; t >= 0; t -= 1) {
    const { net, opened, shown, shownInFull, through } = slopes(kind, params, history[t]);
    const { f } = history[t];
    const ifOpen = dc.map((value, r) => finite(value + finite(dh[r] * shownInFull[r])));
    const ifClosed = dc.map((value, r) => finite(value + finite(dh[r] * shown[r])));
    found.h.push(norm(dh));
    found.c.push(norm(ifOpen.map((value, r) => open * value + closed * ifClosed[r])));
    const back = new Array(units).fill(0);
    for (let r = 0; r < units; r += 1) {
      spread(back, open * dh[r] * opened[r], params.U_o[r]);
      for (const k in net) spread(back, open * ifOpen[r] * net[k][r], params[`U_${k}`][r]);
    }
    dc = dc.map((_, r) => finite(open * ifOpen[r] * (f[r] + through[r]) + closed * ifClosed[r] * f[r]));
    dh = back.map(finite);
  }
  found.h.reverse();
  found.c.reverse();
  return found;
}

/** Adds a row times a factor. */
function spread(sum, factor, row) {
  if (factor === 0) return;
  for (let j = 0; j < sum.length; j += 1) sum[j] += factor * row[j];
}
