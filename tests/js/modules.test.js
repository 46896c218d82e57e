import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const FIGURES = new URL("../../lib/carousel/book/explorables/", import.meta.url);
const PAGE = ["document", "window", "navigator", "location", "addEventListener", "createElement", "createElementNS"]
  .concat(["requestAnimationFrame", "HTMLElement", "Element", "Node", "fetch", "localStorage"])
  .map((name) => new RegExp(`\\b${name}\\b`));

const modules = ["", "figure/", "mathematics/", "mathematics/training/", "play/"].flatMap((folder) =>
  readdirSync(new URL(folder || ".", FIGURES))
    .filter((name) => name.endsWith(".js"))
    .map((name) => ({ path: folder + name, text: readFileSync(new URL(folder + name, FIGURES), "utf8") })),
);

/** A module's text without comments, where the words of the page may stand. */
const code = ({ text }) => text.replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, "");
const mathematics = modules.filter(({ path }) => path.startsWith("mathematics/"));

test("the mathematics knows no page", () => {
  assert.ok(mathematics.length > 10);
  for (const module of mathematics) {
    for (const name of PAGE) assert.doesNotMatch(code(module), name, module.path);
  }
});

test("the mathematics imports nothing but itself", () => {
  for (const module of mathematics) {
    for (const [, from] of code(module).matchAll(/(?<!")\b(?:from|import)\s*\(?\s*"([^"]+)"/g)) {
      const path = new URL(from, new URL(module.path, FIGURES)).href;
      assert.ok(path.startsWith(`${FIGURES}mathematics/`) && /^\.\.?\//.test(from), `${module.path} imports ${from}`);
    }
  }
});

// What Python’s tests call through node; pages take the same work in pieces.
const ENTRIES = ["check.js check", "trial.js trial"];

/** The names that these modules import, each behind its file. */
function importedBy(modules) {
  const names = new Set();
  for (const module of modules) {
    const text = code(module);
    for (const [, listed, from] of text.matchAll(/import\s*\{([^}]*)\}\s*from\s*"([^"]+)"/g)) {
      for (const name of listed.split(",")) names.add(`${from.split("/").at(-1)} ${name.trim().split(/\s+as\s+/)[0]}`);
    }
    for (const [, local, from] of text.matchAll(/import\s*\*\s*as\s+(\w+)\s*from\s*"([^"]+)"/g)) {
      for (const [, name] of text.matchAll(new RegExp(`\\b${local}\\.(\\w+)`, "g")))
        names.add(`${from.split("/").at(-1)} ${name}`);
    }
  }
  return names;
}

test("what a module exports another one uses, or its own and a test", () => {
  const read = (url, name) => ({ path: name, text: readFileSync(new URL(name, url), "utf8") });
  const tests = readdirSync(new URL(".", import.meta.url)).map((name) => read(import.meta.url, name));
  const SITE = new URL("../site/page/", FIGURES);
  const scripts = readdirSync(SITE).filter((name) => name.endsWith(".js"));
  const used = importedBy([...modules, read(FIGURES, "build.mjs"), ...scripts.map((name) => read(SITE, name))]);
  const tried = importedBy(tests.filter(({ path }) => path.endsWith(".test.js")));
  const exported = modules.flatMap((module) => {
    const file = module.path.split("/").at(-1);
    const declared = [...code(module).matchAll(/^export (?:async )?(?:const|let|function|class) (\w+)/gm)].map(
      ([, name]) => name,
    );
    const listed = [...code(module).matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names]) =>
      names.split(",").map((name) => name.trim()),
    );
    const isNeeded = (name) =>
      ENTRIES.includes(`${file} ${name}`) ||
      used.has(`${file} ${name}`) ||
      (tried.has(`${file} ${name}`) && code(module).match(new RegExp(`\\b${name}\\b`, "g")).length > 1);
    return [...declared, ...listed].map((name) => ({ name: `${file} ${name}`, isNeeded: isNeeded(name) }));
  });
  assert.ok(exported.length > 80);
  assert.deepEqual(
    exported.filter(({ isNeeded }) => !isNeeded).map(({ name }) => name),
    [],
  );
});
