// What does a forget bias mean in steps of memory?

import { make } from "./figure/dom.js";
import { figure } from "./figure/figure.js";
import { ghost } from "./figure/ghost.js";
import { across, colour, grid, label, line, pointed, ring, upright, upwards, widthOf } from "./figure/marks.js";
import * as Plot from "./figure/plot.js";
import { say } from "./figure/say.js";
import { formatFixed, formatLog, formatPercent, formatShare, formatSig } from "./figure/words.js";
import { sigmoid } from "./mathematics/cells.js";
import { biasFor, chronoEdge, halfLife } from "./mathematics/initial.js";

/** @type {(count: number, ends: number[]) => number[]} */
const even = (count, [low, high]) => Array.from({ length: count }, (_, n) => low + (n * (high - low)) / (count - 1));

const limits = ({ min, max }) => [min, max];

/** A bias with its gate, its half-life, and what k steps leave, as a logarithm. */
function memory(bias) {
  const half = halfLife(bias);
  return { bias, f: sigmoid(bias), half, left: (k) => (-k / half) * Math.log10(2) };
}

function compute({ forget_bias, wanted, log_scale, chrono }, data, { controls }) {
  const biases = limits(controls.forget_bias); // on the logarithmic axis of time, e to them
  const span = log_scale ? biases.map(Math.exp) : [0, 2 * wanted];
  const steps = log_scale ? even(161, biases).map(Math.exp) : even(161, span);
  return {
    biases,
    now: memory(forget_bias),
    edge: memory(chronoEdge(wanted)),
    long: memory(biasFor(wanted)),
    span,
    steps,
    marked: chrono || wanted !== controls.wanted.default, // a reader has asked for T
  };
}

const isOne = (value) => formatSig(value) === "1";
const afterSteps = (value) => (isOne(value) ? say("after 1 step") : say`after ${formatSig(value)} steps`);
const halfLifeOf = (value) => (isOne(value) ? say("half-life 1 step") : say`half-life ${formatSig(value)} steps`);
const gateOf = (f) => f.toFixed(f < 0.9995 ? 3 : 5);
/** @type {(value: number, ends: number[]) => number} */
const clamp = (value, [low, high]) => Math.min(high, Math.max(low, value));
const frame = (width) => ({
  width,
  marginTop: 22,
  marginLeft: width < 480 ? 44 : 52,
  marginRight: 18,
  marginBottom: 42,
});
const minus = (bias) => String(bias).replace("-", "−");
const thousands = (k) => k.toLocaleString("en");
/** What belongs to the wanted time and to chrono, if they are shown. */
const shownIf = (isShown, marks) => (isShown ? marks : []);
const dashed = (hue) => ({ stroke: colour(hue), strokeWidth: 1.5, strokeDasharray: "6 4" });

function gatePanel({ wanted, chrono }, { biases, now, edge }, { width, height, hover }) {
  const size = frame(width);
  const narrow = width < 480;
  const inside = (width - size.marginLeft - size.marginRight) / (biases[1] - biases[0]);
  const fits = (text, bias) => widthOf(text) + 12 < (biases[1] - bias) * inside + size.marginRight;
  const gate = `f = ${gateOf(now.f)}`;
  const high = now.bias > 2.5;
  const equal = `ln ${wanted - 1} = ${formatFixed(edge.bias, 2)}`;
  const words = narrow ? equal : say`chrono’s edge, ${equal}`;
  const at = hover?.panel === 0 ? clamp(hover.x, biases) : null;
  return Plot.plot({
    ...size,
    height: height ?? (narrow ? 175 : 195),
    x: { domain: biases },
    y: { domain: [0, 1] },
    marks: [
      grid([0, 0.5, 1]),
      across(say("forget bias b_f"), { ticks: [-2, 0, 2, 4, 6, 8], tickFormat: minus }),
      upwards(say("gate f = σ(b_f)"), { ticks: [0, 0.5, 1], tickFormat: String }),
      ...shownIf(chrono, [upright({ x: edge.bias, ...dashed("quiet") })]),
      line(
        even(121, biases).map((bias) => [bias, sigmoid(bias)]),
        { stroke: colour("f"), strokeWidth: 3 },
      ),
      upright({ x: now.bias, y1: 0, y2: now.f, stroke: colour("f"), strokeWidth: 1.5 }),
      ...(at === null ? [] : pointed(at, [{ y: sigmoid(at), hue: "f" }])),
      ...shownIf(chrono, [label(words, { x: edge.bias, y: 0.1, hue: "quiet", leftwards: !fits(words, edge.bias) })]),
      label(gate, {
        x: now.bias,
        y: now.f,
        hue: "f",
        leftwards: high ? !fits(gate, now.bias) : now.bias > 0.5,
        dy: high ? 22 : -14,
      }),
      ...shownIf(chrono, ring("edge", { x: edge.bias, y: 0.1, hue: "quiet", r: 5 })),
      ...ring("bias", { x: now.bias, y: now.f, hue: "f" }),
    ],
  });
}

function memoryPanel(state, { now, edge, span, steps, marked }, { width, height, hover, past }) {
  const { wanted, log_scale, chrono } = state;
  const kept = (of) => (k) => 10 ** of.left(k);
  const late = (k) => (log_scale ? Math.log(k / span[0]) / Math.log(span[1] / span[0]) : k / span[1]);
  const spot = clamp(now.half, span);
  const quarter = 2 * edge.half; // where a quarter is left at chrono's edge
  const at = hover?.panel === 1 ? clamp(hover.x, span) : null;
  const ticks = log_scale ? { ticks: [1, 10, 100, 1000], tickFormat: thousands } : { ticks: width < 480 ? 4 : 8 };
  const curve = (of, look) =>
    line(
      steps.map((k) => [k, kept(of)(k)]),
      look,
    );
  return Plot.plot({
    ...frame(width),
    height: height ?? (width < 480 ? 225 : 255),
    x: { domain: span, type: log_scale ? "log" : "linear" },
    y: { domain: [0, 1] },
    marks: [
      grid([0, 0.25, 0.5, 0.75, 1]),
      across(say("time k, steps"), ticks),
      upwards(say("left of a memory, fᵏ"), { ticks: [0, 0.5, 1], tickFormat: (part) => formatPercent(part) }),
      ...shownIf(marked, [upright({ x: wanted, stroke: colour("quiet"), strokeWidth: 1.5, strokeDasharray: "2 3" })]),
      ...shownIf(chrono, [curve(edge, dashed("quiet"))]),
      ...(past ? [ghost(steps.map((k) => [k, kept(past.now)(k)]))] : []),
      curve(now, { stroke: colour("c"), strokeWidth: 3 }),
      ...(at === null
        ? []
        : pointed(at, [...shownIf(chrono, [{ y: kept(edge)(at), hue: "quiet" }]), { y: kept(now)(at), hue: "c" }])),
      ...(width < 480 || !chrono
        ? []
        : [label(say("chrono’s edge"), { x: quarter, y: 0.25, hue: "quiet", leftwards: late(quarter) > 0.75 })]),
      ...shownIf(marked, [
        label(`T = ${wanted}`, { x: wanted, y: 0.93, hue: "quiet", leftwards: late(wanted) > 0.75 }),
      ]),
      label(say`half-life ${formatSig(now.half)}` + (now.half > span[1] ? " →" : ""), {
        x: spot,
        y: 0.5,
        hue: "c",
        leftwards: late(spot) > 0.6,
        dy: -2,
      }),
      ...shownIf(marked, ring("wanted", { x: wanted, y: 0.93, hue: "quiet", r: 5 })),
      ...ring("half", { x: spot, y: 0.5, hue: "c" }),
    ],
  });
}

function picture(state, found, { width, height, hover, past }) {
  const at = { width: height ? Math.floor(width / 2) : width, height, hover, past };
  const style = height ? "display:flex" : "";
  return make("div", { style }, gatePanel(state, found, at), memoryPanel(state, found, at));
}

function sentence({ wanted, chrono }, { now, edge, long }) {
  const said = say`With b_f\u00a0=\u00a0${formatFixed(now.bias, 2)} the gate is f\u00a0=\u00a0${gateOf(now.f)}:
    half of a memory is gone ${afterSteps(now.half)}, and ${wanted} steps leave ${formatShare(now.left(wanted))} of it.
    To keep half for ${wanted} steps takes b_f\u00a0=\u00a0${formatFixed(long.bias, 2)}.`;
  if (!chrono) return said;
  const [bias, half] = [formatFixed(edge.bias, 2), formatSig(edge.half)];
  const more = isOne(edge.half)
    ? say`Chrono initialisation for T\u00a0=\u00a0${wanted} draws biases up to ${bias}, whose half-life is 1 step.`
    : say`Chrono initialisation for T\u00a0=\u00a0${wanted} draws biases up to ${bias}, whose half-life is ${half} steps.`;
  return `${said} ${more}`;
}

function table({ wanted }, { now, edge, long }, { constants, words }) {
  const all = [now, long, edge, ...constants.usual.map(memory)];
  const rows = all.map(({ bias, f, half, left }, n) => [
    words.rows[n],
    formatSig(bias),
    formatSig(f),
    formatSig(half),
    formatLog(left(wanted)),
  ]);
  return { head: words.head, rows };
}

function reading(state, { biases, now, edge, span }, hover) {
  if (hover === null)
    return state.chrono
      ? say("Drag a ring: the bias above, the half-life or T below. Point at a picture to read it.")
      : say("Drag a ring: the bias above, the half-life below. Point at a picture to read it.");
  if (hover.panel === 0) {
    const there = memory(clamp(hover.x, biases));
    return `b_f = ${formatFixed(there.bias, 2)}: f = ${gateOf(there.f)}, ${halfLifeOf(there.half)}.`;
  }
  const at = clamp(hover.x, span);
  const k = at >= 1 ? Math.round(at) : Number(at.toPrecision(2));
  const [when, left] = [isOne(k) ? say("After 1 step") : say`After ${formatSig(k)} steps`, formatShare(now.left(k))];
  return state.chrono
    ? say`${when}: ${left} is left; at chrono’s edge ${formatShare(edge.left(k))}.`
    : say`${when}: ${left} is left.`;
}

/** Up and down lead from picture to picture, left and right along one. */
function walk({ log_scale }, { biases, now, span }, hover, key) {
  const panel = key === "ArrowUp" ? 0 : key === "ArrowDown" ? 1 : (hover?.panel ?? 0);
  const by = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (hover?.panel !== panel || !by)
    return { panel, x: panel === 0 ? now.bias : clamp(now.half, span), y: 0, key: null };
  if (panel === 0) return { ...hover, x: clamp(hover.x + by / 10, biases) };
  return { ...hover, x: clamp(log_scale ? hover.x * Math.exp(by / 10) : hover.x + (by * span[1]) / 100, span) };
}

/** The bias, or the wanted time, whose mark would stand at the point. */
function drag(state, { handle, x }, { biases }, { controls }) {
  const within = limits(controls.wanted);
  if (handle === "edge") return { wanted: Math.round(clamp(Math.exp(clamp(x, biases)) + 1, within)) };
  if (handle === "wanted") return { wanted: Math.round(clamp(x, within)) };
  const bias = handle === "half" ? biasFor(Math.max(0.1, x)) : x;
  return { forget_bias: Math.round(100 * clamp(bias, biases)) / 100 };
}

const presets = () => [
  { label: say("PyTorch default (0)"), short: say("default"), state: { forget_bias: 0 } },
  ...[1, 3, 5].map((bias) => ({ label: `b_f = ${bias}`, state: { forget_bias: bias } })),
  {
    label: say("chrono for T = 100"),
    short: say("chrono, T = 100"),
    state: { forget_bias: 4.6, wanted: 100, chrono: true },
  },
];

const brief = ({ wanted, chrono }, { now, edge }) =>
  `b_f = ${formatFixed(now.bias, 2)}: f = ${gateOf(now.f)}, ${halfLifeOf(now.half)}` +
  (chrono ? say`; T = ${wanted}: b_f to ${formatFixed(edge.bias, 2)}` : "");

/** A guess of a half-life stands on the axis of time. */
const you = (state, guess) => ({ panel: 1, x: guess });

const view = () => ({
  title: say("A forget bias, in steps of memory"),
  question: say("What does a forget bias mean in steps of memory?"),
  presets: presets(),
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
