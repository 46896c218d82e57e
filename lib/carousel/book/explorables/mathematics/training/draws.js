// What a seed draws: four independent streams of numbers, any part of which can be had
// without what comes before it. No DOM.
import { uniform } from "../random.js";
import { log } from "./functions.js";

const STEP = 0x6d2b79f5; // the odd number by which the generator counts
const RANGE = 2 ** 32;
const STREAMS = ["begin", "data", "test", "detach"];

/** The seed of each stream of a run: its start, its data, its tests, its closed steps. */
export function streams(seed) {
  const drawn = uniform(seed, STREAMS.length);
  return Object.fromEntries(STREAMS.map((name, n) => [name, drawn[n] * RANGE]));
}

/** Draws of a stream from some place on, one after the other. */
export class Draws {
  constructor(stream, from, count) {
    this.numbers = uniform((stream + Math.imul(from, STEP)) >>> 0, count);
    this.used = 0;
  }

  /** A number in [0, 1). */
  next() {
    this.used += 1;
    return this.numbers[this.used - 1];
  }

  /** A number in [low, high). */
  between(low, high) {
    return low + (high - low) * this.next();
  }

  /** A whole number from 0 to below `kinds`. */
  whole(kinds) {
    return Math.floor(this.next() * kinds);
  }

  /** A number of a standard normal distribution. */
  normal() {
    return quantile(this.next() + 0.5 / RANGE);
  }
}

// Wichura's AS 241, as Python's statistics.NormalDist has it: to about 1e-16.
const CENTRE = [
  [2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
    13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608],
  [5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
    5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1],
];
const TAIL = [
  [7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
    3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734],
  [1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
    0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1],
];

function horner(coefficients, x) {
  let sum = coefficients[0];
  for (let n = 1; n < coefficients.length; n += 1) sum = sum * x + coefficients[n];
  return sum;
}

/** The number below which a share u of a standard normal distribution lies, u from 1e-11. */
export function quantile(u) {
  const q = u - 0.5;
  const isCentral = Math.abs(q) <= 0.425;
  const r = isCentral ? 0.180625 - q * q : Math.sqrt(-log(q < 0 ? u : 1 - u)) - 1.6;
  const [over, under] = isCentral ? CENTRE : TAIL;
  const size = horner(over, r) / horner(under, r);
  if (isCentral) return size * q;
  return q < 0 ? -size : size;
}
