import assert from "node:assert/strict";
import { test } from "node:test";

import { inputsOf, network, uniform } from "../../lib/carousel/book/explorables/mathematics/portable_rng.js";

test("numbers lie in [0, 1), and a seed gives them again", () => {
  const drawn = uniform(42, 10_000);
  assert.ok(drawn.every((u) => u >= 0 && u < 1));
  assert.ok(Math.abs(drawn.reduce((sum, u) => sum + u / 10_000, 0) - 0.5) < 0.01);
  assert.deepEqual(uniform(42, 10_000), drawn);
  assert.notDeepEqual(uniform(43, 10_000), drawn);
});

test("a network has the shapes that a cell expects", () => {
  const params = network("peephole", 8, 4, 1);
  assert.deepEqual([params.W_f.length, params.W_f[0].length], [8, 4]);
  assert.deepEqual([params.U_o.length, params.U_o[7].length], [8, 8]);
  assert.deepEqual(params.b_f, new Array(8).fill(0));
  assert.equal(params.p_o.length, 8);
  assert.ok(params.p_o.every((p) => p !== 0 && Math.abs(p) < 1 / Math.sqrt(8)));
});

test("an LSTM with peepholes starts from the weights of the one without", () => {
  const [plain, peeps] = ["lstm", "peephole"].map((kind) => network(kind, 8, 4, 3));
  for (const [name, weight] of Object.entries(plain)) assert.deepEqual(peeps[name], weight);
});

test("inputs lie in [-1, 1), one row a step", () => {
  const x = inputsOf(7, 50, 4);
  assert.equal(x.length, 50);
  assert.ok(x.flat().length === 200 && x.flat().every((value) => value >= -1 && value < 1));
});
