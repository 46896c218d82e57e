// The controls of a figure: a slider, a switch or a choice for every trait; presets,
// reset, link.
import { icon, make, typeset } from "./dom.js";
import { say, withUnit } from "./say.js";
import { repair } from "./state.js";
import { formatFixed } from "./words.js";

let figures = 0; // so that the choices of two figures on one page are not one group

/** How a value is shown beside its slider. */
function shown(control, value) {
  if (control.kind === "integer") return String(value);
  return formatFixed(value, control.decimals ?? 2);
}

/** The words of a control behind its symbol, and the shorter ones that class mode has room for. */
const named = ({ symbol, label, short }) => [
  ...(symbol ? [...typeset(symbol), "  "] : []),
  ...(short ? [make("span", { class: "cx-long" }, ...typeset(label)), inBrief(short)] : typeset(label)),
];
const inBrief = (text) => make("span", { class: "cx-short" }, ...typeset(text));

// After Back a browser would fill in what an input held before, and the figure starts anew:
// hence autocomplete is off.

function slider(name, control, change, signal) {
  const output = make("output");
  const input = make("input", {
    type: "range",
    min: control.min,
    max: control.max,
    step: control.step ?? (control.kind === "integer" ? 1 : "any"),
    name,
    autocomplete: "off",
  });
  const label = make("span", {}, ...named(control));
  const buttons = presses(name, control, change, signal);
  const element = make(buttons ? "div" : "label", { class: "cx-control" }, label, output, input);
  if (buttons) {
    input.setAttribute("aria-label", control.label);
    input.before(buttons);
  }
  if (control.hue) element.style.setProperty("--cx-hue", `var(--cx-${control.hue})`);
  input.addEventListener("input", () => change({ [name]: input.valueAsNumber }), { signal });
  const show = (value) => {
    if (input.valueAsNumber !== value) input.value = String(value);
    const text = shown(control, value);
    if (output.textContent === text) return;
    output.textContent = text;
    input.setAttribute("aria-valuetext", control.unit ? withUnit(text, ` ${control.unit}`) : text);
  };
  return { element, show };
}

/** Buttons for a slider that is gone along stop by stop: on, and back again. */
function presses(name, { presses: labels, step = 1 }, change, signal) {
  if (!labels) return null;
  const buttons = labels.map((words, place) => {
    const button = make("button", { type: "button", class: place === 0 ? "cx-press" : "" }, words);
    const by = place === 0 ? step : -step;
    button.addEventListener("click", () => change((now) => ({ [name]: now[name] + by })), { signal });
    return button;
  });
  return make("div", { class: "cx-presses" }, ...buttons);
}

function toggle(name, control, change, signal) {
  const input = make("input", { type: "checkbox", name, autocomplete: "off" });
  const element = make("label", { class: "cx-switch" }, input, make("span", {}, ...named(control)));
  if (control.hue) element.style.setProperty("--cx-hue", `var(--cx-${control.hue})`);
  input.addEventListener("change", () => change({ [name]: input.checked }), { signal });
  return { element, show: (value) => (input.checked = value) };
}

function choice(name, control, change, signal) {
  const inputs = optionsOf(control).map(([value, label]) => {
    const input = make("input", { type: "radio", name: `${name}.${figures}`, value, autocomplete: "off" });
    input.addEventListener("change", () => change({ [name]: value }), { signal });
    return { input, element: make("label", {}, input, make("span", {}, ...typeset(label))) };
  });
  const element = make(
    "fieldset",
    { class: "cx-choice", "data-choice": name },
    make("legend", {}, control.label),
    ...inputs.map((one) => one.element),
  );
  const show = (value) => {
    for (const { input } of inputs) input.checked = input.value === value;
  };
  return { element, show };
}

/** The options with their words: numbers by size (an object has 1 before 0.5), others as they came. */
const optionsOf = ({ options }) => Object.entries(options).sort(([one], [other]) => Number(one) - Number(other) || 0);

/** A choice among many, folded into one line. */
function list(name, control, change, signal) {
  const options = optionsOf(control).map(([value, label]) => make("option", { value }, label));
  const select = make("select", { name, autocomplete: "off" }, ...options);
  select.addEventListener("change", () => change({ [name]: select.value }), { signal });
  const element = make("label", { class: "cx-list", "data-choice": name }, make("span", {}, control.label), select);
  return { element, show: (value) => (select.value = value) };
}

const KINDS = { number: slider, integer: slider, switch: toggle, choice };

/** The controls in the order of the traits; those of a group fold away together. */
function arranged(parts) {
  const groups = new Map([[undefined, make("div", { class: "cx-controls" })]]);
  for (const {
    control: { group, kind },
    element,
  } of parts) {
    if (!groups.has(group)) groups.set(group, make("div", { class: "cx-controls" }));
    const box = groups.get(group);
    if (kind !== "switch") box.append(element);
    else if (box.lastElementChild?.matches(".cx-switches")) box.lastElementChild.append(element);
    else box.append(make("div", { class: "cx-switches" }, element));
  }
  return [...groups].map(([group, box]) =>
    group === undefined ? box : make("details", { class: "cx-group" }, make("summary", {}, group), box),
  );
}

/** What copies a text, or shows it for copying by hand where the browser forbids it. */
function copying(note) {
  const field = make("input", {
    class: "cx-link",
    readonly: true,
    autocomplete: "off",
    "aria-label": say("What was copied"),
  });
  /** @param {string} text */
  const copy = async (text) => {
    field.value = text;
    field.setAttribute("open", "");
    try {
      await navigator.clipboard.writeText(text);
      note.textContent = say("Copied.");
    } catch {
      field.select();
      note.textContent = say("Copy it from here:");
    }
  };
  return { field, copy };
}

/** The button that shares the state: as a link, or where there is no page as Python. */
function sharing({ model, read, copy, signal }) {
  const label = model.link ? say("Copy link to this state") : say("Copy this state as Python");
  const button = make("button", { type: "button", "aria-label": label, title: label }, icon("link"));
  const literal = (value) =>
    typeof value === "string" ? JSON.stringify(value) : ({ true: "True", false: "False" }[value] ?? value);
  const text = () => {
    if (model.link) return model.link(read());
    const values = Object.entries(read()).map(([name, value]) => `${name}=${literal(value)}`);
    return `${model.get("_spec").name}(${values.join(", ")})`;
  };
  button.addEventListener("click", () => copy(text()), { signal });
  return button;
}

/**
 * @returns {{element: HTMLElement, each: HTMLElement[], row: HTMLElement, note: HTMLElement,
 *   field: HTMLElement, copy: (text: string) => void, actions: HTMLElement[], presets: HTMLButtonElement[],
 *   show: (state: object, remark: string) => void}} the controls, together and each (switches side by side are one); the
 *   presets in their row; what answers the actions Reset and Copy; what copies a text and says so
 */
export function controlsFor({ model, spec, view, initial, read, change, signal }) {
  figures += 1;
  const note = make("p", { class: "cx-note", role: "status" });
  const parts = Object.entries(spec.controls).map(([name, control]) => ({
    name,
    control,
    ...(control.list ? list : KINDS[control.kind])(name, control, change, signal),
  }));
  const presets = view.presets.map(({ label, short = label, state }, place) => {
    const words = make("span", { class: "cx-long" }, ...typeset(label));
    const look = { type: "button", "aria-pressed": "false", "data-place": place + 1 };
    const button = make("button", look, words, inBrief(short));
    button.addEventListener("click", () => change(repair(spec.controls, { ...read(), ...state }).state), { signal });
    const show = (now) => {
      const on = String(Object.entries(state).every(([name, value]) => now[name] === value));
      if (button.getAttribute("aria-pressed") !== on) button.setAttribute("aria-pressed", on);
    };
    return { button, show };
  });
  const reset = make("button", { type: "button", "aria-label": say("Reset"), title: say("Reset") }, icon("reset"));
  reset.addEventListener("click", () => change(initial), { signal });
  const { field, copy } = copying(note);
  const button = sharing({ model, read, copy, signal });
  const buttons = presets.map((preset) => preset.button);
  const element = make("div", { class: "cx-hands" }, ...arranged(parts));
  const row = make("div", { class: "cx-row cx-presets" }, make("span", {}, say("Try")), ...buttons);
  const show = (state, remark) => {
    for (const part of parts) part.show(state[part.name]);
    for (const preset of presets) preset.show(state);
    if (note.textContent !== remark) note.textContent = remark;
    if (remark === "") field.removeAttribute("open"); // the link it shows is of another state
  };
  const each = [...new Set(parts.map(({ element: one }) => one.closest(".cx-switches") ?? one))];
  return { element, each, row, note, field, copy, actions: [reset, button], presets: buttons, show };
}
