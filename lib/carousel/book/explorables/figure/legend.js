// The names of lines, each behind a piece of its line; they wrap between names.
import { make } from "./dom.js";

/**
 * @param {string} title or nothing
 * @param {...string[]} names each with the border that looks like its line
 */
export const legend = (title, ...names) =>
  make(
    "div",
    { class: "cx-legend" },
    ...(title ? [make("strong", {}, title)] : []),
    ...names.map(([text, line]) => make("span", {}, make("i", { style: `border-top:${line}` }), text)),
  );
