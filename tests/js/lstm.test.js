import assert from "node:assert/strict";
import { test } from "node:test";

import { halfLife, logPowers } from "../../lib/carousel/book/explorables/mathematics/lstm.js";

test("powers of a factor are straight on a logarithmic axis", () => {
  const logs = logPowers(0.1, 300);
  assert.equal(logs.length, 301);
  assert.ok(Math.abs(logs[300] + 300) < 1e-9);
});

test("nothing is left of anything under a shut gate, and all of it at step 0", () => {
  assert.deepEqual([...logPowers(0, 2)], [0, -Infinity, -Infinity]);
});

test("an open gate keeps all, exactly", () => {
  assert.ok(logPowers(1, 200).every((log) => log === 0));
});

test("half is gone after the half-life", () => {
  for (const factor of [0.1, 0.5, 0.9, 0.999]) {
    assert.ok(Math.abs(factor ** halfLife(factor) - 0.5) < 1e-12);
  }
});

test("there is no half-life where nothing is lost or everything at once", () => {
  for (const factor of [0, 1, 1.2]) assert.equal(halfLife(factor), null);
});
