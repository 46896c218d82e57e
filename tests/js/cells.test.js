import assert from "node:assert/strict";
import { test } from "node:test";

import { run, sigmoid } from "../../lib/carousel/book/explorables/mathematics/cells.js";
import { profile } from "../../lib/carousel/book/explorables/mathematics/flow.js";
import { jacobian, paths } from "../../lib/carousel/book/explorables/mathematics/jacobian.js";

const gates = { lstm: "ifco", lstm_1997: "ico", peephole: "ifco", gru: "rzn" };

/** Weights that are all one number, or alternate in sign. */
function weights(kind, size, sign = () => 1) {
  let count = 0;
  const value = () => {
    count += 1;
    return size * sign(count);
  };
  const matrix = () => [0, 1].map(() => [value(), value()]);
  const vector = () => [value(), value()];
  if (kind === "rnn") return { W: matrix(), U: matrix(), b: vector() };
  const params = {};
  for (const k of gates[kind])
    Object.assign(params, { [`W_${k}`]: matrix(), [`U_${k}`]: matrix(), [`b_${k}`]: vector() });
  if (kind === "gru") params.b_hn = vector();
  if (kind === "peephole") Object.assign(params, { p_i: vector(), p_f: vector(), p_o: vector() });
  return params;
}

const numbers = (value) => (typeof value === "number" ? [value] : Object.values(value ?? {}).flatMap(numbers));

for (const kind of ["rnn", "lstm_1997", "lstm", "peephole", "gru"]) {
  test(`${kind}: no finite input gives NaN, however large`, () => {
    for (const size of [0, 1e-308, 1, 40, 800, 1e154, 1e308]) {
      for (const sign of [() => 1, (n) => (n % 2 ? 1 : -1), (n) => (n % 3 ? -1 : 1)]) {
        for (const x of [0, 1, -1e308, 1e308]) {
          const params = weights(kind, size, sign);
          const first = { h: [1, -1], c: [1e308, -3] };
          const history = run(
            kind,
            params,
            [
              [x, -x],
              [x, x],
              [0, x],
            ],
            first,
          );
          const all = [
            history,
            history.map((now) => jacobian(kind, params, now)),
            profile(kind, params, history, [1, -1]),
          ];
          if (kind.startsWith("lstm") || kind === "peephole") all.push(history.map((now) => paths(kind, params, now)));
          assert.ok(numbers(all).every(Number.isFinite), `${size} ${x}`);
        }
      }
    }
  });
}

test("a sigmoid is precise in both tails and saturates without overflow", () => {
  assert.equal(sigmoid(0), 0.5);
  assert.equal(sigmoid(800), 1);
  assert.equal(sigmoid(-800), 0);
  assert.ok(Math.abs(sigmoid(-40) / Math.exp(-40) - 1) < 1e-12);
});

test("an open forget gate and a shut input gate keep the memory exactly", () => {
  const params = { ...weights("lstm", 0), b_f: [800, 800], b_i: [-800, -800] };
  const history = run("lstm", params, Array(5).fill([1, 2]), { h: [0, 0], c: [0.1, -30] });
  for (const { c } of history) assert.deepEqual(c, [0.1, -30]);
});
