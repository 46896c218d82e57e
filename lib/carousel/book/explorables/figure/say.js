// What a figure says, in its reader's language. A text in English is its own key, and stands
// for itself where a catalogue lacks it, so that English needs none. No DOM.

/** @type {?Map<string, string>} */
let catalogue = null;
/** @type {WeakMap<TemplateStringsArray, {parts: string[], places: number[]}>} */
let learned = new WeakMap();

/**
 * From now on everything is said by a catalogue of `../words`.
 * @param {Record<string, string>} texts
 */
export function speak(texts) {
  catalogue = new Map(Object.entries(texts));
  learned = new WeakMap();
}

/**
 * A text in the reader's language; a template such as say`Step ${t} of ${last}` has the key
 * "Step {0} of {1}", in which a break of line is a space.
 * @param {string | TemplateStringsArray} text
 * @param {...any} values
 * @returns {string}
 */
export function say(text, ...values) {
  if (typeof text === "string") return catalogue?.get(text) || text;
  const { parts, places } = learned.get(text) ?? learn(text);
  let said = parts[0];
  for (let n = 0; n < places.length; n += 1) said += values[places[n]] + parts[n + 1];
  return said;
}

/** What of a template is text, and which value stands where. */
function learn(text) {
  const key = text.reduce((all, part, n) => `${all}{${n - 1}}${part}`).replace(/\n\s*/g, " ");
  const split = (catalogue?.get(key) || key).split(/\{(\d+)\}/);
  const parts = split.filter((_, n) => n % 2 === 0);
  const places = split.filter((_, n) => n % 2 === 1).map(Number);
  learned.set(text, { parts, places });
  return { parts, places };
}

/** A number with its unit, such as " steps"; in English, one of it is no plural. */
export const withUnit = (shown, unit) =>
  shown + (catalogue === null && shown === "1" ? unit.replace(/^( \p{L}+)s\b/u, "$1") : unit);

/** A text, or all that a list or an object holds, in the reader's language. */
const each = (words) =>
  typeof words === "string"
    ? say(words)
    : Array.isArray(words)
      ? words.map(each)
      : Object.fromEntries(Object.entries(words).map(([name, text]) => [name, each(text)]));

const WORDS = ["label", "short", "unit", "group", "options", "presses"]; // of a control

/**
 * What Python says of a figure, in the reader's language; in JupyterLab it brings a catalogue along.
 * @param {{get: (name: string) => any}} model
 * @returns {import("./state.js").Spec}
 */
export function specOf(model) {
  const { catalogue: own, ...spec } = model.get("_spec");
  if (own) speak(own);
  if (catalogue === null) return spec;
  const controls = Object.entries(spec.controls).map(([name, control]) => {
    const words = WORDS.filter((word) => word in control).map((word) => [word, each(control[word])]);
    return [name, { ...control, ...Object.fromEntries(words) }];
  });
  return { ...spec, controls: Object.fromEntries(controls), words: each(spec.words) };
}
