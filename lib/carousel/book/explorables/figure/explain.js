// The formula behind each number of the worked example, with its numbers put in. A
// number is named by what it is, its step and its unit: dc_1_2. No DOM.

import { GATES, STEPS } from "../mathematics/worked.js";
import { say } from "./say.js";
import { formatLog } from "./words.js";

const T = STEPS.length;
const SIGN = { f: "f", i: "i", c_tilde: "c̃", o: "o", c: "c", h: "h" };
const ROWS = ["f", "c", "i", "c_tilde", "o", "h", "direct", "dc", "dh"]; // as they stand in the picture

/** c₁, f₃, …: the letter with its step below. */
export const symbol = (name, t) => `${SIGN[name]}${"₀₁₂₃"[t]}`;

/** A number as a formula prints it: as it is up to two decimals, else three digits. */
export function formatTerm(value) {
  const size = Math.abs(value);
  const exact = size === 0 || (size >= 0.01 && Math.abs(size - Number(size.toFixed(2))) < 1e-9);
  const plain = exact ? size.toFixed(Number.isInteger(size) ? 0 : 2) : size.toPrecision(3);
  const text = exact || (size >= 1e-3 && size < 1000) ? plain : formatLog(Math.log10(size));
  return value < 0 ? `−${text}` : text;
}

/** @returns {{name: string, t: number, u: number} | null} u counts from 0 */
export function parse(key) {
  const found = /^([a-z_]+)_([0-3])_([12])$/.exec(key ?? "");
  return found && ROWS.includes(found[1]) ? { name: found[1], t: Number(found[2]), u: Number(found[3]) - 1 } : null;
}

const formatFactor = (value) => (value < 0 ? `(${formatTerm(value)})` : formatTerm(value));
const times = (...values) => values.map(formatFactor).join(" × ");
const d = (name, t) => `∂L/∂${symbol(name, t)}`;

const forward = {
  c: ({ c, f, i, c_tilde }, t, u) =>
    t === 0
      ? { words: say`c₀ = ${formatTerm(c[0][u])} is where the memory starts.`, value: c[0][u], parts: [] }
      : {
          left: symbol("c", t),
          formula: `${symbol("f", t)} ${symbol("c", t - 1)} + ${symbol("i", t)} ${symbol("c_tilde", t)}`,
          numbers: `${times(f[t][u], c[t - 1][u])} + ${times(i[t][u], c_tilde[t][u])}`,
          value: c[t][u],
          parts: [
            ["f", t],
            ["c", t - 1],
            ["i", t],
            ["c_tilde", t],
          ],
        },
  h: ({ c, h, o }, t, u) =>
    t === 0
      ? {
          words: say`h₀ = ${formatTerm(h[0][u])} is the output before the first step; it is held while c₀ is nudged.`,
          value: h[0][u],
          parts: [],
        }
      : {
          left: symbol("h", t),
          formula: `${symbol("o", t)} tanh ${symbol("c", t)}`,
          numbers: `${formatFactor(o[t][u])} × tanh(${formatTerm(c[t][u])})`,
          value: h[t][u],
          parts: [
            ["o", t],
            ["c", t],
          ],
        },
};

const last = ({ dh_dc, o, c }, u) => ({
  left: d("c", T),
  formula: `${symbol("o", T)} (1 − tanh² ${symbol("c", T)})`,
  numbers: `${formatFactor(o[T][u])} × (1 − ${formatTerm(Math.tanh(c[T][u]) ** 2)})`,
  value: dh_dc[T][u],
  parts: [
    ["o", T],
    ["c", T],
  ],
});

const backward = {
  direct: (found, t, u) =>
    t === T
      ? last(found, u)
      : {
          left: say`along the direct path ${d("c", t)}`,
          formula: `${symbol("f", t + 1)} ${d("c", t + 1)}`,
          numbers: times(found.f[t + 1][u], found.direct[t + 1][u]),
          value: found.direct[t][u],
          parts: [
            ["f", t + 1],
            ["direct", t + 1],
          ],
        },
  dc: (found, t, u) => {
    if (t === T) return { ...last(found, u), says: say("Here both agree.") };
    const { f, dc, dh, dh_dc } = found;
    const kept = {
      left: say`in full ${d("c", t)}`,
      value: dc[t][u],
      parts: [
        ["f", t + 1],
        ["dc", t + 1],
      ],
    };
    const [formula, numbers] = [`${symbol("f", t + 1)} ${d("c", t + 1)}`, times(f[t + 1][u], dc[t + 1][u])];
    if (t === 0) return { ...kept, formula, numbers, says: say("h₀ is held.") };
    return {
      ...kept,
      formula: `${formula} + ${symbol("o", t)} (1 − tanh² ${symbol("c", t)}) ${d("h", t)}`,
      numbers: `${numbers} + ${times(dh_dc[t][u], dh[t][u])}`,
      parts: [...kept.parts, ["dh", t], ["o", t], ["c", t]],
    };
  },
  dh: ({ dh, through }, t, u) =>
    t === T
      ? { words: say("∂L/∂h₃ = 1 because L is the sum of both units’ h₃."), value: 1, parts: [] }
      : {
          value: dh[t][u],
          both: true,
          parts: [...GATES.map((name) => [name, t + 1]), ["dc", t + 1], ["dh", t + 1]],
          words: say`${d("h", t)} comes through the gates of step ${t + 1}, of both units:
            ${GATES.map((name) => `${symbol(name, t + 1)} ${formatTerm(through[t][name][u])}`).join(", ")};
            together ${formatTerm(dh[t][u])}.`,
        },
};

/** A gate: how the loss answers its net input, from which it goes on to the last h. */
function gate(name, found, t, u) {
  const value = found[name][t][u];
  const sign = symbol(name, t);
  const { c, c_tilde, i, dc, dh } = found;
  const squashed = name === "c_tilde";
  const slope = squashed ? [`(1 − ${sign}²)`, 1 - value ** 2] : [`${sign}(1 − ${sign})`, value * (1 - value)];
  const [from, by, at] = {
    f: [
      ["dc", t],
      ["c", t - 1],
      [dc[t][u], c[t - 1][u]],
    ],
    i: [
      ["dc", t],
      ["c_tilde", t],
      [dc[t][u], c_tilde[t][u]],
    ],
    c_tilde: [
      ["dc", t],
      ["i", t],
      [dc[t][u], i[t][u]],
    ],
    o: [
      ["dh", t],
      ["c", t],
      [dh[t][u], Math.tanh(c[t][u])],
    ],
  }[name];
  return {
    says: `${sign} = ${formatTerm(value)}.`,
    left: say("At its net input a, ∂L/∂a"),
    formula: `${d(from[0][1], t)} · ${name === "o" ? "tanh " : ""}${symbol(...by)} · ${slope[0]}`,
    numbers: times(...at, slope[1]),
    value: found.da[t][name][u],
    parts: [from, by],
  };
}

/**
 * The formula behind a number, and the names of the numbers in it.
 * @param {object} found as `trace` of worked.js gives it
 * @param {string} key
 * @returns {{words: string, value: number, numbers?: string, parts: string[]} | null}
 *   `numbers` is the formula's right side with its numbers in it
 */
export function explain(found, key) {
  const asked = parse(key);
  if (asked === null || (GATES.includes(asked.name) && asked.t === 0)) return null;
  const { name, t, u } = asked;
  const isGate = GATES.includes(name);
  const told = isGate ? gate(name, found, t, u) : (forward[name] ?? backward[name])(found, t, u);
  const { left, formula, numbers, value, says, parts, both } = told;
  const right = `${left} = ${formula} = ${numbers} = ${formatTerm(value)}.`;
  const words = told.words ?? (isGate ? [says, right] : [right, says]).filter(Boolean).join(" ");
  const units = both ? [1, 2] : [u + 1];
  return {
    words: say`Unit ${u + 1}: ${words}`,
    value,
    numbers,
    parts: parts.flatMap(([what, when]) => units.map((unit) => `${what}_${when}_${unit}`)),
  };
}

/** The name of the number that an arrow key leads to. */
export function neighbour(key, arrow, units) {
  const now = parse(key);
  if (now === null || !units.includes(now.u + 1)) return `c_0_${units[0]}`;
  const rows = units.flatMap((unit) => ROWS.map((name) => ({ name, unit })));
  const row = rows.findIndex(({ name, unit }) => name === now.name && unit === now.u + 1);
  const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[arrow];
  const { name, unit } = rows[Math.min(rows.length - 1, Math.max(0, row + down))];
  const first = GATES.includes(name) ? 1 : 0;
  return `${name}_${Math.min(T, Math.max(first, now.t + right))}_${unit}`;
}
