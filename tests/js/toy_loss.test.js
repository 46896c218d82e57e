import assert from "node:assert/strict";
import { test } from "node:test";

import {
  clip,
  contours,
  descend,
  GAP,
  height,
  loss,
  onMap,
} from "../../lib/carousel/book/explorables/mathematics/toy_loss.js";

const FIRST = 0.5;
const GRADIENT = [3, -4];
const MAP = { u: [0, 4], b: [-2, 2] };

test("a unit that knows nothing loses ln 2", () => {
  assert.ok(Math.abs(height(0, 0, 10, FIRST) - Math.LN2) < 1e-15);
});

test("the gradient is what a nudge says, off the wall and on it", () => {
  for (const [u, b, steps] of [
    [1.2, 0.3, 10],
    [0.4, -1, 5],
    [1.58, -0.268, 10],
    [-1, 0.5, 3],
  ]) {
    const { gradient } = loss(u, b, steps, FIRST);
    const nudge = 1e-6;
    const nudged = [
      (height(u + nudge, b, steps, FIRST) - height(u - nudge, b, steps, FIRST)) / (2 * nudge),
      (height(u, b + nudge, steps, FIRST) - height(u, b - nudge, steps, FIRST)) / (2 * nudge),
    ];
    nudged.forEach((value, k) => assert.ok(Math.abs(value - gradient[k]) < 1e-4 * Math.max(1, Math.abs(value))));
  }
});

test("clipping by norm keeps the direction, by value the signs", () => {
  const [du, db] = clip(GRADIENT, "norm", 1);
  assert.ok(Math.abs(du - 0.6) + Math.abs(db + 0.8) < 1e-15);
  assert.deepEqual(clip(GRADIENT, "value", 1), [1, -1]);
  assert.deepEqual(clip(GRADIENT, "none", 1), GRADIENT);
  for (const kind of ["norm", "value"]) assert.deepEqual(clip(GRADIENT, kind, 5), GRADIENT);
  assert.deepEqual(clip([0, 0], "norm", 1), [0, 0]);
});

const HOW = { updates: 60, grain: 1e6, first: FIRST };

test("a run is finite wherever it starts and however large its steps are", () => {
  for (const kind of ["none", "norm", "value"]) {
    for (const u of [0, 1.6, 4]) {
      for (const b of [-2, -0.3, 0, 2]) {
        const run = descend(u, b, { numSteps: 20, learningRate: 0.5, kind, threshold: 0.05, ...HOW });
        assert.equal(run.length, HOW.updates + 1);
        for (const { gradient, clipped, ...rest } of run) {
          assert.ok([...Object.values(rest), ...gradient, ...clipped].every(Number.isFinite));
        }
      }
    }
  }
});

test("with clipping by norm no update is longer than rate times threshold", () => {
  const run = descend(2.6, -1.3, { numSteps: 10, learningRate: 0.1, kind: "norm", threshold: 1, ...HOW });
  run.slice(1).forEach(({ u, b }, n) => assert.ok(Math.hypot(u - run[n].u, b - run[n].b) < 0.1 + 1e-5));
});

test("contours lie where the loss has their level, and the loss is even in b", () => {
  const [us, levels] = [
    [0.5, 1.4, 3],
    [0.1, 1, 3],
  ];
  contours(us, levels, 2, 10, FIRST).forEach((row, n) =>
    row.forEach((beta, k) => {
      assert.equal(height(us[k], beta, 10, FIRST), height(us[k], -beta, 10, FIRST));
      if (beta > 0.02) assert.ok(height(us[k], beta - 0.012, 10, FIRST) <= levels[n]);
      if (beta < 2) assert.ok(height(us[k], beta + 0.012, 10, FIRST) >= levels[n]);
    }),
  );
});

test("a path is cut where it leaves the map and where it comes back", () => {
  const path = [
    { u: 1, b: 0 },
    { u: 1, b: 4 },
    { u: 3, b: 4 },
    { u: 3, b: 0 },
    { u: 3, b: 0 },
  ];
  const seen = onMap(path, MAP);
  assert.deepEqual(seen, [{ u: 1, b: 0 }, { u: 1, b: 2 }, GAP, { u: 3, b: 2 }, { u: 3, b: 0 }, { u: 3, b: 0 }]);
  assert.deepEqual(
    onMap(
      [
        { u: 9, b: 9 },
        { u: 9, b: 9 },
      ],
      MAP,
    ),
    [],
  );
});
