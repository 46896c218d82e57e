// The weights that a run starts from: as carousel.initial and carousel.lab.training,
// with the draws in the same order. No DOM.
import { orthonormal } from "../initial.js";
import { Draws } from "./draws.js";
import { log } from "./functions.js";
import { names } from "./plan.js";

const DRAWN = {
  rnn: [""],
  lstm_1997: ["_i", "_c", "_o"],
  lstm: ["_i", "_f", "_c", "_o"],
  peephole: ["_i", "_f", "_c", "_o"],
  gru: ["_r", "_z", "_n"],
};

/**
 * Fills in the weights, at the front of the block m.
 * @param {Float64Array} m
 * @param {ReturnType<typeof import("./plan.js").plan>} plan
 * @param {import("./settings.js").Settings} settings
 * @param {number} stream the seed of the stream of starts
 */
export function start(m, plan, settings, stream) {
  const { cell, hidden } = settings;
  const named = names(plan);
  const draws = new Draws(stream, 0, 4 * plan.weights.count + 16 * hidden * hidden);
  const bound = 1 / Math.sqrt(hidden);
  const at = (name, r, k) => plan.at.weights + named[name].place(r, k);
  const fill = (name, value) => {
    const [rows, columns = 1] = named[name].shape;
    for (let r = 0; r < rows; r += 1) for (let k = 0; k < columns; k += 1) m[at(name, r, k)] = value(r, k);
  };
  const draw = (name) => fill(name, () => draws.between(-bound, bound));
  for (const gate of DRAWN[cell]) {
    for (const kind of ["W", "U", "b"]) draw(kind + gate);
    if (cell !== "gru") fill(`b${gate}`, (r) => m[at(`b${gate}`, r)] + draws.between(-bound, bound));
  }
  if (cell === "gru") {
    for (const name of ["b_r", "b_z"]) fill(name, (r) => m[at(name, r)] + draws.between(-bound, bound));
    draw("b_hn");
  }
  if (cell === "peephole") ["p_i", "p_f", "p_o"].forEach(draw);
  for (const gate of DRAWN[cell]) recurrent(`U${gate}`, { m, at, fill, draws, settings });
  biases(settings, plan.steps, { fill, draws, m, at });
  draw("V");
  draw("d");
}

/** A recurrent matrix made orthogonal if asked for, and scaled. */
function recurrent(name, { m, at, fill, draws, settings }) {
  const { hidden, orthogonal, scale } = settings;
  if (orthogonal) {
    const drawn = Array.from({ length: hidden }, () => Array.from({ length: hidden }, () => draws.normal()));
    const { U } = orthonormal({ U: drawn });
    fill(name, (r, k) => U[r][k]);
  }
  fill(name, (r, k) => scale * m[at(name, r, k)]);
}

/** The biases that are not left as drawn. */
function biases({ forgetBias, inputBias }, longest, { fill, draws, m, at }) {
  if (forgetBias === "chrono") {
    fill("b_f", () => log(draws.between(1, longest - 1)));
    fill("b_i", (r) => -m[at("b_f", r)]);
  } else if (forgetBias !== null) fill("b_f", () => forgetBias);
  if (inputBias !== null) fill("b_i", () => inputBias);
}
