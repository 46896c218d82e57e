// The worked example: which numbers of three steps does a gate move?
import { make } from "./figure/dom.js";
import { explain, formatTerm, neighbour, parse } from "./figure/explain.js";
import { figure } from "./figure/figure.js";
import { valueAt } from "./figure/places.js";
import { say } from "./figure/say.js";
import { unrolled } from "./figure/unrolled.js";
import { formatSig } from "./figure/words.js";
import { GATES, gatesOf, STEPS, trace } from "./mathematics/worked.js";

const T = STEPS.length;
const PAIR = 530; // from this width on, two units stand beside each other
const GAP = 14;
const PHONE = 480;

const BACK = ["direct", "dc", "dh"]; // what the second panel of a unit holds

const shownUnits = ({ unit }) => ({ first: [1], second: [2] })[unit] ?? [1, 2];

const compute = (state, data, { constants }) => trace(gatesOf(state), state.scale, constants.first);

function picture(state, found, { width, height, hover }) {
  const units = shownUnits(state);
  const asked = hover?.key ? explain(found, hover.key) : null;
  const lit = new Map(asked?.parts.map((key) => [key, "part"]));
  if (asked) lit.set(hover.key, "asked");
  const apart = width < PHONE || height !== undefined; // then forward and backward are a panel each
  const pair = units.length === 2 && width >= PAIR && !apart;
  const each = pair ? (width - GAP) / 2 : width;
  const style = `display:grid;gap:${GAP}px;grid-template-columns:repeat(${pair ? 2 : 1},minmax(0,1fr))`;
  return make(
    "div",
    { style },
    ...units.flatMap((unit) => unrolled(found, { u: unit - 1, width: Math.floor(each), apart, lit })),
  );
}

/** What the direct path makes of a gradient, beside the truth. */
function beside(direct, full) {
  const [value, ratio, error] = [formatTerm(direct), direct / full, 100 * (direct / full - 1)];
  if (full * direct <= 0) return say`the direct path’s ${value} has the wrong sign`;
  if (Math.abs(error) < 0.5) return say`the direct path’s ${value} is right to half a per cent`;
  if (ratio > 1000) return say`the direct path’s ${value} is far more than 1000 times too large`;
  if (ratio > 3) return say`the direct path’s ${value} is ${formatTerm(ratio)} times too large`;
  const off = Math.abs(error).toFixed(0);
  return error > 0
    ? say`the direct path’s ${value} is ${off} % too large`
    : say`the direct path’s ${value} is ${off} % too small`;
}

function sentence(state, { h, direct, dc }) {
  const said = shownUnits(state).map((unit, place) => {
    const [full, besides] = [formatTerm(dc[0][unit - 1]), beside(direct[0][unit - 1], dc[0][unit - 1])];
    return place === 0
      ? say`the gradient ∂L/∂c₀ of unit ${unit} is ${full}, and ${besides}`
      : say`that of unit ${unit} is ${full}, and ${besides}`;
  });
  return say`The loss is ${formatTerm(h[T][0] + h[T][1])}. At s = ${state.scale.toFixed(2)} ${said.join("; ")}.`;
}

function table(state, found, { words: { head } }) {
  const rows = shownUnits(state).flatMap((unit) =>
    [0, ...STEPS].map((t) => {
      const u = unit - 1;
      const gates = GATES.map((name) => (t === 0 ? "–" : formatSig(found[name][t][u])));
      return [
        String(t),
        String(unit),
        ...gates,
        ...["c", "h", "direct", "dc", "dh"].map((name) => formatSig(found[name][t][u])),
      ];
    }),
  );
  return { head, rows };
}

function reading(state, found, hover) {
  const asked = hover?.key ? explain(found, hover.key) : null;
  return (
    asked?.words ??
    say`Point at a number for its formula; drag a ring to set a gate (the biases follow).
      Bands: width is size, hollow is negative.`
  );
}

function walk(state, found, hover, key) {
  const units = shownUnits(state);
  const next = neighbour(hover?.key, key, units);
  const { u, name } = parse(next);
  return { x: 0, y: 0, panel: 2 * units.indexOf(u + 1) + Number(BACK.includes(name)), key: next };
}

function drag(state, { handle, y }, found, { controls }) {
  const asked = parse(handle);
  if (asked === null || !GATES.includes(asked.name)) return {};
  const { min, max } = controls[handle];
  const value = Math.min(max, Math.max(min, valueAt(asked.name, y)));
  return Number.isFinite(value) ? { [handle]: Math.round(100 * value) / 100 } : {};
}

/** The gates of one kind, in all steps and units, each from its control. */
function eachOf({ controls }, kind, choose) {
  const names = Object.keys(controls).filter((name) => parse(name)?.name === kind);
  return Object.fromEntries(names.map((name) => [name, choose(controls[name])]));
}

function presets(spec) {
  const every = (choose) => Object.assign({}, ...GATES.map((kind) => eachOf(spec, kind, choose)));
  const book = every((gate) => gate.default);
  const open = eachOf(spec, "f", ({ max }) => max);
  const forgetful = eachOf(spec, "f", () => 0.3);
  const saturated = {
    ...open,
    ...eachOf(spec, "i", ({ min }) => min),
    ...eachOf(spec, "o", ({ max }) => max),
    ...eachOf(spec, "c_tilde", (gate) => gate.max * Math.sign(gate.default)),
  };
  return [
    { label: say("the book’s example"), short: say("book"), state: { ...book, scale: 1 } },
    { label: say("open carousel"), short: say("open"), state: { ...book, ...open, scale: 1 } },
    { label: say("forgetful"), state: { ...book, ...forgetful, scale: 1 } },
    { label: say("large recurrent weights"), short: "s = 4", state: { ...book, scale: 4 } },
    { label: "s = 8", state: { ...book, scale: 8 } },
    { label: say("forgetful, s = 8"), short: say("forgetful, 8"), state: { ...book, ...forgetful, scale: 8 } },
    { label: say("saturated gates, s = 8"), short: say("saturated"), state: { ...saturated, scale: 8 } },
  ];
}

function panels(state) {
  const units = shownUnits(state);
  const ways = [say("forward"), say("backward")];
  const names = (unit) => ways.map((way) => (units.length > 1 ? `${way}, ${unit}` : way));
  return units.flatMap(names);
}

const brief = (state, { direct, dc }) => {
  const u = shownUnits(state)[0] - 1;
  const [full, along] = [formatTerm(dc[0][u]), formatTerm(direct[0][u])];
  return say`∂L/∂c₀ of unit ${u + 1}: ${full} in full, ${along} along the direct path`;
};

const view = (spec) => ({
  title: say("Three steps of two units, forward and backward"),
  question: say("Which numbers does a gate move, forward and backward?"),
  presets: presets(spec),
  panels,
  compute,
  picture,
  sentence,
  brief,
  table,
  reading,
  walk,
  drag,
});

export default { render: (host) => figure(host, view) };
