// Where does the gradient of the last step arrive?

import { drawing } from "./figure/curves.js";
import { make } from "./figure/dom.js";
import { figure } from "./figure/figure.js";
import { formatLog, formatSig } from "./figure/words.js";
import { GATES, hasMemory, run } from "./mathematics/cells.js";
import { meanProfiles } from "./mathematics/detached.js";
import { metrics, profile } from "./mathematics/flow.js";
import { network } from "./mathematics/initialisation.js";
import { inputsOf } from "./mathematics/portable_rng.js";

/**
 * A curve of a cell: its look, the norms with that of the last step as 1, and what sums
 * them up; a spread below `level` is the rounding of a level profile.
 */
function curve(cell, level, name, thin, norms) {
  const shares = norms.map((norm) => norm / norms[norms.length - 1]);
  const { first_last, variation, effective_range } = metrics(shares);
  const scores = [first_last, variation < level ? 0 : variation, effective_range];
  return { ...cell, name, thin, shares, logs: shares.map(Math.log10), scores };
}

function compute(state, data, { controls, constants: { hidden, inputs, level } }) {
  const { initialisation, orthogonal, detach, horizon, scale, seed } = state;
  const x = inputsOf(seed, horizon, inputs);
  const dh_last = new Array(hidden).fill(1);
  const mode = detach === 1 ? "truncated" : `p = ${detach.toFixed(2)}`;
  /** @type {any[]} */
  const kinds = Object.keys(controls).filter((name) => name in GATES && state[name]);
  return kinds.flatMap((kind) => {
    const start = kind === "rnn" ? (orthogonal ? "orthogonal" : "default") : initialisation;
    const params = network(kind, start, { hidden, inputs, seed, scale, longest: horizon });
    const history = run(kind, params, x);
    const { short, label, hue, dashed } = controls[kind];
    const own = (name, thin, norms) => curve({ kind, short, label, hue, dashed }, level, name, thin, norms);
    if (!hasMemory(kind)) return [own(short, false, profile(kind, params, history, dh_last).h)];
    const mean = (...closed) => meanProfiles(kind, params, history, dh_last, closed);
    if (detach === 0) return [own(short, false, mean(0)[0])];
    const [closed, full] = mean(detach, 0);
    return [own(`${short}, ${mode}`, false, closed), own(`${short}, full`, true, full)];
  });
}

/** The three metrics of every curve; the names in their colours are the legend. */
function scoreboard(curves, names, width) {
  const narrow = width < 480;
  const cell = (text, look = "text-align:right") => make("span", { style: look }, text);
  const rows = curves.flatMap(({ name, hue, thin, scores }) => [
    cell(name.replace(" = ", "\u00a0=\u00a0"), `color:var(--cx-${hue});font-weight:${thin ? 400 : 600}`),
    ...scores.map((score) => cell(formatSig(score))),
  ]);
  const head = ["", ...names].map((name) => cell(name, "text-align:right;color:var(--cx-quiet)"));
  const grid =
    `display:grid;grid-template-columns:${narrow ? "auto" : "max-content"} repeat(3,auto);` +
    `gap:3px ${narrow ? 10 : 24}px;` +
    `justify-content:start;align-items:end;margin:12px 0 8px ${narrow ? 0 : 54}px;` +
    `font-size:${narrow ? 12 : 13}px;line-height:1.35;font-variant-numeric:tabular-nums`;
  return make("div", { style: grid }, ...head, ...rows);
}

function picture({ log_scale, horizon }, curves, { width, height, hover, past }, { constants }) {
  const names = {
    x:
      width < 480
        ? "step t; the loss is at the right end"
        : "step t; the loss is at the right end, the gradient runs to the left",
    y: "gradient norm, last step = 1",
    none: "No cell is chosen: switch one on.",
  };
  const t = hover && stepOf({ horizon }, hover);
  return make(
    "div",
    {},
    drawing(curves, { log_scale, horizon, t, width, height, past, names }),
    ...(height ? [] : [scoreboard(curves, constants.metrics, width)]),
  );
}

const listed = (parts) =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;

function routes(p) {
  if (p === 0) return "";
  if (p === 1) return " The routes through the gates are closed, as in 1997: only the direct path is left.";
  return (
    ` In each step the routes through the gates are closed with probability ${p.toFixed(2)}: ` +
    `the mean over all draws of h-detach.`
  );
}

function sentence({ initialisation, orthogonal, detach, horizon, scale }, curves, { controls }) {
  if (curves.length === 0) return "No cell is chosen: switch one on to see where its gradient arrives.";
  const arrived = curves
    .filter(({ thin }) => !thin)
    .map(({ kind, label, logs }) => {
      const open = curves.find((other) => other.kind === kind && other.thin);
      return `${formatLog(logs[0])} in the ${label}${open ? ` (${formatLog(open.logs[0])} with all routes open)` : ""}`;
    });
  const turned = orthogonal && curves.some(({ kind }) => kind === "rnn") ? ", orthogonal RNN" : "";
  const weights = scale === 1 ? "" : `, recurrent weights times ${scale.toFixed(2)}`;
  const words = controls.initialisation.options[initialisation];
  return (
    `Start of the weights: ${words}${turned}${weights}. ` +
    `Of a gradient that is 1 at step ${horizon}, step 1 gets ${listed(arrived)}.${routes(detach)}`
  );
}

function table({ horizon }, curves, { constants }) {
  const quarters = [1, 2, 3].map((part) => Math.max(1, Math.floor((horizon * part) / 4)));
  const steps = [...new Set([1, ...quarters, horizon])];
  const rows = steps.map((t) => [`t = ${t}`, ...curves.map(({ shares }) => formatSig(shares[t - 1]))]);
  const metric = (name, n) => [name, ...curves.map(({ scores }) => formatSig(scores[n]))];
  const metricRows = constants.metrics.map(metric);
  return { head: ["", ...curves.map(({ name }) => name)], rows: [...rows, ...metricRows] };
}

const stepOf = ({ horizon }, { x }) => Math.min(horizon, Math.max(1, Math.round(x || 1)));

function reading(state, curves, hover) {
  if (hover === null)
    return `Point at a step to read it.${curves.some(({ thin }) => thin) ? " Thin lines are the full gradients." : ""}`;
  const t = stepOf(state, hover);
  const back = state.horizon - t;
  const read = curves.map(({ name, logs }) => `${name} ${formatLog(logs[t - 1])}`);
  return `t = ${t}, ${back} ${back === 1 ? "step" : "steps"} before the loss: ${read.join("; ") || "nothing"}.`;
}

function walk(state, curves, hover, key) {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 10, ArrowDown: -10 }[key];
  const t = hover ? Math.max(1, stepOf(state, hover) + by) : state.horizon;
  return { x: stepOf(state, { x: t }), y: 0, panel: 0, key: null };
}

const open = { detach: 0, scale: 1 };
const presets = [
  { label: "default start", short: "default", state: { ...open, initialisation: "default" } },
  { label: "b_f = 1", state: { ...open, initialisation: "bias_1" } },
  { label: "b_f = 3", state: { ...open, initialisation: "bias_3" } },
  { label: "chrono for T", short: "chrono", state: { ...open, initialisation: "chrono" } },
  {
    label: "1997, truncated",
    short: "1997",
    state: { initialisation: "default", scale: 1, detach: 1, lstm_1997: true },
  },
  { label: "h-detach", short: "detach", state: { initialisation: "bias_3", scale: 1, detach: 0.5, lstm: true } },
  { label: "large weights", short: "large U", state: { initialisation: "bias_3", scale: 2, detach: 0 } },
  {
    label: "all cells, b_f = 5",
    short: "all",
    state: { ...open, initialisation: "bias_5", rnn: true, lstm: true, peephole: true, gru: true, lstm_1997: true },
  },
];

const brief = ({ horizon }, curves) => {
  const named = curves.filter(({ thin }) => !thin).slice(0, 3);
  const arrived = named.map(({ short, logs }) => `${short} ${formatLog(logs[0], 2)}`);
  return `Step 1 of ${horizon} gets: ${arrived.join(", ") || "no cell is on"}`;
};

/** A guess of what gets to step 1, from a forget bias of 3 and over 200 steps. */
const you = ({ initialisation, horizon, log_scale }, guess) =>
  initialisation === "bias_3" && horizon === 200 ? { panel: 0, y: log_scale ? Math.log10(guess) : guess } : null;

const view = {
  title: "The norm of the last step’s gradient at every earlier step",
  question: "Where does the gradient of the last step arrive?",
  presets,
  compute,
  picture,
  sentence,
  brief,
  table,
  reading,
  walk,
  you,
};

export default { render: (host) => figure(host, view) };
