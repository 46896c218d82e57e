// A batch forward and back: its loss, its gradient, and the gradient's way through time.
import * as memory from "./memory.js";
import * as plain from "./plain.js";
import * as readout from "./readout.js";

const isPlain = ({ cell }) => cell === "rnn" || cell === "gru";

/** Sequences from some place of a batch on into the lanes; those that are left stay empty. */
export function load(m, plan, { x, y, count }, from = 0) {
  const { at, strides, steps, inputs, asked, batch, lanes } = plan;
  for (let t = 0; t <= steps; t += 1) {
    const column = at.x + t * strides.x;
    m.fill(1, column + inputs * lanes, column + (inputs + 1) * lanes);
    if (t === steps) break;
    for (let b = 0; b < batch; b += 1) {
      for (let k = 0; k < inputs; k += 1) m[column + k * lanes + b] = x[(t * count + from + b) * inputs + k];
    }
  }
  for (let n = 0; n < asked; n += 1)
    for (let b = 0; b < batch; b += 1) m[at.y + n * lanes + b] = y[n * count + from + b];
}

/**
 * Forward: the sum of the losses of all answers, and how many are wrong.
 * @param {number} total of how many answers the gradient is to be the mean
 */
export function forward(m, kernels, plan, loss, total) {
  (isPlain(plan) ? plain.forward : memory.forward)(m, kernels, plan);
  return readout.read(m, kernels, plan, loss, total);
}

/**
 * Back through all steps, after `forward`: the derivatives by every net input.
 * @param {(t: number) => boolean} open whether a step lets the gradient through its gates
 * @param {import("./profile.js").Sums} sums
 */
export function backward(m, kernels, plan, open, sums) {
  const { at, strides, steps, rows, width, hidden, inputs, lanes, weights } = plan;
  const back = isPlain(plan) ? plain.back : memory.back;
  for (const place of [at.dh, at.dc, at.direct]) m.fill(0, place, place + strides.unit);
  for (let t = steps - 1; t >= 0; t -= 1) {
    const isOpen = open(t);
    back(m, plan, t, readout.told(kernels, plan, t, at.told), isOpen, sums);
    const U = at.weights + weights.gates + inputs + 1;
    if (isOpen) kernels.multiply(U, 1, width, hidden, rows, at.da + t * strides.a, lanes, at.dh);
    else m.fill(0, at.dh, at.dh + strides.unit);
  }
}

/** The gradient of every weight, after `backward`. */
export function gradient(m, kernels, plan) {
  const { cell, at, strides, steps, rows, extra, width, hidden, inputs, lanes, weights } = plan;
  const found = at.gradient;
  kernels.outer(at.da, strides.a, at.x, strides.x, steps, rows, width, lanes, found + weights.gates);
  if (cell === "gru") {
    const n = at.da + rows * lanes;
    kernels.outer(n, strides.a, at.x, strides.x, steps, extra, inputs + 1, lanes, found + weights.n);
    for (let r = 2 * hidden; r < rows; r += 1) {
      // U_n h + b_hn sees no input
      m.fill(0, found + weights.gates + r * width, found + weights.gates + r * width + inputs);
    }
  }
  if (cell === "peephole") memory.peepholes(m, plan);
  readout.weights(kernels, plan);
}
