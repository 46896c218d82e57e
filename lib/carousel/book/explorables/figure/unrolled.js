// The worked example as a graph, one unit a sheet: forward above, backward below.

import { GATES, STEPS } from "../mathematics/worked.js";
import { head, layer, line, mark, ribbon, sheet } from "./diagram.js";
import { symbol } from "./explain.js";
import { APART, columns, heightOf, inWhole, T, track, WHOLE } from "./places.js";
import { say } from "./say.js";

const STATES = [0, ...STEPS];
const ink = (name) => `var(--cx-${name})`;
const HALO = {
  stroke: ink("paper"),
  "stroke-width": 3.5,
  "paint-order": "stroke",
  "stroke-linejoin": "round",
  "pointer-events": "none",
};
const DASHED = { fill: "none", stroke: ink("h"), "stroke-dasharray": "4 3" };

const words = (x, y, text, attributes) => mark("text", { x, y, ...attributes }, text);
const path = (d, attributes) => mark("path", { d, ...attributes });
const minus = (text) => text.replace("-", "−");

/** Two decimals with a short minus and no leading zero, where room is scarce. */
const bare = (value) => value.toFixed(2).replace(/^(-?)0/, "$1");

function printed(value, wide) {
  const size = Math.abs(value);
  const text = size < 10 ? value.toFixed(wide ? 4 : 3) : String(Number(value.toPrecision(size < 1000 ? 3 : 4)));
  return Number(text) === 0 ? text.replace("-", "") : minus(text);
}

/** A row of numbers in boxes; what is asked for, and the parts of it, stand out. */
function row({ col, half, wide, lit, u, Y }, name, rows, hue) {
  const boxes = STATES.map((t) => {
    const key = `${name}_${t}_${u + 1}`;
    const focus = lit.get(key);
    return mark("rect", {
      "data-key": key,
      x: col(t) - half,
      y: Y[name] - 12,
      width: 2 * half,
      height: 24,
      rx: 12,
      stroke: focus === "asked" ? ink("ink") : undefined,
      "stroke-width": focus ? 3.5 : undefined,
    });
  });
  return layer(
    {},
    layer({ fill: ink("paper"), stroke: ink(hue), "stroke-width": 1.5 }, ...boxes),
    layer(
      { "pointer-events": "none", "font-size": wide ? undefined : 12 },
      ...STATES.map((t) => words(col(t), Y[name] + 4.5, printed(rows[t][u], wide))),
    ),
  );
}

/** The gates of one kind: the ring to drag on its track, the name and the value. */
function handles({ x, lit, u, wide, Y }, name, rows) {
  const [bottom, top] = track(name, Y);
  const above = name === "f";
  const zero = heightOf(name, 0, Y);
  const ring = (t) => {
    const focus = lit.get(`${name}_${t}_${u + 1}`);
    return mark("circle", {
      cx: x[name](t),
      cy: heightOf(name, rows[t][u], Y),
      r: 7,
      fill: focus ? ink(name) : undefined,
      stroke: focus === "asked" ? ink("ink") : undefined,
    });
  };
  const value = (t) => (wide || above ? minus(rows[t][u].toFixed(2)) : bare(rows[t][u]));
  const grip = (t) =>
    mark("rect", {
      class: "cx-handle",
      "data-key": `${name}_${t}_${u + 1}`,
      x: x[name](t) - 12,
      y: top - 9,
      width: 24,
      height: bottom - top + 18,
    });
  const values = above
    ? []
    : [
        layer(
          { ...HALO, "font-size": wide ? undefined : 12 },
          ...STEPS.map((t) => words(x[name](t), bottom + 34, value(t))),
        ),
      ];
  return layer(
    {},
    path(STEPS.map((t) => line`M${x[name](t)} ${zero}V${heightOf(name, rows[t][u], Y)}`).join(""), {
      stroke: ink(name),
      "stroke-width": 6,
      "stroke-linecap": "round",
    }),
    layer({ fill: ink("paper"), stroke: ink(name), "stroke-width": 3 }, ...STEPS.map(ring)),
    layer(
      { ...HALO, fill: ink(name), "font-weight": 600 },
      ...STEPS.map((t) =>
        words(x[name](t), above ? top - 14 : bottom + 19, above ? `${symbol(name, t)} ${value(t)}` : symbol(name, t)),
      ),
    ),
    ...values,
    layer({ fill: "transparent" }, ...STEPS.map(grip)),
  );
}

const bend = (x, y, toX, toY) => line`M${x} ${y}C${x} ${(y + toY) / 2} ${toX} ${(y + toY) / 2} ${toX} ${toY}`;

/** The indirect paths: the last h enters every gate of step t, the more the larger U is. */
function indirect({ x, col, half, wide, Y }, scale) {
  const low = Y.gates[1] + 37;
  const d = STEPS.map((t) => {
    const from = col(t - 1) + half;
    const side = wide ? from + 12 : x.i(t) + 9;
    const below = ["i", "c_tilde", "o"].map((name) => bend(from, Y.h, x[name](t) - (name === "o" ? 9 : 0), low));
    return (
      below.join("") +
      line`M${from - 5} ${Y.h - 9}Q${side} ${Y.h - 16} ${side} ${low - 40}` +
      line`V${Y.c + 24}Q${side} ${Y.f[1]} ${x.f(t) - 5} ${Y.f[1] - 4}`
    );
  });
  return path(d.join(""), {
    ...DASHED,
    "stroke-width": 0.9 + scale / 5,
    "stroke-opacity": scale === 0 ? 0.15 : undefined,
  });
}

/** What is the same in every state: the steps, the lanes, the arrows, the tracks. */
function ground({ col, mid, x, gap, half, wide, u, Y }) {
  const {
    c,
    h,
    f: [, f],
    gates: [top],
  } = Y;
  const each = (outline) => STEPS.map(outline).join("");
  const sign = (t) => line`M${mid(t) + 10} ${c - 23}l7 7m0 -7l-7 7M${mid(t) + 10.5} ${c + (wide ? 9 : 17)}v8m-4 -4h8`;
  return layer(
    { stroke: "none" },
    layer(
      { fill: ink("line"), opacity: 0.3 },
      ...STEPS.map((t) => mark("rect", { x: col(t - 1) + gap * 0.13, y: 0, width: gap - 4, height: h - 38, rx: 8 })),
    ),
    layer({ fill: ink("quiet") }, ...STEPS.map((t) => words(mid(t), 17, say`step ${t}`))),
    words(0, c - 44, say`unit ${u + 1}`, { "text-anchor": "start", "font-weight": 700 }),
    path(line`M${col(0)} ${c}H${col(T)}`, { stroke: ink("c"), "stroke-width": 7 }),
    layer(
      { "stroke-width": 2, fill: "none" },
      path(
        each((t) => line`M${mid(t)} ${f}V${c - 12}`),
        { stroke: ink("f") },
      ),
      path(
        each(
          (t) =>
            line`M${x.i(t)} ${top - 4}L${mid(t)} ${c + 21}L${x.c_tilde(t)} ${top - 4}M${mid(t)} ${c + 21}V${c + 12}`,
        ),
        { stroke: ink("c_tilde") },
      ),
      path(
        each((t) => line`M${col(t)} ${c}V${h - 20}`),
        { stroke: ink("h") },
      ),
      path(each(sign), { stroke: ink("ink"), "stroke-width": 1.5 }),
    ),
    path(
      each((t) => head(mid(t), c - 4, "down")),
      { fill: ink("f") },
    ),
    path(
      each((t) => head(mid(t), c + 4, "up")),
      { fill: ink("c_tilde") },
    ),
    path(
      each((t) => head(col(t), h - 12, "down")),
      { fill: ink("h") },
    ),
    path(
      each((t) => GATES.map((name) => line`M${x[name](t)} ${track(name, Y).join("V")}`).join("")),
      { stroke: ink("line"), "stroke-width": 6, "stroke-linecap": "round" },
    ),
    layer({ ...HALO, fill: ink("c"), "font-weight": 600 }, ...STATES.map((t) => words(col(t), c - 18, symbol("c", t)))),
    layer(
      { fill: ink("h"), "font-weight": 600 },
      ...STATES.map((t) => {
        const name = symbol("h", t) + (t === T && (wide || Y !== APART) ? " → L" : "");
        if (Y === APART)
          return words(col(t) + (t === T ? -half - 6 : half + 6), h + 4.5, name, {
            "text-anchor": t === T ? "end" : "start",
          });
        return words(col(t), h + 27, name, t === T ? { x: col(t) + half, "text-anchor": "end" } : undefined);
      }),
    ),
  );
}

/** The bands of what goes back, as wide as it is large; hollow where it is negative. */
function backward(at, found) {
  const { col, mid, half, u, wide, Y } = at;
  const all = ["direct", "dc", "dh"].flatMap((name) => found[name].flat().map(Math.abs));
  const size = (value) => 0.8 + (13 * Math.abs(value)) / Math.max(1, ...all);
  const bands = (parts, hue) =>
    layer(
      { fill: ink(hue) },
      path(parts.map((part) => (part.value < 0 ? "" : part.band) + part.head).join("")),
      path(parts.map((part) => (part.value < 0 ? part.band : "")).join(""), {
        fill: ink("paper"),
        stroke: ink(hue),
        "stroke-width": 1.2,
      }),
    );
  const lane = (name) =>
    bands(
      STEPS.map((t) => {
        const [value, f] = [found[name][t][u], found.f[t][u]];
        return {
          value,
          band: ribbon([col(t), Y[name]], [col(t - 1), Y[name]], size(value), size(f * value)),
          head: head(col(t - 1) + half + 1, Y[name], "left", size(f * value)),
        };
      }),
      "c",
    );
  const inflow = bands(
    STEPS.slice(0, -1).map((t) => {
      const value = found.dh_dc[t][u] * found.dh[t][u];
      return {
        value,
        band: ribbon([col(t), Y.dh], [col(t), Y.dc], size(found.dh[t][u]), size(value)),
        head: head(col(t), Y.dc + 13, "up", size(value)),
      };
    }),
    "h",
  );
  const back = STEPS.map((t) => {
    const [from, end] = [col(t) - half, col(t - 1) + half];
    return path(bend(from + 6, Y.dc + 9, end, Y.dh) + line`M${from} ${Y.dh}H${end}`, {
      "stroke-width": Math.min(5, size(found.dh[t - 1][u])),
    });
  });
  const kept = (name) =>
    STEPS.map((t) =>
      words(
        mid(t) + 2,
        Y[name] - 11,
        wide ? `× ${symbol("f", t)} = ${found.f[t][u].toFixed(2)}` : `×${bare(found.f[t][u])}`,
      ),
    );
  const title = (y, text, hue) => words(0, y, text, { fill: ink(hue) });
  return [
    lane("direct"),
    layer(DASHED, ...back),
    inflow,
    lane("dc"),
    layer({ ...HALO, fill: ink("f"), "font-size": 13 }, ...kept("direct"), ...kept("dc")),
    layer(
      { ...HALO, "text-anchor": "start", "font-weight": 600 },
      title(Y.direct - 27, say("← ∂L/∂c along the direct path alone"), "c"),
      title(Y.dc - 27, say("← ∂L/∂c in full"), "ink"),
      title(Y.dh + 28, say("← ∂L/∂h through the gates"), "h"),
    ),
    row(at, "direct", found.direct, "c"),
    row(at, "dc", found.dc, "ink"),
    row(at, "dh", found.dh, "h"),
  ];
}

/** What is behind the numbers that go back, where the ones above them are away. */
const numbered = ({ col }) =>
  layer({ fill: ink("quiet") }, ...STATES.map((t) => words(col(t), 13, t === 0 ? "t = 0" : String(t))));

/**
 * The graph of one unit, in one picture or, where there is little room, in two.
 * @param {ReturnType<typeof import("../mathematics/worked.js").trace>} found as `trace` of worked.js gives it
 * @param {{u: number, width: number, apart: boolean, lit: Map<string, string>}} how `lit` says of a number
 *   that it is asked for, or is a part of the one that is
 */
export function unrolled(found, { u, width, apart, lit }) {
  const Y = apart ? APART : WHOLE;
  const at = { ...columns(width), u, lit, Y };
  const onward = () => [
    ground(at),
    indirect(at, found.scale),
    ...GATES.map((name) => handles(at, name, found[name])),
    row(at, "c", found.c, "c"),
    row(at, "h", found.h, "h"),
  ];
  if (!apart) return [sheet(width, Y.height, ...onward(), ...backward(at, found))];
  const forward = sheet(width, Y.height, ...onward());
  forward.scale = (name) => ({ invert: name === "y" ? inWhole : (pixels) => pixels });
  return [forward, sheet(width, Y.height, numbered(at), ...backward(at, found))];
}
