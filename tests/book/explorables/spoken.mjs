// All that views say, in a language and without a page: `node spoken.mjs FILE` reads
// {catalogue, figures: [{stem, spec, data, states}]} and prints, by stem, the texts.
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const HERE = new URL("../../../lib/carousel/book/explorables/", import.meta.url);
const told = JSON.parse(readFileSync(process.argv[2], "utf8"));

/** The views, each made by the figure's words and not put on a page. */
const unseen = {
  name: "unseen",
  setup({ onLoad }) {
    onLoad({ filter: /figure\/figure\.js$/ }, () => ({
      contents: `import { specOf } from "./say.js";
        export const figure = ({ model }, viewOf) => {
          const spec = specOf(model);
          globalThis.made = { spec, view: viewOf(spec) };
        };`,
      resolveDir: new URL("figure", HERE).pathname,
    }));
  },
};
const entry = told.figures.map(({ stem }) => `export { default as ${stem} } from "./${stem}.js";`);
const { outputFiles } = await build({
  stdin: {
    contents: `export { speak } from "./figure/say.js"; ${entry.join("\n")}`,
    resolveDir: HERE.pathname,
  },
  bundle: true,
  write: false,
  format: "esm",
  loader: { ".css": "text" },
  plugins: [unseen],
});
const views = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
if (told.catalogue) views.speak(told.catalogue);

function* texts({ spec, view }, data, states) {
  yield* [view.title, view.question];
  for (const { label, short } of view.presets) yield* [label, short ?? ""];
  for (const { label, short, unit, group, options, presses } of Object.values(spec.controls))
    yield* [label, short ?? "", unit ?? "", group ?? "", ...Object.values(options ?? {}), ...(presses ?? [])];
  const presets = view.presets.map(({ state }) => ({ ...states[0], ...state }));
  for (const state of [...states, ...presets]) {
    const found = view.compute(state, data, spec);
    yield* [view.sentence(state, found, spec), view.brief(state, found, spec)];
    yield* typeof view.panels === "function" ? view.panels(state) : (view.panels ?? []);
    const { head, rows } = view.table(state, found, spec);
    yield* [...head, ...rows.flat()];
    yield view.reading(state, found, null, spec);
    let hover = null;
    for (const key of ["ArrowRight", "ArrowDown", "ArrowRight", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"]) {
      hover = { panel: 0, ...view.walk(state, found, hover, key, spec) };
      for (const panel of [hover.panel, 0, 1, 2, 3]) yield view.reading(state, found, { ...hover, panel }, spec);
    }
  }
}

globalThis.IntersectionObserver = /** @type {any} */ (
  class {
    observe() {}
  }
);
const said = told.figures.map(({ stem, spec, data, states }) => {
  const host = { model: { get: (name) => (name === "_spec" ? spec : data) }, el: { querySelector: () => null } };
  views[stem].render(host);
  return [stem, [...texts(globalThis.made, data, states)]];
});
console.log(JSON.stringify(Object.fromEntries(said)));
