// The equation of the number that a gradient has come to, with the last edge's term lit.

import { parsed } from "./back.js";
import { make, typeset } from "./dom.js";
import { say } from "./say.js";
import { formatPlain } from "./words.js";

const WEIGHTS = { i: "i", f: "f", c_tilde: "c", o: "o" }; // whose weights lead into a gate
/** A number as a factor: a negative one in brackets. */
const factor = (value) => (value < 0 ? `(${formatPlain(value)})` : formatPlain(value));
const net = (name, t) => [make("i", {}, "a"), make("sup", {}, WEIGHTS[name]), make("sub", {}, String(t))];
const d = (name) => typeset(`∂L/∂${name.replace("c_tilde", "c̃")}`);

/** The terms of what comes to a number: of each its edge, its formula, and its numbers. */
function terms({ found, way }, target, u) {
  return way.flatMap(({ edge: [from, to, by], part }, n) => {
    if (to !== target) return [];
    if (from === "L") return [{ n, letters: ["1"], numbers: "1", hue: "ink" }];
    const { letter, t } = parsed(by);
    if (to.startsWith("h"))
      return [
        {
          n,
          letters: [
            ...typeset(`U_${WEIGHTS[letter]}`),
            make("sup", {}, "T"),
            " ∂",
            make("i", {}, "L"),
            "/∂",
            ...net(letter, t),
          ],
          numbers: factor(part[u]),
          hue: letter,
        },
      ];
    const carousel = from.startsWith("c");
    const [by1, times] = carousel ? [found.f[t][u], found.dc[t][u]] : [found.dh_dc[t][u], found.dh[t][u]];
    const letters = carousel ? typeset(`f_${t} `) : typeset(`o_${t}(1 − tanh² c_${t}) `);
    return [
      {
        n,
        letters: [...letters, ...d(from)],
        numbers: `${formatPlain(by1)} × ${factor(times)}`,
        hue: carousel ? "f" : "h",
      },
    ];
  });
}

/** How the gate that was gone through last makes its term. */
function inside({ found, way }, gone, u) {
  const { edge, part } = way[gone - 1] ?? {};
  if (!edge?.[2] || !edge[1].startsWith("h")) return [];
  const { letter, t } = parsed(edge[2]);
  const da = found.da[t][letter];
  const U = found.U[letter];
  const sum = [0, 1].map((j) => `${factor(U[j][u])} × ${factor(da[j])}`).join(" + ");
  return typeset(say`through ${edge[2].replace("c_tilde", "c̃")}: ${sum} = ${formatPlain(part[u])}`);
}

/**
 * What comes to the number that the gradient has reached, its last term lit.
 * @param {{found: any, way: import("../mathematics/edges.js").Brought[]}} all
 * @param {{gone: number, u: number, narrow: boolean}} how
 */
export function equation(all, { gone, u, narrow }) {
  const here = all.way[gone - 1];
  const rows = (...children) =>
    make(
      "div",
      { class: "cx-equation", style: narrow ? "min-height:8.4em" : "" },
      ...children.map((row) => make("div", {}, ...row)),
    );
  if (!here) return rows(typeset(say("∂L/∂h_3 = 1, for L is the sum of both units’ h_3.")), [], []);
  const target = here.edge[1];
  const every = terms(all, target, u);
  const set = (what) =>
    every.flatMap((term, k) => {
      const lit = term.n === gone - 1;
      const style = lit ? `--cx-hue:var(--cx-${term.hue})` : undefined;
      const held = what === "numbers" && term.n >= gone ? "…" : term[what];
      const box = make(
        "span",
        { class: `cx-summand ${lit ? "cx-lit" : term.n < gone ? "" : "cx-ahead"}`, style },
        ...(Array.isArray(held) ? held.map((one) => (typeof one === "string" ? one : one.cloneNode(true))) : [held]),
      );
      return k ? [" + ", box] : [box];
    });
  const whole = every.every(({ n }) => n < gone);
  const come = formatPlain(here.soFar[u]);
  const result = make("strong", {}, whole ? come : say`${come} so far`);
  return rows(
    [...d(target), " = ", ...set("letters")],
    ["= ", ...set("numbers"), ...(every.length > 1 || every[0].numbers.includes("×") ? [" = ", result] : [])],
    inside(all, gone, u),
  );
}
