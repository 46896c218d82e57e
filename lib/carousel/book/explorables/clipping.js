// What does clipping do to a step, and to a run?

import { make } from "./figure/dom.js";
import { figure } from "./figure/figure.js";
import { legend } from "./figure/legend.js";
import { colour, disc, line, ring, words } from "./figure/marks.js";
import { bar, counted, histogram } from "./figure/norms.js";
import * as Plot from "./figure/plot.js";
import { say } from "./figure/say.js";
import { stepped, turn } from "./figure/stepped.js";
import { formatFixed, formatPercent, formatSig } from "./figure/words.js";
import { clip, contours, descend, GAP, nearest, onMap } from "./mathematics/toy_loss.js";

const LEGEND = 24; // the height of a legend in one line
const PLACES = [
  [3.9, 0, () => say("keeps the bit"), "end"],
  [3.9, 1.8, () => say("always says +"), "end"],
  [3.9, -1.8, () => say("always says −"), "end"],
  [0.1, 0, () => say("forgets"), "start"],
];

const shades = new Map(); // of the pure function below: a shade is the same whatever else moves

/** The parts of the map above each level, as areas on both sides of b = 0. */
function shading(numSteps, area, { levels, points, first }) {
  const key = [numSteps, points, first, ...area.u, ...area.b, ...levels].join();
  if (shades.has(key)) return shades.get(key);
  const [[low, high], top] = [area.u, area.b[1]];
  const us = Array.from({ length: points }, (_, k) => low + (k * (high - low)) / (points - 1));
  const shade = { x: [], y1: [], y2: [], z: [] };
  shades.set(key, shade);
  contours(us, levels, top, numSteps, first).forEach((row, n) => {
    for (const side of [1, -1]) {
      shade.x.push(...us, Number.NaN); // a gap: both sides are one shape
      shade.y1.push(...row.map((beta) => side * beta), 0);
      shade.y2.push(...row.map(() => side * top), 0);
      shade.z.push(...row.map(() => n), n);
    }
  });
  return shade;
}

function compute(state, data, { controls, constants }) {
  const { threshold, kind, update, learning_rate: learningRate, num_steps: numSteps } = state;
  const how = { numSteps, learningRate, threshold, ...constants };
  const down = (kind) => descend(state.recurrent_weight, state.bias, { ...how, kind });
  const run = down(kind);
  const step = (kind) => clip(run[update].gradient, kind, threshold).map((g) => -learningRate * g);
  const [u, b] = [controls.recurrent_weight, controls.bias].map(({ min, max }) => [min, max]);
  const area = { u, b };
  return {
    run,
    area,
    free: kind === "none" ? run : down("none"),
    steps: { none: step("none"), norm: step("norm"), value: step("value") },
    shade: shading(numSteps, area, constants),
    measured: counted((kind === "value" ? data.largest : data.norm) ?? [], threshold),
  };
}

/** The three panels: the map, the step of one update, the measured gradients. */
function picture(state, found, { width, height, hover }, { words: { by } }) {
  const phone = width < 480 || height !== undefined; // one panel at a time
  const [left, right] = phone ? [width, width] : [Math.round(0.58 * width), Math.floor(0.42 * width)];
  const tall = height ? height - LEGEND : phone ? Math.round(0.95 * width) : Math.min(350, Math.round(0.54 * width));
  const at = found.run[state.update];
  const away = isOn(at, found.area)
    ? ""
    : say`update ${state.update} is off the map: u = ${formatFixed(at.u, 2)}, b = ${formatFixed(at.b, 2)}`;
  const names = [
    [by[state.kind], "3px solid var(--cx-run)"],
    [by.none, "2px dashed var(--cx-ink)"],
  ];
  const legends = legend("", ...(state.kind === "none" ? names.slice(0, 1) : names));
  legends.append(away);
  const what =
    state.kind === "value" ? say("largest entry, measured in an LSTM") : say("gradient norm, measured in an LSTM");
  return make(
    "div",
    {},
    legends,
    make(
      "div",
      { style: "display:flex;flex-wrap:wrap" },
      map(state, found, hover, { width: left, height: tall }),
      stepped(
        found.steps,
        state.kind,
        state.learning_rate * state.threshold,
        say`change of b, update ${state.update}`,
        {
          width: right,
          height: phone && !height ? width : tall,
        },
      ),
      histogram(found.measured, state.threshold, what, { width, height: height ? tall : Math.min(190, tall - 120) }),
    ),
  );
}

const isOn = ({ u, b }, area) => u >= area.u[0] && u <= area.u[1] && b >= area.b[0] && b <= area.b[1];

function map(state, { run, free, shade, area }, hover, size) {
  const at = run[state.update];
  const label = ([u, b, text, textAnchor]) =>
    words(text(), { x: u, y: b, textAnchor, fill: colour("ink"), fontWeight: 600 });
  const dot = (one, look) => (isOn(one, area) ? [disc({ x: one.u, y: one.b, ...look })] : []);
  const placed = (points) => points.map(({ u, b }) => [u, b]);
  const path = (points, look) => line(placed(onMap(points, area)), look);
  // A dot per update, but one shape for all, which is quicker to draw than sixty circles.
  const trail = (points, look) =>
    line(placed(points.filter((one) => isOn(one, area)).flatMap((one) => [one, one, GAP])), look);
  return Plot.plot({
    ...size,
    x: { domain: area.u },
    y: { domain: area.b },
    marks: [
      Plot.memo([shade], () => [
        Plot.areaY({ length: shade.x.length }, { ...shade, fill: "var(--cx-ink)", fillOpacity: 0.075 }),
      ]),
      Plot.axisX({
        label: say("recurrent weight u"),
        labelAnchor: "center",
        labelArrow: "none",
        ticks: 4,
        tickSize: 3,
      }),
      Plot.axisY({ label: say("bias b"), labelArrow: "none", ticks: 4, tickSize: 3 }),
      Plot.memo([PLACES], () => PLACES.map(label)),
      ...(state.kind === "none"
        ? []
        : [
            path(free, { stroke: "var(--cx-ink)", strokeWidth: 1.3, strokeDasharray: "5 4" }),
            trail(free, { stroke: "var(--cx-ink)", strokeWidth: 4.5 }),
          ]),
      path(run, { stroke: "var(--cx-run)", strokeWidth: 2.5 }),
      trail(run, { stroke: "var(--cx-run)", strokeWidth: 5 }),
      ...dot(at, { r: 6, fill: "var(--cx-run)", stroke: "var(--cx-paper)", strokeWidth: 1.5 }),
      ...(hover?.panel === 0
        ? dot(run[nearest(run, hover, area)], { r: 9, stroke: "var(--cx-ink)", strokeWidth: 1.5 })
        : []),
      ...ring("start", { x: run[0].u, y: run[0].b, hue: "run", cursor: "move" }),
    ],
  });
}

function sentence(state, { run, free, steps, measured }, { constants, words }) {
  const last = constants.updates;
  const { kind, threshold, update, learning_rate } = state;
  const limit = threshold.toFixed(2);
  const [asked, made] = [Math.hypot(...steps.none), Math.hypot(...steps[kind])].map(formatSig);
  const turned = turn(steps[kind], steps.none);
  const [u, b] = [formatFixed(run[0].u, 2), formatFixed(run[0].b, 2)];
  const from = say`From u = ${u}, b = ${b} at learning rate ${learning_rate.toFixed(2)},
    with a bit to keep for ${state.num_steps} steps, the loss after ${last} updates is ${formatSig(run[last].loss)}`;
  const end =
    kind === "none" ? "." : say`, ${words.by[kind]} at θ = ${limit}; not clipped it is ${formatSig(free[last].loss)}.`;
  const way =
    turned < 0.05
      ? say`and clipping leaves ${made} of it, in the same direction`
      : say`and clipping leaves ${made} of it, turned by ${formatFixed(turned, 1)}°`;
  const cut =
    kind === "none" ? say("and it is taken whole") : made === asked ? say("and clipping leaves it alone") : way;
  const step = say`At update ${update} the gradient has norm ${formatSig(run[update].norm)}:
    it asks for a step of ${asked}, ${cut}.`;
  const above = formatPercent(measured.above, 1);
  const others =
    kind === "value"
      ? say`Of the largest entries measured in an LSTM, ${above} lie above ${limit}.`
      : say`Of the norms measured in an LSTM, ${above} lie above ${limit}.`;
  return `${from}${end} ${step} ${others}`;
}

function table(state, { run, free }, { constants, words }) {
  const rows = [...new Set([...constants.rows, state.update])].sort((one, other) => one - other);
  const cells = (n) => [
    run[n].u,
    run[n].b,
    run[n].loss,
    run[n].norm,
    state.learning_rate * Math.hypot(...run[n].clipped),
    free[n].loss,
  ];
  return {
    head: words.head,
    rows: rows.map((n) => [String(n), ...cells(n).map(formatSig)]),
  };
}

function reading(state, { run, area, measured }, hover) {
  if (hover?.panel === 2) {
    const { updates, from, to } = bar(measured, hover.x || 0);
    if (updates === 1)
      return say`1 of ${measured.count} updates lies between ${formatSig(from)} and ${formatSig(to)};
        the mean of all is ${formatSig(measured.mean)}.`;
    return say`${updates} of ${measured.count} updates lie between ${formatSig(from)} and ${formatSig(to)};
      the mean of all is ${formatSig(measured.mean)}.`;
  }
  if (hover?.panel !== 0)
    return say`Point at the path to read an update.
      Drag the ring to start elsewhere, or the line on the histogram.`;
  const n = nearest(run, hover, area);
  return say`Update ${n}: u = ${formatFixed(run[n].u, 3)}, b = ${formatFixed(run[n].b, 3)},
    loss ${formatSig(run[n].loss)}, gradient norm ${formatSig(run[n].norm)}.`;
}

/** Arrow keys walk along the path, from the update that is looked at. */
function walk(state, { run, area }, hover, key) {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 10, ArrowDown: -10 }[key];
  const n = Math.min(run.length - 1, Math.max(0, hover?.panel === 0 ? nearest(run, hover, area) + by : state.update));
  return { x: run[n].u, y: run[n].b, panel: 0, key: null };
}

const grid = (value, steps) => Math.round(value * steps) / steps;

function drag(state, { handle: name, x, y }) {
  if (name === "threshold") return { threshold: grid(10 ** x, 20) };
  return { recurrent_weight: grid(x, 50), bias: grid(y, 50) };
}

const start = { recurrent_weight: 2.8, bias: -1.4, learning_rate: 0.15, num_steps: 10, threshold: 1 };
const presets = () => [
  { label: say("thrown off the cliff"), short: say("thrown off"), state: { ...start, kind: "none", update: 7 } },
  { label: say("clipped by norm"), short: say("norm"), state: { ...start, kind: "norm", update: 10 } },
  { label: say("clipped by value"), short: say("value"), state: { ...start, kind: "value", update: 7 } },
  { label: say("a lucky start"), short: say("lucky"), state: { ...start, kind: "none", bias: -1.3, update: 6 } },
  {
    label: say("threshold too small"),
    short: say("θ small"),
    state: { ...start, kind: "norm", threshold: 0.1, update: 10 },
  },
  {
    label: say("threshold too large"),
    short: say("θ large"),
    state: { ...start, kind: "norm", threshold: 10, update: 7 },
  },
  {
    label: say("what clipping cannot mend"),
    short: say("no help"),
    state: { ...start, kind: "norm", recurrent_weight: 0.8, bias: 0.8, update: 40 },
  },
];

function brief({ kind, threshold }, { run, free }, { constants: { updates }, words: { by } }) {
  const [loss, other] = [formatSig(run[updates].loss), formatSig(free[updates].loss)];
  return kind === "none"
    ? say`Loss after ${updates}: ${loss} ${by.none}`
    : say`Loss after ${updates}: ${loss} ${by[kind]} at ${threshold.toFixed(2)}; ${other} if not`;
}

const view = () => ({
  title: say("Gradient descent on a cliff, with and without clipping"),
  question: say("What does clipping do to a step, and to a run?"),
  presets: presets(),
  panels: [say("path"), say("one step"), say("norms")],
  compute,
  picture,
  sentence,
  brief,
  table,
  reading,
  walk,
  drag,
});

export default { render: (host) => figure(host, view) };
