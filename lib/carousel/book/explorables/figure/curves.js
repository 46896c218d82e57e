// A picture of several curves over the steps of a sequence, each with its name.
import { ghost } from "./ghost.js";
import { places } from "./labels.js";
import { leaving } from "./leaving.js";
import { across, colour, grid, label, line, pointed, upwards, widthOf, words } from "./marks.js";
import * as Plot from "./plot.js";
import { formatSig, power } from "./words.js";

const DECADES = [-12, 3]; // the powers of ten that the logarithmic axis shows
const MOST = 1.25; // the linear one

/**
 * @typedef {object} Curve
 * @property {string} name
 * @property {string} short the name where there is little room
 * @property {string} hue
 * @property {boolean} thin drawn thin, and then without its name
 * @property {boolean} dashed
 * @property {number[]} logs base-10 logarithms at steps 1 to T
 */

/**
 * The vertical axis, which no curve moves: its ends, also as powers of ten, its ticks, and
 * where a logarithm stands.
 * @returns {{domain: number[], powers: number[], ticks: number[], format: (value: number) => string,
 *   place: (log: number) => number}}
 */
function axisOf(logarithmic) {
  if (logarithmic)
    return { domain: DECADES, powers: DECADES, ticks: [-12, -9, -6, -3, 0, 3], format: power, place: (log) => log };
  const powers = [Number.NEGATIVE_INFINITY, Math.log10(MOST)];
  const ticks = [0, 0.25, 0.5, 0.75, 1, MOST];
  return { domain: [0, MOST], powers, ticks, format: formatSig, place: (log) => 10 ** Math.min(log, 3) };
}

/**
 * The part of a curve that the axis can show, from the last step back to where it leaves.
 * @param {number[]} logs
 * @param {{domain: number[], place: (log: number) => number}} axis
 */
function visible(logs, { domain: [low, high], place }) {
  const seen = [];
  for (let t = logs.length; t >= 1; t -= 1) {
    const y = place(logs[t - 1]);
    if (y < low || y > high) {
      const edge = y < low ? low : high;
      if (t === logs.length) return [[t, edge]];
      const before = place(logs[t]);
      const part = Number.isFinite(y) ? (before - edge) / (before - y) : 1;
      return [[t + 1 - part, edge], ...seen];
    }
    seen.unshift([t, y]);
  }
  return seen;
}

/** A curve of another length, with its last step at the last of these; what lies before step 1 is cut. */
const shifted = (points, by) => points.map(([t, y]) => [t + by, y]).filter(([t]) => t >= 1);

/**
 * @param {Curve[]} curves
 * @param {{log_scale: boolean, horizon: number, t: ?number, width: number, height?: number, past?: Curve[], names:
 *   {x: string, y: string, none: string}}} at `t` is the step that is read
 * @returns {import("./plot.js").Panel}
 */
export function drawing(curves, { log_scale, horizon, t, width, height, past, names }) {
  const narrow = width < 480;
  const size = {
    width,
    height: height ?? (narrow ? 280 : 330),
    marginTop: 28,
    marginRight: 16,
    marginBottom: 44,
    marginLeft: 54,
  };
  const axis = axisOf(log_scale);
  const [low, high] = axis.domain;
  const lines = curves.map((curve) => ({ ...curve, points: visible(curve.logs, axis) }));
  const named = lines
    .filter(({ thin }) => !(thin && narrow))
    .map((line) => ({ ...line, name: narrow ? line.short : line.name }));
  const across1 = (width - size.marginLeft - size.marginRight) / (horizon - 1);
  const up1 = (size.height - size.marginTop - size.marginBottom) / (high - low);
  const pixels = ([x, y]) => [size.marginLeft + (x - 1) * across1, size.marginTop + (high - y) * up1];
  const frame = { left: size.marginLeft, right: width, top: 10, bottom: size.height - size.marginBottom };
  const spots = places(
    named.map(({ name, points }) => ({ width: widthOf(name), points: points.map(pixels) })),
    frame,
  );
  return Plot.plot({
    ...size,
    x: { domain: [1, horizon] },
    y: { domain: axis.domain },
    marks: [
      grid(axis.ticks),
      across(names.x, { ticks: Math.min(horizon - 1, narrow ? 5 : 10), tickFormat: "d" }),
      upwards(names.y, { ticks: axis.ticks, tickFormat: axis.format }),
      ...(past ?? [])
        .filter(({ thin }) => !thin)
        .map(({ logs }) => ghost(shifted(visible(logs, axis), horizon - logs.length))),
      ...lines.map(({ points, hue, dashed, thin }) =>
        line(points, {
          stroke: colour(hue),
          strokeWidth: thin ? 1.2 : 2.5,
          strokeDasharray: dashed ? "7 4" : undefined,
        }),
      ),
      ...leaving(
        lines
          .filter(({ thin }) => !thin)
          .map(({ logs, hue, points }) => ({ log: logs[0], hue, points: [...points].reverse() })),
        axis.powers,
        {
          x: [horizon, 1],
          width: width - size.marginLeft - size.marginRight,
          height: size.height - size.marginTop - size.marginBottom,
          place: axis.place,
        },
      ),
      ...spots.map(({ x, y, ...shift }, n) =>
        label(named[n].name, {
          x: 1 + (x - size.marginLeft) / across1,
          y: high - (y - size.marginTop) / up1,
          hue: named[n].hue,
          ...shift,
        }),
      ),
      ...(t === null
        ? []
        : pointed(
            t,
            lines.map(({ logs, hue }) => ({ y: Math.min(high, Math.max(low, axis.place(logs[t - 1]))), hue })),
          )),
      ...(lines.length > 0
        ? []
        : [words(names.none, { x: (1 + horizon) / 2, y: (low + high) / 2, fill: colour("ink") })]),
    ],
  });
}
