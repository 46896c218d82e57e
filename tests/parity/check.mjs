// Reads random networks and what Python makes of them; prints how far we are from it.
import { readFileSync } from "node:fs";

import { run } from "../../lib/carousel/book/explorables/mathematics/cells.js";
import * as flow from "../../lib/carousel/book/explorables/mathematics/flow.js";
import * as jacobian from "../../lib/carousel/book/explorables/mathematics/jacobian.js";
import { fullState, sensitivity } from "../../lib/carousel/book/explorables/mathematics/products.js";

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
for (const { kind, params, x, first, dh_last, history, steps, paths, profile, grown } of cases) {
  const seen = run(kind, params, x, first);
  for (const [name, rows] of Object.entries(history))
    compare(
      `${kind} ${name}`,
      seen.map((now) => now[name]),
      rows,
    );
  const J = seen.map((now) => jacobian.jacobian(kind, params, now));
  compare(`${kind} steps`, J, steps);
  for (const [name, rows] of Object.entries(paths)) {
    compare(
      `${kind} path ${name}`,
      seen.map((now) => jacobian.paths(kind, params, now)[name]),
      rows,
    );
  }
  const found = flow.profile(kind, params, seen, dh_last);
  for (const [name, norms] of Object.entries(profile)) compare(`${kind} profile ${name}`, found[name], norms);
  if (grown === null) continue;
  const ours = { ...sensitivity(kind, params, seen), fullState: fullState(kind, params, seen) };
  for (const [name, value] of Object.entries(grown)) {
    const last = Array.isArray(value) || name === "fullState" ? ours[name] : ours[name].at(-1);
    compare(`${kind} sensitivity ${name}`, [last], [value]);
  }
}
console.log(JSON.stringify(worst));
