import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const at = (name) => new URL(`../../lib/carousel/book/explorables/${name}`, import.meta.url);
const palette = JSON.parse(readFileSync(at("figure/palette.json"), "utf8"));

test("no two names of the palette have one hue, in either theme", () => {
  for (const scheme of ["light", "dark"]) {
    const hues = Object.values(palette).map((pair) => pair[scheme]);
    assert.equal(new Set(hues).size, hues.length, scheme);
  }
});

test("every hue that a figure names is in the palette", () => {
  for (const name of ["highway", "half_life", "spectrum", "race", "paths", "trace", "peepholes", "clipping"])
    for (const kind of ["js", "py"])
      for (const [, hue] of readFileSync(at(`${name}.${kind}`), "utf8").matchAll(/hue["']?[:=] ?"(\w+)"/g))
        assert.ok(Object.hasOwn(palette, hue), `${name}.${kind}: ${hue}`);
});

test("the direct path has the carousel's colour, whichever figure draws it", () => {
  const look = {
    "highway.js": /label: "LSTM, direct path",\s+short: "LSTM",\s+hue: "(\w+)"/,
    "spectrum.py": /"label": "direct path", "short": "direct", "hue": "(\w+)"/,
  };
  for (const [file, pattern] of Object.entries(look))
    assert.equal(readFileSync(at(file), "utf8").match(pattern)?.[1], "c", file);
});
