// Vectors and matrices as arrays of rows, whose sums stay finite whatever comes in.
// No DOM. Every result is computed plainly first; only where that leaves the range of
// a double is it computed again at a smaller scale, and cut to the largest double.

const MAX = Number.MAX_VALUE;
const FAR = 2 ** 520; // two factors divided by this have a product that cannot overflow

/** The nearest finite number; a product of finite numbers may have left the range. */
export const finite = (value) => (value > MAX ? MAX : value < -MAX ? -MAX : value);

/** The sum of w[j] x[j] as it comes: infinite or NaN where it overflows on the way. */
function plainDot(w, x) {
  let sum = 0;
  for (let j = 0; j < w.length; j += 1) sum += w[j] * x[j];
  return sum;
}

/**
 * The sum of w[j] x[j], or the largest number of its sign where that overflows.
 * @param {number[]} w
 * @param {number[]} x
 */
export function dot(w, x) {
  const sum = plainDot(w, x);
  if (Number.isFinite(sum)) return sum;
  let small = 0;
  for (let j = 0; j < w.length; j += 1) small += (w[j] / FAR) * (x[j] / FAR);
  return finite(small * FAR * FAR);
}

/**
 * x M: the rows of M, each times its entry of x, added up.
 * @param {number[]} x
 * @param {number[][]} M
 */
export function vecMat(x, M) {
  const width = M[0].length;
  const out = new Array(width).fill(0);
  let sound = true;
  for (let r = 0; r < x.length; r += 1) {
    const [factor, row] = [x[r], M[r]];
    if (factor === 0) continue; // half of an LSTM's Jacobian
    for (let k = 0; k < width; k += 1) out[k] += factor * row[k];
  }
  for (let k = 0; k < width; k += 1) sound = sound && Number.isFinite(out[k]);
  return sound
    ? out
    : out.map((_, k) =>
        dot(
          x,
          M.map((row) => row[k]),
        ),
      );
}

/** A B */
function matMul(A, B) {
  const product = new Array(A.length);
  for (let r = 0; r < A.length; r += 1) product[r] = vecMat(A[r], B);
  return product;
}

/**
 * The largest absolute value of a matrix.
 * @param {ArrayLike<number>[]} M
 */
export function largest(M) {
  let most = 0;
  for (const row of M) for (let k = 0; k < row.length; k += 1) most = Math.max(most, Math.abs(row[k]));
  return most;
}

/** The length of a vector, without overflow or underflow on the way. */
export function norm(x) {
  const square = plainDot(x, x);
  if (square > 1e-280 && square < 1e300) return Math.sqrt(square);
  const most = largest([x]);
  if (most === 0) return 0;
  return finite(most * Math.sqrt(x.reduce((sum, value) => sum + (value / most) ** 2, 0)));
}

/** A square matrix with a vector on its diagonal. */
export const diagonal = (v) => v.map((value, r) => v.map((_, k) => (r === k ? value : 0)));

/** The columns of a matrix as rows. */
const transpose = (M) => M[0].map((_, k) => M.map((row) => row[k]));

/** Entry by entry, kept finite. */
export const add = (A, B) => A.map((row, r) => row.map((value, k) => finite(value + B[r][k])));

/** The largest absolute eigenvalue, as the limit of the k-th root of the norm of M^k. */
export function spectralRadius(M) {
  const n = M.length;
  let power = Float64Array.from(M.flat());
  let next = new Float64Array(n * n);
  let log = 0; // of the norm of M^k, spread over its k factors
  for (let share = 1; share > 1e-12; share /= 2) {
    const size = largest([power]);
    if (size === 0) return 0;
    log += share * Math.log(size);
    for (let k = 0; k < power.length; k += 1) power[k] /= size;
    square(power, n, next);
    [power, next] = [next, power];
  }
  return Math.exp(log);
}

/** M M into `out`, of a matrix with n rows one after another and no entry above 1. */
function square(M, n, out) {
  out.fill(0);
  for (let r = 0; r < M.length; r += n) {
    for (let j = 0; j < n; j += 1) {
      const factor = M[r + j];
      if (factor === 0) continue; // a diagonal stays one
      for (let k = 0; k < n; k += 1) out[r + k] += factor * M[j * n + k];
    }
  }
}

/** The largest singular value: how much a matrix can lengthen a vector. */
export function operatorNorm(M) {
  const most = largest(M);
  if (most === 0) return 0;
  const unit = M.map((row) => row.map((value) => value / most));
  return finite(most * Math.sqrt(spectralRadius(matMul(transpose(unit), unit))));
}
