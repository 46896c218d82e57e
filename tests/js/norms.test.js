import assert from "node:assert/strict";
import { test } from "node:test";

import { bar, counted } from "../../lib/carousel/book/explorables/figure/norms.js";
import { formatPercent } from "../../lib/carousel/book/explorables/figure/words.js";

test("every size falls into one bar, those beyond the axis into the last", () => {
  const sizes = [1e-9, 0.05, 0.05, 1, 20, 1e9];
  const found = counted(sizes, 1);
  assert.equal(
    found.bars.reduce((sum, count) => sum + count),
    sizes.length,
  );
  assert.equal(found.bars[0], 1);
  assert.equal(found.bars.at(-1), 1);
  assert.equal(bar(found, Math.log10(0.05)).updates, 2);
});

test("a bar holds what lies at or above its lower limit and below its upper", () => {
  for (const size of [0.02, 0.5, 1, 3]) {
    const { from, to } = bar(counted([size], 1), Math.log10(size));
    assert.ok(from <= size * (1 + 1e-6) && size < to);
  }
});

test("what equals the threshold is not above it", () => {
  const { above, mean } = counted([1, 2, 3, 4], 2);
  assert.equal(above, 0.5);
  assert.equal(mean, 2.5);
  assert.equal(formatPercent(above, 1), "50.0\u00a0%");
});

test("no sizes are no error", () => {
  const { above, mean, count } = counted([], 1);
  assert.deepEqual([above, mean, count], [0, 0, 0]);
});
