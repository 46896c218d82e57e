// What does each edge of the graph do to a gradient on its way back?
import { graph, printed } from "./figure/back.js";
import { make } from "./figure/dom.js";
import { equation } from "./figure/equation.js";
import { explain, parse } from "./figure/explain.js";
import { figure } from "./figure/figure.js";
import { formatPlain, formatSig } from "./figure/words.js";
import { brought } from "./mathematics/edges.js";
import { trace } from "./mathematics/worked.js";

const PHONE = 480;
const TALL = { phone: 236, wide: 322 }; // of the graph
const BELOW = 66; // what the equation takes in class mode

const unitOf = ({ unit }) => (unit === "second" ? 1 : 0);

function compute({ scale }, _data, { constants: { gates, first, edges } }) {
  const rows = Object.fromEntries(Object.entries(gates).map(([name, steps]) => [name, [null, ...steps]]));
  const found = trace(rows, scale, first);
  return { found, way: brought(found, edges) };
}

function picture(state, all, { width, height }) {
  const [u, phone] = [unitOf(state), width < PHONE && height === undefined];
  const how = { gone: state.edge, u, width };
  const tall = height === undefined ? TALL[phone ? "phone" : "wide"] : height - BELOW;
  return make("div", {}, graph(all, { ...how, height: tall }), equation(all, { ...how, narrow: phone }));
}

/** The edge in words: c₃ → c₂, × f₃ along the carousel. */
function edgeInWords([from, to, by]) {
  const way = `${printed(from)} → ${printed(to)}`;
  if (from === "L") return way;
  if (to.startsWith("h")) return `${way} through ${printed(by)}`;
  if (from.startsWith("c")) return `${way} along the carousel, times ${printed(by)}`;
  return `${way}, times ${printed(by)}(1 − tanh² ${printed(to)})`;
}

const isWhole = (way, place) => way.every(({ edge }, n) => n <= place || edge[1] !== way[place].edge[1]);

function sentence(state, { way }) {
  const [u, place, at] = [unitOf(state), state.edge - 1, ` Unit ${unitOf(state) + 1}, s = ${state.scale.toFixed(2)}.`];
  if (place < 0)
    return `The gradient stands at the loss L, the sum of both units’ h₃; ${way.length} edges lead back to c₀.${at}`;
  const { edge, part, soFar } = way[place];
  const brings = formatPlain(part[u]) === formatPlain(soFar[u]) ? "" : ` It brings ${formatPlain(part[u])};`;
  const sum = isWhole(way, place) ? "is" : "is so far";
  return `Edge ${place + 1} of ${way.length}: ${edgeInWords(edge)}.${brings} ∂L/∂${printed(edge[1])} ${sum} ${formatPlain(soFar[u])}.${at}`;
}

function brief(state, { way }) {
  const [u, place] = [unitOf(state), state.edge - 1];
  if (place < 0) return `The gradient stands at the loss L; ${way.length} edges lead back to c₀.`;
  const { edge, soFar } = way[place];
  return `Edge ${place + 1}: ${edgeInWords(edge).replace("along the carousel, ", "")}; ∂L/∂${printed(edge[1])} = ${formatPlain(soFar[u])}`;
}

const table = (_state, { way }, { constants: { head } }) => ({
  head,
  rows: way.map(({ edge: [from, to, by], part, soFar }, n) => [
    String(n + 1),
    printed(from),
    printed(to),
    by ? printed(by) : "–",
    ...[...part, ...soFar].map(formatSig),
  ]),
});

const HINT = "← and → send the gradient back and undo it, as the buttons do. Point at a box for its formula.";

function reading(state, { found, way }, hover) {
  const asked = parse(hover?.key);
  if (asked) {
    const name = `${asked.name.slice(-1)}_${asked.t}`;
    const isAhead = asked.name.startsWith("d") && !way.slice(0, state.edge).some(({ edge }) => edge[1] === name);
    return isAhead ? `The gradient has not come to ${printed(name)} yet.` : explain(found, hover.key).words;
  }
  if (!hover || state.edge === 0) return HINT;
  const { edge, part, soFar } = way[state.edge - 1];
  const u = unitOf(state);
  return `${edgeInWords(edge)}: ${formatPlain(part[u])}; ∂L/∂${printed(edge[1])}: ${formatPlain(soFar[u])}.`;
}

const BY = { ArrowLeft: 1, ArrowDown: 1, ArrowRight: -1, ArrowUp: -1 };

const view = {
  title: "A gradient sent back edge by edge",
  question: "What does each edge do to a gradient on its way back?",
  presets: ({ controls }) => [
    { label: "at the loss", short: "loss", state: { edge: 0, scale: 1 } },
    { label: "c₂, along the carousel", short: "c₂ direct", state: { edge: 3, scale: 1 } },
    { label: "c₂ in full", state: { edge: 8, scale: 1 } },
    { label: "all the way", state: { edge: controls.edge.max, scale: 1 } },
    { label: "all the way, s = 4", short: "s = 4", state: { edge: controls.edge.max, scale: 4 } },
    { label: "all the way, s = 0", short: "s = 0", state: { edge: controls.edge.max, scale: 0 } },
  ],
  compute,
  picture,
  sentence,
  brief,
  table,
  reading,
  walk: () => ({ x: 0, y: 0, panel: 0, key: null }),
  turn: ({ edge }, key) => ({ edge: edge + (BY[key] ?? 0) }),
};

export default { render: (host) => figure(host, view) };
