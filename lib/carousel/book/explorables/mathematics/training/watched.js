// A run that is watched while it goes on: what it has found so far. No DOM.
import { make } from "./run.js";

/** @typedef {"learned" | "limit" | "exploded" | null} End why a run has stopped by itself */

/** One run, its losses, its tests, and the profile of its gradient. */
export class Watched {
  /**
   * @param {Partial<import("./settings.js").Settings>} settings
   * @param {number} every so many updates, and before the first, it is tested
   */
  constructor(settings, every) {
    this.run = make(settings);
    this.every = every;
    this.before = this.run.measure();
    this.profile = this.before;
    this.losses = []; // of every update's batch
    this.tests = []; // {update, loss, errorRate, solved}
    /** @type {End} */
    this.end = null;
    this.from = 0; // the update from which on it stops as learned
  }

  /** Goes on beyond the goal, or beyond the limit. */
  again() {
    if (this.end === "learned") this.from = Number.POSITIVE_INFINITY;
    if (this.end !== "exploded") this.end = null;
  }

  /**
   * Work in pieces, up to an update: each `yield` is a pause, one of true a moment at which
   * all that can be seen is of one and the same update.
   * @param {number} target
   * @param {{stride: () => number, limit: () => number}} how updates to the next picture, and after
   *   how many it stops
   * @returns {Generator<boolean | void, void>}
   */
  *to(target, how) {
    const { run } = this;
    yield* test(this);
    while (this.end === null && run.updates < target) {
      for (let left = how.stride(); left > 0 && this.end === null && run.updates < target; left -= 1) {
        const { loss, exploded } = run.update();
        if (exploded) this.end = "exploded";
        else this.losses.push(loss);
        yield false;
        if (!exploded) yield* test(this);
        if (run.updates >= how.limit()) this.end ??= "limit";
      }
      this.profile = yield* run.measuring();
      yield true;
    }
  }
}

/** Tests where a test is due. */
function* test(watched) {
  const { run, tests, every, from } = watched;
  const update = run.updates;
  if (update % every !== 0 || tests.at(-1)?.update === update) return;
  const found = yield* run.evaluating();
  tests.push({ update, ...found });
  if (found.solved && update >= from) watched.end = "learned";
}
