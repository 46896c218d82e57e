// What every explorable has: controls, presets, sentence, table, link, class mode. A
// view adds the picture and the words.
import { classroom } from "./classroom.js";
import { controlsFor } from "./controls.js";
import { dress, make, morph, typeset } from "./dom.js";
import { before } from "./ghost.js";
import { pointer } from "./pointer.js";
import { saving } from "./saving.js";
import { say, specOf } from "./say.js";
import { refusal, repair } from "./state.js";
import { drawGuess, GUESSED, guessFor } from "./you.js";

const QUIET = 500; // milliseconds without a move before a screen reader is told
const PHONE = 480; // a picture narrower than this is one panel, and stays at the top
const WIDE = 840; // as in figure.css: from here on the controls stand beside the picture
const SIDE = 134; // the sentence is so much wider than the picture then
const AROUND = 204; // what a wide figure and the page's bar need beside the picture's height
const LOW = 400; // a wide picture may be as tall as this on any screen
const LETTER = 8.4; // the width of a letter of the sentence, about

/**
 * @typedef {import("./pointer.js").Point} Point
 * @typedef {import("./state.js").Spec} Spec
 * @typedef {import("./state.js").State} State
 * @typedef {object} View every function gets the figure's spec last: its controls with
 *   their words and limits, and the constants and texts that Python says
 * @property {string} title what the figure is called
 * @property {string} [question] what it answers, in at most 62 letters, for class mode; a page may ask its own
 * @property {(state: State, found: any, spec: Spec) => string} [brief] the sentence in at most 74 letters
 * @property {Preset[]} presets
 * @property {(state: State, data: Record<string, any>, spec: Spec) => any} compute everything that
 *   is drawn or said, found once a change; no DOM
 * @property {string[] | ((state: State) => string[])} [panels] short names of the panels, if a phone and
 *   class mode show one at a time
 * @property {(state: State, found: any, at: {width: number, height: number | undefined, hover: ?Point, past: any},
 *   spec: Spec) => Element} picture one SVG element made by `plot`, or an element that holds several;
 *   with a `height` (in class mode) all of it is to be no taller
 * @property {(state: State, found: any, spec: Spec) => string} sentence
 * @property {(state: State, found: any, spec: Spec) => {head: string[], rows:
 *   string[][]}} table
 * @property {(state: State, found: any, hover: ?Point, spec: Spec) => string} [reading]
 *   what is under the pointer; with null, how to read
 * @property {(state: State, found: any, hover: ?Point, key: string, spec: Spec) =>
 *   Partial<Point>} [walk] where an arrow key leads
 * @property {(state: State, key: string) => Partial<State>} [turn] what an arrow key changes, anywhere in the figure
 * @property {(state: State, to: {handle: ?string, panel: number, x: number, y: number},
 *   found: any, spec: Spec) => Partial<State>} [drag] what dragging a handle to a point changes
 * @property {(state: State, guess: number) => ?{panel: number, x?: number, y?: number}} [you]
 *   where a reader's guess stands, or null in a state that it is not about
 * @typedef {{label: string, short?: string, state: Partial<State>}} Preset the short name is for class mode
 * @typedef {object} Model what a view needs of anywidget's model
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, act: () => void) => void} on
 * @property {(event: string, act: () => void) => void} off
 * @property {State} [initial] what Reset leads back to
 * @property {(values: State) => string} [link]
 * @property {(values: State, title: string, height: number) => string} [embed] what shows the figure in another page
 * @property {string} [question] that the page asks before the figure
 */

/**
 * Builds a figure once and redraws it whenever the model changes.
 * @param {{model: Model, el: HTMLElement}} host as anywidget's
 * @param {(spec: Spec) => View} viewOf asked once the reader's language is known
 * @returns {() => void} removes every listener
 */
export function figure({ model, el }, viewOf) {
  const spec = specOf(model);
  const view = viewOf(spec);
  const names = Object.keys(spec.controls);
  const asked = () => repair(spec.controls, Object.fromEntries(names.map((name) => [name, model.get(name)])));
  const read = () => asked().state;
  const initial = model.initial ?? read();
  const stop = new AbortController();
  const parts = layout(view, model.question, () => schedule());
  const { root, picture, canvas, sentence, brief, more, reading, spoken, details } = parts;
  const keep = before(initial);
  let shown = null; // what is drawn: its state, what was found, the panels' scales
  let stale = true; // whether the model has changed since; until the next frame both differ
  let room = 0; // the picture's width; asking at every move would cost a layout
  let frame = 0;
  let timer = 0;
  let guess = null; // what a reader has guessed above the figure

  const change = (part) => {
    const now = read();
    const wanted = typeof part === "function" ? part(now) : part; // what is drawn may be older
    const next = repair(spec.controls, { ...now, ...wanted }).state;
    const moved = names.filter((name) => next[name] !== now[name]);
    for (const name of moved) model.set(name, next[name]);
    if (moved.length === 0) return;
    if (model.get("_note")) model.set("_note", ""); // it spoke of the state before
    try {
      model.save_changes();
    } catch {
      // A host without a kernel may refuse; the figure works all the same.
    }
  };
  const schedule = () => {
    frame ||= requestAnimationFrame(draw);
  };
  const renew = () => {
    stale = true;
    schedule();
  };
  const controls = controlsFor({ model, spec, view, initial, read, change, signal: stop.signal });
  const lesson = classroom({
    root,
    presets: controls.presets,
    each: controls.each,
    redraw: schedule,
    signal: stop.signal,
  });
  const reader = pointer({ picture, view, spec, now: () => shown, change, redraw: schedule, signal: stop.signal });

  function draw() {
    frame = 0;
    const fresh = stale;
    stale = false;
    if (fresh) {
      const { state, refused } = asked();
      const found = view.compute(state, model.get("_data") ?? {}, spec);
      shown = { state, found, past: keep(state, found), scales: [] };
      controls.show(state, model.get("_note") || refusal(say("A value"), refused));
    }
    const { state, found, past } = shown;
    const hover = reader.hover();
    const screen = lesson.size(picture);
    const size = screen ?? { width: Math.max(240, room || 640), height: undefined };
    const drawing = view.picture(state, found, { ...size, hover, past }, spec);
    drawing.setAttribute("aria-hidden", "true");
    const panels = panelsOf(drawing);
    shown.scales = panels.map((svg) => svg.scale);
    const names = typeof view.panels === "function" ? view.panels(state) : (view.panels ?? []);
    parts.choose(panels, names, hover, size);
    const you = guess === null ? null : view.you?.(state, guess);
    if (you && panels[you.panel]) drawGuess(panels[you.panel], you);
    if (canvas.firstElementChild) morph(canvas.firstElementChild, drawing);
    else canvas.append(drawing);
    if (screen) put(brief, (view.brief ?? view.sentence)(state, found, spec));
    put(reading, view.reading?.(state, found, hover, spec) ?? "");
    if (fresh) tell(view.sentence(state, found, spec));
    // All is written before anything is measured: a move costs one layout.
    if (screen) lesson.fit(picture, canvas, size);
    else fit(picture, canvas, room);
  }
  const tell = (words) => {
    const { state, found } = shown;
    put(sentence, words);
    more.hidden = words.length * LETTER < 2 * (room + SIDE); // a guess: to measure costs a layout
    if (details.open) parts.fill(view.table(state, found, spec));
    clearTimeout(timer);
    timer = setTimeout(() => speak(words), picture.hasAttribute("aria-label") ? QUIET : 0);
  };
  const speak = (words) => {
    picture.setAttribute("aria-label", `${view.title}. ${words}`);
    if (spoken.textContent !== words) spoken.textContent = words;
  };
  details.addEventListener(
    "toggle",
    () => {
      if (details.open && shown) parts.fill(view.table(shown.state, shown.found, spec));
    },
    { signal: stop.signal },
  );

  const listen = () => {
    guess = guessFor(root, spec.name);
    if (guess !== null) schedule();
  };
  addEventListener(GUESSED, listen, { signal: stop.signal });
  const events = [...names, "_data", "_note"].map((name) => `change:${name}`);
  for (const event of events) model.on(event, renew);
  const measure = () => {
    const isAsWide = picture.clientWidth === room && lesson.size(picture) === null;
    room = picture.clientWidth;
    if (!isAsWide) schedule(); // one that is only taller was just drawn so
  };
  addEventListener("resize", schedule, { signal: stop.signal }); // how tall a picture may be
  const watch = new ResizeObserver(measure);
  const words = () => sentence.textContent;
  const { copy } = controls;
  const save = saving({ model, root, canvas, sentence: words, read, copy, signal: stop.signal });
  parts.tools.append(...controls.actions, save, lesson.button);
  parts.side.append(controls.element, lesson.next, controls.row);
  parts.tools.after(controls.note, controls.field);
  for (const element of [root, picture, ...root.querySelectorAll("input, button, summary")]) {
    // JupyterLab would take the keys of a figure for its own shortcuts.
    element.setAttribute("data-lm-suppress-shortcuts", "true");
  }
  dress(el);
  el.append(root);
  watch.observe(picture);
  room = picture.clientWidth;
  draw();
  listen();

  return () => {
    stop.abort();
    watch.disconnect();
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    for (const event of events) model.off(event, renew);
    root.remove();
  };
}

const put = (place, words) => {
  if (place.textContent !== words) place.replaceChildren(...typeset(words));
};

/** @returns {import("./plot.js").Panel[]} */
const panelsOf = (drawing) => (drawing.matches("svg") ? [drawing] : [...drawing.querySelectorAll("svg")]);

/** Makes a drawing smaller where it is taller than a screen that shows its sliders too. */
function fit(picture, canvas, room) {
  const phone = room < PHONE;
  const most = phone ? 0.45 * innerHeight : Math.max(LOW, innerHeight - AROUND);
  if (!phone && room > 0 && canvas.closest(".cx").clientWidth < WIDE) return lay(picture, canvas, 1);
  const tall = canvas.offsetHeight;
  lay(picture, canvas, tall > most ? most / tall : 1);
}

/** Shows a drawing so many times as large, in the middle. */
function lay(picture, canvas, zoom, width = "") {
  const set = (box, name, value) => {
    if (box.style[name] !== value) box.style[name] = value;
  };
  set(canvas, "width", width);
  const aside = zoom === 1 ? 0 : Math.max(0, (picture.clientWidth - zoom * canvas.offsetWidth) / 2);
  set(canvas, "transform", zoom === 1 ? "" : `translateX(${aside}px) scale(${zoom})`);
  set(picture, "height", zoom === 1 ? "" : `${Math.floor(zoom * canvas.offsetHeight)}px`);
}

/** The elements of a figure, and how its table is filled. */
function layout(view, question, redraw) {
  const canvas = make("div", { class: "cx-canvas" });
  const picture = make("div", { class: "cx-picture", role: view.walk ? "application" : "img" }, canvas);
  const sentence = make("p", { class: "cx-sentence" });
  const more = make("button", { type: "button", class: "cx-more", "aria-expanded": "false" }, say("more"));
  const asked = make("p", { class: "cx-asked" }, ...typeset(question ?? view.question ?? view.title));
  const brief = make("p", { class: "cx-brief", "aria-hidden": "true" });
  const reading = make("p", { class: "cx-reading", "aria-live": "polite" });
  const spoken = make("div", { class: "cx-sr", role: "status", "aria-live": "polite" });
  const [head, body] = [make("tr"), make("tbody")];
  const table = make("table", {}, make("caption", { class: "cx-sr" }, view.title), make("thead", {}, head), body);
  const scroll = make(
    "div",
    { class: "cx-scroll", tabindex: "0", role: "region", "aria-label": say("The numbers") },
    table,
  );
  const details = make("details", { class: "cx-numbers" }, make("summary", {}, say("The numbers as a table")), scroll);
  const side = make("div", { class: "cx-side" });
  const tools = make("div", { class: "cx-tools" });
  const said = make("div", { class: "cx-said-of" }, sentence, more);
  const tabs = make("div", { class: "cx-tabs", role: "group", "aria-label": say("Panel") });
  const read = view.reading ? [reading] : [];
  const frame = make("div", { class: "cx-frame" }, asked, tabs, picture, ...read, said, brief, side, tools, details);
  const root = make("div", { class: "cx", role: "group", "aria-label": view.title }, frame, spoken);
  more.addEventListener("click", () => {
    const open = said.classList.toggle("cx-whole");
    more.setAttribute("aria-expanded", String(open));
    more.textContent = open ? say("less") : say("more");
  });
  const choose = chooser(tabs, redraw);
  const fill = ({ head: names, rows }) => {
    head.replaceChildren(...names.map((name) => make("th", { scope: "col" }, ...typeset(name))));
    body.replaceChildren(
      ...rows.map(([first, ...rest]) =>
        make("tr", {}, make("th", { scope: "row" }, ...typeset(first)), ...rest.map((cell) => make("td", {}, cell))),
      ),
    );
  };
  return { root, picture, canvas, sentence, brief, more, reading, spoken, details, side, tools, fill, choose };
}

/**
 * Where there is room for one panel only, a button for each; the one of what is shown leads
 * to the next, as the key P does.
 * @param {HTMLElement} tabs
 * @param {() => void} redraw
 * @returns {(panels: Element[], names: string[], hover: ?Point, size: {width: number, height?: number}) => void}
 *   hides all panels but one
 */
function chooser(tabs, redraw) {
  let [only, seen, shown] = [0, null, []];
  const turn = (n) => {
    only = (n === only ? n + 1 : n) % shown.length;
    redraw();
  };
  const button = (name, n) => {
    const made = make("button", { type: "button", title: say("Key P: the next") }, ...typeset(name));
    made.addEventListener("click", () => turn(n));
    return made;
  };
  return (panels, names, hover, { width, height }) => {
    const single = names.length > 1 && panels.length > 1 && (width < PHONE || height !== undefined);
    if (hover && hover !== seen && hover.panel < names.length) only = hover.panel;
    seen = hover;
    tabs.hidden = !single;
    if (!single) return;
    if (String(names) !== String(shown)) {
      shown = names;
      only = Math.min(only, names.length - 1);
      tabs.replaceChildren(...names.map(button));
    }
    for (const [n, tab] of [...tabs.children].entries()) tab.setAttribute("aria-pressed", String(n === only));
    for (const [n, panel] of panels.entries()) {
      const box = panel.closest("[data-panel]") ?? panel;
      if (n !== only) box.setAttribute("hidden", "");
    }
  };
}
