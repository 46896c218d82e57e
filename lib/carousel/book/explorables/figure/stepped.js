// One step of gradient descent as an arrow, in the circle and the square of clipping.
import { colour, disc, line, square, words } from "./marks.js";
import * as Plot from "./plot.js";
import { say } from "./say.js";

const CIRCLE = Array.from({ length: 73 }, (_, n) => [Math.cos((n * Math.PI) / 36), Math.sin((n * Math.PI) / 36)]);
const SQUARE = [
  [1, 1],
  [-1, 1],
  [-1, -1],
  [1, -1],
  [1, 1],
];
const LEFT = 60;
const [ACROSS, DOWN] = [LEFT + 16, 72]; // what the margins of a panel take

const short = (value) => String(Number(value.toPrecision(2))).replace("-", "−");
const angle = ([x, y]) => (180 / Math.PI) * Math.atan2(y, x);

/** By how many degrees one direction differs from another, 0 to 180. */
export function turn(one, other) {
  const by = Math.abs(angle(one) - angle(other));
  return Math.min(by, 360 - by);
}

/**
 * The part of an arrow from the origin that a box of these half sides holds.
 * @type {(arrow: number[], half: number[]) => number}
 */
export const held = ([x, y], [half, tall]) => Math.min(1, half / Math.abs(x), tall / Math.abs(y));

const TIPS = { norm: disc, value: square };

/**
 * The panel: dashed the step without clipping, and what each kind makes of it.
 * @param {{none: number[], norm: number[], value: number[]}} steps changes of u and b
 * @param {"none" | "norm" | "value"} kind which one is taken
 * @param {number} reach learning rate times threshold
 * @param {string} title
 * @param {{width: number, height: number}} size
 */
export function stepped(steps, kind, reach, title, size) {
  const [across, down] = [size.width - ACROSS, size.height - DOWN];
  const [half, tall] = [across, down].map((side) => (1.6 * reach * side) / Math.min(across, down));
  const part = held(steps.none, [half, tall]);
  const end = steps.none.map((value) => part * value);
  const away = end[1] > 0 ? -1 : 1; // the names keep to the side that no arrow needs
  const isClipped = held(steps.none, [reach, reach]) < 1 || Math.hypot(...steps.none) > reach;
  const edge = (points, own) =>
    line(
      points.map(([x, y]) => [reach * x, reach * y]),
      own === kind ? { stroke: colour("run"), strokeWidth: 2 } : { stroke: colour("quiet"), strokeWidth: 1 },
    );
  const name = (text, x, y, dy) => words(text, { x, y, dy, fill: colour("quiet") });
  const tip = (own, look) => TIPS[own]({ x: steps[own][0], y: steps[own][1], ...look });
  const shaft = (to, look) => line([[0, 0], to], look);
  const other = (own) => tip(own, { r: 4.5, stroke: colour("quiet"), strokeWidth: 1.5, fill: colour("paper") });
  const axis = { ticks: [-reach, 0, reach], tickSize: 3, labelArrow: "none", tickFormat: short };
  return Plot.plot({
    ...size,
    marginLeft: LEFT,
    x: { domain: [-half, half] },
    y: { domain: [-tall, tall] },
    marks: [
      Plot.axisX({ ...axis, label: say("change of u"), labelAnchor: "center" }),
      Plot.axisY({ ...axis, label: title }),
      edge(CIRCLE, "norm"),
      edge(SQUARE, "value"),
      name(say("norm"), 0, 0.6 * away * reach, 0), // within the circle
      name(say("value"), 0.72 * (end[0] > 0 ? -reach : reach), away * reach, -away * 11), // below or above the square
      shaft(end, { stroke: colour("ink"), strokeDasharray: "5 4", strokeWidth: 1.5 }),
      ...(part < 1 ? [] : [disc({ x: end[0], y: end[1], r: 4, stroke: colour("ink"), strokeWidth: 1.5 })]),
      ...(isClipped
        ? Object.keys(TIPS)
            .filter((own) => own !== kind)
            .map(other)
        : []),
      shaft(kind === "none" ? end : steps[kind], { stroke: colour("run"), strokeWidth: 3 }),
      ...(kind === "none" ? [] : [tip(kind, { r: 5, stroke: colour("run"), strokeWidth: 3, fill: colour("run") })]),
    ],
  });
}
