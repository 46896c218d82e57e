// The small network that `paths` and `spectrum` look into, and how sliders change it.
// No DOM.
import { run } from "./cells.js";
import { inputsOf, network } from "./portable_rng.js";

const [HIDDEN, INPUTS, SEED] = [6, 3, 1997];

/** The course's own network; made once. */
const own = network("peephole", HIDDEN, INPUTS, SEED);

const times = (factor, M) => M.map((row) => (Array.isArray(row) ? row.map((value) => value * factor) : row * factor));

/**
 * The weights as the sliders leave them: scales multiply, biases are added.
 * @param {Record<string, number[] | number[][]>} data the learner's weights, or nothing
 * @param {{forget_bias?: number, output_bias?: number, recurrent_scale?: number,
 *   output_scale?: number, peephole_scale?: number}} sliders
 */
export function tuned(data, {
  forget_bias = 0, output_bias = 0, recurrent_scale = 1, output_scale = 1, peephole_scale = 1,
}) {
  const base = data.U_f ? data : own;
  const zeros = base.b_f.map(() => 0);
  const scales = { U: recurrent_scale, p: peephole_scale };
  const weights = { p_i: zeros, p_f: zeros, p_o: zeros, ...base };
  const params = Object.fromEntries(Object.entries(weights).map(([name, value]) =>
    [name, name[0] in scales ? times(scales[name[0]], value) : value]));
  params.U_o = times(output_scale, params.U_o);
  params.b_f = params.b_f.map((b) => b + forget_bias);
  params.b_o = params.b_o.map((b) => b + output_bias);
  return params;
}

let inputs = [[]]; // the longest drawn so far: more steps only add to it

/** So many steps over inputs uniform in [-1, 1), the same every time. */
export function history(params, steps) {
  const width = params.W_f[0].length;
  if (inputs.length < steps || inputs[0].length !== width) inputs = inputsOf(SEED, steps, width);
  return run("peephole", params, inputs.slice(0, steps));
}
