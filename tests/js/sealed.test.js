import assert from "node:assert/strict";
import { test } from "node:test";

import { say } from "../../lib/carousel/book/explorables/figure/say.js";
import { judge, MEASURES } from "../../lib/carousel/book/explorables/mathematics/measures.js";
import { response } from "../../lib/carousel/book/explorables/mathematics/one_unit.js";
import { fingerprint, opens, read } from "../../lib/carousel/book/explorables/mathematics/sealed.js";

test("a fingerprint is FNV-1a's: of the empty text, its start", () => {
  assert.equal(fingerprint(""), "811c9dc501234567");
  assert.equal(fingerprint("a").slice(0, 8), "e40c292c"); // published for 32 bits
});

test("a seal opens within the tolerance and nowhere else", () => {
  const seal = { salt: "s", step: 0.2, offset: 0.1, print: fingerprint("s:4") }; // 0.9 to 1.1
  for (const value of [0.91, 1, 1.09]) assert.ok(opens(seal, value), String(value));
  for (const value of [-1, 0, 0.89, 1.11, Number.NaN]) assert.ok(!opens(seal, value), String(value));
});

test("a number is read as people write it", () => {
  const written = { 0.107: 0.107, "10.7 %": 0.107, "−1e-3": -1e-3, "2,5": 2.5, " .5 ": 0.5 };
  for (const [text, value] of Object.entries(written)) {
    assert.ok(Math.abs(read(text) - value) < 1e-15, text);
  }
  for (const text of ["", "%", "half", "1/2"]) assert.ok(Number.isNaN(read(text)), text);
});

test("the figure's state decides what is right, and each wrong route has its words", () => {
  const measured = MEASURES.kept({ forget_gate: 0.9, rnn_factor: 0.53, horizon: 50 }, say);
  assert.equal(judge(measured, 0.9 ** 50, 0.01), null);
  assert.match(judge(measured, 0.9 ** 49, 0.01), /one step late/);
  assert.match(judge(measured, 0.9, 0.01), /factor of one step/);
  assert.match(judge(measured, 0.53 ** 50, 0.01), /RNN/);
  assert.equal(judge(measured, 0.2, 0.01), "");
});

test("a unit is asked for the whole way from its old state to its output", () => {
  const unit = { p_i: 1, p_f: 1.5, p_o: 2, c_prev: 1.6, b_i: -1, b_f: -2, b_o: -3, c_tilde: 0.8 };
  const measured = MEASURES.to_output(unit, say);
  const { slope, dh_dc, dh_dc_full, direct } = response(unit, 1.6);
  const moved = (response(unit, 1.6 + 1e-5).h - response(unit, 1.6 - 1e-5).h) / 2e-5;
  assert.equal(judge(measured, moved, 1e-6), null);
  assert.match(judge(measured, slope, 0.01), /goes on to the output/);
  assert.match(judge(measured, slope * dh_dc, 0.01), /p_o is missing/);
  assert.match(judge(measured, direct * dh_dc_full, 0.01), /p_f and p_i/);
});
