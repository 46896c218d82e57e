// How much gradient is left after k steps, in an RNN and on the carousel?
import { figure } from "./figure/figure.js";
import { ghost } from "./figure/ghost.js";
import { leaving } from "./figure/leaving.js";
import * as Plot from "./figure/plot.js";
import { formatLog, formatPercent, formatShare, power } from "./figure/words.js";
import { logPowers } from "./mathematics/flow.js";
import { halfLife, logit } from "./mathematics/initial.js";

const LOGARITHMIC = [-12, 3]; // the powers of ten that the logarithmic axis shows
const LINEAR = [0, 1.25];
const NEAR = 0.02; // so near to the target counts as reached

function compute({ forget_gate, rnn_factor, horizon }, { target = 0 }, { constants: { direct, other, level } }) {
  const paths = [
    { name: "level", label: `${level[1]}: f = 1`, hue: "c", logs: logPowers(1, horizon) },
    { name: "other", label: other[1], short: other[1], hue: "rnn", logs: logPowers(rnn_factor, horizon) },
    { name: "direct", label: direct[0], short: direct[1], hue: "c", logs: logPowers(forget_gate, horizon) },
  ];
  return {
    paths,
    half: halfLife(logit(forget_gate)),
    last: paths.map(({ logs }) => logs[horizon]),
    target: target <= horizon ? target : 0,
    isReached: Math.abs(forget_gate ** target - 0.5) < NEAR,
  };
}

function axes({ log_scale, horizon }) {
  const y = { domain: log_scale ? LOGARITHMIC : LINEAR };
  const ticks = log_scale
    ? { ticks: [-12, -9, -6, -3, 0, 3], tickFormat: power }
    : { ticks: [0, 0.25, 0.5, 0.75, 1, 1.25], tickFormat: (part) => formatPercent(part) };
  return { x: { domain: [0, horizon] }, y, ticks };
}

/**
 * The part of a curve that the axis can show: it ends where the curve leaves.
 * @param {{logs: Float64Array}} curve
 * @param {{log_scale: boolean}} state
 * @param {number[]} domain
 */
function points({ logs }, { log_scale }, [low, high]) {
  const value = (log) => (log_scale ? log : 10 ** Math.min(log, 2));
  const seen = [];
  for (const [k, log] of logs.entries()) {
    const y = value(log);
    if (y >= low && y <= high) {
      seen.push([k, y]);
      continue;
    }
    const [before, edge] = [value(logs[k - 1]), y < low ? low : high];
    const part = Number.isFinite(y) ? (edge - before) / (y - before) : 1;
    seen.push([k - 1 + part, edge]);
    break;
  }
  return seen;
}

/** Where the handle sits: the step at which the curve is best dragged. */
const handleStep = ({ horizon }) => Math.max(1, Math.round(horizon / 4));

function picture(state, { paths, target, isReached }, { width, height, hover, past }, { constants }) {
  const { x, y, ticks } = axes(state);
  const [low, high] = y.domain;
  const place = (log) => Math.min(high, Math.max(low, state.log_scale ? log : 10 ** Math.min(log, 2)));
  const k = hover && step(state, hover);
  const grip = handleStep(state);
  const tall = height ?? (width < 480 ? 270 : 340);
  const drawn = paths.map((path) => ({ ...path, points: points(path, state, y.domain) }));
  const curves = drawn.flatMap((path) => [
    Plot.line(path.points, {
      stroke: `var(--cx-${path.hue})`,
      strokeWidth: path.name === "direct" ? 3.5 : 2,
      strokeDasharray: path.name === "level" ? "6 4" : undefined,
    }),
  ]);
  const reading =
    k === null
      ? []
      : [
          Plot.ruleX([k], { stroke: "var(--cx-quiet)", strokeDasharray: "2 3" }),
          Plot.dot(paths, { x: () => k, y: ({ logs }) => place(logs[k]), r: 4, fill: ({ hue }) => `var(--cx-${hue})` }),
        ];
  return Plot.plot({
    width,
    height: tall,
    x,
    y,
    marks: [
      Plot.gridY({ ticks: ticks.ticks, stroke: "var(--cx-line)", strokeOpacity: 1 }),
      Plot.axisX({
        label: `${constants.step}s back, k`,
        labelAnchor: "center",
        labelArrow: "none",
        ticks: Math.min(state.horizon, width < 480 ? 5 : 10),
        tickFormat: "d",
        tickSize: 3,
      }),
      Plot.axisY({
        label: width < 480 ? "share left" : "share of the gradient left",
        labelArrow: "none",
        ...ticks,
        tickSize: 0,
      }),
      ...(past?.paths.slice(1) ?? []).map((path) =>
        ghost(points(path, state, y.domain).filter(([k]) => k <= state.horizon)),
      ),
      ...goal(target, isReached, place(Math.log10(0.5)), state, constants.step),
      ...curves,
      ...leaving(
        drawn.map(({ logs, hue, points }) => ({ log: logs[state.horizon], hue, points })),
        state.log_scale ? LOGARITHMIC : [Number.NEGATIVE_INFINITY, Math.log10(LINEAR[1])],
        { x: x.domain, width: width - 66, height: tall - 72, place },
      ),
      ...labels(paths, state, place, y.domain, width),
      ...reading,
      Plot.dot([grip], {
        x: (step) => step,
        y: (step) => place(paths[2].logs[step]),
        r: 16,
        fill: "transparent",
        className: "cx-handle",
      }),
      Plot.dot([grip], {
        x: (step) => step,
        y: (step) => place(paths[2].logs[step]),
        r: 7,
        fill: "var(--cx-paper)",
        stroke: "var(--cx-c)",
        strokeWidth: 3,
        className: "cx-handle",
      }),
    ],
  });
}

/** A line at one half, and a ring that the direct path is to pass through. */
function goal(target, isReached, y, { horizon }, step) {
  if (target === 0) return [];
  const hue = `var(--cx-${isReached ? "right" : "quiet"})`;
  const isLate = target > horizon / 2;
  return [
    Plot.ruleY([y], { stroke: "var(--cx-quiet)", strokeDasharray: "4 3" }),
    Plot.dot([target], { x: () => target, y: () => y, r: 11, stroke: hue, strokeWidth: isReached ? 4 : 2 }),
    Plot.text([`${isReached ? "reached: " : ""}half, at ${target} ${step}s`], {
      x: () => target,
      y: () => y,
      dx: isLate ? -16 : 16,
      dy: 15,
      textAnchor: isLate ? "end" : "start",
      fill: hue,
      fontWeight: 600,
      stroke: "var(--cx-paper)",
      strokeWidth: 4,
    }),
  ];
}

/**
 * The names, each on the free side of its curve: the upper one above, the lower below.
 * @param {any[]} paths
 * @param {import("./figure/state.js").State} state
 * @param {(log: number) => number} place
 * @param {number[]} domain
 * @param {number} width
 */
function labels([level, ...moving], state, place, [low, high], width) {
  const [lower, upper] = [...moving].sort((one, other) => one.logs[1] - other.logs[1]);
  const beside = (path, above, part) => {
    const seen = path.logs.filter((log) => place(log) > low && place(log) < high).length;
    const flat = Math.abs(path.logs[1]) < 1e-12;
    const k = flat ? state.horizon * 0.6 : Math.min(state.horizon, Math.max(1, seen)) * part;
    const rising = path.logs[1] > 0;
    const sinks = !state.log_scale && place(path.logs[Math.round(k)]) < 0.12; // no room below
    const tight = !above && (k / state.horizon) * width < 150;
    const textAnchor = rising === above && !tight && (k / state.horizon) * width > 120 ? "end" : "start";
    const crowded = above && high === 0 && place(path.logs[Math.round(k)]) > high - 0.08 * (high - low);
    return Plot.text([width < 480 ? path.short : path.label], {
      x: () => k,
      y: () => place(path.logs[Math.round(k)]),
      textAnchor,
      dx: textAnchor === "end" ? -10 : 10,
      dy: (above || tight || sinks) && !crowded && !flat ? -10 : 16,
      ...type(path),
    });
  };
  return [
    Plot.text([level.label], { x: () => state.horizon, y: () => place(0), textAnchor: "end", dy: -9, ...type(level) }),
    beside(lower, false, 0.45),
    beside(upper, true, 0.62),
  ];
}

const type = ({ hue }) => ({
  fill: `var(--cx-${hue})`,
  fontWeight: 600,
  fontSize: 13,
  stroke: "var(--cx-paper)",
  strokeWidth: 4,
});

function sentence(state, { half, last }, { constants: { step, other, level } }) {
  const steps = `${state.horizon} ${step}${state.horizon === 1 ? "" : "s"}`;
  const memory = half === 0 || half === Infinity ? "" : `, and half of it is gone after ${formatLog(Math.log10(half))}`;
  const growth =
    last[1] > 0 && state.rnn_factor > 1 ? `multiplies it by ${formatLog(last[1])}` : `keeps ${formatShare(last[1])}`;
  return (
    `At f = ${state.forget_gate.toFixed(3)}, the direct path keeps ${formatShare(last[2])} ` +
    `of the gradient after ${steps}${memory}. ` +
    `${other[0]} with factor ${state.rnn_factor.toFixed(2)} per ${step} ${growth}. ${level[0]}, with f = 1, keeps all.`
  );
}

function table({ horizon }, { paths }, { constants }) {
  const steps = [...constants.steps.filter((k) => k < horizon), horizon];
  const left = (k) => [paths[2], paths[1], paths[0]].map(({ logs }) => formatLog(logs[k]));
  return { head: constants.head, rows: steps.map((k) => [String(k), ...left(k)]) };
}

/** The step of a hover: the nearest whole one. */
const step = ({ horizon }, { x }) => Math.min(horizon, Math.max(0, Math.round(x || 0)));

function reading(state, { paths }, hover, { constants: { step: one, other } }) {
  if (hover === null) return `Point at a ${one} to read the curves; drag the ring to bend the direct path.`;
  const k = step(state, hover);
  return `k = ${k}: the direct path keeps ${formatShare(paths[2].logs[k])}, the ${other[1]} ${formatShare(paths[1].logs[k])}.`;
}

const walk = (state, found, hover, key) => {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 10, ArrowDown: -10 }[key];
  return { x: hover ? step(state, { x: step(state, hover) + by }) : 0, y: 0, panel: 0, key: null };
};

/** The forget gate whose curve passes through the point. */
function drag(state, { y }) {
  const log = state.log_scale ? y : Math.log10(Math.max(y, 1e-12));
  const gate = 10 ** (Math.min(0, log) / handleStep(state));
  return { forget_gate: Math.round(1000 * gate) / 1000 };
}

const PRESETS = {
  time: [
    { label: "PyTorch default", short: "default", state: { forget_gate: 0.5 } },
    { label: "forget bias 1", short: "b_f = 1", state: { forget_gate: 0.731 } },
    { label: "forget bias 5", short: "b_f = 5", state: { forget_gate: 0.993 } },
    { label: "1997 carousel", short: "1997", state: { forget_gate: 1 } },
    {
      label: "an RNN that explodes",
      short: "RNN explodes",
      state: { forget_gate: 0.9, rnn_factor: 1.03, horizon: 200 },
    },
  ],
  depth: [
    { label: "gate bias 2", short: "b = 2", state: { forget_gate: 0.881 } },
    { label: "gate bias 4", short: "b = 4", state: { forget_gate: 0.982 } },
    { label: "a residual network", short: "residual", state: { forget_gate: 1 } },
    { label: "a tenth more per layer", short: "a tenth more", state: { rnn_factor: 1.1, horizon: 100 } },
    { label: "a tenth less per layer", short: "a tenth less", state: { rnn_factor: 0.9, horizon: 100 } },
  ],
};

const brief = ({ forget_gate, horizon }, { last }, { constants: { other } }) =>
  `f = ${forget_gate.toFixed(3)}, k = ${horizon}: direct path ${formatShare(last[2])}, ${other[1]} ${formatShare(last[1])}`;

/** A guess of what is left after the last step. */
const you = ({ log_scale }, guess) => ({ panel: 0, y: log_scale ? Math.log10(guess) : guess });

const view = ({ constants: { over, step } }) => ({
  title: `Share of the gradient left after k ${step}s back`,
  question: `Which share of a gradient is left k ${step}s back?`,
  presets: PRESETS[over],
  compute,
  picture,
  sentence,
  brief,
  table,
  reading,
  walk,
  drag,
  you,
});

export default { render: (host) => figure(host, view(host.model.get("_spec"))) };
