import assert from "node:assert/strict";
import { test } from "node:test";

import { nearest, readLink, repair, writeLink } from "../../lib/carousel/book/explorables/figure/state.js";

const spec = {
  gate: { kind: "number", min: 0, max: 1, default: 0.9 },
  steps: { kind: "integer", min: 1, max: 200, default: 50 },
  log: { kind: "switch", default: true },
};

test("a valid state stays as it is", () => {
  const state = { gate: 0.25, steps: 7, log: false };
  assert.deepEqual(repair(spec, state), { state, refused: [] });
});

for (const [value, gate] of [
  [2, 1],
  [-1, 0],
  [1e308, 1],
  [Infinity, 1],
  [-Infinity, 0],
  [NaN, 0.9],
  ["0.5", 0.9],
  [null, 0.9],
  [{}, 0.9],
  [true, 0.9],
]) {
  test(`a gate of ${String(value)} becomes ${gate} and is named`, () => {
    const { state, refused } = repair(spec, { gate: value, steps: 50, log: true });
    assert.equal(state.gate, gate);
    assert.deepEqual(refused, ["gate"]);
  });
}

test("an integer is rounded, a switch takes only true and false", () => {
  assert.equal(nearest(spec.steps, 12.6), 13);
  assert.equal(nearest(spec.log, 1), true);
  assert.equal(nearest(spec.log, "false"), true);
});

test("an unknown key is refused by name, whatever it is called", () => {
  for (const key of ["speed", "__proto__", "constructor", "toString"]) {
    const wanted = JSON.parse(`{"${key}": 1}`);
    const { state, refused } = repair(spec, wanted);
    assert.deepEqual(Object.keys(state), ["gate", "steps", "log"]);
    assert.ok(refused.includes(key));
  }
});

test("a link holds the exact state", () => {
  const state = { gate: 0.1 + 0.2, steps: 200, log: false };
  const wanted = readLink("highway", `#${writeLink("highway", state)}`);
  assert.deepEqual({ ...wanted }, state);
});

test("of a name that comes twice the last value holds, whatever the name is", () => {
  assert.deepEqual({ ...readLink("race", "#race=scale:1,scale:2") }, { scale: 2 });
  assert.deepEqual({ ...readLink("highway", "#highway=:1,:2") }, { "": 2 });
  assert.deepEqual(Object.entries(readLink("race", "#race=__proto__:1,__proto__:2")), [["__proto__", 2]]);
});

test("a link that a mailer has escaped is read as well", () => {
  assert.deepEqual({ ...readLink("highway", "#highway%3Dgate%3A0.5") }, { gate: 0.5 });
});

test("a link to another figure, or to a heading, says nothing", () => {
  for (const hash of ["", "#summary", "#highway", "#highway.2=gate:1", "#%", "#other=gate:0"]) {
    assert.equal(readLink("highway", hash), null);
  }
});

test("hostile text in a link stays text and is refused", () => {
  const hash = "#highway=gate:</script><script>alert(1)</script>,__proto__:1,steps:NaN,log:\"'";
  const { state, refused } = repair(spec, readLink("highway", hash));
  assert.deepEqual(state, { gate: 0.9, steps: 50, log: true });
  assert.deepEqual(new Set(refused), new Set(["__proto__", "gate", "steps", "log"]));
  assert.equal({}.polluted, undefined);
});

test("a choice takes the names of its options and nothing else", () => {
  const spec = {
    kind: { kind: "choice", options: { norm: "by norm", value: "by value" }, default: "norm", label: "clip" },
  };
  assert.deepEqual(repair(spec, { kind: "value" }), { state: { kind: "value" }, refused: [] });
  for (const wrong of ["</script>", 1, null, ["norm"], true, "toString"]) {
    assert.deepEqual(repair(spec, { kind: wrong }), { state: { kind: "norm" }, refused: ["kind"] });
  }
});
