// How much of a gradient comes back along the carousel, and how much in all?
import { head, layer, line, mark, ribbon, sheet } from "./figure/diagram.js";
import { make } from "./figure/dom.js";
import { figure } from "./figure/figure.js";
import { legend } from "./figure/legend.js";
import { say } from "./figure/say.js";
import { formatFixed, formatSig } from "./figure/words.js";
import { routes } from "./mathematics/routes.js";

const FULL = 48; // the width of the whole gradient of the last step, in pixels
const MIDDLE = 112; // where the carousel runs
const BOTTOM = 250;
const LOW = 24; // by so much the drawing is lower in class mode, which has a legend too
const DEPTHS = { i: 30, f: 47, o: 64, c_tilde: 81 }; // how far the threads hang
const CYCLE = 3; // seconds from pulse to pulse
const STYLE = `
.cx-glow{opacity:0}
@media screen and (prefers-reduced-motion:no-preference){
.cx-seen .cx-glow{animation:cx-glow ${CYCLE}s linear infinite}
.cx-seen .cx-picture:is(:hover,:focus-visible) .cx-glow{animation-play-state:paused}}
@keyframes cx-glow{0%{opacity:0}3%{opacity:.85}16%,to{opacity:0}}`;

const compute = ({ forget_gate, closed }, data, { constants }) => routes(forget_gate, closed, constants);

/** The share in per cent, as a counter shows it. */
const percent = (share) => `${formatSig(100 * share)}\u00a0%`;

/** Where the cells stand: step t in the middle of its place, the loss at the right. */
function columns(width, steps) {
  const [left, right] = width < 480 ? [6, 30] : [12, 56];
  const gap = (width - left - right) / steps;
  return { gap, x: (t) => left + (t - 0.5) * gap, end: width - right, half: 0.27 * gap };
}

/** A band along the cells, its width a share of the gradient; from step `last` to 1. */
function band(shares, { x, half }) {
  const edge = (sign) =>
    shares.flatMap((share, n) => [-half, half].map((by) => [x(n + 1) + by, MIDDLE + (sign * FULL * share) / 2]));
  const round = [...edge(-1), ...edge(1).reverse()];
  return `${round.map(([px, py], n) => line`${n ? "L" : "M"}${px} ${py}`).join("")}Z`;
}

/** What lights up as the pulse passes: the band in pieces, each after the one before. */
function glow(direct, { x, half }) {
  const steps = direct.length;
  const one = (from, to, share, next, late) =>
    mark("path", {
      d: ribbon([from, MIDDLE], [to, MIDDLE], FULL * share, FULL * next),
      class: "cx-glow",
      style: `animation-delay:${((late * 0.62 * CYCLE) / steps).toFixed(2)}s`,
    });
  return layer(
    { fill: "var(--cx-paper)" },
    ...direct.flatMap((share, n) => {
      const [at, late] = [x(n + 1), steps - 1 - n];
      const cell = one(at + half, at - half, share, share, late);
      return n === 0 ? [cell] : [cell, one(at - half, x(n) + half, share, direct[n - 1], late + 0.5)];
    }),
  );
}

/** A thread from a cell down through one gate to the cell before. */
function thread(name, share, t, { x, half, low }) {
  const [from, to, top] = [x(t + 1) - half / 2, x(t) + half / 2, MIDDLE + 46];
  const deep = top + DEPTHS[name] * (low ? 0.85 : 1.25);
  return mark("path", {
    d: line`M${from} ${top}C${from} ${deep} ${to} ${deep} ${to} ${top}`,
    "stroke-width": String(Math.max(0.6, FULL * share).toFixed(2)),
    "stroke-dasharray": share === 0 ? "1 4" : undefined,
    "data-key": `${t}`,
  });
}

/** The threads of all gates, the strongest behind. */
const threads = (through, at) =>
  Object.entries(through).map(([name, shares]) =>
    layer(
      { fill: "none", stroke: `var(--cx-${name})`, "stroke-linecap": "round", "stroke-opacity": 0.85 },
      ...shares.slice(0, -1).map((share, n) => thread(name, share, n + 1, at)),
    ),
  );

/** Twelve cells, and the mark of the forget gate between two of them. */
const cells = (steps, { x, half }) =>
  layer(
    { fill: "var(--cx-ink)", "fill-opacity": 0.045, stroke: "var(--cx-line)" },
    ...Array.from({ length: steps }, (_, n) =>
      mark("rect", { x: x(n + 1) - half, y: MIDDLE - 46, width: 2 * half, height: 92, rx: Math.min(8, half) }),
    ),
  );

const gates = (steps, f, { x, gap }) =>
  layer(
    { stroke: "var(--cx-f)", "stroke-width": 2.5, "stroke-linecap": "round" },
    ...Array.from({ length: steps - 1 }, (_, n) => {
      const open = 3 + 18 * f;
      const at = x(n + 1) + gap / 2;
      return mark("path", {
        d: line`M${at} ${MIDDLE - 30}V${MIDDLE - open}M${at} ${MIDDLE + open}V${MIDDLE + 30}`,
      });
    }),
  );

/** A counter of what arrives at step 1. */
function counter(name, share, hue, { at, anchor, narrow }) {
  const size = narrow ? 22 : 30;
  return layer(
    { fill: `var(--cx-${hue})`, "text-anchor": anchor, "font-weight": 650 },
    mark("text", { x: at, y: 14, style: "font-size:13px" }, name),
    mark("text", { x: at, y: 16 + size, style: `font-size:${size}px` }, percent(share)),
  );
}

function picture({ forget_gate }, { direct, whole, through }, { width, height, hover }, { words }) {
  const steps = direct.length;
  const at = { ...columns(width, steps), low: height !== undefined };
  const bottom = BOTTOM - (at.low ? LOW : 0);
  const narrow = width < 480;
  const asked = hover && stepAt(hover, width, steps);
  const ends = { fill: "var(--cx-quiet)", style: "font-size:13px" };
  const drawn = sheet(
    width,
    bottom,
    mark("style", {}, STYLE),
    cells(steps, at),
    mark("path", { d: band(whole, at), fill: "var(--cx-ink)", "fill-opacity": 0.14, stroke: "var(--cx-ink)" }),
    ...threads(through, at),
    mark("path", { d: band(direct, at), fill: "var(--cx-c)" }),
    glow(direct, at),
    gates(steps, forget_gate, at),
    mark("path", { d: head(at.end + 2, MIDDLE, "left"), fill: "var(--cx-c)" }),
    mark(
      "text",
      { x: at.end + 12, y: MIDDLE + 4.5, "text-anchor": "start", style: "font-size:13px" },
      narrow ? "L" : say("loss"),
    ),
    ...[1, steps].map((t) =>
      mark("text", { x: at.x(t), y: bottom - 6, ...ends }, t === 1 && !narrow ? say("step 1") : `${t}`),
    ),
    counter(say("carousel alone"), direct[0], "c", { at: 4, anchor: "start", narrow }),
    counter(say("whole network"), whole[0], "ink", { at: narrow ? width / 2 : width / 3, anchor: "start", narrow }),
    ...(asked
      ? [
          mark("rect", {
            x: at.x(asked) - at.gap / 2,
            y: 58,
            width: at.gap,
            height: bottom - 78,
            rx: 4,
            fill: "none",
            stroke: "var(--cx-quiet)",
            "stroke-dasharray": "2 3",
          }),
        ]
      : []),
  );
  const lines = Object.entries(words.gates).map(([name, word]) => [word, `3px solid var(--cx-${name})`]);
  return make(
    "div",
    {},
    drawn,
    legend("", [say("carousel"), "8px solid var(--cx-c)"], [say("all routes"), "2px solid var(--cx-ink)"], ...lines),
  );
}

/** The step under a point, or the one that keys have led to. */
function stepAt({ x, key, width: own }, width, steps) {
  if (key === "walk") return Math.min(steps, Math.max(1, Math.round(x)));
  const { gap, x: place } = columns(own ?? width, steps);
  return Math.min(steps, Math.max(1, Math.round(((Number.isFinite(x) ? x : 0) - place(1)) / gap) + 1));
}

function reading(state, { direct, whole, through }, hover, { words: { gates } }) {
  if (hover === null) return say("Point at a step for its shares; widths are to scale.");
  const t = stepAt(hover, 640, direct.length);
  const by = Object.entries(gates).map(([name, word]) => `${word} ${percent(through[name][t - 1])}`);
  const [alone, all] = [percent(direct[t - 1]), percent(whole[t - 1])];
  return say`Step ${t}: carousel ${alone}, in all ${all}; through ${by.join(", ")}.`;
}

function walk(state, { direct }, hover, key) {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0;
  const from = hover ? stepAt(hover, 640, direct.length) : 1;
  return { x: Math.min(direct.length, Math.max(1, from + (hover ? by : 0))), y: 0, panel: 0, key: "walk" };
}

function sentence({ forget_gate, closed }, { direct, whole }) {
  const steps = direct.length;
  const f = formatFixed(forget_gate, 2);
  const factors = say`f¹¹ with f\u00a0=\u00a0${f}`;
  if (closed) {
    return say`With the gates’ routes closed, step\u00a01 gets ${percent(whole[0])} of the gradient of step\u00a0${steps}:
      ${factors}, what the carousel alone brings.`;
  }
  return say`Step\u00a01 gets ${percent(direct[0])} of the gradient of step\u00a0${steps} on the carousel alone (${factors})
    and ${percent(whole[0])} in the whole network (norm of ∂L/∂c, exact).`;
}

function table(state, { direct, whole, through }, { words: { head: names } }) {
  const row = (t) => [direct, whole, ...Object.values(through)].map((shares) => formatSig(shares[t]));
  return { head: names, rows: direct.map((_, t) => [String(t + 1), ...row(t)]).reverse() };
}

const open = { closed: false };
const presets = () => [
  { label: say("f = 0.5, PyTorch’s start"), short: "f = 0.5", state: { ...open, forget_gate: 0.5 } },
  { label: "f = 0.9", state: { ...open, forget_gate: 0.9 } },
  { label: say("open carousel, f = 1"), short: "f = 1", state: { ...open, forget_gate: 1 } },
];

const brief = ({ forget_gate }, { direct, whole }) =>
  say`f = ${formatFixed(forget_gate, 2)}: carousel ${percent(direct[0])}, whole network ${percent(whole[0])}`;

const view = () => ({
  title: say("A gradient’s way back over twelve LSTM cells"),
  question: say("How much of a gradient comes back, and which way?"),
  presets: presets(),
  compute,
  picture,
  sentence,
  brief,
  table,
  reading,
  walk,
});

/** The pulse runs while the figure is in view. */
function render(host) {
  const leave = figure(host, view);
  const root = host.el.querySelector(".cx");
  const watch = new IntersectionObserver((seen) => root.classList.toggle("cx-seen", seen.at(-1).isIntersecting));
  watch.observe(root);
  return () => {
    watch.disconnect();
    leave();
  };
}

export default { render };
