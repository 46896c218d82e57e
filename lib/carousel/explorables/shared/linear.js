// Vectors and matrices as arrays, whose sums stay finite whatever comes in. No DOM.

const MAX = Number.MAX_VALUE;

/** The nearest finite number; a product of finite numbers may have left the range. */
export const finite = (value) => (value > MAX ? MAX : value < -MAX ? -MAX : value);

/** The sum of w[j] x[j], or the largest number of its sign where that overflows. */
export function dot(w, x) {
  let sum = 0;
  for (let j = 0; j < w.length; j += 1) sum += w[j] * x[j];
  if (Number.isFinite(sum)) return sum;
  let small = 0; // the same sum at a scale where it cannot overflow
  for (let j = 0; j < w.length; j += 1) small += w[j] * 1e-160 * (x[j] * 1e-160);
  return finite(small * Infinity) || 0;
}

/** M x */
export const matVec = (M, x) => M.map((row) => dot(row, x));

/** x M: the transpose of M applied to x. */
export function vecMat(x, M) {
  const out = new Array(M[0].length).fill(0);
  for (let r = 0; r < x.length; r += 1) {
    for (let k = 0; k < out.length; k += 1) out[k] = finite(out[k] + finite(x[r] * M[r][k]));
  }
  return out;
}

/** A B */
export function matMul(A, B) {
  return A.map((row) => vecMat(row, B));
}

/** The length of a vector, without overflow on the way. */
export function norm(x) {
  const largest = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  return finite(largest * Math.sqrt(x.reduce((sum, value) => sum + (value / largest) ** 2, 0)));
}

/** A square matrix with a vector on its diagonal. */
export const diagonal = (v) => v.map((value, r) => v.map((_, k) => (r === k ? value : 0)));

/** Entry by entry, kept finite. */
export const add = (A, B) => A.map((row, r) => row.map((value, k) => finite(value + B[r][k])));
