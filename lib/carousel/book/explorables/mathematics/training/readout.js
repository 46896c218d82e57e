// What is read out of the last outputs, what it costs, and what the loss tells them. No DOM.
import { decay, log } from "./functions.js";

const NEAR = 0.1; // an answer that is a number is wrong from here on

/** Where 1 and h_t lie, of the n-th step that is asked for. */
const shown = ({ at, strides, firstAsked, inputs, lanes }, n) =>
  at.x + (firstAsked + n + 1) * strides.x + inputs * lanes;

/**
 * The loss of a batch as a sum over answers, and how many answers are wrong; writes the
 * derivatives of the sum, divided by `total`, beside the answers.
 * @param {number} total how many answers the mean is over
 * @param {"classes" | "squared"} loss
 */
export function read(m, kernels, plan, loss, total) {
  const { at, hidden, outputs, asked, batch, lanes, weights } = plan;
  const found = { loss: 0, wrong: 0 };
  for (let n = 0; n < asked; n += 1) {
    const out = at.out + n * outputs * lanes;
    const readout = at.weights + weights.readout;
    kernels.multiply(readout, 1 + hidden, 1, outputs, 1 + hidden, shown(plan, n), lanes, out);
    for (let b = 0; b < batch; b += 1) {
      const dout = at.dout + n * outputs * lanes + b;
      const y = m[at.y + n * lanes + b];
      if (loss === "squared") number(m, out + b, dout, y, total, found);
      else oneOf(m, out + b, dout, y, total, outputs, lanes, found);
    }
  }
  return found;
}

function number(m, out, dout, y, total, found) {
  const miss = m[out] - y;
  found.loss += miss * miss;
  found.wrong += Math.abs(miss) > NEAR ? 1 : 0;
  m[dout] = (2 * miss) / total;
}

function oneOf(m, out, dout, y, total, outputs, lanes, found) {
  let most = 0;
  for (let k = 1; k < outputs; k += 1) if (m[out + k * lanes] > m[out + most * lanes]) most = k;
  const top = m[out + most * lanes];
  let sum = 0;
  for (let k = 0; k < outputs; k += 1) sum += m[dout + k * lanes] = decay(top - m[out + k * lanes]);
  found.loss += log(sum) - (m[out + y * lanes] - top);
  found.wrong += most === y ? 0 : 1;
  for (let k = 0; k < outputs; k += 1) {
    const p = m[dout + k * lanes] / sum;
    m[dout + k * lanes] = (k === y ? p - 1 : p) / total;
  }
}

/** What the loss tells h_t at step t, or nothing where no answer is asked for. */
export function told(kernels, plan, t, at) {
  const { firstAsked, hidden, outputs, lanes, weights } = plan;
  if (t < firstAsked) return -1;
  const dout = plan.at.dout + (t - firstAsked) * outputs * lanes;
  kernels.multiply(plan.at.weights + weights.readout + 1, 1, 1 + hidden, hidden, outputs, dout, lanes, at);
  return at;
}

/** The gradient of the readout's weights. */
export function weights(kernels, plan) {
  const { at, strides, hidden, outputs, lanes, asked } = plan;
  kernels.outer(
    at.dout,
    outputs * lanes,
    shown(plan, 0),
    strides.x,
    asked,
    outputs,
    1 + hidden,
    lanes,
    at.gradient + plan.weights.readout,
  );
}
