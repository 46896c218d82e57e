// What does the whole network do to a gradient over T steps?
import { make } from "./figure/dom.js";
import { figure } from "./figure/figure.js";
import { ghost } from "./figure/ghost.js";
import { leaving } from "./figure/leaving.js";
import { colour, horizontal, line, upright, words } from "./figure/marks.js";
import * as Plot from "./figure/plot.js";
import { say } from "./figure/say.js";
import { decades, formatFixed, formatLog, formatSig, power } from "./figure/words.js";
import { fullState, sensitivity } from "./mathematics/products.js";
import { history, tuned } from "./mathematics/small_network.js";

const DRAWN = 100; // points of a curve at most: more than a phone has pixels for
const DECADES = [-30, 3]; // the powers of ten that the axis shows

const STROKES = {
  exact: { strokeWidth: 2.5 },
  productOfPartials: { strokeWidth: 9, strokeOpacity: 0.4 }, // broad: seen on both sides of the true derivative
  direct: { strokeWidth: 2.5 },
};

function compute(state, data, { constants, words }) {
  const params = tuned(data, { ...state, peephole_scale: 0 }, constants);
  const run = history(params, state.horizon, constants.seed);
  const seen = sensitivity("peephole", params, run);
  const curves = Object.entries(constants.hues).map(([name, hue]) => ({ name, hue, ...words.curves[name] }));
  const logs = Object.fromEntries(curves.map(({ name }) => [name, seen[name].map((log) => log / Math.LN10)]));
  return { curves, logs, cosine: seen.cosine, rates: seen.rates, params, run };
}

const right = (width) => (width < 480 ? 58 : 118); // room for the names of the curves

/** Every so many steps, the last one among them. */
function sampled(length) {
  const stride = Math.max(1, Math.ceil((length - 1) / DRAWN));
  const steps = [];
  for (let t = (length - 1) % stride; t < length; t += stride) steps.push(t);
  return steps;
}

/**
 * The part of a curve within the decades, from the start to where it first leaves them.
 * @param {number[]} logs
 * @param {number[]} steps
 * @param {number} [last] the last step that the axis shows
 */
function inside(logs, steps, last = Number.POSITIVE_INFINITY) {
  const [low, high] = DECADES;
  const seen = [];
  for (const t of steps) {
    if (t > last) break;
    const y = logs[t];
    if (y >= low && y <= high) {
      seen.push([t, y]);
      continue;
    }
    const [from, start] = seen[seen.length - 1] ?? [t, 0];
    const edge = y < low ? low : high;
    const part = Number.isFinite(y) ? (edge - start) / (y - start) : 1;
    seen.push([from + part * (t - from), edge]);
    break;
  }
  return seen;
}

function sizes({ horizon }, { curves, logs }, { width, height, hover, steps, past }) {
  const [low, high] = DECADES;
  const gap = (high - low) / 13;
  const ends = curves
    .map((curve) => ({ ...curve, y: Math.min(high, Math.max(low, logs[curve.name].at(-1))) }))
    .sort((one, other) => one.y - other.y);
  for (let n = 1; n < ends.length; n += 1) ends[n].y = Math.max(ends[n].y, ends[n - 1].y + gap); // names keep apart
  const over = ends.at(-1).y + gap / 2 - high;
  if (over > 0) for (const end of ends) end.y -= over;
  const ticks = decades(low, 0, 4);
  const tall = height ?? (width < 480 ? 210 : 250); // the steps are named below the angle, one axis for both
  const drawn = curves
    .map((curve) => ({ ...curve, points: inside(logs[curve.name], steps) }))
    .sort(({ name }) => (name === "productOfPartials" ? -1 : 1)); // the broad one below
  const t = hover && stepAt({ horizon }, hover);
  return Plot.plot({
    width,
    height: tall,
    marginRight: right(width),
    marginBottom: 10,
    x: { domain: [0, horizon], axis: null },
    y: { domain: [low, high] },
    marks: [
      Plot.gridY({ ticks, stroke: "var(--cx-line)", strokeOpacity: 1 }),
      horizontal({ y: 0, stroke: colour("quiet"), strokeDasharray: "4 3" }),
      Plot.axisY({ label: say("size of ∂cₜ/∂c₀"), labelArrow: "none", ticks, tickSize: 0, tickFormat: power }),
      ...(past === null
        ? []
        : curves.map(({ name }) => ghost(inside(past.logs[name], sampled(past.logs[name].length), horizon)))),
      ...drawn.map(({ name, hue, points }) => line(points, { stroke: colour(hue), ...STROKES[name] })),
      ...leaving(
        drawn.map(({ name, hue, points }) => ({ log: logs[name].at(-1), hue, points })),
        DECADES,
        { x: [0, horizon], width: width - 50 - right(width), height: tall - 38 },
      ),
      ...ends.map(({ y, hue, short, label }) =>
        words(width < 480 ? short : label, {
          x: horizon,
          y,
          dx: 8,
          textAnchor: "start",
          fill: colour(hue),
          fontWeight: 600,
        }),
      ),
      ...(t === null ? [] : [upright({ x: t, stroke: colour("quiet"), strokeDasharray: "2 3" })]),
    ],
  });
}

function angle({ horizon }, { cosine }, { width, height, hover, steps }) {
  const t = hover && stepAt({ horizon }, hover);
  return Plot.plot({
    width,
    height: height ? Math.ceil(0.53 * height) : 114,
    marginTop: 26,
    marginRight: height ? 16 : right(width),
    marginBottom: 40,
    x: { domain: [0, horizon] },
    y: { domain: [-1, 1] },
    marks: [
      horizontal({ y: 0, stroke: colour("quiet"), strokeDasharray: "4 3" }),
      Plot.axisX({
        label: say("step t"),
        labelAnchor: "center",
        labelArrow: "none",
        ticks: width < 480 ? 3 : 8,
        tickFormat: "d",
        tickSize: 3,
      }),
      Plot.axisY({
        label: height ? say("cosine, direct and true") : say("cosine of direct path and true derivative"),
        labelArrow: "none",
        ticks: [-1, 0, 1],
        tickSize: 0,
        tickFormat: "d",
      }),
      line(
        steps.map((at) => [at, cosine[at]]),
        { stroke: colour("ink"), strokeWidth: 2 },
      ),
      ...(t === null ? [] : [upright({ x: t, stroke: colour("quiet"), strokeDasharray: "2 3" })]),
    ],
  });
}

/** The factors per step by which the whole product stretches its directions. */
function stretches(state, { rates }, { width, height }) {
  const factors = rates.map((rate) => Math.exp(Math.min(rate, 3)));
  return Plot.plot({
    width,
    height: height ? Math.floor(0.47 * height) : 86,
    marginTop: 16,
    marginBottom: 40,
    x: { domain: [0, Math.max(1.1, factors[0] * 1.05)] },
    y: { domain: [0, 1], axis: null },
    marks: [
      Plot.axisX({
        label: height ? say("factor per step") : say("factor per step, one line per direction"),
        labelAnchor: "center",
        labelArrow: "none",
        ticks: width < 480 ? 4 : 8,
        tickSize: 3,
      }),
      upright({ x: 1, stroke: colour("quiet"), strokeDasharray: "4 3" }),
      ...factors.map((x) =>
        upright({ x, y1: 0.1, y2: 0.9, stroke: colour("ink"), strokeOpacity: 0.6, strokeWidth: 2.5 }),
      ),
    ],
  });
}

function picture(state, found, { width, height, hover, past }) {
  const steps = sampled(state.horizon + 1);
  const left = height ? Math.floor(0.58 * width) : width; // in class mode two stand on the right
  const at = { width: left, height, hover: hover?.panel === 2 ? null : hover, steps, past };
  const beside = { ...at, width: height ? width - left : width };
  const below = [angle(state, found, beside), stretches(state, found, beside)];
  const style = height ? "display:flex" : "";
  return make("div", { style }, sizes(state, found, at), make("div", {}, ...below));
}

const stepAt = ({ horizon }, { x }) => Math.min(horizon, Math.max(0, Math.round(x || 0)));

function reading(state, { curves, logs, cosine }, hover) {
  if (hover === null || hover.panel === 2)
    return say`Point at a step to read the curves.
      A direction right of the dashed line grows, one left of it shrinks.`;
  const t = stepAt(state, hover);
  const said = curves.map(({ name, label }) => `${label} ${formatLog(logs[name][t])}`);
  return say`t = ${t}: ${said.join(", ")}; cosine ${formatSig(cosine[t])}.`;
}

function walk(state, found, hover, key) {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 10, ArrowDown: -10 }[key];
  return { x: hover ? stepAt(state, { x: stepAt(state, hover) + by }) : 0, y: 0, panel: 0, key: null };
}

function sentence({ horizon }, { logs, cosine, rates }) {
  const [truth, direct] = [logs.exact.at(-1), logs.direct.at(-1)];
  const [ratio, other] = [truth - direct, formatLog(direct)];
  const compared =
    Math.abs(ratio) < 0.01
      ? say`as large as the direct path's ${other}`
      : ratio > 0
        ? say`${formatLog(ratio)} times as large as the direct path's ${other}`
        : say`${formatLog(-ratio)} times smaller than the direct path's ${other}`;
  return say`After ${horizon} steps the derivative of c by c₀ has size ${formatLog(truth)}, ${compared};
    the cosine between the two is ${formatFixed(cosine.at(-1), 2)}.
    The product of partial Jacobians says ${formatLog(logs.productOfPartials.at(-1))}.
    The whole network stretches its best direction by ${Math.exp(rates[0]).toFixed(3)} per step.`;
}

function table(state, { logs, cosine, rates, params, run }, { words: { head, rows } }) {
  const whole = fullState("peephole", params, run) / Math.LN10;
  const sizes = [logs.exact.at(-1), logs.direct.at(-1), logs.productOfPartials.at(-1), whole];
  const values = [...sizes, cosine.at(-1), ...rates.slice(0, 3).map(Math.exp)];
  return { head, rows: rows.map((name, n) => [name, formatSig(values[n])]) };
}

const plain = { recurrent_scale: 1, output_scale: 1 };
const presets = () => [
  { label: say("PyTorch default"), short: say("default"), state: { ...plain, forget_bias: 0 } },
  { label: "b_f = 1", state: { ...plain, forget_bias: 1 } },
  { label: "b_f = 3", state: { ...plain, forget_bias: 3 } },
  { label: "b_f = 5", state: { ...plain, forget_bias: 5 } },
  { label: say("no recurrent weights"), short: "U = 0", state: { ...plain, recurrent_scale: 0 } },
  { label: say("large weights"), short: say("large U"), state: { ...plain, recurrent_scale: 4 } },
  { label: say("a loud output gate"), short: say("loud o"), state: { ...plain, output_scale: 8 } },
];

const brief = ({ horizon }, { logs }) =>
  say`T = ${horizon}: true derivative ${formatLog(logs.exact.at(-1))}, direct path ${formatLog(logs.direct.at(-1))}`;

const view = () => ({
  title: say("The derivative of c after T steps by c at the start"),
  question: say("What does a whole network do to a gradient in T steps?"),
  presets: presets(),
  compute,
  picture,
  sentence,
  brief,
  table,
  reading,
  walk,
});

export default { render: (host) => figure(host, view) };
