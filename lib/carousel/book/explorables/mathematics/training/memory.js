// The cells with a memory c, forward and backward, a batch at a time: the LSTM, that of
// 1997, and that with peepholes. As carousel.cells and carousel.bptt. No DOM.

/** Where the gates of step t lie; the cell of 1997 has no f. */
function gates({ cell, at, strides: { a, unit } }, t) {
  const i = at.a + t * a;
  const o = i + (cell === "lstm_1997" ? 1 : 2) * unit;
  return { i, f: i + unit, o, c: o + unit };
}

/** All steps: gates, memories, and the outputs beside the next step's input. */
export function forward(m, kernels, plan) {
  const { cell, steps, at, strides, rows, width, lanes, inputs } = plan;
  const { unit } = strides;
  const peeps = cell === "peephole";
  const w = at.weights + plan.weights.gates;
  for (let t = 0; t < steps; t += 1) {
    const g = gates(plan, t);
    const before = at.c + t * unit;
    const tanh_c = at.tanh_c + t * unit;
    kernels.multiply(w, width, 1, rows, width, at.x + t * strides.x, lanes, g.i);
    if (peeps) look(m, plan, [g.i, g.f], before);
    kernels.sigmoids(g.i, (peeps ? g.o : g.c) - g.i);
    kernels.tanhs(g.c, g.c, unit);
    remember(m, plan, g, before);
    if (peeps) {
      look(m, plan, [null, null, g.o], before + unit);
      kernels.sigmoids(g.o, unit);
    }
    kernels.tanhs(before + unit, tanh_c, unit);
    const h = at.x + (t + 1) * strides.x + (inputs + 1) * lanes;
    for (let e = 0; e < unit; e += 1) m[h + e] = m[g.o + e] * m[tanh_c + e];
  }
}

/** c_t = f_t c_prev + i_t c_tilde_t */
function remember(m, { cell, strides: { unit } }, { i, f, c }, before) {
  const after = before + unit;
  if (cell === "lstm_1997") {
    for (let e = 0; e < unit; e += 1) m[after + e] = m[before + e] + m[i + e] * m[c + e];
  } else {
    for (let e = 0; e < unit; e += 1) m[after + e] = m[f + e] * m[before + e] + m[i + e] * m[c + e];
  }
}

/** Net inputs of gates see the memory at `c` through their peepholes. */
function look(m, { at, weights, hidden, lanes }, nets, c) {
  nets.forEach((net, n) => {
    if (net === null) return;
    for (let r = 0; r < hidden; r += 1) {
      const p = m[at.weights + weights.p + n * hidden + r];
      for (let b = 0; b < lanes; b += 1) m[net + r * lanes + b] += p * m[c + r * lanes + b];
    }
  });
}

/**
 * One step back. On entry `dh` holds what later steps send to h_t, `dc` and `direct` what
 * they send to c_t on every path and on the direct one; on return what this step sends.
 * @param {number} shown where what the readout sends to h_t lies, or -1
 * @param {boolean} open whether the routes through gates, candidate and peepholes are open
 * @param {import("./profile.js").Sums} sums
 */
export function back(m, plan, t, shown, open, sums) {
  const { cell, hidden, lanes, batch, at, strides, weights } = plan;
  const { unit } = strides;
  const g = gates(plan, t);
  const da = at.da - at.a;
  const forgets = cell !== "lstm_1997";
  const peeps = cell === "peephole" && open;
  const p = at.weights + weights.p;
  let [total, directly, both] = [0, 0, 0];
  for (let r = 0; r < hidden; r += 1) {
    const p_i = peeps ? m[p + r] : 0;
    const p_f = peeps ? m[p + hidden + r] : 0;
    const p_o = peeps ? m[p + 2 * hidden + r] : 0;
    let kept = 0;
    for (let b = 0; b < lanes; b += 1) {
      const e = r * lanes + b;
      const i = m[g.i + e];
      const f = forgets ? m[g.f + e] : 1;
      const o = m[g.o + e];
      const c_tilde = m[g.c + e];
      const c_prev = m[at.c + t * unit + e];
      const tanh_c = m[at.tanh_c + t * unit + e];
      const told = shown < 0 ? 0 : m[shown + e];
      const dh = m[at.dh + e] + told;
      const slope = o * (1 - tanh_c * tanh_c);
      const da_o = dh * (tanh_c * o * (1 - o));
      const dc = m[at.dc + e] + dh * slope + da_o * p_o;
      const direct = m[at.direct + e] + told * slope;
      const da_i = dc * (c_tilde * i * (1 - i));
      const da_f = dc * (c_prev * f * (1 - f));
      m[da + g.i + e] = da_i;
      if (forgets) m[da + g.f + e] = da_f;
      m[da + g.o + e] = da_o;
      m[da + g.c + e] = dc * (i * (1 - c_tilde * c_tilde));
      m[at.dc + e] = dc * f + da_i * p_i + da_f * p_f;
      m[at.direct + e] = direct * f;
      total += dc * dc;
      directly += direct * direct;
      both += dc * direct;
      if (b < batch) kept += f;
    }
    sums.forget[t * hidden + r] += kept;
  }
  sums.add(t, total, directly, both);
}

/** The gradients of the peepholes, once all steps have been walked back. */
export function peepholes(m, { at, strides, hidden, lanes, steps, weights }) {
  const { a, unit } = strides;
  for (let n = 0; n < 3; n += 1) {
    const seen = at.c + (n === 2 ? unit : 0); // o sees the new memory
    for (let r = 0; r < hidden; r += 1) {
      let sum = 0;
      for (let t = 0; t < steps; t += 1) {
        const da = at.da + t * a + n * unit + r * lanes;
        const c = seen + t * unit + r * lanes;
        for (let b = 0; b < lanes; b += 1) sum += m[da + b] * m[c + b];
      }
      m[at.gradient + weights.p + n * hidden + r] = sum;
    }
  }
}
