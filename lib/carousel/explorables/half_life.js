// What does a forget bias mean in steps of memory?
import { sigmoid } from "./shared/cells.js";
import { make } from "./shared/dom.js";
import { figure } from "./shared/figure.js";
import { biasFor, chronoEdge, halfLife } from "./shared/initial.js";
import * as Plot from "./shared/plot.js";
import { fromLog, share } from "./shared/words.js";

const [LOW, HIGH] = [-2, 8]; // the biases; on the logarithmic axis of time, e to the bias
const WANTED = [2, 1000];
const BIASES = Array.from({ length: 121 }, (_, n) => LOW + (n * (HIGH - LOW)) / 120);

/** A bias with its gate, its half-life, and what is left after k steps, as a logarithm. */
function memory(bias) {
  const half = halfLife(bias);
  return { bias, f: sigmoid(bias), half, left: (k) => (-k / half) * Math.log10(2) };
}

function compute({ forget_bias, wanted, log_scale }) {
  const span = log_scale ? [Math.exp(LOW), Math.exp(HIGH)] : [0, 2 * wanted];
  const at = (n) => (log_scale ? Math.exp(LOW + (n * (HIGH - LOW)) / 160) : (n * 2 * wanted) / 160);
  return {
    now: memory(forget_bias),
    edge: memory(chronoEdge(wanted)),
    long: memory(biasFor(wanted)),
    span,
    steps: Array.from({ length: 161 }, (_, n) => at(n)),
  };
}

const number = (value) => (value === 0 ? "0" : (value < 0 ? "−" : "") + fromLog(Math.log10(Math.abs(value))));
const stepsOf = (value) => `${number(value)} ${number(value) === "1" ? "step" : "steps"}`;
const colour = (hue) => `var(--cx-${hue})`;
const clamp = (value, [low, high]) => Math.min(high, Math.max(low, value));
const words = (hue) => ({ fill: colour(hue), fontWeight: 600, stroke: colour("paper"), strokeWidth: 4 });

/** A text at a point, on the side of it where there is room. */
const label = (text, x, y, leftwards, { hue, dy = 0 }) =>
  Plot.text([text], { x: () => x, y: () => y, textAnchor: leftwards ? "end" : "start", dx: leftwards ? -12 : 12, dy, ...words(hue) });

/** A ring to drag sideways, large enough for a finger. */
function handle(key, hue, x, y) {
  const named = (index, scales, values, size, context, next) => {
    const group = next(index, scales, values, size, context);
    group.dataset.key = key;
    group.style.cursor = "ew-resize";
    return group;
  };
  const at = { x: () => x, y: () => y, className: "cx-handle", render: named };
  return [
    Plot.dot([key], { ...at, r: 20, fill: "transparent" }),
    Plot.dot([key], { ...at, r: 7, fill: colour("paper"), stroke: colour(hue), strokeWidth: 3 }),
  ];
}

const frame = (width) => ({ width, marginTop: 22, marginLeft: width < 480 ? 44 : 52, marginRight: 18, marginBottom: 42 });
const grid = (ticks) => Plot.gridY({ ticks, stroke: colour("line"), strokeOpacity: 1 });
const axisY = (ticks, tickFormat, name) => Plot.axisY({ ticks, tickFormat, label: name, labelArrow: "none", tickSize: 0 });
const axisX = (name, more) => Plot.axisX({ label: name, labelAnchor: "center", labelArrow: "none", tickSize: 3, ...more });
const pointed = (x, y) => [
  Plot.ruleX([x], { stroke: colour("quiet"), strokeDasharray: "2 3" }),
  Plot.dot([x], { x: () => x, y: () => y, r: 4, fill: colour("f") }),
];

function gatePanel({ wanted }, { now, edge }, { width, hover }) {
  const upper = now.bias > 4;
  return Plot.plot({
    ...frame(width), height: width < 480 ? 170 : 190,
    x: { domain: [LOW, HIGH] }, y: { domain: [0, 1] },
    marks: [
      grid([0, 0.5, 1]),
      axisX("forget bias b_f", { ticks: [-2, 0, 2, 4, 6, 8], tickFormat: (bias) => String(bias).replace("-", "−") }),
      axisY([0, 0.5, 1], String, "gate f = σ(b_f)"),
      Plot.ruleX([edge.bias], { stroke: colour("accent"), strokeWidth: 1.5, strokeDasharray: "6 4" }),
      Plot.line(BIASES, { x: (bias) => bias, y: sigmoid, stroke: colour("f"), strokeWidth: 3 }),
      Plot.ruleX([now.bias], { y1: 0, y2: now.f, stroke: colour("f"), strokeWidth: 1.5 }),
      ...(hover?.panel === 0 ? pointed(clamp(hover.x, [LOW, HIGH]), sigmoid(clamp(hover.x, [LOW, HIGH]))) : []),
      label(`${width < 480 ? "" : "chrono’s edge, "}ln(${wanted} − 1) = ${edge.bias.toFixed(2)}`, edge.bias, 0.14, edge.bias > 2.5, { hue: "accent" }),
      label(`f = ${now.f.toFixed(3)}`, now.bias, now.f, now.bias > 0.5, { hue: "f", dy: upper ? 20 : -8 }),
      ...handle("edge", "accent", edge.bias, 0.14).slice(0, 1),
      ...handle("bias", "f", now.bias, now.f),
    ],
  });
}

function memoryPanel({ wanted, log_scale }, { now, edge, span, steps }, { width, hover }) {
  const kept = (of) => (k) => 10 ** of.left(k);
  const spot = clamp(now.half, span);
  const far = (k) => (log_scale ? Math.log(k / span[0]) / Math.log(span[1] / span[0]) : k / span[1]);
  const k = hover?.panel === 1 ? clamp(hover.x, span) : null;
  const ticks = log_scale ? { ticks: [1, 10, 100, 1000], tickFormat: (step) => step.toLocaleString("en") } : { ticks: width < 480 ? 4 : 8 };
  return Plot.plot({
    ...frame(width), height: width < 480 ? 220 : 250,
    x: { domain: span, type: log_scale ? "log" : "linear" }, y: { domain: [0, 1] },
    marks: [
      grid([0, 0.25, 0.5, 0.75, 1]),
      axisX("time k, steps", ticks),
      axisY([0, 0.5, 1], (value) => `${100 * value} %`, "left of a memory, fᵏ"),
      Plot.ruleX([wanted], { stroke: colour("accent"), strokeWidth: 1.5, strokeDasharray: "2 3" }),
      Plot.line(steps, { x: (step) => step, y: kept(edge), stroke: colour("accent"), strokeWidth: 1.5, strokeDasharray: "6 4" }),
      Plot.line(steps, { x: (step) => step, y: kept(now), stroke: colour("f"), strokeWidth: 3 }),
      ...(k === null ? [] : pointed(k, kept(now)(k))),
      label(`T = ${wanted}`, wanted, 0.93, far(wanted) > 0.75, { hue: "accent" }),
      label(`half-life ${number(now.half)}${now.half > span[1] ? " →" : ""}`, spot, 0.5, far(spot) > 0.6, { hue: "f", dy: -2 }),
      ...handle("wanted", "accent", wanted, 0.93).slice(0, 1),
      ...handle("half", "f", spot, 0.5),
    ],
  });
}

const picture = (state, found, at) => make("div", {}, gatePanel(state, found, at), memoryPanel(state, found, at));

function sentence({ wanted }, { now, edge, long }) {
  return `With b_f = ${now.bias.toFixed(2)} the gate is f = ${now.f.toFixed(3)}: half of a memory is gone after ${stepsOf(now.half)}, ` +
    `and ${share(now.left(wanted))} is left after ${wanted}. To keep half for ${wanted} steps takes b_f = ${long.bias.toFixed(2)}. ` +
    `Chrono for T = ${wanted} draws biases up to ${edge.bias.toFixed(2)}, whose half-life is ${stepsOf(edge.half)}.`;
}

function table({ wanted }, { now, edge, long }) {
  const named = [["this bias", now], [`half left after ${wanted}`, long], ["chrono’s edge, ln(T − 1)", edge],
    ["PyTorch, about 0", memory(0)], ["b_f = 1", memory(1)], ["b_f = 3", memory(3)], ["b_f = 5", memory(5)]];
  const rows = named.map(([name, { bias, f, half, left }]) => [name, number(bias), number(f), number(half), fromLog(left(wanted))]);
  return { head: ["", "bias b_f", "gate f", "half-life, steps", `left after ${wanted} steps`], rows };
}

function reading({ log_scale }, { now, edge, span }, hover) {
  if (hover === null) return "Drag a ring: the upper one sets the bias, the lower one the half-life. Point at a picture to read it.";
  if (hover.panel === 0) {
    const there = memory(clamp(hover.x, [LOW, HIGH]));
    return `b_f = ${there.bias.toFixed(2)}: f = ${there.f.toFixed(3)}, half-life ${stepsOf(there.half)}.`;
  }
  const at = clamp(hover.x, span);
  const k = at >= 1 || !log_scale ? Math.round(at) : Number(at.toPrecision(2));
  return `After ${stepsOf(k)}: ${share(now.left(k))} is left; at chrono’s edge ${share(edge.left(k))}.`;
}

function walk({ log_scale }, { now, span }, hover, key) {
  const panel = key === "ArrowUp" ? 0 : key === "ArrowDown" ? 1 : (hover?.panel ?? 0);
  const start = { panel, x: panel === 0 ? now.bias : clamp(now.half, span), y: 0, key: null };
  const by = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (hover?.panel !== panel || !by) return start;
  if (panel === 0) return { ...hover, x: clamp(hover.x + by / 10, [LOW, HIGH]) };
  return { ...hover, x: clamp(log_scale ? hover.x * Math.exp(by / 10) : hover.x + (by * span[1]) / 100, span) };
}

/** The bias, or the wanted time, whose mark would stand at the point. */
function drag(state, { handle: held, x }) {
  if (held === "edge") return { wanted: Math.round(clamp(Math.exp(clamp(x, [LOW, HIGH])) + 1, WANTED)) };
  if (held === "wanted") return { wanted: Math.round(clamp(x, WANTED)) };
  const bias = held === "half" ? biasFor(Math.max(0.1, x)) : x;
  return { forget_bias: Math.round(100 * clamp(bias, [LOW, HIGH])) / 100 };
}

const presets = [
  { label: "PyTorch default (0)", state: { forget_bias: 0 } },
  { label: "b_f = 1", state: { forget_bias: 1 } },
  { label: "b_f = 3", state: { forget_bias: 3 } },
  { label: "b_f = 5", state: { forget_bias: 5 } },
  { label: "chrono for T = 100", state: { forget_bias: 4.6, wanted: 100 } },
];

const view = { title: "A forget bias, in steps of memory", presets, compute, picture, sentence, table, reading, walk, drag };

export default { render: (host) => figure(host, view) };
