// A network in training: one seed gives one run, in every browser and in Python. No DOM.

import { block } from "./block.js";
import { clip, insert, norm } from "./clip.js";
import { Draws, streams } from "./draws.js";
import * as optimizers from "./optimizers.js";
import * as passes from "./passes.js";
import { plan as planned } from "./plan.js";
import { Sums } from "./profile.js";
import { LIVE, whole } from "./settings.js";
import { start } from "./start.js";
import { batch as drawn, make as task } from "./tasks.js";
import { asking, whole as atOnce } from "./tests.js";

const LOOKED_AT = 32; // sequences of the test set that are measured

const always = () => true;
const never = () => false;

/** One network, its data and its optimizer, as the settings say. */
class Run {
  /** @param {Partial<import("./settings.js").Settings>} settings */
  constructor(settings, { simd = true } = {}) {
    this.settings = whole(settings);
    this.task = task(this.settings.task, this.settings.options);
    this.plan = planned(this.settings, this.task);
    const { m, kernels } = block(this.plan.total, simd);
    this.m = m;
    this.kernels = kernels; // they work on m
    const { at, weights } = this.plan;
    this.weights = this.m.subarray(at.weights, at.weights + weights.count);
    this.gradient = this.m.subarray(at.gradient, at.gradient + weights.count);
    this.sums = new Sums(this.plan.steps, this.plan.hidden);
    this.streams = streams(this.settings.seed);
    start(this.m, this.plan, this.settings, this.streams.begin);
    this.updates = 0;
    this.exploded = false;
    this.optimizer = optimizers.fresh(weights.count);
    this.norms = []; // of all updates, sorted
    this.held = drawn(this.task, this.settings.tests, this.streams.test);
  }

  /** Other values for settings that may change while the run goes on. */
  change(settings) {
    for (const name of Object.keys(settings)) {
      if (!LIVE.includes(name)) throw new RangeError(`${name} needs a new run`);
    }
    this.settings = whole({ ...this.settings, ...settings });
  }

  /**
   * One update: its number from 1, the loss of its batch, the gradient's norm before
   * clipping. After a number that is not finite the run stays where it was, exploded.
   */
  update() {
    if (this.exploded) return { update: this.updates, loss: NaN, norm: NaN, exploded: true };
    const {
      task,
      settings,
      streams: { data },
    } = this;
    const fresh = drawn(task, settings.batch, data, this.updates);
    const open = opened(this);
    this.updates += 1;
    const { loss } = learn(this, fresh, open);
    const size = norm(this.gradient);
    this.exploded = !(Number.isFinite(size) && Number.isFinite(loss));
    if (!this.exploded) step(this, size);
    return { update: this.updates, loss, norm: size, exploded: this.exploded };
  }

  /** The profile of the last update's own pass, at no cost: see `Sums.profile`. */
  get profile() {
    return this.sums.profile(this.settings.batch);
  }

  /** Loss and share of wrong answers on the test set, and whether that is solved. */
  evaluate() {
    return atOnce(this.evaluating());
  }

  /** The same in parts: no update may come before the last. */
  *evaluating() {
    const { loss, errorRate } = yield* asking(this, this.settings.tests);
    return { loss, errorRate, solved: loss < this.task.goal };
  }

  /** The profile of the full gradient on the test set's first sequences, present weights. */
  measure() {
    return atOnce(this.measuring());
  }

  /** The same in parts: no update may come before the last. */
  *measuring() {
    const { m, kernels, plan } = this;
    const sums = new Sums(plan.steps, plan.hidden);
    const count = Math.min(LOOKED_AT, this.settings.tests);
    yield* asking(this, count, (part) => passes.backward(m, kernels, part, always, sums));
    return sums.profile(count);
  }

  /** The loss of the next update's batch; its full gradient is left in `gradient`. */
  look() {
    return learn(this, drawn(this.task, this.settings.batch, this.streams.data, this.updates), always);
  }
}

/** Loss and gradient of a batch, into the run's `gradient` and `sums`. */
function learn(run, batch, open) {
  const { m, kernels, plan, task, sums } = run;
  const answers = plan.asked * plan.batch;
  sums.clear();
  passes.load(m, plan, batch);
  const { loss, wrong } = passes.forward(m, kernels, plan, task.loss, answers);
  passes.backward(m, kernels, plan, open, sums);
  passes.gradient(m, kernels, plan);
  return { loss: loss / answers, errorRate: wrong / answers };
}

function step(run, size) {
  const { clip: kind, threshold, optimizer, rate } = run.settings;
  insert(run.norms, size);
  clip(run.gradient, kind, threshold, run.norms);
  const before = run.weights.slice();
  optimizers.step(optimizer, run.weights, run.gradient, rate, run.optimizer);
  if (run.weights.every(Number.isFinite)) return;
  run.weights.set(before);
  run.exploded = true;
}

/** Which steps of this update let the gradient through. */
function opened(run) {
  const { gradient, probability } = run.settings;
  if (gradient !== "h-detach") return gradient === "full" ? always : never;
  const { steps } = run.plan;
  const draws = new Draws(run.streams.detach, run.updates * steps, steps).numbers;
  return (t) => draws[t] >= probability;
}

/** A run from its start. */
export const make = (settings, options) => new Run(settings, options);
