// Weights and inputs, drawn to the last bit alike in both languages. No DOM.
import { GATES } from "./cells.js";

const STEP = 0x6d2b79f5; // the odd number by which mulberry32 counts
const APART = 0x9e3779b9; // where the inputs of a seed start, away from its weights

/**
 * So many numbers in [0, 1), by mulberry32, a generator on 32-bit integers.
 * @param {number} seed 0 to 2**32 - 1
 * @param {number} count
 * @returns {Float64Array}
 */
export function uniform(seed, count) {
  const draws = new Float64Array(count);
  let a = seed | 0;
  for (let n = 0; n < count; n += 1) {
    a = (a + STEP) | 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    draws[n] = ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  return draws;
}

/** Some of the draws as numbers in [-1 / by, 1 / by). */
function spread(draws, from, count, by) {
  const row = new Array(count);
  for (let n = 0; n < count; n += 1) row[n] = (2 * draws[from + n] - 1) / by;
  return row;
}

/** The weights of a cell in the order of the fields in Python. */
function fields(kind) {
  if (kind === "rnn") return ["W", "U", "b"];
  const names = [...GATES[kind]].flatMap((k) => [`W_${k}`, `U_${k}`, `b_${k}`]);
  if (kind === "gru") return [...names, "b_hn"];
  return kind === "peephole" ? [...names, "p_i", "p_f", "p_o"] : names;
}

/**
 * Weights uniform in +-1/sqrt(hidden) in the order of the fields; biases are 0.
 * @param {"rnn" | "lstm_1997" | "lstm" | "peephole" | "gru"} kind
 * @returns {Record<string, number[] | number[][]>}
 */
export function network(kind, hidden, inputs, seed) {
  const widths = { W: inputs, U: hidden, p: 1, b: 0 };
  const names = fields(kind);
  const draws = uniform(
    seed,
    names.reduce((sum, name) => sum + hidden * widths[name[0]], 0),
  );
  let used = 0;
  const row = (width) => {
    used += width;
    return spread(draws, used - width, width, Math.sqrt(hidden));
  };
  const rows = (width) => Array.from({ length: hidden }, () => row(width));
  const weight = (name) => {
    if (name[0] === "b") return new Array(hidden).fill(0);
    return name[0] === "p" ? row(hidden) : rows(widths[name[0]]);
  };
  return Object.fromEntries(names.map((name) => [name, weight(name)]));
}

/**
 * An input sequence, uniform in [-1, 1), one row a step; another stream than the
 * weights of the same seed.
 */
export function inputsOf(seed, steps, inputs) {
  const draws = uniform((seed + APART) % 2 ** 32, steps * inputs);
  return Array.from({ length: steps }, (_, t) => spread(draws, t * inputs, inputs, 1));
}
