// What does a gate see, and what does it add to the derivative?
import { make } from "./figure/dom.js";
import { figure } from "./figure/figure.js";
import { legend } from "./figure/legend.js";
import { across, colour, disc, grid, horizontal, line, ring, upright, upwards } from "./figure/marks.js";
import * as Plot from "./figure/plot.js";
import { say } from "./figure/say.js";
import { formatFixed, formatSig } from "./figure/words.js";
import { gates, outputResponse, response, responses, shut } from "./mathematics/one_unit.js";

const DASHED = "5 4";
const LEGEND = 24; // the height of a legend in one line

/** What the curves of a unit are made of, state by state. */
const tabled = (unit, states) => ({
  steps: states.map(responses(unit)),
  seen: states.map((c) => gates(unit, c)),
  outputs: states.map((c) => outputResponse(unit, c)),
});

const curve = (rows, key, hue, look) => ({ hue, values: rows.map((row) => row[key]), ...look });

/** The last result of a pure function of one unit and the states, kept for the next call. */
let kept = { key: "" };

/** The curves of every panel that stay while a peephole moves, the dashed ones. */
function bare(unit, states) {
  const { b_i, b_f, b_o, c_tilde } = unit;
  const key = [b_i, b_f, b_o, c_tilde, states.length, states[0]].join();
  if (kept.key === key) return kept.panels;
  const { steps, seen, outputs } = tabled(shut(unit), states);
  const dashed = { strokeDasharray: DASHED, strokeWidth: 1.3 };
  const panels = [
    ["i", "f", "o"].map((k) => curve(seen, k, k, dashed)),
    [{ hue: "quiet", values: states, strokeWidth: 1 }, curve(steps, "c", "c", dashed)],
    [curve(steps, "slope", "ink", dashed)],
    [curve(outputs, "dh_dc_full", "ink", dashed)],
  ];
  kept = { key, panels };
  return panels;
}

/** Every curve: where it is drawn, its colour's meaning, its values. */
function compute(state, data, { constants: { reach, points } }) {
  const states = Array.from({ length: points }, (_, n) => reach * ((2 * n) / (points - 1) - 1));
  const { steps, seen, outputs } = tabled(state, states);
  const strong = { strokeWidth: 4.5 };
  return {
    states,
    here: response(state, state.c_prev),
    without: response(shut(state), state.c_prev),
    bare: bare(state, states),
    panels: [
      ["i", "f", "o"].map((k) => curve(seen, k, k)),
      [curve(steps, "c", "c", { strokeWidth: 3 })],
      // A sum lies under its terms, so that a term that is all of it is still seen.
      [
        curve(steps, "slope", "ink", strong),
        curve(steps, "direct", "c"),
        curve(steps, "through_f", "f"),
        curve(steps, "through_i", "i"),
      ],
      [curve(outputs, "dh_dc_full", "ink", strong), curve(outputs, "dh_dc", "h"), curve(outputs, "through_o", "o")],
    ],
  };
}

const solid = (hue) => `2px solid ${colour(hue)}`;
/** @returns {[string, ...string[][]][]} of each panel */
const captions = () => {
  const without = [say("without"), `2px dashed ${colour("quiet")}`];
  const unchanged = [say("unchanged"), `1px solid ${colour("quiet")}`];
  const sum = [say("sum"), `5px solid ${colour("ink")}`];
  const by = (name, hue) => [say`by ${name}`, solid(hue)];
  return [
    [say("What the gates see"), ["i", solid("i")], ["f", solid("f")], ["o", solid("o")], without],
    [say("The new state"), [say("new c"), solid("c")], unchanged, without],
    [say("New c by old c"), sum, [say("direct"), solid("c")], by("p_f", "f"), by("p_i", "i")],
    [say("h by new c"), sum, by("tanh", "h"), by("p_o", "o")],
  ];
};

const drawn =
  (states) =>
  ({ values, hue, ...look }) =>
    line(
      states.map((c, n) => [c, values[n]]),
      { stroke: colour(hue), strokeWidth: 2, ...look },
    );

/** The ends of a vertical axis that holds all the curves, in halves. */
function span(curves, least) {
  const all = curves.flatMap(({ values }) => values);
  return [Math.min(-0.5, Math.floor(2 * Math.min(...all)) / 2), Math.max(least, Math.ceil(2 * Math.max(...all)) / 2)];
}

/** The old states that are marked in a panel: the figure's own, and the one pointed at. */
const marked = (state, hover, spec) => [
  state.c_prev,
  ...(hover === null || hover.panel === 3 ? [] : [within(hover.x, spec)]),
];
const within = (x, { controls: { c_prev } }) => Math.min(c_prev.max, Math.max(c_prev.min, x || 0));

function picture(state, found, { width, height, hover }, spec) {
  const { reach } = spec.constants;
  const curved = drawn(found.states);
  const phone = width < 480 || height !== undefined; // one panel at a time
  const size = {
    width: phone ? width : Math.floor(width / 2),
    height: height ? height - LEGEND : phone ? 190 : 205,
    marginTop: 22,
    marginBottom: 40,
    marginLeft: 42,
  };
  const marks = marked(state, hover, spec).map((c_prev) => ({ c_prev, ...response(state, c_prev) }));
  /** @type {((mark: any) => any[][])[]} */
  const sees = [
    ({ c_prev, i, f, o, c }) => [
      [c_prev, i, "i"],
      [c_prev, f, "f"],
      [c, o, "o"],
    ],
    ({ c_prev, c }) => [[c_prev, c, "c"]],
    ({ c_prev, slope }) => [[c_prev, slope, "ink"]],
    ({ c, dh_dc_full }) => [[c, dh_dc_full, "ink"]],
  ];
  const names = [
    [say("state that is seen"), say("gate")],
    [say("old state"), say("new state")],
    [say("old state"), say("slope")],
    [say("new state"), say("slope")],
  ];
  const both = (n) => [...found.bare[n], ...found.panels[n]];
  const domains = [[0, 1], [-reach - 1, reach + 1], span(both(2), 1.5), span(both(3), 1)];
  const panel = (curves, n) => {
    const at =
      n === 3 && hover?.panel === 3
        ? [...marks, { c: within(hover.x, spec), ...outputResponse(state, within(hover.x, spec)) }]
        : marks;
    const ticks = n === 1 ? [-6, -3, 0, 3, 6] : 4;
    return Plot.plot({
      ...size,
      x: { domain: [-reach, reach] },
      y: { domain: domains[n] },
      marks: [
        grid(ticks),
        across(names[n][0], { ticks: 5 }),
        upwards(names[n][1], { ticks }),
        Plot.memo([found.bare[n]], () => [
          n === 0 ? null : horizontal({ y: 0, stroke: colour("quiet") }),
          ...found.bare[n].map(curved),
        ]),
        ...curves.map(curved),
        ...at.map((one) => upright({ x: sees[n](one)[0][0], stroke: colour("quiet"), strokeDasharray: "2 3" })),
        ...at.flatMap(sees[n]).map(([x, y, hue]) => disc({ x, y, r: 4.5, fill: colour(hue), stroke: colour("paper") })),
        ...(n === 1 ? ring("c_prev", { x: state.c_prev, y: found.here.c, hue: "c" }) : []),
      ],
    });
  };
  const box = `width:${phone ? 100 : 50}%`;
  const named = captions();
  return make(
    "div",
    { style: "display:flex;flex-wrap:wrap" },
    ...found.panels.map((curves, n) =>
      make("div", { style: box, "data-panel": n }, legend(...named[n]), panel(curves, n)),
    ),
  );
}

function sentence(state, { here, without }) {
  const { c, direct, through_f, through_i, slope, dh_dc, through_o, dh_dc_full } = here;
  return say`A change of the old state, ${formatFixed(state.c_prev, 2)}, arrives at the new one, ${formatSig(c)},
    ${formatSig(slope)} times as large: ${formatSig(direct)} directly, ${formatSig(through_f)} through p_f,
    ${formatSig(through_i)} through p_i (without peepholes ${formatSig(without.slope)}).
    A change of the new one arrives at h ${formatSig(dh_dc_full)} times as large:
    ${formatSig(dh_dc)} through the tanh, ${formatSig(through_o)} through p_o.`;
}

const table = (state, { here, without }, { constants: { rows }, words }) => ({
  head: words.head,
  rows: rows.map((key, n) => [words.rows[n], formatSig(here[key]), formatSig(without[key])]),
});

function reading(state, found, hover, spec) {
  if (hover === null)
    return say("Point at a picture to read its curves at a state, or drag the ring to another old state.");
  const at = within(hover.x, spec);
  if (hover.panel === 3) {
    const { dh_dc, through_o, dh_dc_full } = outputResponse(state, at);
    return say`At a new state of ${formatFixed(at, 2)}: ${formatSig(dh_dc)} through the tanh and
      ${formatSig(through_o)} through p_o make ${formatSig(dh_dc_full)}.`;
  }
  const { i, f, c, direct, through_f, through_i, slope } = response(state, at);
  if (hover.panel === 0)
    return say`A gate that sees ${formatFixed(at, 2)}: i = ${formatSig(i)}, f = ${formatSig(f)},
      o = ${formatSig(gates(state, at).o)}.`;
  if (hover.panel === 1)
    return say`An old state of ${formatFixed(at, 2)} becomes ${formatSig(c)};
      without peepholes ${formatSig(response(shut(state), at).c)}.`;
  return say`At an old state of ${formatFixed(at, 2)}: direct ${formatSig(direct)}, through p_f ${formatSig(through_f)},
    through p_i ${formatSig(through_i)}, in all ${formatSig(slope)}.`;
}

function walk(state, found, hover, key, spec) {
  const by = { ArrowLeft: -0.1, ArrowRight: 0.1, ArrowUp: 1, ArrowDown: -1 }[key];
  return { x: hover ? within(hover.x + by, spec) : state.c_prev, y: 0, panel: 2, key: null };
}

const drag = (state, { x }, found, spec) => ({ c_prev: Math.round(20 * within(x, spec)) / 20 });

const none = { p_i: 0, p_f: 0, p_o: 0 };
const presets = () => [
  { label: say("no peepholes"), short: say("none"), state: none },
  {
    label: say("slope above 1"),
    short: say("slope > 1"),
    state: { p_i: 1, p_f: 1.5, p_o: 2, c_prev: 1.6, b_i: -1, b_f: -2, b_o: -3, c_tilde: 0.8 },
  },
  {
    label: say("opens at a count"),
    short: say("opens"),
    state: { ...none, p_o: 4, c_prev: 2.3, b_i: 3, b_f: 5, b_o: -10, c_tilde: 0.3 },
  },
  {
    label: say("refuses when full"),
    short: say("refuses"),
    state: { ...none, p_i: -4, c_prev: 1.5, b_i: 6, b_f: 4, b_o: 0, c_tilde: 0.9 },
  },
  {
    label: say("forgets when full"),
    short: say("forgets"),
    state: { ...none, p_f: -4, c_prev: 2.4, b_i: 3, b_f: 10, b_o: 0, c_tilde: 0.3 },
  },
  {
    label: say("f = 0.8, and no gradient"),
    short: "f = 0.8",
    state: { ...none, p_f: -1.7, c_prev: 3, b_i: 0, b_f: 6.5, b_o: 0, c_tilde: 0.5 },
  },
];

const brief = (state, { here, without }) =>
  say`c = ${formatFixed(state.c_prev, 2)}: slope ${formatSig(here.slope)}, without peepholes ${formatSig(without.slope)}`;

/** A guess of the slope by the old state, at the preset it was asked about. */
const you = ({ p_f, c_prev, b_f }, guess) =>
  p_f === -1.7 && c_prev === 3 && b_f === 6.5 ? { panel: 2, y: guess } : null;

const view = () => ({
  title: say("One unit with peepholes: what its gates see, and what that adds to its derivatives"),
  question: say("What does a gate see, and what does that add?"),
  presets: presets(),
  panels: [say("gates"), say("new state"), say("c by c"), say("h by c")],
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
