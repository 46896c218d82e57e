import assert from "node:assert/strict";
import { test } from "node:test";

import { insert, percentile } from "../../lib/carousel/book/explorables/mathematics/training/clip.js";
import { Draws, quantile, streams } from "../../lib/carousel/book/explorables/mathematics/training/draws.js";
import { decay, log, sigmoids, tanhs } from "../../lib/carousel/book/explorables/mathematics/training/functions.js";
import { batch, make } from "../../lib/carousel/book/explorables/mathematics/training/tasks.js";

const NUMBERS = Array.from({ length: 2001 }, (_, n) => Math.sinh((n - 1000) / 150));
const close = (one, other, within) =>
  assert.ok(Math.abs(one - other) <= within * Math.abs(other), `${one} is not ${other}`);
const of = (call, a) => {
  const m = new Float64Array([a, 0]);
  call(m);
  return m[0];
};

test("own functions agree with the engine's to 1e-15, or a little more", () => {
  for (const a of NUMBERS) {
    close(
      of((m) => tanhs(m, 0, 0, 1), a),
      Math.tanh(a),
      2e-15,
    );
    if (Math.abs(a) < 30)
      close(
        of((m) => sigmoids(m, 0, 1), a),
        1 / (1 + Math.exp(-a)),
        2e-15,
      );
    if (Math.abs(a) < 700) close(decay(Math.abs(a)), Math.exp(-Math.abs(a)), 2e-15);
    if (a > 0) close(log(a), Math.log(a), 2e-15);
  }
  assert.deepEqual(
    [-Infinity, 0, Infinity].map((a) => of((m) => tanhs(m, 0, 0, 1), a)),
    [-1, 0, 1],
  );
  assert.ok(Number.isNaN(of((m) => sigmoids(m, 0, 1), NaN)));
});

test("normal numbers have mean 0 and variance 1", () => {
  const draws = new Draws(streams(1).data, 0, 20_000);
  const drawn = Array.from({ length: 20_000 }, () => draws.normal());
  const mean = drawn.reduce((sum, value) => sum + value / 20_000, 0);
  const square = drawn.reduce((sum, value) => sum + (value * value) / 20_000, 0);
  assert.ok(Math.abs(mean) < 0.03 && Math.abs(square - 1) < 0.05);
  close(quantile(0.975), 1.959963984540054, 1e-14);
  close(quantile(1e-10), -6.361340902404056, 1e-13);
});

test("a stream can be entered at any place", () => {
  const whole = new Draws(7, 0, 50).numbers;
  assert.deepEqual(new Draws(7, 20, 30).numbers, whole.slice(20));
});

test("a percentile lies between its neighbours in proportion", () => {
  const sorted = [];
  for (const value of [3, 1, 2, 10, 2]) insert(sorted, value);
  assert.deepEqual(sorted, [1, 2, 2, 3, 10]);
  assert.deepEqual(
    [0, 50, 75, 100].map((share) => percentile(sorted, share)),
    [1, 2, 3, 10],
  );
  close(percentile(sorted, 90), 7.2, 1e-14);
});

test("sequences are what their task says", () => {
  const task = make("adding", { steps: 10 });
  const { x, y } = batch(task, 4, 1);
  for (let b = 0; b < 4; b += 1) {
    const marked = Array.from({ length: 10 }, (_, t) => t).filter((t) => x[(t * 4 + b) * 2 + 1] === 1);
    assert.equal(marked.length, 2);
    assert.ok(marked[0] < 5 && marked[1] >= 5 && marked[1] < 9);
    close(y[b], x[(marked[0] * 4 + b) * 2] + x[(marked[1] * 4 + b) * 2], 1e-15);
  }
  const order = make("order", { steps: 20 });
  const read = batch(order, 8, 2).x;
  for (let n = 0; n < 20 * 8; n += 1)
    assert.equal(
      read.slice(n * 8, n * 8 + 8).reduce((sum, value) => sum + value),
      1,
    );
});
