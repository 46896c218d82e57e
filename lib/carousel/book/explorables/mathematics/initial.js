// How weights start, and what a bias means in steps, as carousel.initial. No DOM.

/** The bias whose sigmoid is the gate: -Infinity for a shut one, Infinity for an open one. */
export const logit = (gate) => Math.log(gate / (1 - gate));

/** Steps until half is gone under f = sigmoid(bias): ln 2 / ln(1 + exp(-bias)). */
export function halfLife(bias) {
  const lost = bias > 0 ? Math.log1p(Math.exp(-bias)) : Math.log1p(Math.exp(bias)) - bias;
  return Math.LN2 / lost;
}

/** The forget bias whose half-life is so many steps, above 0. */
export function biasFor(half) {
  const rate = Math.LN2 / half;
  return -(rate + Math.log1p(-Math.exp(-rate)));
}

/** The largest bias that chrono draws for memories of up to `longest` steps, at least 2. */
export const chronoEdge = (longest) => Math.log(longest - 1);

/** Biases for memories of up to `longest` steps, from as many draws in [0, 1) as units. */
export function chrono(params, longest, draws) {
  const b_f = Array.from(draws, (u) => Math.log(1 + u * (longest - 2)));
  return { ...params, b_f, b_i: b_f.map((bias) => -bias) };
}

/** The same weights with every recurrent matrix changed alike. */
function recurrent(params, change) {
  const changed = ([name, weight]) => [name, name.startsWith("U") ? change(weight) : weight];
  return Object.fromEntries(Object.entries(params).map(changed));
}

/** The same weights with every recurrent matrix times a number. */
export const scaled = (params, scale) => recurrent(params, (U) => U.map((row) => row.map((value) => scale * value)));

/** The same weights, the columns of every recurrent matrix made orthonormal in order. */
export const orthonormal = (params) => recurrent(params, gramSchmidt);

function gramSchmidt(U) {
  const columns = [];
  for (let k = 0; k < U.length; k += 1) {
    const v = U.map((row) => row[k]);
    for (const q of [...columns, ...columns]) {
      // twice is enough against rounding
      const along = q.reduce((sum, value, r) => sum + value * v[r], 0);
      for (let r = 0; r < v.length; r += 1) v[r] -= along * q[r];
    }
    const length = Math.sqrt(v.reduce((sum, value) => sum + value * value, 0));
    columns.push(v.map((value) => value / length));
  }
  return U.map((_, r) => columns.map((q) => q[r]));
}
