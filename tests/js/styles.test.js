import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const BOOK = new URL("../../lib/carousel/book/", import.meta.url);

test("no rule tells more than the line in one text-decoration: WebKit would drop it", () => {
  for (const file of [
    "explorables/figure/figure.css",
    "explorables/figure/predict.css",
    "site/page/page.css",
    "site/page/glossary.css",
  ]) {
    const css = readFileSync(new URL(file, BOOK), "utf8");
    assert.deepEqual(css.match(/text-decoration:\s*[\w-]+\s+[^;}]+/g), null, file);
  }
});
