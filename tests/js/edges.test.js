import assert from "node:assert/strict";
import { test } from "node:test";

import { printed } from "../../lib/carousel/book/explorables/figure/back.js";
import { formatPlain } from "../../lib/carousel/book/explorables/figure/words.js";
import { brought } from "../../lib/carousel/book/explorables/mathematics/edges.js";
import { trace } from "../../lib/carousel/book/explorables/mathematics/worked.js";

const GATES = {
  f: [null, [0.9, 0.8], [0.85, 0.9], [0.8, 0.85]],
  i: [null, [0.3, 0.4], [0.4, 0.3], [0.5, 0.4]],
  c_tilde: [null, [0.5, -0.2], [0.3, 0.4], [0.2, 0.3]],
  o: [null, [0.7, 0.6], [0.6, 0.7], [0.8, 0.75]],
};
const FIRST = { h: [0.2, 0.1], c: [0.5, -0.3] };
const back = (t) => [
  [`c_${t}`, `c_${t - 1}`, `f_${t}`],
  ...["i", "f", "c_tilde", "o"].map((gate) => [gate === "o" ? `h_${t}` : `c_${t}`, `h_${t - 1}`, `${gate}_${t}`]),
  [`h_${t - 1}`, `c_${t - 1}`, `o_${t - 1}`],
];
const EDGES = [["L", "h_3", ""], ["h_3", "c_3", "o_3"], ...back(3), ...back(2), ["c_1", "c_0", "f_1"]];
const close = (found, expected) =>
  found.forEach((value, u) => assert.ok(Math.abs(value - expected[u]) < 1e-12, `${found} is not ${expected}`));

test("what the edges bring to a number adds up to its gradient", () => {
  for (const scale of [0, 1, 8]) {
    const found = trace(GATES, scale, FIRST);
    const last = new Map(brought(found, EDGES).map(({ edge, soFar }) => [edge[1], soFar]));
    for (const [name, soFar] of last) close(soFar, found[`d${name[0]}`][Number(name.at(-1))]);
    assert.equal(last.size, 7);
  }
});

test("the first edge to a cell state is the carousel's, and the only one without recurrent weights", () => {
  const found = trace(GATES, 0, FIRST);
  const way = brought(found, EDGES);
  for (const t of [2, 1, 0]) close(way.find(({ edge }) => edge[1] === `c_${t}`).soFar, found.direct[t]);
  close(way.at(-1).soFar, found.direct[0]);
});

test("an edge is printed with its step below", () => {
  assert.deepEqual(["c_tilde_3", "h_2", "L"].map(printed), ["c̃₃", "h₂", "L"]);
});

test("a number is printed as longhand prints it", () => {
  const cases = [0.8, 0.566815236, 1, 0, -0.02, -0.01996583, 0.612, 12.5, -0.00001];
  assert.deepEqual(cases.map(formatPlain), "0.8 0.5668 1 0 −0.02 −0.0200 0.612 12.5 0.0000".split(" "));
});
