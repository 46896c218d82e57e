// How much gradient is left after k steps, in an RNN and on the carousel?
import { figure } from "./figure/figure.js";
import { ghost } from "./figure/ghost.js";
import { leaving } from "./figure/leaving.js";
import { colour, disc, horizontal, line, pointed, ring, words } from "./figure/marks.js";
import * as Plot from "./figure/plot.js";
import { say } from "./figure/say.js";
import { formatLog, formatPercent, formatShare, power } from "./figure/words.js";
import { logPowers } from "./mathematics/flow.js";
import { halfLife, logit } from "./mathematics/initial.js";

const LOGARITHMIC = [-12, 3]; // the powers of ten that the logarithmic axis shows
const LINEAR = [0, 1.25];
const NEAR = 0.02; // so near to the target counts as reached

function compute({ forget_gate, rnn_factor, horizon }, { target = 0 }, { words: { direct, other, level } }) {
  const paths = [
    { name: "level", label: `${level}: f = 1`, hue: "c", logs: logPowers(1, horizon) },
    { name: "other", label: other, short: other, hue: "rnn", logs: logPowers(rnn_factor, horizon) },
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

/** What is said otherwise of steps in time than of layers in depth. */
const WORDS = {
  time: {
    title: () => say("Share of the gradient left after k steps back"),
    question: () => say("Which share of a gradient is left k steps back?"),
    axis: () => say("steps back, k"),
    after: (count) => (count === 1 ? say("after 1 step") : say`after ${count} steps`),
    half: (count) => say`half, at ${count} steps`,
    reached: (count) => say`reached: half, at ${count} steps`,
    grows: (factor, by) => say`An RNN with factor ${factor} per step multiplies it by ${by}.`,
    keeps: (factor, share) => say`An RNN with factor ${factor} per step keeps ${share}.`,
    level: () => say("The carousel of 1997, with f = 1, keeps all."),
    hint: () => say("Point at a step to read the curves; drag the ring to bend the direct path."),
    there: (k, direct, other) => say`k = ${k}: the direct path keeps ${direct}, the RNN ${other}.`,
  },
  depth: {
    title: () => say("Share of the gradient left after k layers back"),
    question: () => say("Which share of a gradient is left k layers back?"),
    axis: () => say("layers back, k"),
    after: (count) => (count === 1 ? say("after 1 layer") : say`after ${count} layers`),
    half: (count) => say`half, at ${count} layers`,
    reached: (count) => say`reached: half, at ${count} layers`,
    grows: (factor, by) => say`A stack with factor ${factor} per layer multiplies it by ${by}.`,
    keeps: (factor, share) => say`A stack with factor ${factor} per layer keeps ${share}.`,
    level: () => say("The identity of a residual network, with f = 1, keeps all."),
    hint: () => say("Point at a layer to read the curves; drag the ring to bend the direct path."),
    there: (k, direct, other) => say`k = ${k}: the direct path keeps ${direct}, the stack ${other}.`,
  },
};

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
    line(path.points, {
      stroke: colour(path.hue),
      strokeWidth: path.name === "direct" ? 3.5 : 2,
      strokeDasharray: path.name === "level" ? "6 4" : undefined,
    }),
  ]);
  const reading =
    k === null
      ? []
      : [
          ...pointed(
            k,
            paths.map(({ logs, hue }) => ({ y: place(logs[k]), hue })),
          ),
        ];
  return Plot.plot({
    width,
    height: tall,
    x,
    y,
    marks: [
      Plot.gridY({ ticks: ticks.ticks, stroke: "var(--cx-line)", strokeOpacity: 1 }),
      Plot.axisX({
        label: WORDS[constants.over].axis(),
        labelAnchor: "center",
        labelArrow: "none",
        ticks: Math.min(state.horizon, width < 480 ? 5 : 10),
        tickFormat: "d",
        tickSize: 3,
      }),
      Plot.axisY({
        label: width < 480 ? say("share left") : say("share of the gradient left"),
        labelArrow: "none",
        ...ticks,
        tickSize: 0,
      }),
      ...(past?.paths.slice(1) ?? []).map((path) =>
        ghost(points(path, state, y.domain).filter(([k]) => k <= state.horizon)),
      ),
      ...goal(target, isReached, place(Math.log10(0.5)), state, WORDS[constants.over]),
      ...curves,
      ...leaving(
        drawn.map(({ logs, hue, points }) => ({ log: logs[state.horizon], hue, points })),
        state.log_scale ? LOGARITHMIC : [Number.NEGATIVE_INFINITY, Math.log10(LINEAR[1])],
        { x: x.domain, width: width - 66, height: tall - 72, place },
      ),
      ...labels(paths, state, place, y.domain, width),
      ...reading,
      ...ring("curve", { x: grip, y: place(paths[2].logs[grip]), hue: "c", cursor: "ns-resize" }),
    ],
  });
}

/** A line at one half, and a ring that the direct path is to pass through. */
function goal(target, isReached, y, { horizon }, { half, reached }) {
  if (target === 0) return [];
  const hue = `var(--cx-${isReached ? "right" : "quiet"})`;
  const isLate = target > horizon / 2;
  return [
    horizontal({ y, stroke: colour("quiet"), strokeDasharray: "4 3" }),
    disc({ x: target, y, r: 11, stroke: hue, strokeWidth: isReached ? 4 : 2 }),
    words(isReached ? reached(target) : half(target), {
      x: target,
      y,
      dx: isLate ? -16 : 16,
      dy: 15,
      textAnchor: isLate ? "end" : "start",
      fill: hue,
      fontWeight: 600,
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
    return words(width < 480 ? path.short : path.label, {
      x: k,
      y: place(path.logs[Math.round(k)]),
      textAnchor,
      dx: textAnchor === "end" ? -10 : 10,
      dy: (above || tight || sinks) && !crowded && !flat ? -10 : 16,
      ...type(path),
    });
  };
  return [
    words(level.label, { x: state.horizon, y: place(0), textAnchor: "end", dy: -9, ...type(level) }),
    beside(lower, false, 0.45),
    beside(upper, true, 0.62),
  ];
}

const type = ({ hue }) => ({ fill: colour(hue), fontWeight: 600 });

function sentence(state, { half, last }, { constants: { over } }) {
  const { after, grows, keeps, level } = WORDS[over];
  const [f, r, when] = [state.forget_gate.toFixed(3), state.rnn_factor.toFixed(2), after(state.horizon)];
  const kept = formatShare(last[2]);
  const direct =
    half === 0 || half === Infinity
      ? say`At f = ${f}, the direct path keeps ${kept} of the gradient ${when}.`
      : say`At f = ${f}, the direct path keeps ${kept} of the gradient ${when},
          and half of it is gone after ${formatLog(Math.log10(half))}.`;
  const isGrowing = last[1] > 0 && state.rnn_factor > 1;
  const other = isGrowing ? grows(r, formatLog(last[1])) : keeps(r, formatShare(last[1]));
  return `${direct} ${other} ${level()}`;
}

function table({ horizon }, { paths }, { constants, words }) {
  const steps = [...constants.steps.filter((k) => k < horizon), horizon];
  const left = (k) => [paths[2], paths[1], paths[0]].map(({ logs }) => formatLog(logs[k]));
  return { head: words.head, rows: steps.map((k) => [String(k), ...left(k)]) };
}

/** The step of a hover: the nearest whole one. */
const step = ({ horizon }, { x }) => Math.min(horizon, Math.max(0, Math.round(x || 0)));

function reading(state, { paths }, hover, { constants: { over } }) {
  if (hover === null) return WORDS[over].hint();
  const k = step(state, hover);
  return WORDS[over].there(k, formatShare(paths[2].logs[k]), formatShare(paths[1].logs[k]));
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
  time: () => [
    { label: say("PyTorch default"), short: say("default"), state: { forget_gate: 0.5 } },
    { label: say("forget bias 1"), short: "b_f = 1", state: { forget_gate: 0.731 } },
    { label: say("forget bias 5"), short: "b_f = 5", state: { forget_gate: 0.993 } },
    { label: say("1997 carousel"), short: say("1997"), state: { forget_gate: 1 } },
    {
      label: say("an RNN that explodes"),
      short: say("RNN explodes"),
      state: { forget_gate: 0.9, rnn_factor: 1.03, horizon: 200 },
    },
  ],
  depth: () => [
    { label: say("gate bias 2"), short: "b = 2", state: { forget_gate: 0.881 } },
    { label: say("gate bias 4"), short: "b = 4", state: { forget_gate: 0.982 } },
    { label: say("a residual network"), short: say("residual"), state: { forget_gate: 1 } },
    { label: say("a tenth more per layer"), short: say("a tenth more"), state: { rnn_factor: 1.1, horizon: 100 } },
    { label: say("a tenth less per layer"), short: say("a tenth less"), state: { rnn_factor: 0.9, horizon: 100 } },
  ],
};

const brief = ({ forget_gate, horizon }, { last }, { words: { other } }) =>
  say`f = ${forget_gate.toFixed(3)}, k = ${horizon}: direct path ${formatShare(last[2])}, ${other} ${formatShare(last[1])}`;

/** A guess of what is left after the last step. */
const you = ({ log_scale }, guess) => ({ panel: 0, y: log_scale ? Math.log10(guess) : guess });

const view = ({ constants: { over } }) => ({
  title: WORDS[over].title(),
  question: WORDS[over].question(),
  presets: PRESETS[over](),
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

export default { render: (host) => figure(host, view) };
