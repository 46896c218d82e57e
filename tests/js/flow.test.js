import assert from "node:assert/strict";
import { test } from "node:test";

import { step } from "../../lib/carousel/book/explorables/mathematics/cells.js";
import { logPowers, metrics } from "../../lib/carousel/book/explorables/mathematics/flow.js";
import { sensitivity } from "../../lib/carousel/book/explorables/mathematics/products.js";

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

test("a hundred thousand steps neither overflow nor underflow", () => {
  for (const p_i of [0, 8e3]) {
    const unit = {
      W_i: [[0]],
      U_i: [[0]],
      b_i: [0],
      W_f: [[0]],
      U_f: [[0]],
      b_f: [-7],
      W_o: [[0]],
      U_o: [[0]],
      b_o: [0],
    };
    const params = { ...unit, W_c: [[0]], U_c: [[0]], b_c: [Math.atanh(0.5)], p_i: [p_i], p_f: [0], p_o: [0] };
    const once = step("peephole", params, [0], { h: [0], c: [0] });
    const factor = once.f[0] + 0.5 * 0.25 * p_i; // new c by old c
    const { exact, direct, rates } = sensitivity("peephole", params, Array(100_000).fill(once));
    assert.ok(Math.abs(exact.at(-1) / (100_000 * Math.log(factor)) - 1) < 1e-9);
    assert.ok(Math.abs(direct.at(-1) / (100_000 * Math.log(once.f[0])) - 1) < 1e-9);
    assert.ok(Math.abs(rates[0] / Math.log(factor) - 1) < 1e-4);
  }
});

test("the metrics of a level profile are perfect", () => {
  assert.deepEqual(metrics([2, 2, 2, 2]), { first_last: 1, variation: 0, effective_range: 4 });
});
