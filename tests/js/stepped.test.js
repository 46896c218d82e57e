import assert from "node:assert/strict";
import { test } from "node:test";

import { held, turn } from "../../lib/carousel/book/explorables/figure/stepped.js";

test("a turn is the smaller angle, whichever way round", () => {
  assert.ok(Math.abs(turn([1, 0], [0, 1]) - 90) < 1e-12);
  assert.ok(Math.abs(turn([-1, 0.1], [-1, -0.1]) - 11.42) < 0.01);
  assert.equal(turn([2, 3], [4, 6]), 0);
});

test("an arrow is held where it meets the first side, and whole inside", () => {
  assert.equal(held([4, 1], [2, 2]), 0.5);
  assert.equal(held([1, -8], [2, 2]), 0.25);
  assert.equal(held([0, 0], [2, 2]), 1);
  assert.equal(held([1, 1], [2, 2]), 1);
});
