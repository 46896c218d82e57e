// The picture of a figure in its present state as a file, and what embeds it elsewhere.
import { icon, make } from "./dom.js";
import { say } from "./say.js";

const NAMESPACE = "http://www.w3.org/2000/svg";
const AROUND = 12; // pixels of paper around the drawing
const SHARP = 2; // how many pixels of a PNG stand for one of the page

/** A box as it stands in the drawing, whatever the drawing is zoomed by. */
const measured = (canvas) => {
  const at = canvas.getBoundingClientRect();
  const zoom = canvas.offsetWidth / at.width;
  return (box) => ({
    x: (box.left - at.left) * zoom + AROUND,
    y: (box.top - at.top) * zoom + AROUND,
    width: box.width * zoom,
    height: box.height * zoom,
  });
};

function element(tag, attributes, ...children) {
  const made = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** The words beside the panels, each where it stands: a legend wraps as the page has it. */
function* wordsOf(canvas, place) {
  const walker = document.createTreeWalker(canvas, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const parent = /** @type {Element} */ (text.parentNode);
    if (parent.closest("svg, style, .cx-none") || !parent.checkVisibility()) continue;
    const { color, fontFamily, fontSize, fontStyle, fontWeight } = getComputedStyle(parent);
    for (const { 0: word, index } of text.nodeValue.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const { x, y, height } = place(range.getBoundingClientRect());
      const font = { "font-family": fontFamily, "font-size": fontSize, "font-style": fontStyle };
      const at = { x, y: y + height / 2, "dominant-baseline": "central" };
      yield element("text", { ...at, ...font, "font-weight": fontWeight, fill: color }, word);
    }
  }
}

/** The pieces of line in a legend. */
const dashesOf = (canvas, place) =>
  [...canvas.querySelectorAll(".cx-dash")].map((dash) => {
    const { x, y, width } = place(dash.getBoundingClientRect());
    const { borderTopColor: stroke, borderTopStyle, borderTopWidth } = getComputedStyle(dash);
    const dashes = { dashed: "5 3", dotted: "2 3" }[borderTopStyle] ?? "none";
    const look = { stroke, "stroke-width": Number.parseFloat(borderTopWidth), "stroke-dasharray": dashes };
    return element("line", { x1: x, x2: x + width, y1: y + 1, y2: y + 1, ...look });
  });

/**
 * What a figure draws, as one SVG that needs nothing of its page.
 * @param {HTMLElement} canvas holds the panels, and words beside them
 * @param {string} title
 * @param {string} sentence what the picture says
 * @returns {{svg: string, width: number, height: number}} the file, and its size in pixels
 */
function drawingOf(canvas, title, sentence) {
  const place = measured(canvas);
  const panels = [...canvas.querySelectorAll("svg")].filter(
    (svg) => !svg.parentElement.closest("svg") && svg.checkVisibility(),
  );
  const drawn = panels.map((svg) => {
    const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
    for (const [name, value] of Object.entries(place(svg.getBoundingClientRect()))) copy.setAttribute(name, `${value}`);
    return copy;
  });
  const width = Math.ceil(canvas.offsetWidth + 2 * AROUND);
  const height = Math.ceil(canvas.offsetHeight + 2 * AROUND);
  const all = element(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}` },
    element("title", {}, title),
    element("desc", {}, sentence),
    element("rect", { width, height, fill: "var(--cx-paper)" }),
    ...drawn,
    ...dashesOf(canvas, place),
    ...wordsOf(canvas, place),
  );
  const colours = getComputedStyle(canvas);
  const svg = new XMLSerializer()
    .serializeToString(all)
    .replace(/var\((--[\w-]+)[^()]*\)/g, (_, name) => colours.getPropertyValue(name).trim());
  return { svg, width, height };
}

async function pixels({ svg, width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = make("canvas", { width: SHARP * width, height: SHARP * height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function hand(blob, name) {
  const href = URL.createObjectURL(blob);
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/**
 * The menu that saves the picture and copies what embeds the figure.
 * @param {object} at
 * @param {import("./figure.js").Model} at.model
 * @param {HTMLElement} at.root the figure
 * @param {HTMLElement} at.canvas
 * @param {() => string} at.sentence
 * @param {() => object} at.read the state
 * @param {(text: string) => void} at.copy
 * @param {AbortSignal} at.signal
 */
export function saving({ model, root, canvas, sentence, read, copy, signal }) {
  const { name } = model.get("_spec");
  const title = root.getAttribute("aria-label");
  const draw = () => drawingOf(canvas, title, sentence());
  const acts = {
    [say("Save as SVG")]: () => hand(new Blob([draw().svg], { type: "image/svg+xml" }), `${name}.svg`),
    [say("Save as PNG")]: async () => hand(await pixels(draw()), `${name}.png`),
    ...(model.embed && { [say("Copy for embedding")]: () => copy(model.embed(read(), title, root.offsetHeight)) }),
  };
  const what = say("Save the picture");
  const summary = make("summary", { "aria-label": what, title: what }, icon("save"));
  const menu = make("div", { class: "cx-menu" });
  const box = make("details", { class: "cx-save" }, summary, menu);
  for (const [label, act] of Object.entries(acts)) {
    const button = make("button", { type: "button" }, label);
    const choose = () => {
      box.open = false;
      act();
    };
    button.addEventListener("click", choose, { signal });
    menu.append(button);
  }
  const close = ({ key }) => {
    if (key !== "Escape" || !box.open) return;
    box.open = false;
    summary.focus();
  };
  box.addEventListener("keydown", close, { signal });
  return box;
}
