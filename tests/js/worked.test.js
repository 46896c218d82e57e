import assert from "node:assert/strict";
import { test } from "node:test";

import { explain, formatTerm, neighbour, parse } from "../../lib/carousel/book/explorables/figure/explain.js";
import { columns, heightOf, valueAt } from "../../lib/carousel/book/explorables/figure/places.js";
import {
  GATES,
  gatesOf,
  recurrent,
  STEPS,
  trace,
  UNITS,
} from "../../lib/carousel/book/explorables/mathematics/worked.js";

const BOOK = {
  f: [0.9, 0.8, 0.85, 0.9, 0.8, 0.85],
  i: [0.3, 0.4, 0.4, 0.3, 0.5, 0.4],
  c_tilde: [0.5, -0.2, 0.3, 0.4, 0.2, 0.3],
  o: [0.7, 0.6, 0.6, 0.7, 0.8, 0.75],
};
const state = (values) =>
  Object.fromEntries(
    GATES.flatMap((name) => STEPS.flatMap((t) => UNITS.map((u) => [`${name}_${t}_${u + 1}`, values(name, t, u)]))),
  );
const FIRST = { h: [0.2, 0.1], c: [0.5, -0.3] };
const book = (scale) => trace(gatesOf(state((name, t, u) => BOOK[name][2 * t - 2 + u])), scale, FIRST);
const close = (found, expected, gap = 5e-5) =>
  found.forEach((value, u) => assert.ok(Math.abs(value - expected[u]) <= gap, `${found} is not ${expected}`));

test("the book's numbers come out", () => {
  close(book(1).direct[3], [0.5668, 0.7496]);
  close(book(1).direct[0], [0.3469, 0.4588]);
  close(book(1).dc[0], [0.3301, 0.4878]);
  close(book(4).dc[0], [0.2716, 0.6196]);
});

/** The loss of a run whose first c is nudged, with the biases that the gates fix. */
function loss(found, nudge) {
  const squash = (name, a) => (name === "c_tilde" ? Math.tanh(a) : 1 / (1 + Math.exp(-a)));
  const back = (name, y) => (name === "c_tilde" ? Math.atanh(y) : Math.log(y / (1 - y)));
  let [h, c] = [found.h[0], found.c[0].map((value, u) => value + nudge[u])];
  for (const t of STEPS) {
    const gate = Object.fromEntries(
      GATES.map((name) => [
        name,
        UNITS.map((u) => {
          const moved = UNITS.reduce((sum, b) => sum + found.U[name][u][b] * (h[b] - found.h[t - 1][b]), 0);
          return squash(name, back(name, found[name][t][u]) + moved);
        }),
      ]),
    );
    c = UNITS.map((u) => gate.f[u] * c[u] + gate.i[u] * gate.c_tilde[u]);
    h = UNITS.map((u) => gate.o[u] * Math.tanh(c[u]));
  }
  return h[0] + h[1];
}

test("the true gradient is what a nudge of the first cell state measures", () => {
  for (const scale of [0, 1, 8]) {
    const found = book(scale);
    const measured = UNITS.map((u) => {
      const nudge = UNITS.map((unit) => (unit === u ? 1e-5 : 0));
      return (
        (loss(found, nudge) -
          loss(
            found,
            nudge.map((value) => -value),
          )) /
        2e-5
      );
    });
    close(found.dc[0], measured, 1e-7);
  }
});

test("without recurrent weights the direct path is the whole gradient", () => {
  const found = book(0);
  for (const t of [0, ...STEPS]) assert.deepEqual(found.dc[t], found.direct[t]);
  assert.deepEqual(recurrent(0).f.flat().map(Math.abs), [0, 0, 0, 0]);
});

const KEYS = ["f", "i", "c_tilde", "o", "c", "h", "direct", "dc", "dh"]
  .flatMap((name) => [0, ...STEPS].flatMap((t) => [1, 2].map((unit) => `${name}_${t}_${unit}`)))
  .filter((key) => !/^(f|i|c_tilde|o)_0/.test(key));

test("every number has words with its value, made of parts that have words too", () => {
  for (const corner of [0.02, 0.5, 0.98]) {
    const found = trace(gatesOf(state((name) => (name === "c_tilde" ? -corner : corner))), 8, FIRST);
    for (const key of KEYS) {
      const { words, value, parts } = explain(found, key);
      assert.ok(words.startsWith(`Unit ${key.at(-1)}: `) && !/NaN|undefined|Infinity|null/.test(words), words);
      assert.ok(words.includes(formatTerm(value)), `${words} does not say ${formatTerm(value)}`);
      for (const part of parts) assert.ok(explain(found, part), `${key} is made of ${part}`);
    }
  }
});

/** What a product or a sum comes to, as it is printed. */
function evaluate(text) {
  const power = (_, digits) =>
    `e${[...digits]
      .map((one) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(one) - 1)
      .join("")
      .replace(/^-1/, "-")}`;
  const whole = text.replace(/\s×\s10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, power);
  const plain = whole.replaceAll("−", "-").replaceAll("×", "*").replaceAll("tanh(", "Math.tanh(");
  assert.match(plain.replaceAll("Math.tanh", ""), /^[\d\s.e*+()-]+$/);
  return new Function(`return ${plain}`)();
}

test("the numbers put into a formula give its value", () => {
  let seen = 0;
  for (const scale of [1, 4, 8]) {
    for (const key of KEYS) {
      const { words, value, numbers } = explain(book(scale), key);
      if (numbers === undefined) continue;
      seen += 1;
      assert.ok(Math.abs(evaluate(numbers) - value) <= 6e-3 * Math.max(0.1, Math.abs(value)), `${words} (${value})`);
      assert.ok(words.includes(`= ${numbers} = ${formatTerm(value)}.`), words);
    }
  }
  assert.equal(seen, 3 * (24 + 6 + 6 + 8 + 8)); // gates, c, h, direct, in full
});

test("what comes through the gates adds up", () => {
  const { dh, through } = book(4);
  for (const t of [0, 1, 2]) {
    for (const u of UNITS) {
      const sum = GATES.reduce((total, name) => total + through[t][name][u], 0);
      assert.ok(Math.abs(sum - dh[t][u]) < 1e-15);
    }
  }
});

test("a name that means nothing has no formula", () => {
  for (const key of ["", null, "f_0_1", "x_1_1", "f_1_3", "f_4_1", "__proto___1_1", "constructor_1_1"]) {
    assert.equal(explain(book(1), key), null, key);
  }
  assert.equal(parse("dc_3_2").u, 1);
});

test("arrow keys reach every number and stay inside", () => {
  for (const units of [[1], [2], [1, 2]]) {
    const reached = new Set([neighbour(null, "ArrowDown", units)]);
    for (const key of reached) {
      for (const arrow of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"])
        reached.add(neighbour(key, arrow, units));
    }
    assert.deepEqual([...reached].sort(), KEYS.filter((key) => units.includes(Number(key.at(-1)))).sort());
  }
  assert.equal(neighbour("dc_1_1", "ArrowDown", [2]), neighbour(null, "ArrowDown", [2]));
});

test("a ring stands where its value is read", () => {
  for (const name of GATES) {
    for (const value of [-0.98, 0.02, 0.5, 0.98])
      assert.ok(Math.abs(valueAt(name, heightOf(name, value)) - value) < 1e-12);
  }
  for (const width of [240, 290, 700]) {
    const { x } = columns(width);
    const stand = STEPS.flatMap((t) => [x.i(t), x.c_tilde(t), x.o(t)]);
    stand.slice(1).forEach((place, n) => assert.ok(place - stand[n] > 18, `${width}: ${stand}`));
  }
});
