// Whether a gradient is right: some weights are nudged, and the loss is asked. No DOM.
import { Draws } from "./draws.js";
import { forward } from "./passes.js";
import { names } from "./plan.js";
import { whole } from "./tests.js";

const STEP = 1e-3;
const FLOOR = 1e-4; // a derivative that is smaller beside the largest one is compared with this share

/**
 * For so many weights chosen at random, the derivative by the backward pass and by five-
 * point differences, on the batch of the next update; and the worst relative difference.
 * @param {ReturnType<typeof import("./run.js").make>} run stays as it is
 * @param {{count?: number, seed?: number}} [options]
 */
export const check = (run, options) => whole(checking(run, options));

/**
 * The same with a pause after each weight; no update may come before the last.
 * @param {ReturnType<typeof import("./run.js").make>} run
 * @param {{count?: number, seed?: number}} [options]
 * @returns {Generator<void, {rows: any[], worst: number}>}
 */
export function* checking(run, { count = 10, seed = 0 } = {}) {
  const { weights } = run;
  const places = Object.entries(names(run.plan)).flatMap(
    ([
      name,
      {
        shape: [rows, columns = 1],
        place,
      },
    ]) =>
      Array.from({ length: rows * columns }, (_, n) => ({ name, n, at: place(Math.floor(n / columns), n % columns) })),
  );
  run.look();
  const gradient = run.gradient.slice();
  const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const draws = new Draws(seed, 0, count);
  const rows = [];
  while (rows.length < count) {
    const { name, n, at } = places[draws.whole(places.length)];
    const kept = weights[at];
    const loss = (by) => {
      weights[at] = kept + by * STEP;
      return lossOf(run);
    };
    const numeric = (8 * (loss(1) - loss(-1)) - (loss(2) - loss(-2))) / (12 * STEP);
    weights[at] = kept;
    const size = Math.max(Math.abs(gradient[at]), Math.abs(numeric), FLOOR * largest);
    const far = size > 0 ? Math.abs(gradient[at] - numeric) / size : 0;
    rows.push({ name, entry: n, backward: gradient[at], numeric, far });
    yield;
  }
  return { rows, worst: Math.max(...rows.map(({ far }) => far)) };
}

/** The mean loss of the batch that lies in the lanes. */
function lossOf({ m, kernels, plan, task }) {
  const answers = plan.asked * plan.batch;
  return forward(m, kernels, plan, task.loss, answers).loss / answers;
}
