// One seed put to the test: how many updates until the task is solved. No DOM.
import { make } from "./run.js";

/**
 * @param {Partial<import("./settings.js").Settings>} settings
 * @param {{updates: number, testEvery: number}} limits
 * @returns {{solvedAt: number, explodedAt: number, loss: number}} -1 for never
 */
export function trial(settings, { updates, testEvery }) {
  const run = make(settings);
  for (;;) {
    const { loss, solved } = run.evaluate();
    if (solved) return { solvedAt: run.updates, explodedAt: -1, loss };
    for (let n = 0; n < testEvery; n += 1) {
      if (run.updates >= updates) return { solvedAt: -1, explodedAt: -1, loss };
      if (run.update().exploded) return { solvedAt: -1, explodedAt: run.updates, loss };
    }
  }
}
