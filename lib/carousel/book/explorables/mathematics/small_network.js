// The small network that `paths` and `spectrum` look into, and how sliders change it.
// No DOM.
import { run } from "./cells.js";
import { inputsOf, network } from "./portable_rng.js";

/** @typedef {{hidden: number, inputs: number, seed: number}} Size of the course's own network */

const made = new Map(); // a pure function's results

/** The course's own network; made once. */
function own({ hidden, inputs, seed }) {
  const key = [hidden, inputs, seed].join();
  if (!made.has(key)) made.set(key, network("peephole", hidden, inputs, seed));
  return made.get(key);
}

const times = (factor, M) => M.map((row) => (Array.isArray(row) ? row.map((value) => value * factor) : row * factor));

/**
 * The weights as the sliders leave them: scales multiply, biases are added.
 * @param {Record<string, number[] | number[][]>} data the learner's weights, or nothing
 * @param {{forget_bias?: number, output_bias?: number, recurrent_scale?: number,
 *   output_scale?: number, peephole_scale?: number}} sliders
 * @param {Size} size
 */
export function tuned(
  data,
  { forget_bias = 0, output_bias = 0, recurrent_scale = 1, output_scale = 1, peephole_scale = 1 },
  size,
) {
  const base = data.U_f ? data : own(size);
  const zeros = base.b_f.map(() => 0);
  const scales = { U: recurrent_scale, p: peephole_scale };
  const weights = { p_i: zeros, p_f: zeros, p_o: zeros, ...base };
  const params = Object.fromEntries(
    Object.entries(weights).map(([name, value]) => [name, name[0] in scales ? times(scales[name[0]], value) : value]),
  );
  params.U_o = times(output_scale, params.U_o);
  params.b_f = params.b_f.map((b) => b + forget_bias);
  params.b_o = params.b_o.map((b) => b + output_bias);
  return params;
}

let drawn = { key: "", rows: [] }; // the longest drawn so far: more steps only add to it

/** So many steps over inputs uniform in [-1, 1), the same every time. */
export function history(params, steps, seed) {
  const width = params.W_f[0].length;
  const key = [seed, width].join();
  if (drawn.key !== key || drawn.rows.length < steps) drawn = { key, rows: inputsOf(seed, steps, width) };
  return run("peephole", params, drawn.rows.slice(0, steps));
}
