// Products of Jacobians over many steps, as carousel.flow's products. No DOM. A product
// is kept as one flat array of moderate size and the natural logarithm of its scale, so
// 500 steps take milliseconds and neither overflow nor underflow.
import { hasMemory, width } from "./cells.js";
import { jacobian, square } from "./jacobian.js";
import { finite } from "./linear.js";

/** The columns of the identity, one after another. */
function columns(size) {
  const entries = new Float64Array(size * size);
  for (let n = 0; n < size; n += 1) entries[n * size + n] = 1;
  return entries;
}

/**
 * J X into `out`, of square matrices whose columns lie one after another, kept finite. Behind
 * its first `dense` columns a row r of J has one entry, in column dense + r mod dense: a memory
 * acts on the next step through its own unit alone.
 */
function multiply(J, X, out, dense) {
  const size = J.length;
  const last = X.length - size;
  for (let c = 0; c < X.length; c += 4 * size) {
    // Four columns at a time: nothing else is done as often as this.
    const d = Math.min(c + size, last);
    const e = Math.min(d + size, last);
    const g = Math.min(e + size, last);
    for (let r = 0; r < size; r += 1) {
      const row = J[r];
      const k = dense < size ? dense + (r < dense ? r : r - dense) : 0;
      const own = dense < size ? row[k] : 0;
      let at_c = own * X[c + k];
      let at_d = own * X[d + k];
      let at_e = own * X[e + k];
      let at_g = own * X[g + k];
      for (let j = 0; j < dense; j += 1) {
        const factor = row[j];
        at_c += factor * X[c + j];
        at_d += factor * X[d + j];
        at_e += factor * X[e + j];
        at_g += factor * X[g + j];
      }
      out[c + r] = finite(at_c);
      out[d + r] = finite(at_d);
      out[e + r] = finite(at_e);
      out[g + r] = finite(at_g);
    }
  }
}

const ROOM = 1e100; // how far entries grow or shrink before their scale is taken out

/** A growing product, or its columns from `first` on: `times` puts a Jacobian at its left. */
class Product {
  constructor(size, dense, first = 0) {
    this.size = size;
    this.dense = dense;
    this.first = first;
    this.logScale = 0;
    this.entries = columns(size).slice(first * size);
    this.next = this.entries.slice();
  }

  times(J) {
    const { entries, next } = this;
    multiply(J, entries, next, this.dense);
    let most = 0;
    for (let k = 0; k < next.length; k += 1) most = Math.max(most, Math.abs(next[k]));
    if (most > ROOM || most < 1 / ROOM) {
      if (most > 0) for (let k = 0; k < next.length; k += 1) next[k] /= most;
      this.logScale += Math.log(most);
    }
    this.entries = next;
    this.next = entries;
  }

  /** The natural logarithm of the norm of the block with rows and columns from `first`. */
  logNorm() {
    let square = 0;
    for (let c = 0; c < this.entries.length; c += this.size) {
      for (let r = this.first; r < this.size; r += 1) square += this.entries[c + r] ** 2;
    }
    return this.logScale + Math.log(square) / 2;
  }

  /** The cosine of the angle between a diagonal matrix and that block. */
  cosine(diagonal) {
    let dot = 0;
    let own = 0;
    let other = 0;
    for (let c = 0; c < diagonal.length; c += 1) {
      const top = c * this.size + this.first;
      dot += diagonal[c] * this.entries[top + c];
      own += diagonal[c] ** 2;
      for (let r = 0; r < diagonal.length; r += 1) other += this.entries[top + r] ** 2;
    }
    const size = Math.sqrt(own) * Math.sqrt(other);
    return size > 0 ? Math.max(-1, Math.min(1, dot / size)) : 0;
  }
}

const PAD = 3; // columns of zeros before the first, so that all go in fours

/** Directions that are kept apart by QR at every step, and how much each has grown. */
class Directions {
  constructor(size, dense) {
    this.size = size;
    this.dense = dense;
    this.logs = new Float64Array(size);
    this.steps = 0;
    const padded = () => {
      const whole = new Float64Array((PAD + size) * size);
      const Q = whole.subarray(PAD * size);
      Q.set(columns(size));
      return { whole, Q };
    };
    this.now = padded();
    this.next = padded();
  }

  times(J) {
    const { size, now, next } = this;
    multiply(J, now.Q, next.Q, this.dense);
    orthogonalise(next.whole, size, this.logs);
    this.now = next;
    this.next = now;
    this.steps += 1;
  }

  /** Natural logarithms of the growth a step, the largest first. */
  rates() {
    return [...this.logs].map((log) => log / this.steps).sort((one, other) => other - one);
  }
}

/** Gram and Schmidt's, again where much cancels; adds the logarithms of the lengths. */
function orthogonalise(Q, size, logs) {
  for (let c = 0; c < size; c += 1) {
    const at = (PAD + c) * size;
    const before = length(Q, at, size);
    let left = project(Q, at, size);
    if (left < 0.01 * before) left = project(Q, at, size);
    const lost = !(left > 1e-15 * before); // no more than the last bits, or nothing
    logs[c] += lost ? -Infinity : Math.log(left);
    for (let r = at; r < at + size; r += 1) Q[r] = lost ? 0 : Q[r] / left;
  }
}

/**
 * Takes the earlier columns out of the one that starts at `at`, four at a time (they are
 * orthogonal, and zeros stand before the first); gives what is left.
 */
function project(Q, at, size) {
  for (let a = at - 4 * size; a >= 0; a -= 4 * size) {
    const b = a + size;
    const c = b + size;
    const d = c + size;
    let by_a = 0;
    let by_b = 0;
    let by_c = 0;
    let by_d = 0;
    for (let r = 0; r < size; r += 1) {
      const own = Q[at + r];
      by_a += Q[a + r] * own;
      by_b += Q[b + r] * own;
      by_c += Q[c + r] * own;
      by_d += Q[d + r] * own;
    }
    for (let r = 0; r < size; r += 1) {
      Q[at + r] -= by_a * Q[a + r] + by_b * Q[b + r] + by_c * Q[c + r] + by_d * Q[d + r];
    }
  }
  return length(Q, at, size);
}

function length(v, at = 0, size = v.length) {
  let square = 0;
  for (let r = at; r < at + size; r += 1) square += v[r] * v[r];
  if (square > 1e-280 && square < 1e300) return Math.sqrt(square);
  let most = 0;
  for (let r = at; r < at + size; r += 1) most = Math.max(most, Math.abs(v[r]));
  if (most === 0) return 0;
  square = 0;
  for (let r = at; r < at + size; r += 1) square += (v[r] / most) ** 2;
  return most * Math.sqrt(square);
}

/**
 * How the derivative of c_t by c_0 (h_0 held) grows with t, three ways: exactly, along the
 * direct path alone, and by the product of partial Jacobians; entry 0 is the identity. Natural
 * logarithms of Frobenius norms.
 * @param {import("./cells.js").Kind} kind a cell with a memory
 * @returns {{exact: number[], direct: number[], productOfPartials: number[], cosine: number[],
 *   rates: number[]}} `cosine` is between direct and exact, `rates` the Lyapunov exponents
 */
export function sensitivity(kind, params, history) {
  if (!hasMemory(kind)) throw new Error(`a sensitivity is of cells with a cell state, got ${kind}`);
  const h = width(params);
  const [whole, partials, directions] = [new Product(2 * h, h, h), new Product(h, h), new Directions(2 * h, h)];
  const start = Math.log(h) / 2; // of the identity
  const [J, K] = [square(2 * h), square(h)];
  const found = { exact: [start], direct: [start], productOfPartials: [start], cosine: [1] };
  const dh_dc = new Float64Array(h); // of the step before, o held; h_0 does not move
  const kept = new Float64Array(h).fill(1);
  let logKept = 0;
  for (const seen of history) {
    jacobian(kind, params, seen, J);
    directions.times(J);
    whole.times(J);
    for (let r = 0; r < h; r += 1) {
      for (let k = 0; k < h; k += 1) K[r][k] = J[h + r][k] * dh_dc[k] + J[h + r][h + k];
    }
    partials.times(K);
    let most = 0;
    for (let r = 0; r < h; r += 1) {
      dh_dc[r] = seen.o[r] * (1 - seen.tanh_c[r] ** 2);
      kept[r] *= seen.f[r];
      most = Math.max(most, kept[r]);
    }
    if (most > 0) for (let r = 0; r < h; r += 1) kept[r] /= most;
    logKept += Math.log(most);
    found.exact.push(whole.logNorm());
    found.productOfPartials.push(partials.logNorm());
    found.direct.push(logKept + Math.log(length(kept)));
    found.cosine.push(whole.cosine(kept));
  }
  return { ...found, rates: directions.rates() };
}

/**
 * The natural logarithm of the Frobenius norm of ds_T/ds_0.
 * @param {import("./cells.js").Kind} kind a cell with a memory
 */
export function fullState(kind, params, history) {
  const h = width(params);
  const whole = new Product(2 * h, h);
  const J = square(2 * h);
  for (const seen of history) whole.times(jacobian(kind, params, seen, J));
  return whole.logNorm();
}
