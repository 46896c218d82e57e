// The worked example as a graph, one unit a sheet: forward above, backward below.
import { mark, ribbon, sheet } from "./diagram.js";
import { number, symbol } from "./explain.js";
import { HEIGHT, T, Y, columns, heightOf, track } from "./places.js";
import { STEPS } from "./worked.js";

const ink = (name) => `var(--cx-${name})`;
const HALO = { stroke: ink("paper"), "stroke-width": 3.5, "paint-order": "stroke", "stroke-linejoin": "round" };

/** Two decimals without the leading zero, where room is scarce. */
const bare = (value) => value.toFixed(2).replace(/^(-?)0/, "$1");

const words = (x, y, text, attributes = {}) => mark("text", { x, y, "text-anchor": "middle", ...attributes }, text);

/** A number in its box; the box that is asked for, and those in its formula, stand out. */
function box({ half, wide, lit, u }, name, t, x, y, value, hue) {
  const key = `${name}_${t}_${u + 1}`;
  const size = Math.abs(value);
  const text = size < 10 ? value.toFixed(wide ? 4 : 3) : String(Number(value.toPrecision(size < 1000 ? 3 : 4)));
  const shown = Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
  const focus = lit.get(key);
  return mark("g", { "data-key": key },
    mark("rect", { x: x - half, y: y - 12, width: 2 * half, height: 24, rx: 12, fill: ink("paper"), stroke: focus === "asked" ? ink("accent") : ink(hue), "stroke-width": focus ? 3.5 : 1.5 }),
    words(x, y + 4.5, shown, { "font-size": wide ? undefined : 12, "font-weight": focus ? 700 : undefined }));
}

/** A gate: its track, its ring to drag, its name and value. */
function handle({ x, lit, u, wide }, name, t, value) {
  const key = `${name}_${t}_${u + 1}`;
  const [bottom, top] = track(name);
  const [at, y, zero] = [x[name](t), heightOf(name, value), heightOf(name, 0)];
  const above = name === "f";
  const brief = (wide || above ? value.toFixed(2) : bare(value)).replace("-", "−");
  const label = above
    ? [words(at, top - 14, `${symbol(name, t)} ${brief}`, { fill: ink(name), "font-weight": 600 })]
    : [words(at, bottom + 19, symbol(name, t), { fill: ink(name), "font-weight": 600, ...HALO }), words(at, bottom + 34, brief, { "font-size": wide ? undefined : 12, ...HALO })];
  const focus = lit.get(key);
  return mark("g", { class: "cx-handle", "data-key": key },
    mark("rect", { x: at - 12, y: top - 8, width: 24, height: bottom - top + 16, fill: "transparent" }),
    mark("path", { d: path`M${at} ${bottom}V${top}`, stroke: ink("line"), "stroke-width": 6, "stroke-linecap": "round" }),
    mark("path", { d: path`M${at} ${zero}V${y}`, stroke: ink(name), "stroke-width": 6, "stroke-linecap": "round" }),
    mark("circle", { cx: at, cy: y, r: 7, fill: focus ? ink(name) : ink("paper"), stroke: focus === "asked" ? ink("accent") : ink(name), "stroke-width": 3 }),
    ...label);
}

/** The outline of a path, its numbers cut to a tenth of a pixel. */
const path = (words, ...values) =>
  words.map((word, n) => word + (n < values.length ? Math.round(10 * values[n]) / 10 : "")).join("");

const curve = ([x, y], [toX, toY], look) => {
  const bend = (y + toY) / 2;
  return mark("path", { d: path`M${x} ${y}C${x} ${bend} ${toX} ${bend} ${toX} ${toY}`, ...look });
};

/** An arrow's head at a point, wider than its band; the angle says where it points. */
const head = (x, y, angle, hue, band = 0) => {
  const half = Math.max(4.5, band / 2 + 3).toFixed(1);
  return mark("path", { d: `M0 0L-8.5 -${half}V${half}Z`, fill: ink(hue), transform: `translate(${x.toFixed(1)} ${y}) rotate(${angle})` });
};

/** What the last h does to step t: through every gate, the more the larger U is. */
function doors({ x, col, half, wide }, t, scale) {
  const look = { fill: "none", stroke: ink("h"), "stroke-width": 0.9 + scale / 5, "stroke-dasharray": "4 3", "stroke-opacity": scale === 0 ? 0.15 : 1 };
  const from = col(t - 1) + half;
  const side = wide ? from + 12 : x.i(t) + 9;
  const low = Y.gates[1] + 37;
  return mark("g", {},
    ...["i", "c_tilde", "o"].map((name) => curve([from, Y.h], [x[name](t) - (name === "o" ? 9 : 0), low], look)),
    mark("path", { d: path`M${from - 5} ${Y.h - 9}Q${side} ${Y.h - 16} ${side} ${low - 40}V${Y.c + 24}Q${side} ${Y.f[1]} ${x.f(t) - 5} ${Y.f[1] - 4}`, ...look }));
}

function forward(at, found) {
  const { col, mid, x, u, wide } = at;
  const lane = { stroke: ink("c"), "stroke-width": 7, fill: "none" };
  return [
    mark("path", { d: path`M${col(0)} ${Y.c}H${col(T)}`, ...lane }),
    ...STEPS.map((t) => doors(at, t, found.scale)),
    ...STEPS.map((t) => mark("g", {},
      mark("path", { d: path`M${mid(t)} ${Y.f[1]}V${Y.c - 12}`, stroke: ink("f"), "stroke-width": 2 }),
      head(mid(t), Y.c - 4, 90, "f"),
      words(mid(t) + 6, Y.c - 15, "×", { "text-anchor": "start" }),
      mark("path", { d: path`M${x.i(t)} ${Y.gates[0] - 4}L${mid(t)} ${Y.c + 21}L${x.c_tilde(t)} ${Y.gates[0] - 4}M${mid(t)} ${Y.c + 21}V${Y.c + 12}`, stroke: ink("c_tilde"), "stroke-width": 2, fill: "none" }),
      head(mid(t), Y.c + 4, -90, "c_tilde"),
      words(mid(t) + 7, Y.c + (wide ? 17 : 25), "+", { "text-anchor": "start" }),
      mark("path", { d: path`M${col(t)} ${Y.c}V${Y.h - 20}`, stroke: ink("h"), "stroke-width": 2 }),
      head(col(t), Y.h - 12, 90, "h"))),
    ...["f", "i", "c_tilde", "o"].flatMap((name) => STEPS.map((t) => handle(at, name, t, found[name][t][u]))),
    ...[0, ...STEPS].flatMap((t) => [
      words(col(t), Y.c - 18, symbol("c", t), { fill: ink("c"), "font-weight": 600, ...HALO }),
      box(at, "c", t, col(t), Y.c, found.c[t][u], "c"),
      box(at, "h", t, col(t), Y.h, found.h[t][u], "h"),
      words(t === T ? at.width : col(t), Y.h + 27, t === T ? `${symbol("h", T)} → L` : symbol("h", t), { "text-anchor": t === T ? "end" : "middle", fill: ink("h"), "font-weight": 600 })]),
  ];
}

function backward(at, found) {
  const { col, mid, half, u, wide } = at;
  const all = ["direct", "dc", "dh"].flatMap((name) => found[name].flat().map(Math.abs));
  const size = (value) => 0.8 + (13 * Math.abs(value)) / Math.max(1, ...all);
  const hollow = (value, hue) => value < 0 ? { fill: ink("paper"), stroke: ink(hue), "stroke-width": 1.2 } : { fill: ink(hue) };
  const lane = (name) => STEPS.flatMap((t) => {
    const [now, f] = [found[name][t][u], found.f[t][u]];
    return [ribbon([col(t), Y[name]], [col(t - 1), Y[name]], size(now), size(f * now), hollow(now, "c")),
      head(col(t - 1) + half + 1, Y[name], 180, "c", size(f * now)),
      words(mid(t) + 2, Y[name] - 11, wide ? `× ${symbol("f", t)} = ${f.toFixed(2)}` : `×${bare(f)}`, { fill: ink("f"), "font-size": 12.5, ...HALO })];
  });
  const title = (y, text, hue) => words(0, y, text, { "text-anchor": "start", fill: ink(hue), "font-weight": 600, ...HALO });
  const inflow = STEPS.slice(0, -1).map((t) => {
    const part = found.shown[t][u] * found.dh[t][u];
    return [ribbon([col(t), Y.dh], [col(t), Y.dc], size(found.dh[t][u]), size(part), hollow(part, "h")), head(col(t), Y.dc + 13, -90, "h", size(part))];
  }).flat();
  const back = STEPS.flatMap((t) => {
    const look = { fill: "none", stroke: ink("h"), "stroke-width": Math.min(5, size(found.dh[t - 1][u])), "stroke-dasharray": "4 3" };
    const end = col(t - 1) + half;
    return [curve([col(t) - half + 6, Y.dc + 9], [end, Y.dh], look), mark("path", { d: path`M${col(t) - half} ${Y.dh}H${end}`, ...look })];
  });
  return [
    ...lane("direct"), ...back, ...inflow, ...lane("dc"),
    title(Y.direct - 27, "← ∂L/∂c along the carousel alone", "c"), title(Y.dc - 27, "← ∂L/∂c in full", "ink"),
    ...[0, ...STEPS].flatMap((t) => ["direct", "dc", "dh"].map((name) =>
      box(at, name, t, col(t), Y[name], found[name][t][u], { direct: "c", dc: "ink", dh: "h" }[name]))),
    title(HEIGHT - 4, "← ∂L/∂h through the gates", "h"),
  ];
}

/**
 * The graph of one unit.
 * @param {object} found as `trace` of worked.js gives it
 * @param {{u: number, width: number, lit: Map<string, string>}} how `lit` says of a number
 *   that it is asked for, or is a part of the one that is
 */
export function unrolled(found, { u, width, lit }) {
  const at = { ...columns(width), u, lit };
  const bands = STEPS.map((t) => mark("rect", { x: at.col(t - 1) + at.gap * 0.13, y: 0, width: at.gap - 4, height: Y.h - 38, rx: 8, fill: ink("line"), opacity: 0.3 }));
  return sheet(width, HEIGHT, ...bands, words(0, Y.c - 44, `unit ${u + 1}`, { "text-anchor": "start", "font-weight": 700 }),
    ...STEPS.map((t) => words(at.mid(t), 17, `step ${t}`, { fill: ink("quiet") })), ...forward(at, found), ...backward(at, found));
}
