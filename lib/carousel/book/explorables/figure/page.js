// A static page's stand-in for a kernel: it finds the figures, gives each a model, and
// lends the views what they share.
import { make } from "./dom.js";
import { say } from "./say.js";
import { readLink, refusal, repair, writeLink } from "./state.js";

const BELOW = 60; // pixels that a figure's own file has around it, and below it for its source
const REST = 250; // milliseconds without a move; browsers count what is written to the history
const moved = new Map(); // the state of each figure that a reader has moved
let timer = 0;

/** The states that the page's entry in the history holds; a reload and the Back button bring them. */
const recalled = () => history.state?.carousel;

function remember(key, controls, model) {
  moved.set(key, () => Object.fromEntries(Object.keys(controls).map((name) => [name, model.get(name)])));
  clearTimeout(timer);
  timer = setTimeout(() => {
    const carousel = Object.fromEntries([...moved].map(([key, state]) => [key, state()]));
    history.replaceState({ ...history.state, carousel: { ...recalled(), ...carousel } }, "");
  }, REST);
}

/** A model with the part of anywidget's interface that views use; see figure.js. */
class Model {
  #values;
  #listeners = new Map();
  #key;
  #also; // what a link may say beside the controls, as the page began
  /** @type {string | undefined} */
  question;

  constructor({ state: wanted, spec, data = {} }, key) {
    this.initial = repair(spec.controls, wanted).state;
    this.#also = repair(spec.also ?? {}, wanted).state;
    this.#values = new Map(Object.entries({ ...this.initial, ...this.#also, _spec: spec, _data: data, _note: "" }));
    this.#key = key;
  }

  /** The value of every control, by name. */
  state() {
    return Object.fromEntries(Object.keys(this.initial).map((name) => [name, this.get(name)]));
  }

  get(name) {
    return this.#values.get(name);
  }

  set(name, value) {
    if (this.#values.get(name) === value) return;
    this.#values.set(name, value);
    if (name in this.initial) remember(this.#key, this.get("_spec").controls, this);
    for (const act of [...(this.#listeners.get(`change:${name}`) ?? [])]) act();
  }

  save_changes() {}

  on(event, act) {
    if (!this.#listeners.has(event)) this.#listeners.set(event, new Set());
    this.#listeners.get(event).add(act);
  }

  off(event, act) {
    this.#listeners.get(event)?.delete(act);
  }

  /** The address of this page with this figure in this state. */
  link(values) {
    return `${location.href.split("#")[0]}#${writeLink(this.#key, this.#told(values))}`;
  }

  /** What shows this figure, in this state and as high as it is, in a page of somebody else. */
  embed(values, title, height) {
    const stem = this.#key.split(".")[0];
    const [place] = document.getElementsByName("carousel-figures"); // of the site, where the book has an address
    const src = `${place?.getAttribute("content") ?? ""}${stem}.html#${writeLink(stem, this.#told(values))}`;
    return `<iframe src="${src}" title="${title}" width="100%" height="${height + BELOW}" style="border: 0" loading="lazy"></iframe>`;
  }

  /** The values of a link: the controls, and what else is not as it began. */
  #told(values) {
    const also = Object.entries(this.get("_spec").also ?? {}).map(([name, one]) => [name, this.get(name), one.default]);
    return { ...values, ...Object.fromEntries(also.filter(([, value, usual]) => value !== usual)) };
  }

  /** Takes the state in which a reader left this figure before coming back to the page. */
  restore() {
    const left = recalled()?.[this.#key];
    if (left === undefined) return;
    const { state } = repair(this.get("_spec").controls, { ...this.initial, ...left });
    for (const [name, value] of Object.entries(state)) this.set(name, value);
  }

  /** Takes the state of the page's address; true if it speaks of this figure. */
  follow(hash) {
    const wanted = readLink(this.#key, hash);
    if (wanted === null) return false;
    const { controls, also } = this.get("_spec");
    const from = { ...this.initial, ...this.#also, ...wanted };
    const { state: valid, refused } = repair({ ...controls, ...also }, from);
    for (const [name, value] of Object.entries(valid)) this.set(name, value);
    this.set("_note", refusal(say("What the link asks for"), refused));
    return true;
  }
}

const LONGEST = 62; // letters that class mode has room for

/** What the page asks before a figure, if it is short: the first question of the box that says "Before". */
function questionBefore(place) {
  let cell = place.closest(".cell");
  for (let near = 0; near < 3 && cell?.previousElementSibling; near += 1) {
    cell = cell.previousElementSibling;
    if (!/^Before /.test(cell.querySelector(".admonition-title")?.textContent ?? "")) continue;
    const box = /** @type {Element} */ (cell.cloneNode(true));
    for (const part of box.querySelectorAll(".admonition-title, .katex-mathml")) part.remove();
    const said = box.textContent.trim().split(/(?<=[.?!])\s+/);
    return said.find((one) => one.endsWith("?") && one.length <= LONGEST);
  }
  return undefined;
}

const views = new Map();
const counts = new Map();
const models = new Map();
const READERS = ["wheel", "touchmove", "pointerdown", "keydown"]; // events by which a reader scrolls

/** Scrolls to a figure, and again when all above it has its height, unless the reader has scrolled. */
function lead(place) {
  const scroll = () => place.scrollIntoView({ block: "start" });
  const reader = new AbortController();
  const { signal } = reader;
  for (const type of READERS) addEventListener(type, () => reader.abort(), { signal, capture: true, passive: true });
  const again = () => {
    if (!signal.aborted) scroll();
  };
  /** @type {Promise<unknown>[]} */
  const settled = [document.fonts.ready];
  if (document.readyState !== "complete") {
    settled.push(new Promise((done) => addEventListener("load", done, { once: true })));
  }
  for (const one of settled) one.then(again);
  Promise.all(settled).then(() => reader.abort());
  scroll();
}

function boot(place) {
  const stem = place.dataset.explorable;
  const view = views.get(stem);
  if (!view || place.dataset.live) return;
  place.dataset.live = "true";
  counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const key = counts.get(stem) === 1 ? stem : `${stem}.${counts.get(stem)}`;
  const model = new Model(JSON.parse(place.querySelector("script").textContent), key);
  models.set(key, model);
  model.question = questionBefore(place);
  const asked = model.follow(location.hash);
  model.restore();
  const el = make("div", { class: "carousel-live" });
  place.append(el);
  view.render({ model, el });
  // The theme folds its column of contents while something of this name is in view.
  if (el.querySelector(".cx-frame")) place.classList.add("full-width");
  place.querySelector(".carousel-still").hidden = true;
  if (asked && !recalled()) lead(place); // who comes back stands where they left
  addEventListener("hashchange", () => {
    if (model.follow(location.hash)) lead(place);
  });
}

/** The language that the page's address asks for, as ?lang=de does, or that its figures are in. */
function language() {
  const around = document.querySelector("[data-explorable]")?.closest("[lang]")?.getAttribute("lang");
  const code = new URLSearchParams(location.search).get("lang") ?? around ?? "";
  return /^[a-z]+/.exec(code)?.[0] ?? "en"; // of de-AT as well de
}

/** Opens the page: from now on a view that registers gets its figures, once its language is there. */
export function open(shared) {
  const beside = /** @type {HTMLScriptElement} */ (document.currentScript)?.src; // none in a file of its own
  const code = language();
  let waiting = beside && code !== "en" ? [] : null;
  const register = (stem, view) => {
    if (waiting) return waiting.push([stem, view]);
    views.set(stem, view);
    for (const place of document.querySelectorAll(`[data-explorable="${stem}"]`)) boot(place);
  };
  globalThis.carouselPage = { shared, register, state: (key) => models.get(key)?.state() };
  if (waiting === null) return;
  const go = () => {
    const came = waiting;
    waiting = null;
    for (const [stem, view] of came) register(stem, view);
  };
  const words = make("script", { src: new URL(`words.${code}.js`, beside).href });
  for (const event of ["load", "error"]) words.addEventListener(event, go); // without words it is English
  document.head.append(words);
}
