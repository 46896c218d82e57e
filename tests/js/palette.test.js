import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const palette = JSON.parse(
  readFileSync(new URL("../../lib/carousel/book/explorables/figure/palette.json", import.meta.url)),
);

/** The relative luminance of WCAG 2. */
function luminance(hex) {
  const [red, green, blue] = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

test("every colour is readable as text on its ground, in both themes", () => {
  for (const [name, pair] of Object.entries(palette)) {
    if (name === "paper" || name === "line") continue;
    for (const scheme of ["light", "dark"]) {
      const ratio = contrast(pair[scheme], palette.paper[scheme]);
      assert.ok(ratio >= 4.5, `${name}, ${scheme}: ${ratio.toFixed(2)}`);
    }
  }
});
