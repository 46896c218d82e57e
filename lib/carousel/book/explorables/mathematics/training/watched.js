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

  /** Goes on beyond the goal. */
  again() {
    if (this.end === "learned") [this.end, this.from] = [null, Number.POSITIVE_INFINITY];
  }

  /**
   * Work in pieces, up to an update: each `yield` is a pause, one of true a moment at which
   * all that can be seen is of one and the same update.
   * @param {number} target
   * @param {{stride: () => number, limit: () => number}} how updates to the next picture, and after
   *   how many it stops
   * @returns {Generator<boolean, void>}
   */
  *to(target, how) {
    const { run } = this;
    yield* this.#test();
    while (this.end === null && run.updates < target) {
      for (let left = how.stride(); left > 0 && this.end === null && run.updates < target; left -= 1) {
        const { loss, exploded } = run.update();
        if (exploded) this.end = "exploded";
        else this.losses.push(loss);
        yield false;
        if (!exploded) yield* this.#test();
        if (run.updates >= how.limit()) this.end ??= "limit";
      }
      yield* this.#look();
      yield true;
    }
  }

  *#look() {
    const work = this.run.measuring();
    for (;;) {
      const { value, done } = work.next();
      if (done) {
        this.profile = value;
        return;
      }
      yield false;
    }
  }

  *#test() {
    const { updates } = this.run;
    if (updates % this.every !== 0 || this.tests.at(-1)?.update === updates) return;
    const work = this.run.evaluating();
    for (;;) {
      const { value, done } = work.next();
      if (done) {
        this.tests.push({ update: updates, ...value });
        if (value.solved && updates >= this.from) this.end = "learned";
        return;
      }
      yield false;
    }
  }
}
