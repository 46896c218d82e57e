// A field for a number: the page checks it and names the nearest wrong route.
import css from "./figure/answer.css";
import { dress, make, typeset } from "./figure/dom.js";
import { say, specOf, withUnit } from "./figure/say.js";
import { judge, MEASURES } from "./mathematics/measures.js";
import { opens, read } from "./mathematics/sealed.js";

/** The state of the figure that is asked about: from Python, or from the page. */
function figureState(model, stem) {
  const told = model.get("_state");
  if (told && Object.keys(told).length) return told;
  return /** @type {any} */ (globalThis).carouselPage?.state(stem) ?? null;
}

/** What is wrong with a number: null if nothing is, words of a route, or "". */
function verdict(model, value) {
  const told = model.get("_data");
  if (told.right) {
    if (opens(told.right, value)) return null;
    return told.wrong.find(({ seal }) => opens(seal, value))?.says ?? "";
  }
  const state = figureState(model, told.figure);
  if (state === null) return say("the figure that this asks about is not on the page");
  return judge(MEASURES[told.measure](state, say), value, told.tolerance);
}

/** What counts as right. */
const wanted = ({ figure, within }) =>
  figure
    ? say`Asked of the figure as you have set it; within ${within} is right.`
    : say`An answer within ${within} is right.`;

function render({ model, el }) {
  specOf(model); // in JupyterLab it brings the language along
  const told = model.get("_data");
  const stop = new AbortController();
  const { signal } = stop;
  const field = make("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    spellcheck: "false",
    size: 12,
  });
  const unit = told.unit ? [make("span", {}, told.unit)] : [];
  const label = make("label", {}, `${say("Your answer")} `, field, ...unit);
  const row = make("form", { class: "cx-row" }, label, make("button", { type: "submit" }, say("Check")));
  const said = make("p", { class: "cx-sentence cx-said", role: "status" }, wanted(told));
  const root = make(
    "div",
    { class: "cx cx-answer", role: "group", "aria-label": say("An exercise that answers") },
    make("p", { class: "cx-question" }, ...typeset(told.question)),
    row,
    said,
  );
  const check = (event) => {
    event.preventDefault();
    event.stopPropagation();
    const value = read(field.value);
    if (Number.isNaN(value)) {
      said.textContent = say("A number is wanted, such as 0.25, 25 % or 2.5e-1.");
      return;
    }
    const wrong = verdict(model, value);
    if (wrong === null) said.textContent = say`Right: ${withUnit(field.value.trim(), told.unit)}.`;
    else said.textContent = wrong ? say`Not yet: ${wrong}.` : say("Not yet, and by none of the usual wrong routes.");
    root.classList.toggle("cx-right", wrong === null);
  };
  row.addEventListener("submit", check, { signal });
  for (const part of [root, field]) part.setAttribute("data-lm-suppress-shortcuts", "true");
  dress(el, css);
  el.append(root);
  return () => {
    stop.abort();
    root.remove();
  };
}

export default { render };
