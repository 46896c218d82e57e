import assert from "node:assert/strict";
import { test } from "node:test";

import { places } from "../../lib/carousel/book/explorables/figure/labels.js";

const frame = { left: 0, right: 300, top: 0, bottom: 200 };
const box = ({ x, y, dx, dy, leftwards }, width) => {
  const left = leftwards ? x + dx - width : x + dx;
  return { left, right: left + width, top: y + dy - 8, bottom: y + dy + 8 };
};
const touch = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

test("names keep clear of each other, even where the curves are one", () => {
  const same = [
    [0, 180],
    [300, 20],
  ];
  const curves = Array.from({ length: 5 }, () => ({ width: 60, points: same }));
  const boxes = places(curves, frame).map((place) => box(place, 60));
  for (const [n, one] of boxes.entries()) {
    for (const other of boxes.slice(n + 1)) assert.ok(!touch(one, other));
  }
});

test("a name stands inside the frame", () => {
  for (const points of [
    [
      [0, 0],
      [300, 0],
    ],
    [
      [0, 200],
      [300, 200],
    ],
    [
      [299, 0],
      [300, 200],
    ],
    [
      [150, 100],
      [150, 100],
    ],
  ]) {
    const [place] = places([{ width: 80, points }], frame);
    const { left, right, top, bottom } = box(place, 80);
    assert.ok(left >= 0 && right <= 300 && top >= 0 && bottom <= 200);
  }
});

test("of two curves side by side, each name stands on its own curve's free side", () => {
  const [upper, lower] = [60, 80].map((y) => ({
    width: 40,
    points: [
      [0, y],
      [300, y],
    ],
  }));
  const [first, second] = places([upper, lower], frame);
  assert.ok(first.y + first.dy < 60);
  assert.ok(second.y + second.dy > 80);
});
