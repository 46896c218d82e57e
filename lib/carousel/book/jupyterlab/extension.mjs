// The extension that lets JupyterLab read as the pages do. It is small enough to be
// written as what JupyterLab loads: a container with one module, and no build of its own.
import bib from "../../../../references.bib";
import { read } from "./bibliography.mjs";
import { complete, manners, markdown, numbers } from "./reading.mjs";

const NAME = "carousel-course";
const PREVIEW = "Markdown Preview"; // a page is to be read, so it opens so
const sources = read(bib);
const script = document.currentScript; // JupyterLab loads what it extends itself by as scripts
const CUTS = { Regular: "400", Italic: "400; font-style: italic", Bold: "600 700" };

/** The font of the pages, which lies beside this script, for figures and for what is read. */
function letters() {
  const style = document.createElement("style");
  style.textContent = Object.entries(CUTS)
    .map(([cut, look]) => {
      const address = new URL(`Inter-${cut}.ttf`, /** @type {HTMLScriptElement} */ (script).src);
      return `@font-face { font-family: Inter; src: url("${address}"); font-weight: ${look}; font-display: swap; }`;
    })
    .join("");
  document.head.append(style);
}

/** Where equations of other pages are; each page is asked for once. */
function library(contents) {
  let pages;
  const ask = async () => {
    const { content } = await contents.get("");
    const files = content.filter(({ name }) => /\.(ipynb|md)$/.test(name));
    return Promise.all(
      files.map(async ({ path, name }) => {
        const page = await contents.get(path);
        const text = page.type === "notebook" ? markdown(page.content) : page.content;
        return { page: name, found: numbers(text, name) };
      }),
    );
  };
  return async (label) => {
    pages ??= ask();
    const page = (await pages).find(({ found }) => found.has(label));
    return page && { page: page.page, number: page.found.get(label) };
  };
}

/** Lets a cell's tree be completed each time that its text has been read. */
function teach(cell, context, elsewhere) {
  if (typeof cell.updateFragmentMDAST !== "function" || cell.carousel) return;
  cell.carousel = true;
  const update = cell.updateFragmentMDAST.bind(cell);
  cell.updateFragmentMDAST = async () => {
    // JupyterLab measures the text of the cell it stands on, drawn or not.
    if (cell.rendered && cell.inputArea && !cell.inputArea.renderedInput) cell.inputArea.renderInput(cell._mystWidget);
    await update();
    const { cells } = context.model.sharedModel; // without their outputs, which may be large
    const sourced = cells.map((one) => ({ cell_type: one.cell_type, source: one.getSource() }));
    const own = numbers(markdown({ cells: sourced }), context.path);
    const known = { sources, own, elsewhere, manners: manners(cell.model.sharedModel.getSource()) };
    await complete(cell.fragmentMDAST, known);
    // What is evaluated in a text is looked up where it was drawn; a cell may be run before.
    const drawn = cell.mystModel;
    if (drawn.mdast) return;
    drawn.references = { cite: { order: [], data: {} }, article: cell.fragmentMDAST };
    drawn.mdast = cell.fragmentMDAST;
  };
}

/** A page's Markdown with its sources by name, and the list of them where it is asked for. */
function named(text) {
  const list = [...sources.values()].map(({ said, address }) =>
    address.startsWith("http") ? `- ${said} <${address}>` : `- ${said}`,
  );
  return text
    .replace(/^```\{bibliography\}\n```$/m, list.join("\n"))
    .replace(/\{cite(:\w+)?\}`([^`]+)`/g, (_, role, keys) => {
      const told = keys.split(",").map((key) => {
        const { authors, year, address } = sources.get(key.trim()) ?? { authors: key, year: "", address: "" };
        return role === ":t" ? `${authors} [[${year}](${address})]` : `[${authors}, ${year}](${address})`;
      });
      return role === ":t" ? told.join(", ") : `[${told.join(", ")}]`;
    });
}

/** A figure keeps its keys from JupyterLab, but not the one that saves. */
function saves(commands) {
  const save = (event) => {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || !event.target.closest(".cx")) return;
    event.preventDefault();
    commands.execute("docmanager:save");
  };
  addEventListener("keydown", save, true);
}

const plugin = {
  id: `${NAME}:plugin`,
  autoStart: true,
  activate: ({ commands, docRegistry, serviceManager }) => {
    if (script) letters();
    saves(commands);
    const elsewhere = library(serviceManager.contents);
    docRegistry.addWidgetExtension("Notebook", {
      createNew: ({ content }, context) => {
        const factory = content.contentFactory;
        const create = factory.createMarkdownCell.bind(factory);
        factory.createMarkdownCell = (options) => {
          const cell = create(options);
          teach(cell, context, elsewhere);
          return cell;
        };
        for (const cell of content.widgets) teach(cell, context, elsewhere);
      },
    });
    docRegistry.addWidgetExtension(PREVIEW, {
      createNew: ({ content: { renderer } }) => {
        const render = renderer.renderModel.bind(renderer);
        renderer.renderModel = (model) => {
          const data = { ...model.data, "text/markdown": named(model.data["text/markdown"]) };
          return render({ data, metadata: model.metadata, trusted: model.trusted });
        };
      },
    });
    // Unless the user's settings say otherwise; without a word from them this is called as well.
    const choose = docRegistry.setDefaultWidgetFactory.bind(docRegistry);
    docRegistry.setDefaultWidgetFactory = (type, chosen) =>
      choose(type, chosen ?? (type === "markdown" && docRegistry.getWidgetFactory(PREVIEW) ? PREVIEW : undefined));
  },
};

globalThis._JUPYTERLAB ??= {};
globalThis._JUPYTERLAB[NAME] = { init: async () => {}, get: async () => () => ({ __esModule: true, default: plugin }) };
