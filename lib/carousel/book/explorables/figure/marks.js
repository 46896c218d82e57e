// Marks that several views draw alike: lines, names at their place, axes, rings to drag.
// What moves with a slider is drawn here at once, where the picture's scales put it: a mark
// of Plot's works out its channels, scales and defaults first, at every move.
import { mark } from "./diagram.js";
import * as Plot from "./plot.js";

export const colour = (hue) => `var(--cx-${hue})`;

/** How many pixels a text of the pictures' size is wide, about. */
export const widthOf = (text) => 7.7 * text.length;

/**
 * A mark that moves, as Plot takes it.
 * @typedef {(index: null, scales: {x: (value: number) => number, y: (value: number) => number}) => ?Element} Moving
 */

const names = new Map(); // of attributes: strokeWidth is stroke-width

/** Attributes by the names that Plot's options have. */
function attributes(look) {
  const named = {};
  for (const name in look) {
    if (!names.has(name))
      names.set(
        name,
        name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      );
    if (look[name] !== undefined) named[names.get(name)] = String(look[name]); // not cut, as lengths are
  }
  return named;
}

const hundredth = (pixels) => Math.round(100 * pixels) / 100;

/**
 * A line through points, interrupted where one is not finite.
 * @param {ArrayLike<number>[]} points of the axes
 * @param {Record<string, any>} look as Plot's options
 * @returns {Moving}
 */
export const line =
  (points, look) =>
  (_, { x, y }) => {
    let [d, pen] = ["", "M"];
    for (const point of points) {
      const [across, down] = [x(point[0]), y(point[1])];
      if (Number.isFinite(across) && Number.isFinite(down)) {
        d += `${pen}${hundredth(across)} ${hundredth(down)}`;
        pen = "L";
      } else pen = "M";
    }
    return mark("path", {
      d,
      fill: "none",
      "stroke-linejoin": "round",
      "stroke-linecap": "round",
      ...attributes(look),
    });
  };

/**
 * A text with a rim of paper, at a point of the axes and so many pixels beside it.
 * @param {string} text
 * @param {{x: number, y: number, dx?: number, dy?: number, textAnchor?: string} & Record<string, any>} at and its look
 * @returns {Moving}
 */
export const words =
  (text, { x: across, y: down, dx = 0, dy = 0, textAnchor = "middle", ...look }) =>
  (_, { x, y }) =>
    mark(
      "text",
      {
        x: x(across) + dx,
        y: y(down) + dy,
        dy: "0.32em",
        "text-anchor": textAnchor,
        stroke: colour("paper"),
        "stroke-width": 4,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
        ...attributes(look),
      },
      text,
    );

/** A name in its colour beside a point of the picture, on its left if told so. */
export const label = (text, { x, y, hue, leftwards = false, dx = 12, dy = 0 }) =>
  words(text, {
    x,
    y,
    dx: leftwards ? -dx : dx,
    dy,
    textAnchor: leftwards ? "end" : "start",
    fill: colour(hue),
    fontWeight: 600,
  });

/**
 * A disc at a point of the axes.
 * @param {{x: number, y: number, r: number} & Record<string, any>} at and its look
 * @returns {Moving}
 */
export const disc =
  ({ x: across, y: down, r, ...look }) =>
  (_, { x, y }) =>
    mark("circle", { cx: x(across), cy: y(down), r, fill: "none", ...attributes(look) });

/**
 * A square as large as the disc of a radius.
 * @type {typeof disc}
 */
export const square =
  ({ x: across, y: down, r, ...look }) =>
  (_, { x, y }) => {
    const side = r * Math.sqrt(Math.PI);
    const at = { x: x(across) - side / 2, y: y(down) - side / 2, width: side, height: side };
    return mark("rect", { ...at, fill: "none", ...attributes(look) });
  };

/**
 * An upright line, over the whole height or between two values.
 * @param {{x: number, y1?: number, y2?: number} & Record<string, any>} at and its look
 * @returns {Moving}
 */
export const upright =
  ({ x: across, y1, y2, ...look }) =>
  (_, { x, y }) => {
    const [bottom, top] = /** @type {any} */ (y).range();
    const at = x(across);
    return mark("line", {
      x1: at,
      x2: at,
      y1: y1 === undefined ? bottom : y(y1),
      y2: y2 === undefined ? top : y(y2),
      ...attributes(look),
    });
  };

/**
 * A level line over the whole width.
 * @param {{y: number} & Record<string, any>} at and its look
 * @returns {Moving}
 */
export const horizontal =
  ({ y: down, ...look }) =>
  (_, { x, y }) => {
    const [left, right] = /** @type {any} */ (x).range();
    const at = y(down);
    return mark("line", { x1: left, x2: right, y1: at, y2: at, ...attributes(look) });
  };

/** A ring to drag, along one axis or freely, in a circle large enough for a finger. */
export function ring(key, { x, y, hue, r = 7, sideways = true, cursor = sideways ? "ew-resize" : "ns-resize" }) {
  const handle = (look) => (index, scales) => {
    const circle = disc({ x, y, ...look })(index, scales);
    return mark("g", { class: "cx-handle", "data-key": key, style: `cursor: ${cursor}` }, circle);
  };
  return [
    handle({ r: 20, fill: "transparent" }),
    handle({ r, fill: colour("paper"), stroke: colour(hue), strokeWidth: 3 }),
  ];
}

/** A vertical line through what is pointed at, and a dot on each curve there. */
export const pointed = (x, dots) => [
  upright({ x, stroke: colour("quiet"), strokeDasharray: "2 3" }),
  ...dots.map(({ y, hue }) => disc({ x, y, r: 4, fill: colour(hue) })),
];

export const grid = (ticks) => Plot.gridY({ ticks, stroke: colour("line"), strokeOpacity: 1 });

export const across = (name, options) =>
  Plot.axisX({ label: name, labelAnchor: "center", labelArrow: "none", tickSize: 3, ...options });

export const upwards = (name, options) => Plot.axisY({ label: name, labelArrow: "none", tickSize: 0, ...options });
