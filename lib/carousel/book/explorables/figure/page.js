// A static page's stand-in for a kernel: it finds the figures, gives each a model, and
// lends the views what they share.
import * as cells from "../mathematics/cells.js";
import * as dom from "./dom.js";
import * as figure from "./figure.js";
import * as flow from "../mathematics/flow.js";
import * as jacobian from "../mathematics/jacobian.js";
import * as linear from "../mathematics/linear.js";
import * as plot from "./plot.js";
import * as portable_rng from "../mathematics/portable_rng.js";
import * as state from "./state.js";
import * as words from "./words.js";

/** A model with the part of anywidget's interface that views use; see figure.js. */
class Model {
  #values;
  #listeners = new Map();
  #key;

  constructor({ state: wanted, spec, data = {} }, key) {
    this.initial = state.repair(spec.controls, wanted).state;
    this.#values = new Map(Object.entries({ ...this.initial, _spec: spec, _data: data, _note: "" }));
    this.#key = key;
  }

  get(name) {
    return this.#values.get(name);
  }

  set(name, value) {
    if (this.#values.get(name) === value) return;
    this.#values.set(name, value);
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
    return `${location.href.split("#")[0]}#${state.writeLink(this.#key, values)}`;
  }

  /** Takes the state of the page's address; true if it speaks of this figure. */
  follow(hash) {
    const wanted = state.readLink(this.#key, hash);
    if (wanted === null) return false;
    const { state: valid, refused } = state.repair(this.get("_spec").controls, { ...this.initial, ...wanted });
    for (const [name, value] of Object.entries(valid)) this.set(name, value);
    this.set("_note", state.refusal("What the link asks for", refused));
    return true;
  }
}

const views = new Map();
const counts = new Map();

function boot(place) {
  const stem = place.dataset.explorable;
  const view = views.get(stem);
  if (!view || place.dataset.live) return;
  place.dataset.live = "true";
  counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const key = counts.get(stem) === 1 ? stem : `${stem}.${counts.get(stem)}`;
  const model = new Model(JSON.parse(place.querySelector("script").textContent), key);
  const asked = model.follow(location.hash);
  const el = dom.make("div", { class: "carousel-live" });
  place.append(el);
  view.render({ model, el });
  place.querySelector(".carousel-still").hidden = true;
  if (asked) place.scrollIntoView({ block: "center" });
  addEventListener("hashchange", () => {
    if (model.follow(location.hash)) place.scrollIntoView({ block: "center" });
  });
}

globalThis.carouselPage = {
  shared: { cells, dom, figure, flow, jacobian, linear, plot, portable_rng, state, words },
  register(stem, view) {
    views.set(stem, view);
    for (const place of document.querySelectorAll(`[data-explorable="${stem}"]`)) boot(place);
  },
};
