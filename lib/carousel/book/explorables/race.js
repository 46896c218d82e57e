// Where does the gradient of the last step arrive?

import { drawing } from "./figure/curves.js";
import { make } from "./figure/dom.js";
import { figure } from "./figure/figure.js";
import { say } from "./figure/say.js";
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

let kept = new Map(); // the networks of the last picture, which a choice of routes leaves as they are

/** The weights of a cell, its run and its full gradient; what the last picture showed is not run again. */
function ran(kind, start, state, { hidden, inputs }, dh_last, next) {
  const { horizon, scale, seed } = state;
  const key = [kind, start, horizon, scale, seed, hidden, inputs].join();
  if (!kept.has(key)) {
    const params = network(kind, start, { hidden, inputs, seed, scale, longest: horizon });
    const history = run(kind, params, inputsOf(seed, horizon, inputs));
    const full = hasMemory(kind)
      ? meanProfiles(kind, params, history, dh_last, [0])[0]
      : profile(kind, params, history, dh_last).h;
    kept.set(key, { params, history, full });
  }
  next.set(key, kept.get(key));
  return kept.get(key);
}

function compute(state, data, { controls, constants }) {
  const { hidden, level } = constants;
  const { initialisation, orthogonal, detach } = state;
  const dh_last = new Array(hidden).fill(1);
  const cut = (name) => (detach === 1 ? say`${name}, truncated` : `${name}, p = ${detach.toFixed(2)}`);
  /** @type {any[]} */
  const kinds = Object.keys(controls).filter((name) => name in GATES && state[name]);
  const next = new Map();
  const curves = kinds.flatMap((kind) => {
    const start = kind === "rnn" ? (orthogonal ? "orthogonal" : "default") : initialisation;
    const { params, history, full } = ran(kind, start, state, constants, dh_last, next);
    const { short, label, hue, dashed } = controls[kind];
    const own = (name, thin, norms) => curve({ kind, short, label, hue, dashed }, level, name, thin, norms);
    if (!hasMemory(kind) || detach === 0) return [own(short, false, full)];
    const [closed] = meanProfiles(kind, params, history, dh_last, [detach]);
    return [own(cut(short), false, closed), own(say`${short}, full`, true, full)];
  });
  kept = next;
  return curves;
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

function picture({ log_scale, horizon }, curves, { width, height, hover, past }, { words }) {
  const names = {
    x:
      width < 480
        ? say("step t; the loss is at the right end")
        : say("step t; the loss is at the right end, the gradient runs to the left"),
    y: say("gradient norm, last step = 1"),
    none: say("No cell is chosen: switch one on."),
  };
  const t = hover && stepOf({ horizon }, hover);
  return make(
    "div",
    {},
    drawing(curves, { log_scale, horizon, t, width, height, past, names }),
    ...(height ? [] : [scoreboard(curves, words.metrics, width)]),
  );
}

const listed = (parts) =>
  parts.length < 2 ? parts.join("") : say`${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;

function routes(p) {
  if (p === 0) return "";
  if (p === 1) return say("The routes through the gates are closed, as in 1997: only the direct path is left.");
  return say`In each step the routes through the gates are closed with probability ${p.toFixed(2)}:
    the mean over all draws of h-detach.`;
}

function sentence({ initialisation, orthogonal, detach, horizon, scale }, curves, { controls }) {
  if (curves.length === 0) return say("No cell is chosen: switch one on to see where its gradient arrives.");
  const arrived = curves
    .filter(({ thin }) => !thin)
    .map(({ kind, label, logs }) => {
      const open = curves.find((other) => other.kind === kind && other.thin);
      const left = formatLog(logs[0]);
      return open
        ? say`${left} in the ${label} (${formatLog(open.logs[0])} with all routes open)`
        : say`${left} in the ${label}`;
    });
  const turned = orthogonal && curves.some(({ kind }) => kind === "rnn") ? say("orthogonal RNN") : "";
  const weights = scale === 1 ? "" : say`recurrent weights times ${scale.toFixed(2)}`;
  const start = [controls.initialisation.options[initialisation], turned, weights].filter(Boolean).join(", ");
  const said = say`Start of the weights: ${start}.
    Of a gradient that is 1 at step ${horizon}, step 1 gets ${listed(arrived)}.`;
  return [said, routes(detach)].filter(Boolean).join(" ");
}

function table({ horizon }, curves, { words }) {
  const quarters = [1, 2, 3].map((part) => Math.max(1, Math.floor((horizon * part) / 4)));
  const steps = [...new Set([1, ...quarters, horizon])];
  const rows = steps.map((t) => [`t = ${t}`, ...curves.map(({ shares }) => formatSig(shares[t - 1]))]);
  const metric = (name, n) => [name, ...curves.map(({ scores }) => formatSig(scores[n]))];
  const metricRows = words.metrics.map(metric);
  return { head: ["", ...curves.map(({ name }) => name)], rows: [...rows, ...metricRows] };
}

const stepOf = ({ horizon }, { x }) => Math.min(horizon, Math.max(1, Math.round(x || 1)));

function reading(state, curves, hover) {
  if (hover === null)
    return curves.some(({ thin }) => thin)
      ? say("Point at a step to read it. Thin lines are the full gradients.")
      : say("Point at a step to read it.");
  const t = stepOf(state, hover);
  const back = state.horizon - t;
  const read = curves.map(({ name, logs }) => `${name} ${formatLog(logs[t - 1])}`);
  const norms = read.join("; ") || say("nothing");
  return back === 1
    ? say`t = ${t}, 1 step before the loss: ${norms}.`
    : say`t = ${t}, ${back} steps before the loss: ${norms}.`;
}

function walk(state, curves, hover, key) {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 10, ArrowDown: -10 }[key];
  const t = hover ? Math.max(1, stepOf(state, hover) + by) : state.horizon;
  return { x: stepOf(state, { x: t }), y: 0, panel: 0, key: null };
}

const open = { detach: 0, scale: 1 };
const presets = () => [
  { label: say("default start"), short: say("default"), state: { ...open, initialisation: "default" } },
  { label: "b_f = 1", state: { ...open, initialisation: "bias_1" } },
  { label: "b_f = 3", state: { ...open, initialisation: "bias_3" } },
  { label: say("chrono for T"), short: say("chrono"), state: { ...open, initialisation: "chrono" } },
  {
    label: say("1997, truncated"),
    short: "1997",
    state: { initialisation: "default", scale: 1, detach: 1, lstm_1997: true },
  },
  {
    label: say("h-detach"),
    short: say("detach"),
    state: { initialisation: "bias_3", scale: 1, detach: 0.5, lstm: true },
  },
  { label: say("large weights"), short: say("large U"), state: { initialisation: "bias_3", scale: 2, detach: 0 } },
  {
    label: say("all cells, b_f = 5"),
    short: say("all"),
    state: { ...open, initialisation: "bias_5", rnn: true, lstm: true, peephole: true, gru: true, lstm_1997: true },
  },
];

const brief = ({ horizon }, curves) => {
  const named = curves.filter(({ thin }) => !thin).slice(0, 3);
  const arrived = named.map(({ short, logs }) => `${short} ${formatLog(logs[0], 2)}`);
  return say`Step 1 of ${horizon} gets: ${arrived.join(", ") || say("no cell is on")}`;
};

/** A guess of what gets to step 1, from a forget bias of 3 and over 200 steps. */
const you = ({ initialisation, horizon, log_scale }, guess) =>
  initialisation === "bias_3" && horizon === 200 ? { panel: 0, y: log_scale ? Math.log10(guess) : guess } : null;

const view = () => ({
  title: say("The norm of the last step’s gradient at every earlier step"),
  question: say("Where does the gradient of the last step arrive?"),
  presets: presets(),
  compute,
  picture,
  sentence,
  brief,
  table,
  reading,
  walk,
  you,
});

export default { render: (host) => figure(host, view) };
