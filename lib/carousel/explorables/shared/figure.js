// What every explorable has: controls, presets, sentence, table, link. A view adds the
// picture and the words.
import { controlsFor } from "./controls.js";
import { make, morph, style } from "./dom.js";
import { repair } from "./state.js";

const QUIET = 500; // milliseconds without a move before a screen reader is told

/**
 * @typedef {object} View
 * @property {string} title what the figure is called
 * @property {{label: string, state: object}[]} presets
 * @property {(state: object, at: {width: number, hover: ?number}) => SVGElement} picture
 * @property {(state: object) => string} sentence
 * @property {(state: object) => {head: string[], rows: string[][]}} table
 * @property {(state: object, at: {x: number, y: number}) => object} [drag] what a drag of
 *   the handle to a point of the picture changes
 */

/**
 * Builds a figure once and redraws it whenever the model changes.
 * @param {{model: object, el: HTMLElement}} host as anywidget's
 * @param {View} view
 * @returns {() => void} removes every listener
 */
export function figure({ model, el }, view) {
  const spec = model.get("_spec").controls;
  const read = () =>
    repair(spec, Object.fromEntries(Object.keys(spec).map((name) => [name, model.get(name)]))).state;
  const initial = read();
  const stop = new AbortController();
  const picture = make("div", { class: "cx-picture", role: "img" });
  const sentence = make("p", { class: "cx-sentence" });
  const spoken = make("div", { class: "cx-sr", role: "status", "aria-live": "polite" });
  const body = make("tbody");
  const head = make("tr");
  const table = make("table", {}, make("caption", { class: "cx-sr" }, view.title), make("thead", {}, head), body);
  const scroll = make("div", { class: "cx-scroll" }, table);
  const details = make("details", {}, make("summary", {}, "The numbers as a table"), scroll);
  let hover = null;
  let scale = null;
  let frame = 0;
  let timer = 0;

  const change = (part) => {
    const next = repair(spec, { ...read(), ...part }).state;
    const now = read();
    const names = Object.keys(spec).filter((name) => next[name] !== now[name]);
    for (const name of names) model.set(name, next[name]);
    if (names.length === 0) return;
    try {
      model.save_changes();
    } catch {
      // A host without a kernel may refuse; the figure works all the same.
    }
  };
  const controls = controlsFor({ model, spec, view, initial, read, change, signal: stop.signal });

  const draw = () => {
    frame = 0;
    const state = read();
    const words = view.sentence(state);
    const svg = view.picture(state, { width: Math.max(240, picture.clientWidth || 640), hover });
    svg.setAttribute("aria-hidden", "true");
    scale = svg.scale;
    const drawn = picture.firstElementChild;
    if (drawn) morph(drawn, svg);
    else picture.append(svg);
    sentence.textContent = words;
    controls.show(state);
    if (details.open) fill(state);
    clearTimeout(timer);
    timer = setTimeout(() => {
      picture.setAttribute("aria-label", `${view.title}. ${words}`);
      if (spoken.textContent !== words) spoken.textContent = words;
    }, picture.hasAttribute("aria-label") ? QUIET : 0);
  };
  const fill = (state) => {
    const { head: names, rows } = view.table(state);
    head.replaceChildren(...names.map((name) => make("th", { scope: "col" }, name)));
    body.replaceChildren(
      ...rows.map(([first, ...rest]) =>
        make("tr", {}, make("th", { scope: "row" }, first), ...rest.map((cell) => make("td", {}, cell)))),
    );
  };
  const schedule = () => {
    frame ||= requestAnimationFrame(draw);
  };

  const at = (event) => {
    const svg = picture.querySelector("svg");
    const box = svg.getBoundingClientRect();
    const zoom = svg.viewBox.baseVal.width / box.width;
    const at = (name, pixels) => scale(name).invert(pixels * zoom);
    return { x: at("x", event.clientX - box.left), y: at("y", event.clientY - box.top) };
  };
  let dragging = false;
  const listen = (type, act) => picture.addEventListener(type, act, { signal: stop.signal });
  listen("pointerdown", (event) => {
    dragging = Boolean(view.drag && event.target.closest(".cx-handle"));
    if (!dragging) return;
    picture.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  listen("pointermove", (event) => {
    if (dragging) change(view.drag(read(), at(event)));
    else hover = at(event).x;
    schedule();
  });
  listen("pointerup", () => (dragging = false));
  listen("pointercancel", () => (dragging = false));
  listen("pointerleave", () => {
    hover = null;
    schedule();
  });
  details.addEventListener("toggle", () => fill(read()), { signal: stop.signal });

  const names = Object.keys(spec).map((name) => `change:${name}`);
  for (const name of names) model.on(name, schedule);
  const watch = new ResizeObserver(schedule);
  const root = make("div", { class: "cx" }, style(), picture, sentence, controls.element, details, spoken);
  for (const element of root.querySelectorAll("input, button, summary")) {
    // JupyterLab would take the arrow keys of a slider for its own shortcuts.
    element.setAttribute("data-lm-suppress-shortcuts", "true");
  }
  el.append(root);
  watch.observe(picture);
  draw();

  return () => {
    stop.abort();
    watch.disconnect();
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    for (const name of names) model.off(name, schedule);
    root.remove();
  };
}
