// The controls of a figure: a slider or a switch for every trait, presets, reset, link.
import { make } from "./dom.js";
import { repair } from "./state.js";

/** How a value is shown beside its slider. */
function shown(control, value) {
  if (control.kind === "integer") return String(value);
  return value.toFixed(control.decimals ?? 2);
}

function slider(name, control, change, signal) {
  const output = make("output");
  const input = make("input", {
    type: "range", min: control.min, max: control.max, step: control.step, name,
  });
  const symbol = control.symbol ? [make("i", {}, control.symbol), "  "] : [];
  const label = make("span", {}, ...symbol, control.label);
  const element = make("label", { class: "cx-control" }, label, output, input);
  if (control.hue) element.style.setProperty("--cx-hue", `var(--cx-${control.hue})`);
  input.addEventListener("input", () => change({ [name]: input.valueAsNumber }), { signal });
  const show = (value) => {
    if (input.valueAsNumber !== value) input.value = String(value);
    const text = shown(control, value);
    if (output.textContent !== text) {
      output.textContent = text;
      input.setAttribute("aria-valuetext", control.unit ? `${text} ${control.unit}` : text);
    }
  };
  return { element, show };
}

function toggle(name, control, change, signal) {
  const input = make("input", { type: "checkbox", name });
  const element = make("label", { class: "cx-switch" }, input, control.label);
  input.addEventListener("change", () => change({ [name]: input.checked }), { signal });
  return { element, show: (value) => (input.checked = value) };
}

/** Copies text, or shows it for copying by hand where the browser forbids it. */
function sharing({ model, read, note, signal }) {
  const field = make("input", { class: "cx-link", readonly: true, "aria-label": "Link to this state" });
  const label = model.link ? "Copy link to this state" : "Copy this state as Python";
  const button = make("button", { type: "button" }, label);
  const text = () => {
    if (model.link) return model.link(read());
    const literal = (value) => (value === true ? "True" : value === false ? "False" : value);
    const values = Object.entries(read()).map(([name, value]) => `${name}=${literal(value)}`);
    return `${model.get("_spec").name}(${values.join(", ")})`;
  };
  button.addEventListener("click", async () => {
    field.value = text();
    field.setAttribute("open", "");
    try {
      await navigator.clipboard.writeText(field.value);
      note.textContent = "Copied.";
    } catch {
      field.select();
      note.textContent = "Copy it from here:";
    }
  }, { signal });
  return { button, field };
}

/**
 * @returns {{element: HTMLElement, show: (state: object) => void}}
 */
export function controlsFor({ model, spec, view, initial, read, change, signal }) {
  const note = make("p", { class: "cx-note", role: "status" }, model.note ?? "");
  const parts = Object.entries(spec).map(([name, control]) => {
    const kind = control.kind === "switch" ? toggle : slider;
    return { name, ...kind(name, control, change, signal) };
  });
  const presets = view.presets.map(({ label, state }) => {
    const button = make("button", { type: "button", "aria-pressed": "false" }, label);
    button.addEventListener("click", () => change(repair(spec, { ...read(), ...state }).state), { signal });
    const show = (now) => {
      const on = Object.entries(state).every(([name, value]) => now[name] === value);
      button.setAttribute("aria-pressed", String(on));
    };
    return { button, show };
  });
  const reset = make("button", { type: "button" }, "Reset");
  reset.addEventListener("click", () => change(initial), { signal });
  const { button, field } = sharing({ model, read, note, signal });
  const element = make(
    "div",
    {},
    make("div", { class: "cx-controls" }, ...parts.map((part) => part.element)),
    make("div", { class: "cx-row" }, make("span", {}, "Try"), ...presets.map((preset) => preset.button)),
    make("div", { class: "cx-row" }, reset, button),
    note,
    field,
  );
  const show = (state) => {
    for (const part of parts) part.show(state[part.name]);
    for (const preset of presets) preset.show(state);
  };
  return { element, show };
}
