// What h-detach leaves of a gradient on average, as carousel.flow.detached. No DOM.
import { slope, slopesOf } from "./jacobian.js";
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
  const passes = probabilities.map((closed) => new Pass(closed, params, dh_last, history.length));
  const own = slope();
  for (let t = history.length - 1; t >= 0; t -= 1) {
    for (let r = 0; r < dh_last.length; r += 1) {
      slopesOf(kind, params, history[t], r, own);
      const f = history[t].f[r];
      for (const pass of passes) pass.unit(r, own, f);
    }
    for (const pass of passes) pass.step(t);
  }
  return passes.map(({ norms }) => norms);
}

/** One way back through the steps, each of them closed with the same probability. */
class Pass {
  /**
   * @param {number} closed the probability
   * @param {import("./cells.js").Params} params
   * @param {number[]} dh_last
   * @param {number} steps
   */
  constructor(closed, { U_i, U_c, U_o, U_f = U_c }, dh_last, steps) {
    const none = () => new Float64Array(dh_last.length);
    this.closed = closed;
    this.recurrent = [U_i, U_c, U_f, U_o]; // without a forget gate dc_da_f is 0, whatever U_f
    this.norms = new Array(steps);
    this.dh = Float64Array.from(dh_last);
    this.dc = none();
    this.mean = none();
    this.back = none();
  }

  /** What unit r adds to the gradient of the step before. */
  unit(r, { dc_da_i, dc_da_c, dc_da_f, dh_da_o, dh_dc, dh_dc_full, peepholes }, f) {
    const { closed, recurrent, dh, dc, mean, back } = this;
    const open = 1 - closed;
    const ifOpen = finite(dc[r] + finite(dh[r] * dh_dc_full));
    const ifClosed = finite(dc[r] + finite(dh[r] * dh_dc));
    mean[r] = open * ifOpen + closed * ifClosed;
    dc[r] = finite(open * ifOpen * (f + peepholes) + closed * ifClosed * f);
    if (open === 0) return;
    const [row_i, row_c, row_f, row_o] = [recurrent[0][r], recurrent[1][r], recurrent[2][r], recurrent[3][r]];
    const [out, share] = [open * dh[r] * dh_da_o, open * ifOpen];
    for (let j = 0; j < back.length; j += 1) {
      back[j] += out * row_o[j] + share * dc_da_i * row_i[j] + share * dc_da_c * row_c[j] + share * dc_da_f * row_f[j];
    }
  }

  step(t) {
    const { dh, mean, back } = this;
    for (let j = 0; j < back.length; j += 1) dh[j] = finite(back[j]);
    back.fill(0);
    this.norms[t] = norm(mean);
  }
}
