// What a seed draws: four independent streams of numbers, any part of which can be had
// without what comes before it. No DOM.
import { uniform } from "../portable_rng.js";
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
  [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665,
  ],
  [
    5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1,
  ],
];
const TAIL = [
  [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
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
