// The worked example of chapter 4, every number by name: as carousel.examples.worked. No DOM.

export const STEPS = [1, 2, 3];
export const UNITS = [0, 1];
export const GATES = ["f", "i", "c_tilde", "o"];
const ORDER = ["i", "f", "c_tilde", "o"]; // of the recurrent weights: k = 0 … 3

/**
 * U_k[a, b] = s cos(1 + 3a + 5b + 2k), units counted from 0.
 * @param {number} scale s
 * @returns {Record<string, number[][]>} by gate
 */
export function recurrent(scale) {
  const entry = (a, b, k) => scale * Math.cos(1 + 3 * a + 5 * b + 2 * k);
  return Object.fromEntries(ORDER.map((name, k) => [name, UNITS.map((a) => UNITS.map((b) => entry(a, b, k)))]));
}

/** The gates of a state whose names read f_1_2: gate, step, unit; entry [step][unit]. */
export const gatesOf = (state) =>
  Object.fromEntries(
    GATES.map((name) => [name, [null, ...STEPS.map((t) => UNITS.map((u) => state[`${name}_${t}_${u + 1}`]))]]),
  );

/**
 * Forward, backward along the carousel, and backward in full. Entry [t][unit], where
 * t = 0 is before the first step and its h is held; `da[t]` is the gradient at the net
 * input of each gate, and `through[t]` how much of dh[t] has come through each gate.
 * @param {Record<string, number[][]>} gates as `gatesOf` gives them
 * @param {number} scale
 * @param {{h: number[], c: number[]}} first the state before the first step
 */
export function trace({ f, i, c_tilde, o }, scale, first) {
  const [c, h] = [[first.c], [first.h]];
  for (const t of STEPS) {
    c.push(UNITS.map((u) => f[t][u] * c[t - 1][u] + i[t][u] * c_tilde[t][u]));
    h.push(UNITS.map((u) => o[t][u] * Math.tanh(c[t][u])));
  }
  const dh_dc = o.map((row, t) => row?.map((gate, u) => gate * (1 - Math.tanh(c[t][u]) ** 2)));
  const U = recurrent(scale);
  const last = STEPS.length;
  const found = { f, i, c_tilde, o, c, h, dh_dc, U, scale, direct: [], dc: [], dh: [], da: [], through: [] };
  found.direct[last] = dh_dc[last];
  found.dh[last] = UNITS.map(() => 1);
  found.dc[last] = dh_dc[last];
  for (const t of [...STEPS].reverse()) {
    found.direct[t - 1] = UNITS.map((u) => f[t][u] * found.direct[t][u]);
    const da = slopes(found, t);
    const through = {};
    for (const name of ORDER)
      through[name] = UNITS.map((b) => da[name][0] * U[name][0][b] + da[name][1] * U[name][1][b]);
    const dh = UNITS.map((u) => ORDER.reduce((sum, name) => sum + through[name][u], 0));
    const own = UNITS.map((u) => (t > 1 ? dh[u] * dh_dc[t - 1][u] : 0));
    found.da[t] = da;
    found.through[t - 1] = through;
    found.dh[t - 1] = dh;
    found.dc[t - 1] = UNITS.map((u) => f[t][u] * found.dc[t][u] + own[u]);
  }
  return found;
}

/** The gradient at the net inputs of step t: what it is at c_t or h_t, times a slope. */
function slopes({ f, i, c_tilde, o, c, dc, dh }, t) {
  const each = (slope) => UNITS.map((u) => slope(u));
  return {
    i: each((u) => dc[t][u] * c_tilde[t][u] * i[t][u] * (1 - i[t][u])),
    f: each((u) => dc[t][u] * c[t - 1][u] * f[t][u] * (1 - f[t][u])),
    c_tilde: each((u) => dc[t][u] * i[t][u] * (1 - c_tilde[t][u] ** 2)),
    o: each((u) => dh[t][u] * Math.tanh(c[t][u]) * o[t][u] * (1 - o[t][u])),
  };
}
