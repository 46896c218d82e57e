import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { read } from "../../lib/carousel/book/jupyterlab/bibliography.mjs";
import { complete, manners, numbers } from "../../lib/carousel/book/jupyterlab/reading.mjs";

const bib = readFileSync(new URL("../../references.bib", import.meta.url), "utf8");
const sources = read(bib);

test("every source has its authors, its year and a place", () => {
  assert.equal(sources.size, bib.match(/^@\w+\{/gm).length);
  for (const [key, { authors, year, said, address }] of sources) {
    assert.match(authors, /^\p{L}[\p{L}\d .'-]+( and \p{L}[\p{L} '-]+)?$/u, key);
    assert.match(year, /^(19|20)\d\d$/, key);
    assert.doesNotMatch(said, /[{}\\]|undefined/, key);
    assert.match(address, /^https:\/\/|^references\.md$/, key);
  }
});

test("sources are named as the book names them", () => {
  const named = (key) => `${sources.get(key).authors}, ${sources.get(key).year}`;
  assert.equal(named("hochreiter1991"), "Hochreiter, 1991");
  assert.equal(named("hochreiter1997"), "Hochreiter and Schmidhuber, 1997");
  assert.equal(named("gers2000forget"), "Gers et al., 2000");
  assert.match(sources.get("greff2017").said, /Jan Koutník/);
  assert.match(sources.get("mikolov2012").said, /Tomáš Mikolov/);
  assert.equal(sources.get("greff2017").address, "https://doi.org/10.1109/TNNLS.2016.2582924");
  assert.equal(sources.get("tallec2018").address, "https://arxiv.org/abs/1804.11188");
});

test("equations with a label are counted, with their chapter where it has a number", () => {
  const text = ":::{math}\n:label: one\n:::\n$$\nx\n$$\n$$ (two)\n";
  assert.deepEqual([...numbers(text, "03-full-jacobian.ipynb")], Object.entries({ one: "3.1", two: "3.2" }));
  assert.deepEqual([...numbers(text, "notation.md")], Object.entries({ one: "1", two: "2" }));
});

/** What a tree says, links in angle brackets. */
const said = ({ type, value, url, children = [] }) =>
  type === "link" ? `<${children.map(said).join("")} ${url}>` : (value ?? children.map(said).join(""));

test("a cell's citations and equations are completed", async () => {
  const cite = (...labels) => ({
    type: "citeGroup",
    kind: "narrative",
    children: labels.map((label) => ({ type: "cite", kind: "narrative", label })),
  });
  const refer = (label) => ({ type: "crossReference", kind: "eq", label });
  const math = (label) => ({ type: "math", value: "", label });
  const paragraph = { type: "paragraph", children: [cite("tallec2018", "graves2013"), cite("tallec2018").children[0]] };
  const tree = { children: [paragraph, refer("mine"), refer("far"), math("mine"), math("else")] };
  const known = {
    sources,
    manners: manners("{cite}`tallec2018, graves2013` {cite:t}`tallec2018`"),
    own: new Map([["mine", "4.1"]]),
    elsewhere: async (label) => ({ page: "02.ipynb", number: label === "far" ? "2.7" : "" }),
  };
  await complete(tree, known);
  const [both, one] = ["https://arxiv.org/abs/1804.11188", "https://arxiv.org/abs/1308.0850"];
  assert.equal(
    said(tree.children[0]),
    `[<Tallec and Ollivier, 2018 ${both}>, <Graves, 2013 ${one}>]Tallec and Ollivier [<2018 ${both}>]`,
  );
  assert.equal(tree.children[1].type, "crossReference"); // its number is known to the notebook
  assert.equal(said(tree.children[2]), "<(2.7) 02.ipynb>");
  assert.deepEqual([tree.children[3].enumerator, tree.children[4].enumerated], ["4.1", false]);
});
