// How large the loss gradient is at every step, as sums that a backward pass fills in.

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
   * state (f; the GRU's z; 1 in the cell of 1997; 0 in an RNN).
   * @param {number} count how many sequences were walked back
   */
  profile(count) {
    const { total, direct, both } = this.norms;
    return {
      total: total.map(Math.sqrt),
      direct: direct.map(Math.sqrt),
      cosine: both.map((sum, t) => (sum === 0 ? 0 : sum / (Math.sqrt(total[t]) * Math.sqrt(direct[t])))),
      forget: this.forget.map((sum) => sum / count),
    };
  }
}
