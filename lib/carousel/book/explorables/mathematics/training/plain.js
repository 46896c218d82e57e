// The cells whose whole state is their output, forward and backward, a batch at a time:
// the RNN and the GRU. As carousel.cells and carousel.bptt. No DOM.

/** Where h lies in the column of step t: the output of the step before. */
const before = ({ at, strides, inputs, lanes }, t) => at.x + t * strides.x + (inputs + 1) * lanes;

/** All steps of an RNN. */
function rnn(m, kernels, plan) {
  const { steps, at, strides, rows, width, lanes } = plan;
  for (let t = 0; t < steps; t += 1) {
    const a = at.a + t * strides.a;
    kernels.multiply(at.weights + plan.weights.gates, width, 1, rows, width, at.x + t * strides.x, lanes, a);
    kernels.tanhs(a, before(plan, t + 1), strides.unit);
  }
}

/** All steps of a GRU: rows r, z, m = U_n h + b_hn, and n. */
function gru(m, kernels, plan) {
  const { steps, at, strides, rows, extra, width, lanes, inputs, weights } = plan;
  const { unit } = strides;
  for (let t = 0; t < steps; t += 1) {
    const r = at.a + t * strides.a;
    const [z, recurrent, n] = [r + unit, r + 2 * unit, r + 3 * unit];
    const x = at.x + t * strides.x;
    kernels.multiply(at.weights + weights.gates, width, 1, rows, width, x, lanes, r);
    kernels.multiply(at.weights + weights.n, inputs + 1, 1, extra, inputs + 1, x, lanes, n);
    kernels.sigmoids(r, 2 * unit);
    for (let e = 0; e < unit; e += 1) m[n + e] += m[r + e] * m[recurrent + e];
    kernels.tanhs(n, n, unit);
    const [h_prev, h] = [before(plan, t), before(plan, t + 1)];
    for (let e = 0; e < unit; e += 1) m[h + e] = (1 - m[z + e]) * m[n + e] + m[z + e] * m[h_prev + e];
  }
}

/** All steps: gates, and the outputs beside the next step's input. */
export const forward = (m, kernels, plan) => (plan.cell === "gru" ? gru : rnn)(m, kernels, plan);

/** One step back, as that of memory.js; `dc` holds what goes from h to h through z. */
export function back(m, plan, t, shown, open, sums) {
  const { cell, hidden, lanes, batch, at, strides } = plan;
  const { unit } = strides;
  const gates = at.a + t * strides.a;
  const das = at.da + t * strides.a;
  const gated = cell === "gru";
  const [h_prev, h] = [before(plan, t), before(plan, t + 1)];
  let [total, directly, both] = [0, 0, 0];
  for (let row = 0; row < hidden; row += 1) {
    let kept = 0;
    for (let b = 0; b < lanes; b += 1) {
      const e = row * lanes + b;
      const told = shown < 0 ? 0 : m[shown + e];
      const dh = m[at.dc + e] + m[at.dh + e] + told;
      const direct = m[at.direct + e] + told;
      total += dh * dh;
      directly += direct * direct;
      both += dh * direct;
      if (!gated) {
        m[das + e] = dh * (1 - m[h + e] * m[h + e]);
        m[at.direct + e] = 0;
        continue;
      }
      const [r, z] = [m[gates + e], m[gates + unit + e]];
      const [recurrent, n] = [m[gates + 2 * unit + e], m[gates + 3 * unit + e]];
      const da_n = dh * ((1 - z) * (1 - n * n));
      m[das + e] = da_n * (recurrent * r * (1 - r));
      m[das + unit + e] = dh * (z * (1 - z) * (m[h_prev + e] - n));
      m[das + 2 * unit + e] = da_n * r;
      m[das + 3 * unit + e] = da_n;
      m[at.dc + e] = dh * z;
      m[at.direct + e] = direct * z;
      if (b < batch) kept += z;
    }
    sums.forget[t * hidden + row] += kept;
  }
  sums.add(t, total, directly, both);
}
