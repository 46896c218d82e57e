// The small networks of the figures, as explorables._initialisation. No DOM.
import { width } from "./cells.js";
import { chrono, orthonormal, scaled } from "./initial.js";
import * as rng from "./portable_rng.js";

const BIASES = { bias_1: 1, bias_3: 3, bias_5: 5 };
const APART = 0x85ebca6b; // where the draws of chrono start, away from the weights of the seed

/**
 * The weights of a cell, as it comes, or as experts initialise it.
 * @param {import("./cells.js").Kind} kind
 * @param {"default" | "bias_1" | "bias_3" | "bias_5" | "chrono" | "orthogonal"} initialisation
 * @param {{hidden: number, inputs: number, seed: number, longest: number, scale?: number}} options
 */
export function network(kind, initialisation, { hidden, inputs, seed, longest, scale = 1 }) {
  const params = rng.network(kind, hidden, inputs, seed);
  return scaled(initialisation === "default" ? params : chosen(kind, params, initialisation, seed, longest), scale);
}

function chosen(kind, params, initialisation, seed, longest) {
  if ((kind === "rnn") !== (initialisation === "orthogonal")) return params; // each has nothing for the other
  if (kind === "rnn") return orthonormal(params);
  const draws = rng.uniform((seed + APART) % 2 ** 32, width(params));
  const { b_f, b_i } =
    initialisation === "chrono"
      ? chrono(params, longest, draws)
      : { b_f: Array.from(draws, () => BIASES[initialisation]), b_i: params.b_i };
  if (kind === "gru") return { ...params, b_z: b_f }; // z holds h as f holds c
  if (kind === "lstm_1997") return { ...params, b_i: b_f.map((bias) => -bias) }; // against drift
  return { ...params, b_f, b_i };
}
