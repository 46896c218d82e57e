// Reads random networks and what Python makes of them; prints how far we are from it.
import { readFileSync } from "node:fs";

import * as flow from "../../lib/carousel/book/explorables/mathematics/flow.js";
import * as lstm from "../../lib/carousel/book/explorables/mathematics/lstm.js";

const worst = {};

// 1 - tanh(a)^2 of a saturated unit is a difference of numbers near 1: whatever the
// language, its last bits are those of tanh, times a weight of at most a hundred.
const ROUNDING = 1e-13;

/** The largest difference, relative to the largest entry of what Python has. */
function compare(what, found, expected) {
  const [ours, theirs] = [found, expected].map((values) => [values].flat(Infinity));
  if (ours.length !== theirs.length) throw new Error(`${what}: ${ours.length} numbers, not ${theirs.length}`);
  if (ours.some((value) => typeof value !== "number" || Number.isNaN(value))) throw new Error(`${what}: NaN`);
  const size = Math.max(1e-300, ...theirs.map(Math.abs));
  const gap = Math.max(...ours.map((value, n) => Math.abs(value - theirs[n])));
  const error = Math.max(0, gap - ROUNDING) / size;
  worst[what] = Math.max(worst[what] ?? 0, error);
}

const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
for (const { kind, params, x, first, dh_last, history, steps, paths, profile, transport, spectrum, journey } of cases) {
  const seen = lstm.run(kind, params, x, first);
  for (const [name, rows] of Object.entries(history)) compare(`${kind} ${name}`, seen.map((now) => now[name]), rows);
  const J = seen.map((now) => lstm.jacobian(kind, params, now));
  compare(`${kind} steps`, J, steps);
  for (const [name, rows] of Object.entries(paths)) {
    compare(`${kind} path ${name}`, seen.map((now) => lstm.paths(kind, params, now)[name]), rows);
  }
  const found = lstm.profile(kind, params, seen, dh_last);
  for (const [name, norms] of Object.entries(profile)) compare(`${kind} profile ${name}`, found[name], norms);
  if (journey !== null) {
    const { truth, chain, direct, cosine, whole } = flow.journey(kind, params, seen);
    const retention = flow.retention(seen).at(-1);
    const ends = { truth: truth.at(-1), chain: chain.at(-1), direct: direct.at(-1), whole, cosine: cosine.at(-1), retention };
    for (const [name, value] of Object.entries(journey)) compare(`${kind} journey ${name}`, [ends[name]], [value]);
  }
  if (transport === null) continue;
  compare(`${kind} spectrum`, flow.spectrum(J), spectrum);
  const { unit, logNorm } = lstm.transport(J);
  compare(`${kind} transport`, [unit, logNorm], transport);
}
console.log(JSON.stringify(worst));
