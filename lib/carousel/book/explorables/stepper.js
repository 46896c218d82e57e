// What does each edge of the graph do to a gradient on its way back?
import { graph, printed } from "./figure/back.js";
import { make } from "./figure/dom.js";
import { equation } from "./figure/equation.js";
import { explain, parse } from "./figure/explain.js";
import { figure } from "./figure/figure.js";
import { say } from "./figure/say.js";
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

/** The edge in words: c₃ → c₂ along the carousel, times f₃. */
function edgeInWords([from, to, by], isBrief = false) {
  const way = `${printed(from)} → ${printed(to)}`;
  if (from === "L") return way;
  if (to.startsWith("h")) return say`${way} through ${printed(by)}`;
  if (!from.startsWith("c")) return say`${way}, times ${`${printed(by)}(1 − tanh² ${printed(to)})`}`;
  return isBrief ? say`${way} times ${printed(by)}` : say`${way} along the carousel, times ${printed(by)}`;
}

const isWhole = (way, place) => way.every(({ edge }, n) => n <= place || edge[1] !== way[place].edge[1]);

function sentence(state, { way }) {
  const [u, place] = [unitOf(state), state.edge - 1];
  const at = say`Unit ${u + 1}, s = ${state.scale.toFixed(2)}.`;
  if (place < 0) {
    const start = say`The gradient stands at the loss L, the sum of both units’ h₃; ${way.length} edges lead back to c₀.`;
    return `${start} ${at}`;
  }
  const gone = say`Edge ${place + 1} of ${way.length}: ${edgeInWords(way[place].edge)}.`;
  return `${gone} ${come(way, place, u)} ${at}`;
}

/** What an edge brings to its end, and what has come there. */
function come(way, place, u) {
  const { edge, part, soFar } = way[place];
  const [end, brought, sum] = [`∂L/∂${printed(edge[1])}`, formatPlain(part[u]), formatPlain(soFar[u])];
  if (brought === sum) return isWhole(way, place) ? say`${end} is ${sum}.` : say`${end} is so far ${sum}.`;
  return isWhole(way, place)
    ? say`It brings ${brought}; ${end} is ${sum}.`
    : say`It brings ${brought}; ${end} is so far ${sum}.`;
}

function brief(state, { way }) {
  const [u, place] = [unitOf(state), state.edge - 1];
  if (place < 0) return say`The gradient stands at the loss L; ${way.length} edges lead back to c₀.`;
  const { edge, soFar } = way[place];
  return say`Edge ${place + 1}: ${edgeInWords(edge, true)}; ∂L/∂${printed(edge[1])} = ${formatPlain(soFar[u])}`;
}

const table = (_state, { way }, { words: { head } }) => ({
  head,
  rows: way.map(({ edge: [from, to, by], part, soFar }, n) => [
    String(n + 1),
    printed(from),
    printed(to),
    by ? printed(by) : "–",
    ...[...part, ...soFar].map(formatSig),
  ]),
});

function reading(state, { found, way }, hover) {
  const asked = parse(hover?.key);
  if (asked) {
    const name = `${asked.name.slice(-1)}_${asked.t}`;
    const isAhead = asked.name.startsWith("d") && !way.slice(0, state.edge).some(({ edge }) => edge[1] === name);
    return isAhead ? say`The gradient has not come to ${printed(name)} yet.` : explain(found, hover.key).words;
  }
  if (!hover || state.edge === 0)
    return say("← and → send the gradient back and undo it, as the buttons do. Point at a box for its formula.");
  const { edge, part, soFar } = way[state.edge - 1];
  const u = unitOf(state);
  return `${edgeInWords(edge)}: ${formatPlain(part[u])}; ∂L/∂${printed(edge[1])}: ${formatPlain(soFar[u])}.`;
}

const BY = { ArrowLeft: 1, ArrowDown: 1, ArrowRight: -1, ArrowUp: -1 };

const view = ({ controls }) => ({
  title: say("A gradient sent back edge by edge"),
  question: say("What does each edge do to a gradient on its way back?"),
  presets: [
    { label: say("at the loss"), short: say("loss"), state: { edge: 0, scale: 1 } },
    { label: say("c₂, along the carousel"), short: say("c₂ direct"), state: { edge: 3, scale: 1 } },
    { label: say("c₂ in full"), state: { edge: 8, scale: 1 } },
    { label: say("all the way"), state: { edge: controls.edge.max, scale: 1 } },
    { label: say("all the way, s = 4"), short: "s = 4", state: { edge: controls.edge.max, scale: 4 } },
    { label: say("all the way, s = 0"), short: "s = 0", state: { edge: controls.edge.max, scale: 0 } },
  ],
  compute,
  picture,
  sentence,
  brief,
  table,
  reading,
  walk: () => ({ x: 0, y: 0, panel: 0, key: null }),
  turn: ({ edge }, key) => ({ edge: edge + (BY[key] ?? 0) }),
});

export default { render: (host) => figure(host, view) };
