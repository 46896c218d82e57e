// What a run is made of, and what may change while it runs: as carousel.lab.training. No DOM.

import { ROWS } from "./plan.js";
import { SHORTEST, TASKS } from "./tasks.js";

/**
 * @typedef {object} Settings
 * @property {string} task latch, adding, order, xor or copy, with `options` for its length
 * @property {Record<string, number>} options
 * @property {string} cell rnn, lstm_1997, lstm, peephole or gru
 * @property {number} hidden units
 * @property {number | "chrono" | null} forgetBias null leaves it as drawn
 * @property {number | null} inputBias null leaves it as drawn
 * @property {number} scale what every recurrent matrix is multiplied with at the start
 * @property {boolean} orthogonal whether recurrent matrices start orthogonal
 * @property {string} gradient full, truncated or h-detach
 * @property {number} probability of closing a step, with h-detach
 * @property {"none" | "norm" | "value" | "percentile"} clip
 * @property {number} threshold the largest norm or entry, or the percentile
 * @property {"adam" | "sgd"} optimizer
 * @property {number} rate of learning
 * @property {number} batch sequences an update
 * @property {number} tests sequences in the fixed test set
 * @property {number} seed 0 to 2**32 - 1
 */

/** @type {Settings} */
const DEFAULTS = {
  task: "order",
  options: {},
  cell: "lstm",
  hidden: 8,
  forgetBias: null,
  inputBias: null,
  scale: 1,
  orthogonal: false,
  gradient: "full",
  probability: 0.5,
  clip: "norm",
  threshold: 1,
  optimizer: "adam",
  rate: 0.01,
  batch: 16,
  tests: 256,
  seed: 0,
};

/** What may change while a run goes on; everything else starts a new one. */
export const LIVE = ["gradient", "probability", "clip", "threshold", "optimizer", "rate"];

export const CHOICES = {
  task: Object.keys(TASKS),
  cell: Object.keys(ROWS),
  gradient: ["full", "truncated", "h-detach"],
  clip: ["none", "norm", "value", "percentile"],
  optimizer: ["adam", "sgd"],
};

const isWhole = (least) => (value) => Number.isInteger(value) && value >= least;
const isAbove0 = (value) => value > 0 && Number.isFinite(value);
const CHECKS = {
  hidden: isWhole(1),
  batch: isWhole(1),
  tests: isWhole(1),
  scale: isAbove0,
  rate: isAbove0,
  threshold: isAbove0,
  probability: (value) => value >= 0 && value <= 1,
  seed: (value) => isWhole(0)(value) && value < 2 ** 32,
  forgetBias: (value) => value === null || value === "chrono" || Number.isFinite(value),
  inputBias: (value) => value === null || Number.isFinite(value),
};

/**
 * Whole settings from some; refuses what cannot be run.
 * @param {Partial<Settings>} some
 * @returns {Settings}
 */
export function whole(some) {
  const settings = { ...DEFAULTS, ...some };
  const refuse = (name) => {
    throw new RangeError(`${name} cannot be ${JSON.stringify(settings[name])}`);
  };
  for (const name of Object.keys(settings)) if (!(name in DEFAULTS)) refuse(name);
  for (const [name, known] of Object.entries(CHOICES)) if (!known.includes(settings[name])) refuse(name);
  for (const [name, holds] of Object.entries(CHECKS)) if (!holds(settings[name])) refuse(name);
  const { cell, clip, forgetBias, inputBias } = settings;
  if (clip === "percentile" && settings.threshold > 100) refuse("threshold");
  if (forgetBias !== null && cell !== "lstm" && cell !== "peephole") refuse("forgetBias");
  if (inputBias !== null && (cell === "rnn" || cell === "gru")) refuse("inputBias");
  const { steps, lag, noise = 0 } = settings.options;
  const length = settings.task === "copy" ? lag : steps;
  if (length !== undefined && !isWhole(SHORTEST[settings.task])(length)) refuse("options");
  if (!(noise >= 0)) refuse("options");
  return settings;
}
