// exp, tanh, sigmoid and log that give the same bits in every engine and in NumPy, since
// they are made of + - * / and square roots alone. To 1e-15, five units in the last place.
// No DOM.

const LOG2_E = Math.LOG2E;
const LN2_HIGH = 6.93145751953125e-1; // short enough that its multiples are exact
const LN2_LOW = 1.4286068203094173e-6;
const ROUND = 6755399441055744; // 1.5 * 2**52: adding and taking it away rounds to a whole
const FAR = 708; // exp(-708) is the last power of two steps above the subnormal numbers

/** 2**-k for k = 0 ... 1022 */
const HALVINGS = new Float64Array(1023);
HALVINGS[0] = 1;
for (let k = 1; k < HALVINGS.length; k += 1) HALVINGS[k] = HALVINGS[k - 1] / 2;

/** The constants, for the kernels that do the same two lanes at a time. */
export const CONSTANTS = { LOG2_E, LN2_HIGH, LN2_LOW, ROUND, FAR };

/** Cephes' rational approximation exp(r) = (q + p) / (q - p), |r| <= ln 2 / 2: p = r P(r^2). */
export const P = [0.00012617719307481058, 0.030299440770744195, 1];
/** The same: q = Q(r^2). */
export const Q = [3.0019850513866446e-6, 0.002524483403496841, 0.22726554820815503, 2];
const [P0, P1] = P;
const [Q0, Q1, Q2] = Q;

/** exp(-y) for y >= 0; what would be below 1e-307 stays there. */
export function decay(y) {
  const cut = Math.min(y, FAR);
  const k = cut * LOG2_E + ROUND - ROUND;
  const r = k * LN2_HIGH - cut + k * LN2_LOW;
  const z = r * r;
  const p = r * ((P0 * z + P1) * z + 1);
  const q = ((Q0 * z + Q1) * z + Q2) * z + 2;
  return HALVINGS[k | 0] * ((q + p) / (q - p));
}

/** Entries from `at` on, each put through the sigmoid, in place. */
export function sigmoids(m, at, count) {
  for (let n = at; n < at + count; n += 1) {
    const a = m[n];
    const y = Math.min(Math.abs(a), FAR);
    const k = y * LOG2_E + ROUND - ROUND;
    const r = k * LN2_HIGH - y + k * LN2_LOW;
    const z = r * r;
    const p = r * ((P0 * z + P1) * z + 1);
    const q = ((Q0 * z + Q1) * z + Q2) * z + 2;
    const under = q - p;
    const over = HALVINGS[k | 0] * (q + p);
    m[n] = (a >= 0 ? under : over) / (under + over);
  }
}

/** Entries from `from` on, each put through the tanh, to where `at` says. */
export function tanhs(m, from, at, count) {
  for (let n = 0; n < count; n += 1) {
    const a = m[from + n];
    const y = Math.min(Math.abs(a) * 2, FAR);
    const k = y * LOG2_E + ROUND - ROUND;
    const r = k * LN2_HIGH - y + k * LN2_LOW;
    const z = r * r;
    const p = r * ((P0 * z + P1) * z + 1);
    const q = ((Q0 * z + Q1) * z + Q2) * z + 2;
    const s = HALVINGS[k | 0];
    const t = ((1 - s) * q - (1 + s) * p) / ((1 + s) * q - (1 - s) * p);
    m[at + n] = a >= 0 ? t : -t;
  }
}

const TERMS = 10; // of the series in ((x - 1) / (x + 1))^2 <= 0.03

/** The natural logarithm of a number above 0 and of moderate size. */
export function log(x) {
  let m = x;
  let k = 0;
  for (; m >= Math.SQRT2; k += 1) m /= 2;
  for (; m < Math.SQRT1_2; k -= 1) m *= 2;
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let sum = 1 / (2 * TERMS + 1);
  for (let n = TERMS - 1; n >= 0; n -= 1) sum = sum * z + 1 / (2 * n + 1);
  return k * LN2_HIGH + (k * LN2_LOW + 2 * s * sum);
}
