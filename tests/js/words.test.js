import assert from "node:assert/strict";
import { test } from "node:test";

import {
  decades,
  formatFixed,
  formatLog,
  formatShare,
  symbols,
  tenTo,
} from "../../lib/carousel/book/explorables/figure/words.js";

const plain = (text) => text.replaceAll("\u00a0", " ");

test("a power of ten has its exponent on high", () => assert.equal(tenTo(-12), "10⁻¹²"));

test("what rounds to zero has no sign", () => {
  assert.equal(formatFixed(-0.001, 2), "0.00");
  assert.equal(formatFixed(-0.2, 0), "0");
  assert.equal(formatFixed(-0.01, 2), "\u22120.01");
});

test("an axis names whole powers of ten, and few of them", () => {
  const cases = [
    [-1, 2, [-1, 0, 1, 2]],
    [-14, 1, [-12, -9, -6, -3, 0]],
    [0.2, 0.8, []],
    [-300, 4, [-244, -183, -122, -61, 0]],
  ];
  for (const [low, high, powers] of cases)
    assert.deepEqual(
      decades(low, high).map((power) => power + 0),
      powers,
    );
});

test("numbers are written as a reader would", () => {
  const cases = [
    [0, "1"],
    [Math.log10(0.5), "0.5"],
    [Math.log10(6.579), "6.58"],
    [-3, "0.001"],
    [5, "100,000"],
    [-20.5, "3.2 × 10⁻²¹"],
    [35.2, "1.6 × 10³⁵"],
    [-Infinity, "0"],
  ];
  for (const [log, text] of cases) assert.equal(plain(formatLog(log)), text);
});

test("a mantissa that rounds to ten moves the exponent", () => {
  assert.equal(plain(formatLog(Math.log10(9.96e-9))), "1.0 × 10⁻⁸");
});

test("far below the smallest double there is still a number", () => {
  assert.equal(plain(formatLog(-600)), "1.0 × 10⁻⁶⁰⁰");
});

test("shares are per cent where that can be read", () => {
  const cases = [
    [0, "all"],
    [-Infinity, "nothing"],
    [Math.log10(0.00515), "0.515 %"],
    [-9, "1.0 × 10⁻⁹"],
  ];
  for (const [log, text] of cases) assert.equal(plain(formatShare(log)), text);
});

test("a symbol is told from words, with what is set low behind it", () => {
  const set = (text) =>
    symbols(text)
      .map(({ words, letter, low }) => words ?? `<${letter}${low}>`)
      .join("");
  const cases = [
    ["b_f = 1", "<bf> = 1"],
    ["a gate f = 0.5, as I say", "a gate <f> = 0.5, as I say"],
    ["dc_T/dc_0 of c_{t-1}", "<dcT>/<dc0> of <ct-1>"],
    ["h by new c, T’s, path's, do", "<h> by new <c>, <T>’s, path's, do"],
    ["RNN, step 1 of log_scale", "RNN, step 1 of log_scale"],
  ];
  for (const [text, wanted] of cases) assert.equal(set(text), wanted);
});

test("a small number is written as others write it: from 0.001 on in full", () => {
  assert.deepEqual(
    [-2.9, -3.1].map((log) => plain(formatLog(log))),
    ["0.00126", "7.9 × 10⁻⁴"],
  );
});
