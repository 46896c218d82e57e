// Bundles the explorables: one self-contained module each for JupyterLab, and for the
// static page classic scripts (Chromium refuses ES modules on file://) with one shared
// part. Run by `pip install -e .` and by `npm run build`.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { bytes } from "./mathematics/training/simd.js";
import { catalogues } from "./words/catalogues.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "static");
const stems = readdirSync(here)
  .filter((name) => name.endsWith(".js"))
  .map((name) => basename(name, ".js"));

// Colour schemes, which Plot brings along and asks for where nothing has a colour yet: those of
// figures are the palette's.
const noSchemes = {
  name: "no-schemes",
  setup(build) {
    build.onLoad({ filter: /d3-scale-chromatic.(src.index|dist.d3-scale-chromatic)\.m?js$/ }, ({ path }) => {
      const names = new Set(readFileSync(path, "utf8").match(/\b(interpolate|scheme)[A-Z]\w*/g));
      const none = (name) => `export const ${name} = ${name.startsWith("scheme") ? "[]" : "() => undefined"};`;
      return { contents: [...names].map(none).join("\n") };
    });
  },
};

const common = {
  bundle: true,
  minify: true,
  target: "es2020",
  charset: "utf8",
  legalComments: "eof",
  logLevel: "warning",
  absWorkingDir: here,
};

// A figure brings its style sheet along as text, without what only its writers read.
const stylesAsText = {
  name: "styles-as-text",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};
// The kernels of training are the bytes that their writer gives: the writer stays at home.
const kernelsAsBytes = {
  name: "kernels-as-bytes",
  setup(build) {
    build.onLoad({ filter: /\/training\/simd\.js$/ }, ({ path }) => ({
      contents: `const told = "${Buffer.from(bytes()).toString("hex")}";
        export const bytes = () => Uint8Array.from(told.match(/../g), (pair) => parseInt(pair, 16));`,
      resolveDir: dirname(path),
    }));
  },
};
common.plugins = [noSchemes, stylesAsText, kernelsAsBytes];

// On the page, what views share is one script that has run before them.
const SHARED = [
  "figure/classroom",
  "figure/controls",
  "figure/dom",
  "figure/figure",
  "figure/legend",
  "figure/plot",
  "figure/pointer",
  "figure/say",
  "figure/state",
  "figure/words",
  "mathematics/cells",
  "mathematics/flow",
  "mathematics/jacobian",
  "mathematics/linear",
  "mathematics/portable_rng",
];
const shared = new Set(SHARED.map((path) => basename(path)));
const sharedIsGlobal = {
  name: "shared-is-global",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\/((mathematics|figure)\/)?\w+\.js$/ }, ({ path }) => {
      const name = basename(path, ".js");
      return shared.has(name) && !stems.includes(name) ? { path: name, namespace: "shared" } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: "shared" }, ({ path }) => ({
      contents: `module.exports = globalThis.carouselPage.shared.${path};`,
    }));
  },
};

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "page"), { recursive: true });

await build({
  ...common,
  format: "esm",
  entryPoints: stems.map((stem) => `${stem}.js`),
  outdir: out,
});
await build({
  ...common,
  format: "iife",
  stdin: {
    contents: `${SHARED.map((path) => `import * as ${basename(path)} from "./${path}.js";`).join("\n")}
      import { open } from "./figure/page.js";
      open({ ${[...shared].join(", ")} });`,
    resolveDir: here,
  },
  outfile: join(out, "page", "shared.js"),
});
await Promise.all(
  stems.map((stem) =>
    build({
      ...common,
      format: "iife",
      stdin: {
        contents: `import view from "./${stem}.js";
          globalThis.carouselPage.register(${JSON.stringify(stem)}, view);`,
        resolveDir: here,
      },
      outfile: join(out, "page", `${stem}.js`),
      plugins: [...common.plugins, sharedIsGlobal],
    }),
  ),
);

// The figures' words in other languages; a page loads those of its own.
for (const [language, words] of catalogues()) {
  const said = `carouselPage.shared.say.speak(${JSON.stringify(words)});\n`;
  writeFileSync(join(out, "page", `words.${language}.js`), said);
}

// What every page of the book has, with a figure or without.
const site = join(here, "..", "site", "page");
const every = { ...common, absWorkingDir: site, bundle: false };
const joined = (names) => names.map((name) => readFileSync(join(site, name), "utf8")).join("\n");
await build({ ...every, entryPoints: ["glossary.js", "search.js"], outdir: join(out, "page") });
await build({ ...every, bundle: true, format: "iife", entryPoints: ["asked.js"], outdir: join(out, "page") });
for (const [name, names] of Object.entries({
  "page.css": ["page.css", "glossary.css", "margin.css", "lecture.css"],
  "first.css": ["first.css"],
  "page.js": ["page.js", "margin.js", "lecture.js"],
})) {
  await build({
    ...every,
    stdin: { contents: joined(names), loader: /** @type {"css" | "js"} */ (extname(name).slice(1)) },
    outfile: join(out, "page", name),
    loader: {},
  });
}

// What JupyterLab needs besides, as the extension that it loads.
const lab = join(out, "jupyterlab", "carousel-course");
await build({
  ...common,
  absWorkingDir: join(here, "..", "jupyterlab"),
  format: "iife",
  entryPoints: ["extension.mjs"],
  outfile: join(lab, "static", "extension.js"),
  loader: { ".bib": "text" },
});
const fonts = join(here, "..", "plots", "fonts");
for (const name of readdirSync(fonts).filter((one) => one.startsWith("Inter")))
  cpSync(join(fonts, name), join(lab, "static", name));
const told = { load: "static/extension.js", extension: "./extension" };
const about = { name: "carousel-course", version: "1.0.0", jupyterlab: { extension: true, _build: told } };
writeFileSync(join(lab, "package.json"), JSON.stringify(about));

const katex = dirname(createRequire(import.meta.url).resolve("katex/dist/katex.min.css"));
cpSync(join(katex, "katex.min.css"), join(out, "katex", "katex.min.css"));
cpSync(join(katex, "fonts"), join(out, "katex", "fonts"), {
  recursive: true,
  filter: (file) => !/\.(ttf|woff)$/.test(file), // every browser we know takes woff2
});
