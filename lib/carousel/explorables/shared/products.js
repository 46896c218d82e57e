// Products of Jacobians over many steps, as carousel.flow's products. No DOM. A product
// is kept as one flat array of moderate size and the natural logarithm of its scale, so
// 500 steps take milliseconds and neither overflow nor underflow.
import { hasMemory, width } from "./cells.js";
import { jacobian } from "./jacobian.js";
import { finite } from "./linear.js";

/** A growing product: `times` puts a Jacobian at its left. */
class Product {
  constructor(size) {
    this.size = size;
    this.entries = new Float64Array(size * size);
    this.next = new Float64Array(size * size);
    this.logScale = 0;
    for (let r = 0; r < size; r += 1) this.entries[r * size + r] = 1;
  }

  times(J) {
    const { size, entries, next } = this;
    next.fill(0);
    let most = 0;
    for (let r = 0; r < size; r += 1) {
      const [row, start] = [J[r], r * size];
      for (let j = 0; j < size; j += 1) {
        const factor = row[j];
        if (factor === 0) continue; // half of an LSTM's Jacobian
        for (let k = 0, from = j * size; k < size; k += 1) next[start + k] += factor * entries[from + k];
      }
      for (let k = start; k < start + size; k += 1) {
        next[k] = finite(next[k]);
        most = Math.max(most, Math.abs(next[k]));
      }
    }
    if (most > 0) for (let k = 0; k < next.length; k += 1) next[k] /= most;
    this.logScale += Math.log(most);
    [this.entries, this.next] = [next, entries];
    return most > 0;
  }

  /** The natural logarithm of the norm of the block with rows and columns from `first`. */
  logNorm(first = 0) {
    let square = 0;
    for (let r = first; r < this.size; r += 1) {
      for (let k = first; k < this.size; k += 1) square += this.entries[r * this.size + k] ** 2;
    }
    return this.logScale + Math.log(square) / 2;
  }

  /** The cosine of the angle between a diagonal matrix and the block from `first`. */
  cosine(diagonal, first) {
    let [dot, own, other] = [0, 0, 0];
    for (let r = 0; r < diagonal.length; r += 1) {
      dot += diagonal[r] * this.entries[(r + first) * (this.size + 1)];
      own += diagonal[r] ** 2;
      for (let k = 0; k < diagonal.length; k += 1) other += this.entries[(r + first) * this.size + k + first] ** 2;
    }
    const size = Math.sqrt(own) * Math.sqrt(other);
    return size > 0 ? Math.max(-1, Math.min(1, dot / size)) : 0;
  }

  rows() {
    return Array.from({ length: this.size }, (_, r) => [...this.entries.slice(r * this.size, (r + 1) * this.size)]);
  }
}

/**
 * The ordered product of Jacobians, the last one left, as a matrix of norm 1 and the
 * natural logarithm of its size; an empty product is not one.
 * @param {number[][][]} J
 * @returns {{unit: number[][], logNorm: number}}
 */
export function transport(J) {
  const product = new Product(J[0].length);
  const sound = J.every((J_t) => product.times(J_t));
  const logNorm = product.logNorm();
  const size = Math.exp(logNorm - product.logScale);
  const unit = product.rows().map((row) => row.map((value) => (sound ? value / size : 0)));
  return { unit, logNorm: sound ? logNorm : -Infinity };
}

/** The product of the textbook h x h matrices, which is not dc_T/dc_0. */
export const popularChain = (totals) => transport(totals);

/** What the direct path keeps of the state before the first step: its running product. */
export function retention(history) {
  let kept = history[0].f.map(() => 1);
  return history.map(({ f }) => (kept = kept.map((value, r) => value * f[r])));
}

/** Directions that are kept apart by QR at every step, and how much each has grown. */
class Directions {
  constructor(size) {
    this.size = size;
    this.logs = new Float64Array(size);
    this.steps = 0;
    [this.Q, this.next] = [new Float64Array(size * size), new Float64Array(size * size)]; // columns as rows
    for (let r = 0; r < size; r += 1) this.Q[r * size + r] = 1;
  }

  times(J) {
    const { size, Q, next } = this;
    next.fill(0);
    for (let r = 0; r < size; r += 1) {
      for (let j = 0, row = J[r]; j < size; j += 1) {
        const factor = row[j];
        if (factor === 0) continue;
        for (let c = 0; c < next.length; c += size) next[c + r] += factor * Q[c + j];
      }
    }
    for (let k = 0; k < next.length; k += 1) next[k] = finite(next[k]);
    orthogonalise(next, size, this.logs);
    [this.Q, this.next] = [next, Q];
    this.steps += 1;
  }

  /** Natural logarithms of the growth a step, the largest first. */
  rates() {
    return [...this.logs].map((log) => log / this.steps).sort((one, other) => other - one);
  }
}

/**
 * Lyapunov exponents by QR at every step: rates of growth, the largest first.
 * @param {number[][][]} J
 * @returns {number[]} natural logarithms a step
 */
export function spectrum(J) {
  const directions = new Directions(J[0].length);
  for (const J_t of J) directions.times(J_t);
  return directions.rates();
}

/** Gram and Schmidt's, again where much cancels; adds the logarithms of the lengths. */
function orthogonalise(Q, size, logs) {
  for (let c = 0; c < size; c += 1) {
    const at = c * size;
    const before = length(Q, at, size);
    let left = project(Q, at, size);
    if (left < 0.01 * before) left = project(Q, at, size);
    const lost = !(left > 1e-15 * before); // no more than the last bits, or nothing
    logs[c] += lost ? -Infinity : Math.log(left);
    for (let r = at; r < at + size; r += 1) Q[r] = lost ? 0 : Q[r] / left;
  }
}

/** Takes the earlier columns out of the one that starts at `at`; gives what is left. */
function project(Q, at, size) {
  for (let k = 0; k < at; k += size) {
    let part = 0;
    for (let r = 0; r < size; r += 1) part += Q[k + r] * Q[at + r];
    for (let r = 0; r < size; r += 1) Q[at + r] -= part * Q[k + r];
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
 * How the derivative of c_t by c_0 (h_0 held) grows with t, three ways: the truth, the
 * direct path alone, and the popular chain; entry 0 is the identity. Natural logarithms
 * of Frobenius norms.
 * @param {import("./cells.js").Kind} kind a cell with a memory
 * @returns {{truth: number[], direct: number[], chain: number[], cosine: number[],
 *   whole: number, rates: number[]}} `cosine` is between direct and truth, `whole` the
 *   norm of ds_T/ds_0, `rates` the spectrum
 */
export function journey(kind, params, history) {
  if (!hasMemory(kind)) throw new Error(`a journey is of cells with a cell state, got ${kind}`);
  const h = width(params);
  const [whole, chain, directions] = [new Product(2 * h), new Product(h), new Directions(2 * h)];
  const start = Math.log(h) / 2; // of the identity
  const found = { truth: [start], direct: [start], chain: [start], cosine: [1] };
  let shown = new Array(h).fill(0); // dh_{t-1}/dc_{t-1} with o held; h_0 does not move
  let kept = new Array(h).fill(1);
  let logKept = 0;
  for (const seen of history) {
    const J = jacobian(kind, params, seen);
    directions.times(J);
    whole.times(J);
    chain.times(shown.map((_, r) => shown.map((v, k) => J[h + r][k] * v + J[h + r][h + k])));
    shown = seen.o.map((o, r) => o * (1 - Math.tanh(seen.c[r]) ** 2));
    kept = kept.map((value, r) => value * seen.f[r]);
    const most = Math.max(...kept);
    if (most > 0) kept = kept.map((value) => value / most);
    logKept += Math.log(most);
    found.truth.push(whole.logNorm(h));
    found.chain.push(chain.logNorm());
    found.direct.push(logKept + Math.log(length(kept)));
    found.cosine.push(whole.cosine(kept, h));
  }
  return { ...found, whole: whole.logNorm(), rates: directions.rates() };
}
