// The parts of Observable Plot that the views use, and how every picture looks.
import { axisX as baseAxisX, axisY as baseAxisY, gridY as baseGridY, plot as basePlot } from "@observablehq/plot";
import { drawn, memo } from "./memo.js";
import { symbols } from "./words.js";

export { areaY, dot, link, rect, text } from "@observablehq/plot";
export { memo } from "./memo.js";

const style = {
  background: "none",
  color: "var(--cx-ink)",
  fontFamily: "inherit",
  fontSize: "13px",
  overflow: "visible",
};

/**
 * A Plot picture in the book's look; the colours follow the page's theme by themselves.
 * @typedef {SVGElement & {scale?: (name: string) => any}} Panel a picture that knows its scales
 * @param {Record<string, any>} options as Observable Plot's, with a `width` and the domains of x and y;
 *   an axis is drawn if it is among the marks, and marks may be a `memo`
 * @returns {Panel}
 */
export function plot({ marks, ...options }) {
  const frame = { marginTop: 28, marginRight: 16, marginBottom: 44, marginLeft: 50, axis: null, ...options };
  return drawn(
    (all) => /** @type {SVGSVGElement} */ (basePlot({ ...frame, style, marks: all })),
    marks,
    frame,
    typeset,
  );
}

/** Sets the symbols of a group's texts: b_f in italics, with a low f. */
function typeset(group) {
  for (const text of group.querySelectorAll("text")) {
    const pieces = symbols(text.textContent);
    if (text.firstElementChild || pieces.every(({ words }) => words !== undefined)) continue;
    let back = ""; // what follows something low comes up again
    const piece = (words, attributes) => {
      const span = document.createElementNS("http://www.w3.org/2000/svg", "tspan");
      for (const [name, value] of Object.entries(attributes)) span.setAttribute(name, value);
      if (back) span.setAttribute("dy", back);
      back = "";
      span.append(words);
      return span;
    };
    text.replaceChildren(
      ...pieces.flatMap(({ words, letter, low }) => {
        if (words !== undefined) return [piece(words, {})];
        const symbol = piece(letter, {
          "font-style": "italic",
          "font-family": "KaTeX_Math, Georgia, Times New Roman, serif",
        });
        if (!low) return [symbol];
        const under = piece(low, { "font-size": "0.78em", dy: "0.3em" });
        back = "-0.234em";
        return [symbol, under];
      }),
    );
  }
}

const memoAxis = (axis, { tickFormat, ...options }) =>
  memo([axis, JSON.stringify(options), tickFormat], () => [axis({ tickFormat, ...options })]);

export const axisX = (options) => memoAxis(baseAxisX, options);
export const axisY = (options) => memoAxis(baseAxisY, options);
export const gridY = (options) => memoAxis(baseGridY, options);
