// One seed put to the test: how many updates until the task is solved. No DOM.
import { make } from "./run.js";
import { whole } from "./tests.js";

/**
 * @param {Partial<import("./settings.js").Settings>} settings
 * @param {{updates: number, testEvery: number}} limits
 * @returns {Generator<void, {solvedAt: number, explodedAt: number, loss: number}>} pauses after each
 *   piece of work; -1 for never
 */
export function* trying(settings, { updates, testEvery }) {
  const run = make(settings);
  for (;;) {
    const { loss, solved } = yield* run.evaluating();
    if (solved) return { solvedAt: run.updates, explodedAt: -1, loss };
    for (let n = 0; n < testEvery; n += 1) {
      if (run.updates >= updates) return { solvedAt: -1, explodedAt: -1, loss };
      if (run.update().exploded) return { solvedAt: -1, explodedAt: run.updates, loss };
      yield;
    }
  }
}

/** The same without a pause. */
export const trial = (settings, limits) => whole(trying(settings, limits));
