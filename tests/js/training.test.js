import assert from "node:assert/strict";
import { test } from "node:test";

import { check } from "../../lib/carousel/book/explorables/mathematics/training/check.js";
import { make } from "../../lib/carousel/book/explorables/mathematics/training/run.js";
import { CHOICES, LIVE } from "../../lib/carousel/book/explorables/mathematics/training/settings.js";
import { bytes } from "../../lib/carousel/book/explorables/mathematics/training/simd.js";
import { trial } from "../../lib/carousel/book/explorables/mathematics/training/trial.js";

const CELLS = CHOICES.cell;
const SHORT = { latch: { steps: 9 }, adding: { steps: 8 }, order: { steps: 20 }, xor: { steps: 7 }, copy: { lag: 3 } };
const ENDS = {
  hidden: [1, 2, 3, 17],
  batch: [1, 2, 5, 16],
  tests: [1, 7, 40],
  scale: [1e-3, 1, 30],
  rate: [1e-6, 0.01, 10, 1e200],
  probability: [0, 0.5, 1],
  forgetBias: [null, "chrono", -30, 30],
  inputBias: [null, -30, 30],
  orthogonal: [false, true],
  seed: [0, 1, 2 ** 32 - 1],
};
const THRESHOLDS = { none: [1], norm: [1e-300, 1, 1e300], value: [1e-300, 1, 1e300], percentile: [1e-9, 50, 100] };

const several = (run, updates) => Array.from({ length: updates }, () => run.update());
/** All that has changed in a run since its start. */
const copyOf = ({ settings, updates, exploded, weights, optimizer, norms }) =>
  structuredClone({ settings, updates, exploded, weights: weights.slice(), optimizer, norms });

/** A run goes back to the state of one with the same network, task and seed. */
function restore(run, { settings, weights, ...rest }) {
  run.change(Object.fromEntries(LIVE.map((name) => [name, settings[name]])));
  run.weights.set(weights);
  Object.assign(run, structuredClone(rest));
}

const allFinite = (values) => Array.from(values).every(Number.isFinite);

test("the gradient is that of central differences, for every cell and task", () => {
  for (const cell of CELLS) {
    for (const task of CHOICES.task) {
      const run = make({ task, options: SHORT[task], cell, hidden: 5, batch: 6, seed: 3 });
      several(run, 5);
      const before = copyOf(run);
      const { worst } = check(run, { count: 40 });
      assert.ok(worst < 1e-6, `${cell} ${task} ${worst}`);
      assert.deepEqual(copyOf(run), before);
    }
  }
});

test("with two lanes an operation and without, a run is the same to the bit", () => {
  assert.ok(WebAssembly.validate(bytes()));
  assert.ok(bytes().length < 4096);
  for (const cell of CELLS) {
    for (const hidden of [1, 3, 8]) {
      const settings = { task: "copy", options: { lag: 4 }, cell, hidden, batch: hidden === 3 ? 5 : 16, seed: 3 };
      const [fast, plain] = [true, false].map((simd) => make(settings, { simd }));
      assert.notEqual(fast.kernels.multiply, plain.kernels.multiply);
      assert.deepEqual(several(fast, 10), several(plain, 10));
      assert.deepEqual(copyOf(fast), copyOf(plain));
      assert.deepEqual(fast.measure(), plain.measure());
    }
  }
});

test("the full gradient's profile costs no further pass", () => {
  const run = make({ task: "xor", options: { steps: 12 }, forgetBias: 3, tests: 16 });
  run.held = { ...run.held };
  const { total, direct, cosine, forget } = run.measure();
  assert.deepEqual(
    [total, direct, cosine].map(({ length }) => length),
    [12, 12, 12],
  );
  assert.equal(forget.length, 12 * 8);
  assert.ok(Math.abs(cosine[11] - 1) < 1e-12); // at the last step there is only the direct path
  run.update();
  assert.ok(allFinite(run.profile.total) && run.profile.total[11] > 0);
});

test("a run can be rewound, kept and taken up again", () => {
  const settings = { options: { steps: 20 }, clip: "percentile", threshold: 30, gradient: "h-detach", seed: 9 };
  const run = make(settings);
  const first = several(run, 6);
  const kept = copyOf(run);
  const then = several(run, 6);
  const other = make(settings);
  assert.deepEqual(several(other, 6), first);
  restore(run, kept);
  assert.deepEqual(several(run, 6), then);
  assert.notDeepEqual(several(make({ ...settings, seed: 10 }), 6), first);
});

test("looking, measuring and asking change nothing", () => {
  const [one, other] = [make({ options: { steps: 20 } }), make({ options: { steps: 20 } })];
  for (let n = 0; n < 3; n += 1) {
    one.measure();
    one.evaluate();
    one.look();
    assert.deepEqual(one.update(), other.update());
  }
});

test("rate, clipping and gradient change while it runs; the rest needs a new run", () => {
  const run = make({ options: { steps: 20 } });
  run.change({ rate: 0.1, clip: "value", gradient: "truncated", optimizer: "sgd" });
  run.update();
  assert.throws(() => run.change({ hidden: 9 }), /hidden needs a new run/);
  assert.throws(() => run.change({ rate: 0 }), /rate cannot be 0/);
  for (const wrong of [{ cell: "gru", forgetBias: 1 }, { options: { steps: 3 } }, { tasks: "order" }, { batch: 2.5 }]) {
    assert.throws(() => make(wrong), RangeError);
  }
});

test("a run that leaves the finite says at which update, and stays there", () => {
  const wild = { task: "adding", options: { steps: 10 }, cell: "rnn", optimizer: "sgd", clip: "none", rate: 1e200 };
  const told = several(make(wild), 4);
  assert.ok(told[3].exploded && told[3].update < 4);
  assert.ok(trial(wild, { updates: 10, testEvery: 5 }).explodedAt > 0);
});

test("a seed is put to the test", () => {
  const { solvedAt, loss } = trial(
    { task: "latch", options: { steps: 10 }, forgetBias: 3 },
    { updates: 300, testEvery: 25 },
  );
  assert.ok(solvedAt > 0 && loss < Math.LN2 / 10);
});

test("500 random settings at their ends give no number that is not finite, but the announced kind", () => {
  let state = 1997;
  const random = (count) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  const pick = (values) => values[random(values.length)];
  let exploded = 0;
  for (let n = 0; n < 500; n += 1) {
    const chosen = Object.fromEntries(
      [...Object.entries(CHOICES), ...Object.entries(ENDS)].map(([name, all]) => [name, pick(all)]),
    );
    const settings = { ...chosen, options: SHORT[chosen.task], threshold: pick(THRESHOLDS[chosen.clip]) };
    if (!["lstm", "peephole"].includes(settings.cell)) settings.forgetBias = null;
    if (["rnn", "gru"].includes(settings.cell)) settings.inputBias = null;
    const run = make(settings, { simd: n % 2 === 0 });
    for (const { loss, norm, exploded: gone } of several(run, 3)) {
      assert.ok(gone || (Number.isFinite(loss) && Number.isFinite(norm)), JSON.stringify(settings));
    }
    exploded += run.exploded;
    assert.ok(allFinite(run.weights), JSON.stringify(settings));
    if (run.exploded) continue;
    const { total, direct, cosine, forget } = run.measure();
    assert.ok([total, direct, cosine, forget].every(allFinite), JSON.stringify(settings));
  }
  assert.ok(exploded > 5 && exploded < 150, `${exploded}`);
  assert.deepEqual(
    LIVE.filter((name) => !(name in CHOICES || name in ENDS || name === "threshold")),
    [],
  );
});
