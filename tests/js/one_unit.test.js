import assert from "node:assert/strict";
import { test } from "node:test";

import { gates, outputResponse, response, shut } from "../../lib/carousel/book/explorables/mathematics/one_unit.js";

const UNIT = { p_i: 1, p_f: 1.5, p_o: -2, b_i: -1, b_f: -2, b_o: 0.5, c_tilde: 0.8 };
const NUDGE = 1e-6;
const near = (one, other, tolerance = 1e-8) => assert.ok(Math.abs(one - other) < tolerance, `${one} is not ${other}`);

test("the terms add up to what a nudge of the old state says", () => {
  for (const c_prev of [-4, -0.3, 0, 1.6, 5]) {
    const [low, now, high] = [-NUDGE, 0, NUDGE].map((by) => response(UNIT, c_prev + by));
    near(now.slope, (high.c - low.c) / (2 * NUDGE));
    near(now.slope, now.direct + now.through_f + now.through_i, 1e-12);
    near(now.dh_dc_full, now.dh_dc + now.through_o, 1e-12);
    near(now.slope * now.dh_dc_full, (high.h - low.h) / (2 * NUDGE));
  }
});

test("input and forget gate see the old state, the dh_dc_full gate the new one", () => {
  const { i, f, o, c } = response(UNIT, 1.6);
  near(i, gates(UNIT, 1.6).i);
  near(f, gates(UNIT, 1.6).f);
  near(o, gates(UNIT, c).o);
});

test("the answer of the dh_dc_full is that of the step to the same new state", () => {
  const { c, ...now } = response(UNIT, -2);
  for (const [name, value] of Object.entries(outputResponse(UNIT, c))) near(value, now[name], 1e-12);
});

test("shut peepholes leave the direct term, and gates that see nothing", () => {
  const now = response(shut(UNIT), 3);
  assert.equal(now.slope, now.direct);
  assert.equal(now.through_f + now.through_i + now.through_o, 0);
  assert.deepEqual(gates(shut(UNIT), -5), gates(shut(UNIT), 5));
});

test("the largest settings are finite", () => {
  const wild = { p_i: 4, p_f: -4, p_o: 4, b_i: 10, b_f: -10, b_o: 10, c_tilde: -0.99 };
  for (const c_prev of [-5, 0, 5]) assert.ok(Object.values(response(wild, c_prev)).every(Number.isFinite));
});
