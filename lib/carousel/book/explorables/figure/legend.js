// The names of lines, each behind a piece of its line; they wrap between names.
import { make, typeset } from "./dom.js";

/**
 * @param {string} title or nothing
 * @param {...string[]} names each with the border that looks like its line
 */
export const legend = (title, ...names) =>
  make(
    "div",
    { class: "cx-legend" },
    ...(title ? [make("strong", {}, ...typeset(title))] : []),
    ...names.map(([text, line]) =>
      make("span", {}, make("span", { class: "cx-dash", style: `border-top:${line}` }), ...typeset(text)),
    ),
  );
