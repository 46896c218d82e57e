import assert from "node:assert/strict";
import { test } from "node:test";

import * as initial from "../../lib/carousel/book/explorables/mathematics/initial.js";
import { network, uniform } from "../../lib/carousel/book/explorables/mathematics/portable_rng.js";

const close = (one, other, within = 1e-12) =>
  assert.ok(Math.abs(one - other) <= within * Math.max(1, Math.abs(other)), `${one} is not ${other}`);

test("half is gone after the half-life, at every bias", () => {
  for (let bias = -2; bias <= 8; bias += 0.25) {
    close((1 / (1 + Math.exp(-bias))) ** initial.halfLife(bias), 0.5);
  }
});

test("the bias for a half-life has that half-life", () => {
  for (const half of [0.1, 0.5, 1, 2.2, 100, 5000]) close(initial.halfLife(initial.biasFor(half)), half);
  close(initial.biasFor(1), 0);
});

test("half-lives of large biases are finite, and grow as exp(b)", () => {
  close(initial.halfLife(30) / Math.exp(30), Math.LN2);
  assert.equal(initial.halfLife(-800), Math.LN2 / 800);
});

test("chrono spreads the biases from 0 to its edge, and shuts the input gates", () => {
  const { b_f, b_i } = initial.chrono(network("lstm", 8, 4, 0), 100, uniform(5, 8));
  assert.ok(b_f.every((bias) => bias >= 0 && bias < initial.chronoEdge(100)));
  assert.deepEqual(
    b_i,
    b_f.map((bias) => -bias),
  );
  assert.deepEqual(initial.chrono(network("lstm", 8, 4, 0), 2, uniform(5, 8)).b_f, new Array(8).fill(0));
});

test("a gate that keeps nothing has no half-life, one that keeps all an endless one", () => {
  for (const gate of [0.001, 0.1, 0.5, 0.9, 0.999]) close(gate ** initial.halfLife(initial.logit(gate)), 0.5);
  assert.equal(initial.halfLife(initial.logit(0)), 0);
  assert.equal(initial.halfLife(initial.logit(1)), Infinity);
});

test("orthonormal columns have length 1 and stand at right angles", () => {
  const { U } = initial.orthonormal(network("rnn", 8, 4, 3));
  for (let j = 0; j < 8; j += 1) {
    for (let k = 0; k < 8; k += 1) {
      close(
        U.reduce((sum, row) => sum + row[j] * row[k], 0),
        j === k ? 1 : 0,
        1e-14,
      );
    }
  }
});

test("only what is asked for changes, and in a copy", () => {
  const params = network("lstm", 3, 2, 1);
  const before = structuredClone(params);
  const after = initial.scaled(params, 2);
  assert.deepEqual(params, before);
  assert.deepEqual(after.W_i, params.W_i);
  assert.deepEqual(after.b_f, params.b_f);
  assert.equal(after.U_o[2][1], 2 * params.U_o[2][1]);
});
