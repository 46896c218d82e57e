import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const at = (name) => new URL(`../../lib/carousel/book/explorables/${name}`, import.meta.url);
const palette = JSON.parse(readFileSync(at("figure/palette.json"), "utf8"));

test("no two names of the palette have one hue, in either theme", () => {
  for (const scheme of ["light", "dark"]) {
    const hues = Object.values(palette).map((pair) => pair[scheme]);
    assert.equal(new Set(hues).size, hues.length, scheme);
  }
});

// Every view, what it shares with others, its Python, and the plots of the stills.
const SOURCES = ["./", "figure/", "../plots/"].flatMap((folder) =>
  readdirSync(at(folder))
    .filter((name) => /\.(js|py)$/.test(name))
    .map((name) => [`${folder}${name}`, readFileSync(at(`${folder}${name}`), "utf8")]),
);

test("every hue that a figure, a legend or a plot names is in the palette", () => {
  const NAMED = [/\bhue["']?[:=] ?"(\w+)"/g, /var\(--cx-(\w+)\)/g, /COLOURS\["(\w+)"\]/g, /colour\("(\w+)"\)/g];
  let seen = 0;
  for (const [file, text] of SOURCES)
    for (const pattern of NAMED)
      for (const [, hue] of text.matchAll(pattern)) {
        seen += 1;
        assert.ok(Object.hasOwn(palette, hue), `${file}: ${hue}`);
      }
  assert.ok(seen > 100);
});

const GUESS = ["./predict.js", "figure/you.js"]; // a reader's own mark

test("the colour of the focus is no quantity's", () => {
  for (const [file, text] of SOURCES)
    if (!GUESS.includes(file)) assert.doesNotMatch(text, /--cx-accent|(?:hue["']?[:=] ?|COLOURS\[)"accent"/, file);
});

test("a gate has its own colour wherever a control, a legend or a curve bears its letter", () => {
  const LETTERED =
    /symbol[:=] ?"(?:b_|p_)?([ifo])"[^)]*?hue[:=] ?"(\w+)"|(?:\["|by\("p_)([ifo])", (?:solid\()?"(\w+)"\)/gs;
  let seen = 0;
  for (const [file, text] of SOURCES)
    for (const [, letter, hue, named, drawn] of text.matchAll(LETTERED)) {
      seen += 1;
      assert.equal(hue ?? drawn, letter ?? named, file);
    }
  assert.ok(seen >= 8, String(seen));
});

test("the direct path has the carousel's colour, whichever figure draws it", () => {
  const look = {
    "highway.js": /name: "direct", label: direct\[0\], short: direct\[1\], hue: "(\w+)"/,
    "spectrum.py": /HUES = \{.*"direct": "(\w+)"/,
  };
  for (const [file, pattern] of Object.entries(look))
    assert.equal(readFileSync(at(file), "utf8").match(pattern)?.[1], "c", file);
});
