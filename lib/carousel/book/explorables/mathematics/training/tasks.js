// Tasks that ask for memory, each with what guessing costs: as carousel.lab.tasks, with
// the draws in the same order. No DOM.
import { Draws } from "./draws.js";

/**
 * @typedef {object} Task
 * @property {number} inputs numbers that come in at a step
 * @property {number} outputs
 * @property {number} steps
 * @property {number} asked at how many steps, the last ones, an answer is asked for
 * @property {"classes" | "squared"} loss
 * @property {number} baseline the loss of the best guess without memory
 * @property {number} goal a test loss below this counts as solved
 * @property {(count: number) => number} draws how many numbers so many sequences take
 * @property {(count: number, draws: Draws, put: Put) => void} sample
 */
/** @typedef {{x: (t: number, b: number, input: number, value: number) => void,
 *   y: (n: number, b: number, answer: number) => void}} Put x starts as zeros */

const SHOWN = 3; // steps in which the latch shows its bit
const [DISTRACTORS, MARKS] = [4, 2]; // temporal order: a b c d, then X Y, then start and end

/** Calls back for every step of every sequence, in the order of the draws. */
function each(steps, count, call) {
  for (let t = 0; t < steps; t += 1) for (let b = 0; b < count; b += 1) call(t, b);
}

/** One value a sequence, drawn in a row. */
const row = (count, draw) => Array.from({ length: count }, draw);

function latch({ steps = 100, noise = 0.2 }) {
  const spread = Math.sqrt(noise);
  const sample = (count, draws, put) => {
    const bits = row(count, () => draws.whole(2));
    each(steps, count, (t, b) => {
      const drawn = spread * draws.normal();
      put.x(t, b, 0, t < SHOWN ? 2 * bits[b] - 1 : drawn);
    });
    bits.forEach((bit, b) => put.y(0, b, bit));
  };
  const draws = (count) => count + steps * count;
  return { ...atTheEnd(Math.LN2, 2), inputs: 1, steps, draws, sample };
}

function adding({ steps = 50 }) {
  const half = Math.floor(steps / 2);
  const sample = (count, draws, put) => {
    const values = new Float64Array(steps * count);
    each(steps, count, (t, b) => {
      values[t * count + b] = draws.next();
      put.x(t, b, 0, values[t * count + b]);
    });
    const first = row(count, () => draws.whole(half));
    const second = row(count, () => half + draws.whole(steps - 1 - half));
    for (let b = 0; b < count; b += 1) {
      put.x(first[b], b, 1, 1);
      put.x(second[b], b, 1, 1);
      put.y(0, b, values[first[b] * count + b] + values[second[b] * count + b]);
    }
  };
  const draws = (count) => (steps + 2) * count;
  const asked = { asked: 1, loss: "squared", baseline: 1 / 6, goal: 0.01, outputs: 1 };
  return { ...asked, inputs: 2, steps, draws, sample };
}

function order({ steps = 50, marks = 2 }) {
  const tenths = marks === 2 ? [1, 5] : [1, 3, 6];
  const [start, end] = [DISTRACTORS + MARKS, DISTRACTORS + MARKS + 1];
  const sample = (count, draws, put) => {
    const read = new Uint8Array(steps * count);
    each(steps, count, (t, b) => (read[t * count + b] = draws.whole(DISTRACTORS)));
    for (let b = 0; b < count; b += 1) [read[b], read[(steps - 1) * count + b]] = [start, end];
    const answers = row(count, () => 0);
    for (const tenth of tenths) {
      const low = Math.floor((steps * tenth) / 10);
      const high = Math.floor((steps * (tenth + 1)) / 10);
      const mark = row(count, () => draws.whole(MARKS));
      for (let b = 0; b < count; b += 1) {
        read[(low + draws.whole(high + 1 - low)) * count + b] = DISTRACTORS + mark[b];
        answers[b] = MARKS * answers[b] + mark[b];
      }
    }
    each(steps, count, (t, b) => put.x(t, b, read[t * count + b], 1));
    answers.forEach((answer, b) => put.y(0, b, answer));
  };
  const draws = (count) => (steps + 2 * marks) * count;
  return { ...atTheEnd(marks * Math.LN2, MARKS ** marks), inputs: end + 1, steps, draws, sample };
}

function xor({ steps = 50, noise = 0.2 }) {
  const spread = Math.sqrt(noise);
  const sample = (count, draws, put) => {
    const [one, other] = [0, 1].map(() => row(count, () => draws.whole(2)));
    for (let b = 0; b < count; b += 1) {
      put.x(0, b, 0, 2 * one[b] - 1);
      put.x(Math.floor(steps / 2), b, 1, 2 * other[b] - 1);
      put.y(0, b, one[b] ^ other[b]);
    }
    each(steps, count, (t, b) => put.x(t, b, 2, spread * draws.normal()));
  };
  const draws = (count) => (2 + steps) * count;
  return { ...atTheEnd(Math.LN2, 2), inputs: 3, steps, draws, sample };
}

function copy({ lag = 20, symbols = 2, kinds = 4 }) {
  const steps = lag + 2 * symbols;
  const sample = (count, draws, put) => {
    const shown = Array.from({ length: symbols }, () => row(count, () => draws.whole(kinds)));
    each(steps, count, (t, b) => {
      const back = t - (steps - symbols);
      const read = t < symbols ? shown[t][b] : kinds + (back >= 0 ? 1 : 0);
      put.x(t, b, read, 1);
      put.y(t, b, back >= 0 ? shown[back][b] : kinds);
    });
  };
  const baseline = (symbols * Math.log(kinds)) / steps;
  const asked = { asked: steps, loss: "classes", baseline, goal: baseline / 10 };
  return { ...asked, inputs: kinds + 2, outputs: kinds + 1, steps, draws: (count) => symbols * count, sample };
}

/** One answer a sequence, asked for at the last step. */
const atTheEnd = (baseline, outputs) => ({ asked: 1, loss: "classes", baseline, goal: baseline / 10, outputs });

export const TASKS = { latch, adding, order, xor, copy };

/** The shortest length of each task (for copy: of its lag). */
export const SHORTEST = { latch: 4, adding: 4, order: 20, xor: 4, copy: 1 };

/**
 * A task by its name and its options, as carousel.lab.tasks names them.
 * @returns {Task}
 */
export const make = (name, options = {}) => TASKS[name](options);

/**
 * So many sequences as arrays, x by (time, sequence, input), y by (asked, sequence).
 * @param {Task} task
 * @param {number} stream the seed of a stream
 * @param {number} place how many batches of this size come before it
 */
export function batch(task, count, stream, place = 0) {
  const x = new Float64Array(task.steps * count * task.inputs);
  const y = new Float64Array(task.asked * count);
  const size = task.draws(count);
  task.sample(count, new Draws(stream, place * size, size), {
    x: (t, b, input, value) => {
      x[(t * count + b) * task.inputs + input] = value;
    },
    y: (n, b, answer) => {
      y[n * count + b] = answer;
    },
  });
  return { x, y, count };
}
