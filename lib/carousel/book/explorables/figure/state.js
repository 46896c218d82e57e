// The state of an explorable: what is valid, and how it is written in a link. No DOM.
import { say } from "./say.js";

/**
 * @typedef {number | boolean | string} Value
 * @typedef {{kind: "number" | "integer" | "switch" | "choice" | "text", min?: number, max?: number,
 *   step?: number, default: Value, label: string, symbol?: string, decimals?: number,
 *   unit?: string, options?: Record<string, string>, list?: boolean, group?: string, hue?: string,
 *   short?: string, presses?: string[], dashed?: boolean, live?: boolean}} Control
 * @typedef {Record<string, Control>} Controls
 * @typedef {{name: string, controls: Controls, constants: any, words: any, also?: Controls}} Spec what
 *   Python says of a figure: its controls, the constants and the texts that both use, and what
 *   a link may say beside the controls
 * @typedef {Record<string, any>} State the values of the controls
 */

/**
 * The valid value nearest to what came; a value that means nothing gives the default.
 * @param {Control} control
 * @param {unknown} value
 * @returns {Value}
 */
export function nearest(control, value) {
  if (control.kind === "switch") {
    return typeof value === "boolean" ? value : control.default;
  }
  if (control.kind === "choice") {
    const named = typeof value === "number" ? String(value) : value; // as a link writes it
    return typeof named === "string" && Object.hasOwn(control.options, named) ? named : control.default;
  }
  if (control.kind === "text") return typeof value === "string" ? value : control.default;
  if (typeof value !== "number" || Number.isNaN(value)) return control.default;
  const inside = Math.min(control.max, Math.max(control.min, value));
  return control.kind === "integer" ? Math.round(inside) : inside;
}

/**
 * A state in which every value is valid, and the names of those that were not.
 * @param {Controls} spec
 * @param {Record<string, unknown>} wanted
 * @returns {{state: State, refused: string[]}}
 */
export function repair(spec, wanted) {
  const state = {};
  const refused = Object.keys(wanted).filter((name) => !Object.hasOwn(spec, name));
  for (const [name, control] of Object.entries(spec)) {
    const came = Object.hasOwn(wanted, name) ? wanted[name] : control.default;
    state[name] = nearest(control, came);
    const isWritten = typeof came === "number" && state[name] === String(came); // of a list
    if (state[name] !== came && !isWritten) refused.push(name);
  }
  return { state, refused };
}

/** What a figure says of values it could not take; nothing where there are none. */
export const refusal = (source, names) =>
  names.length
    ? say`${source} is not one this figure can show (${names.join(", ")}); the nearest valid state is shown.`
    : "";

/**
 * The part of a link after #: `highway=forget_gate:0.9,horizon:50`.
 * @param {string} key which figure
 * @param {State} state
 */
export function writeLink(key, state) {
  const parts = Object.entries(state).map(([name, value]) => `${name}:${value}`);
  return `${key}=${parts.join(",")}`;
}

/**
 * What a link says of one figure, or null if it speaks of another; of a name that comes
 * twice it says the last. Values are numbers,
 * true or false; anything else stays text, which `repair` refuses unless it is a choice.
 * @param {string} key
 * @param {string} hash `location.hash`
 * @returns {Record<string, unknown> | null}
 */
export function readLink(key, hash) {
  let text;
  try {
    text = decodeURIComponent(hash.replace(/^#/, ""));
  } catch {
    return null;
  }
  if (!text.startsWith(`${key}=`)) return null;
  const wanted = Object.create(null); // whatever a name is, it is only a name
  const known = { true: true, false: false };
  for (const part of text
    .slice(key.length + 1)
    .split(",")
    .filter(Boolean)) {
    const [name, value = ""] = part.split(/:(.*)/s);
    const number = value.trim() === "" ? Number.NaN : Number(value);
    wanted[name] = Object.hasOwn(known, value) ? known[value] : Number.isNaN(number) ? value : number;
  }
  return wanted;
}
