// Marks that several views draw alike: names at their place, axes, rings to drag.
import * as Plot from "./plot.js";

export const colour = (hue) => `var(--cx-${hue})`;

/** How many pixels a text of the pictures' size is wide, about. */
export const widthOf = (text) => 7.7 * text.length;

/** A text beside a point of the picture, on its left if told so. */
export const label = (text, { x, y, hue, leftwards = false, dx = 12, dy = 0 }) =>
  Plot.text([text], {
    x: () => x,
    y: () => y,
    dx: leftwards ? -dx : dx,
    dy,
    textAnchor: leftwards ? "end" : "start",
    fill: colour(hue),
    fontWeight: 600,
    stroke: colour("paper"),
    strokeWidth: 4,
  });

/** A ring to drag, along one axis or freely, in a circle large enough for a finger. */
export function ring(key, { x, y, hue, r = 7, sideways = true, cursor = sideways ? "ew-resize" : "ns-resize" }) {
  const render = (index, scales, values, size, context, next) => {
    const group = next(index, scales, values, size, context);
    group.dataset.key = key;
    group.style.cursor = cursor;
    return group;
  };
  const at = { x: () => x, y: () => y, className: "cx-handle", render };
  return [
    Plot.dot([key], { ...at, r: 20, fill: "transparent" }),
    Plot.dot([key], { ...at, r, fill: colour("paper"), stroke: colour(hue), strokeWidth: 3 }),
  ];
}

/** A vertical line through what is pointed at, and a dot on each curve there. */
export const pointed = (x, dots) => [
  Plot.ruleX([x], { stroke: colour("quiet"), strokeDasharray: "2 3" }),
  Plot.dot(dots, { x: () => x, y: ({ y }) => y, r: 4, fill: ({ hue }) => colour(hue) }),
];

export const grid = (ticks) => Plot.gridY({ ticks, stroke: colour("line"), strokeOpacity: 1 });

export const across = (name, options) =>
  Plot.axisX({ label: name, labelAnchor: "center", labelArrow: "none", tickSize: 3, ...options });

export const upwards = (name, options) => Plot.axisY({ label: name, labelArrow: "none", tickSize: 0, ...options });
