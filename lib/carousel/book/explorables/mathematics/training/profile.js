// How large the loss gradient is at every step, as sums that a backward pass fills in.

/** What is beyond the largest number, or of no size, is as large as can be. */
const root = (sum) => Math.sqrt(sum <= Number.MAX_VALUE ? sum : Number.MAX_VALUE);

/** 0 where one of the two sizes is 0. */
function cosine(product, sizes) {
  const found = Math.max(-1, Math.min(1, product / sizes));
  return Number.isNaN(found) ? 0 : found;
}

/** Sums over sequences and units, by step; of several passes together. */
export class Sums {
  constructor(steps, hidden) {
    this.norms = { total: new Float64Array(steps), direct: new Float64Array(steps), both: new Float64Array(steps) };
    this.forget = new Float64Array(steps * hidden);
  }

  clear() {
    for (const sums of [...Object.values(this.norms), this.forget]) sums.fill(0);
  }

  add(t, total, direct, both) {
    this.norms.total[t] += total;
    this.norms.direct[t] += direct;
    this.norms.both[t] += both;
  }

  /**
   * By step, of the state that carries (c, or h of a cell without c): the norm of the loss
   * gradient on every path that was open, that on the direct path alone, the cosine of the
   * angle between the two (0 beside 0), and of every unit the mean gate that keeps its
   * state (f; the GRU's z; 1 in the cell of 1997; 0 in an RNN). Norms are cut at 1e154,
   * whose square is the largest number.
   * @param {number} count how many sequences were walked back
   */
  profile(count) {
    const [total, direct] = [this.norms.total, this.norms.direct].map((sums) => sums.map(root));
    return {
      total,
      direct,
      cosine: this.norms.both.map((sum, t) => cosine(sum, total[t] * direct[t])),
      forget: this.forget.map((sum) => sum / count),
    };
  }
}
