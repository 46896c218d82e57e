// A reader's guess in the figure that shows its quantity: a dashed line named "you".
import { line, mark } from "./diagram.js";
import { say } from "./say.js";

export const GUESSED = "carousel:guessed"; // an event: a guess may be shown from now on

/**
 * The last guess above a figure that was asked for it by name, or null.
 * @param {Element} root
 * @param {string} name the figure's, as Python calls it
 * @returns {?number}
 */
export function guessFor(root, name) {
  let found = null;
  /** @type {NodeListOf<HTMLElement>} */
  const questions = document.querySelectorAll(".cx-predict[data-you]");
  for (const asked of questions) {
    const [figure, guess] = JSON.parse(asked.dataset.you);
    const isAbove = asked.compareDocumentPosition(root) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (isAbove && figure === name) found = guess;
  }
  return found;
}

/**
 * Draws the line; at the edge, with an arrow, where the guess lies beyond the axis.
 * @param {import("./plot.js").Panel} panel
 * @param {{x?: number, y?: number}} place where the guess stands, on one axis
 */
export function drawGuess(panel, place) {
  const along = place.x === undefined ? "y" : "x";
  const other = along === "x" ? "y" : "x";
  const [from, to] = [...panel.scale(along).range].sort((a, b) => a - b);
  const [start, end] = [...panel.scale(other).range].sort((a, b) => a - b);
  const wanted = panel.scale(along).apply(place[along]);
  const at = Math.min(to, Math.max(from, Number.isFinite(wanted) ? wanted : to));
  const beyond = wanted > to ? (along === "x" ? " →" : " ↓") : wanted < from ? (along === "x" ? "← " : " ↑") : "";
  const look = { fill: "var(--cx-accent)", "font-weight": 600, "text-anchor": "end", stroke: "var(--cx-paper)" };
  const words = { ...look, "stroke-width": 4, "paint-order": "stroke" };
  const [x, y] = along === "x" ? [at - 5, start + 12] : [end - 4, at < from + 16 ? at + 15 : at - 6];
  panel.append(
    mark("path", {
      d: along === "x" ? line`M${at} ${start}V${end}` : line`M${start} ${at}H${end}`,
      stroke: "var(--cx-accent)",
      "stroke-width": 1.5,
      "stroke-dasharray": "6 4",
      fill: "none",
    }),
    mark("text", { ...words, x, y }, `${say("you")}${beyond}`),
  );
}
