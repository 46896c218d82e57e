import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { say, speak, specOf, withUnit } from "../../lib/carousel/book/explorables/figure/say.js";
import { catalogues, check } from "../../lib/carousel/book/explorables/words/catalogues.mjs";

const counted = (n, whole) => say`${n} of ${whole} have
  learned it`;

test("English needs no catalogue, and a break of line is a space", () => {
  assert.equal(say("all"), "all");
  assert.equal(counted(2, 20), "2 of 20 have learned it");
  const spec = { name: "None", controls: {}, constants: {}, words: {} };
  assert.deepEqual(specOf({ get: () => spec }), spec);
});

test("one of a unit is no plural in English", () => {
  const said = ["1", "1.5", "0.1"].map((number) => withUnit(number, " degrees"));
  assert.deepEqual(said, ["1 degree", "1.5 degrees", "0.1 degrees"]);
  assert.equal(withUnit("1", " powers of ten"), "1 power of ten");
  assert.equal(withUnit("1", " %"), "1 %");
});

test("a language may turn the places round; what it lacks stays English", () => {
  assert.equal(counted(2, 20), "2 of 20 have learned it");
  speak({ "{0} of {1} have learned it": "von {1} haben es {0} gelernt", all: "" });
  assert.equal(counted(2, 20), "von 20 haben es 2 gelernt");
  assert.equal(say("all"), "all");
  assert.equal(say("none"), "none");
  assert.equal(withUnit("1", " pas"), "1 pas");
});

test("what Python says of a figure is said in the language that comes with it", () => {
  const control = { kind: "choice", label: "cell", hue: "f", options: { rnn: "RNN", all: "all" }, default: "rnn" };
  const spec = { name: "One", controls: { cell: control }, constants: { all: "all" }, words: { head: ["all", "b"] } };
  const told = specOf({ get: () => ({ ...spec, catalogue: { all: "alle", cell: "Zelle" } }) });
  assert.deepEqual(told.controls.cell, { ...control, label: "Zelle", options: { rnn: "RNN", all: "alle" } });
  assert.deepEqual(told.words, { head: ["alle", "b"] });
  assert.deepEqual(told.constants, { all: "all" });
  assert.equal("catalogue" in told, false);
});

test("a text without the places of its key is refused by name", () => {
  check("de.json", { "{0} of {1}": "von {1} nun {0}", all: "" });
  assert.throws(
    () => check("de.json", { "{0} of {1}": "{0} von {2}" }),
    /de\.json: "\{0\} of \{1\}" wants \{0\}, \{1\}, got/,
  );
  assert.throws(() => check("de.json", { all: "alle {0}" }), /de\.json: "all" wants no place/);
});

test("a page's words are those that differ from English", () => {
  const folder = mkdtempSync(join(tmpdir(), "words-"));
  writeFileSync(join(folder, "en.json"), '{"all": "all"}');
  writeFileSync(join(folder, "de.json"), '{"all": "alle", "LSTM": "LSTM", "none": ""}');
  assert.deepEqual(catalogues(pathToFileURL(`${folder}/`)), [["de", { all: "alle" }]]);
});
