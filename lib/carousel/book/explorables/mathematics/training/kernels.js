// The four loops in which training spends its time, over one block of numbers m. No DOM.
//
// Every sum has one order, that of simd.js and of NumPy's twin, so that all three give
// the same bits: products by ascending column; outer products apart for even and odd
// lanes, by ascending step.
import { sigmoids, tanhs } from "./functions.js";

/**
 * @typedef {object} Kernels
 * @property {Function} multiply out[r, b] = the sum over k of M[r, k] X[k, b]
 * @property {Function} outer out[r, k] = the sum over t and b of A[t, r, b] X[t, k, b]
 * @property {Function} sigmoids in place
 * @property {Function} tanhs from one place to another
 */

/** @returns {Kernels} whose arguments are places in m, strides and counts */
export const kernels = (m) => ({
  multiply: (...given) => multiply(m, ...given),
  outer: (...given) => outer(m, ...given),
  sigmoids: (at, count) => sigmoids(m, at, count),
  tanhs: (from, at, count) => tanhs(m, from, at, count),
});

/** Four rows by two lanes at a time stay in registers. */
function multiply(m, M, down, along, rows, width, X, lanes, out) {
  let r = 0;
  for (; r + 4 <= rows; r += 4) {
    for (let b = 0; b < lanes; b += 2) fourRows(m, M + r * down, down, along, width, X + b, lanes, out + r * lanes + b);
  }
  for (; r < rows; r += 1) {
    for (let b = 0; b < lanes; b += 2) oneRow(m, M + r * down, along, width, X + b, lanes, out + r * lanes + b);
  }
}

function fourRows(m, M, down, along, width, X, lanes, out) {
  let a0 = 0;
  let a1 = 0;
  let b0 = 0;
  let b1 = 0;
  let c0 = 0;
  let c1 = 0;
  let d0 = 0;
  let d1 = 0;
  let i = M;
  let j = M + down;
  let k = M + 2 * down;
  let l = M + 3 * down;
  let x = X;
  for (let n = 0; n < width; n += 1) {
    const x0 = m[x];
    const x1 = m[x + 1];
    const p = m[i];
    const q = m[j];
    const s = m[k];
    const t = m[l];
    a0 += p * x0;
    a1 += p * x1;
    b0 += q * x0;
    b1 += q * x1;
    c0 += s * x0;
    c1 += s * x1;
    d0 += t * x0;
    d1 += t * x1;
    x += lanes;
    i += along;
    j += along;
    k += along;
    l += along;
  }
  m[out] = a0;
  m[out + 1] = a1;
  m[out + lanes] = b0;
  m[out + lanes + 1] = b1;
  m[out + 2 * lanes] = c0;
  m[out + 2 * lanes + 1] = c1;
  m[out + 3 * lanes] = d0;
  m[out + 3 * lanes + 1] = d1;
}

function oneRow(m, M, along, width, X, lanes, out) {
  let [a0, a1] = [0, 0];
  for (let n = 0; n < width; n += 1) {
    a0 += m[M + n * along] * m[X + n * lanes];
    a1 += m[M + n * along] * m[X + n * lanes + 1];
  }
  m[out] = a0;
  m[out + 1] = a1;
}

/** Two rows by two columns, even and odd lanes apart, stay in registers. */
function outer(m, A, aStep, X, xStep, steps, rows, width, lanes, out) {
  for (let r = 0; r < rows; r += 2) {
    for (let k = 0; k < width; k += 2) {
      const [two, both] = [r + 1 < rows ? lanes : 0, k + 1 < width ? lanes : 0];
      square(m, A + r * lanes, aStep, two, X + k * lanes, xStep, both, steps, lanes, out + r * width + k, width);
    }
  }
}

/** A row or column that is not there is the one before it again, and writes the same. */
function square(m, A, aStep, two, X, xStep, both, steps, lanes, out, width) {
  let a0 = 0;
  let a1 = 0;
  let b0 = 0;
  let b1 = 0;
  let c0 = 0;
  let c1 = 0;
  let d0 = 0;
  let d1 = 0;
  for (let t = 0; t < steps; t += 1) {
    let i = A + t * aStep;
    let j = X + t * xStep;
    for (let b = 0; b < lanes; b += 2) {
      const p0 = m[i];
      const p1 = m[i + 1];
      const q0 = m[i + two];
      const q1 = m[i + two + 1];
      const x0 = m[j];
      const x1 = m[j + 1];
      const y0 = m[j + both];
      const y1 = m[j + both + 1];
      a0 += p0 * x0;
      a1 += p1 * x1;
      b0 += p0 * y0;
      b1 += p1 * y1;
      c0 += q0 * x0;
      c1 += q1 * x1;
      d0 += q0 * y0;
      d1 += q1 * y1;
      i += 2;
      j += 2;
    }
  }
  const [right, below] = [both > 0 ? 1 : 0, two > 0 ? width : 0];
  m[out] = a0 + a1;
  m[out + right] = b0 + b1;
  m[out + below] = c0 + c1;
  m[out + below + right] = d0 + d1;
}
