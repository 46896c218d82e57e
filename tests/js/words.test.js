import assert from "node:assert/strict";
import { test } from "node:test";

import {
  decades,
  formatFixed,
  formatLog,
  formatShare,
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
