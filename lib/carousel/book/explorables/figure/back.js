// The graph over which a gradient goes back edge by edge.

import { GATES, STEPS } from "../mathematics/worked.js";
import { head, layer, line, mark, sheet } from "./diagram.js";
import { symbol } from "./explain.js";
import { say } from "./say.js";
import { formatFixed, formatPlain } from "./words.js";

const T = STEPS.length;
const PHONE = 480;
const ink = (name) => `var(--cx-${name})`;
const words = (x, y, text, attributes) => mark("text", { x, y, ...attributes }, text);
const path = (d, attributes) => mark("path", { d, ...attributes });
const HALO = { stroke: ink("paper"), "stroke-width": 3.5, "paint-order": "stroke", "stroke-linejoin": "round" };
const AHEAD = ink("quiet"); // where the gradient has not been
const AT = { f: [0.46, 0.28], i: [0.5, 0.52], c_tilde: [0.54, 0.76], o: [0.5, 1] }; // of a step and of its height

/** The letter and the step of c_tilde_3. */
export const parsed = (name) => ({ letter: name.slice(0, -2), t: Number(name.slice(-1)) });
/** c₃ of c_3. */
export const printed = (name) => (name.includes("_") ? symbol(parsed(name).letter, parsed(name).t) : name);

/** Where everything stands: columns of numbers, L right of the last output. */
function places(width, height) {
  const wide = width >= PHONE;
  const half = wide ? 33 : 26;
  const [left, right] = [half + 2, wide ? 60 : 44];
  const gap = (width - left - half - right) / T;
  const Y = { c: 34, h: height - 36 };
  const col = (t) => left + t * gap;
  const gate = (name, t) => [col(t - 1) + AT[name][0] * gap, Y.c + AT[name][1] * (Y.h - Y.c)];
  const spot = (name) => {
    if (name === "L") return [width - (wide ? 16 : 13), Y.h];
    const { letter, t } = parsed(name);
    return [col(t), Y[letter]];
  };
  return { wide, half, gap, col, gate, spot, Y };
}

/** Which colour an edge has, and the points that it leads through. */
function course({ gate, spot }, [from, to, by]) {
  const ends = [spot(from), spot(to)];
  if (by === "") return { hue: "ink", points: ends };
  const { letter, t } = parsed(by);
  if (to.startsWith("h")) return { hue: letter, points: [ends[0], gate(letter, t), ends[1]], gate: gate(letter, t) };
  return { hue: from.startsWith("h") ? "h" : "c", points: ends };
}

const outline = (points) => points.map(([x, y], n) => line`${n ? "L" : "M"}${x} ${y}`).join("");

/** The head of an arrow that lies on an edge and points where the gradient goes. */
function pointed(points, half) {
  const [x, y] = points.at(-1);
  const [fromX, fromY] = points.at(-2);
  if (fromX === x) return head(x, y + 13, "up", 4);
  if (fromY === y) return head(x + half + 1, y, "left", 4);
  const long = Math.hypot(fromX - x, fromY - y);
  const [dx, dy] = [(fromX - x) / long, (fromY - y) / long];
  const reach = Math.min(14 / Math.abs(dy), half / Math.abs(dx)) + 1; // to the rim of the box
  const [tipX, tipY] = [x + dx * reach, y + dy * reach];
  const corner = (side) => line`L${tipX + 9 * dx - 5 * side * dy} ${tipY + 9 * dy + 5 * side * dx}`;
  return `${line`M${tipX} ${tipY}`}${corner(1)}${corner(-1)}Z`;
}

/**
 * @param {{found: any, way: import("../mathematics/edges.js").Brought[]}} all
 * @param {{gone: number, u: number, width: number, height: number}} how many edges are gone, and whose numbers
 */
export function graph({ found, way }, { gone, u, width, height }) {
  const at = places(width, height);
  const { wide, half, col, gate, spot, Y } = at;
  const all = way.map(({ edge }) => course(at, edge));
  const largest = Math.max(1, ...way.flatMap(({ part }) => part.map(Math.abs)));
  const size = (value) => 1.5 + (9 * Math.abs(value)) / largest;
  const ahead = 0.9 + found.scale / 5;
  const lit = gone - 1;
  const edges = all.map(({ hue, points, gate: through }, n) =>
    path(outline(points), {
      stroke: n < gone ? ink(hue) : AHEAD,
      "stroke-width": n < gone ? size(way[n].part[u]) : through ? ahead : 2,
      "stroke-dasharray": n < gone ? undefined : through ? "4 3" : undefined,
    }),
  );
  const glow = all[lit]
    ? [
        path(outline(all[lit].points), {
          stroke: ink(all[lit].hue),
          "stroke-opacity": 0.3,
          "stroke-width": size(way[lit].part[u]) + 11,
          "stroke-linecap": "round",
        }),
      ]
    : [];
  const come = new Map(way.slice(0, gone).map(({ edge, soFar }) => [edge[1], soFar[u]]));
  const target = way[lit]?.edge[1];
  const numbers = [...new Set(way.map(({ edge }) => edge[1])), "h_0", "L"];
  const tall = 24;
  const box = (name) => {
    const [x, y] = spot(name);
    const { letter, t } = parsed(name);
    const width = name === "L" ? (wide ? 28 : 24) : 2 * half;
    return mark("rect", {
      "data-key": name === "L" || name === "h_0" ? undefined : `d${letter}_${t}_${u + 1}`,
      x: x - width / 2,
      y: y - tall / 2,
      width,
      height: tall,
      rx: 12,
      stroke:
        name === target || (gone === 0 && name === "L")
          ? ink("ink")
          : come.has(name)
            ? ink(name[0] === "c" ? "c" : "h")
            : AHEAD,
      "stroke-width": name === target || (gone === 0 && name === "L") ? 3 : 1.5,
    });
  };
  const value = (name) => {
    const [x, y] = spot(name);
    const text =
      name === "L" ? "L" : name === "h_0" ? say("held") : come.has(name) ? formatFixed(come.get(name), 4) : "";
    return words(x, y + 4.5, text, { "font-weight": name === target ? 700 : undefined });
  };
  const label = (name) => {
    const [x, y] = spot(name);
    const text = `${wide ? "∂L/∂" : ""}${printed(name)}`;
    return words(x, name.startsWith("c") ? y - 18 : y + 28, name === "h_0" ? printed(name) : text, {
      fill: ink(name.startsWith("c") ? "c" : "h"),
    });
  };
  const steps = [...STEPS].reverse().slice(0, -1);
  const doors = steps.flatMap((t) =>
    GATES.map((name) => ({
      name,
      t,
      n: way.findIndex(({ edge: [, to, by] }) => to === `h_${t - 1}` && by === `${name}_${t}`),
    })),
  );
  const node = ({ name, t, n }) => {
    const [cx, cy] = gate(name, t);
    return layer(
      {},
      mark("circle", {
        "data-key": `${name}_${t}_${u + 1}`,
        cx,
        cy,
        r: 11,
        fill: n === lit ? ink(name) : ink("paper"),
        stroke: n < gone ? ink(name) : AHEAD,
        "stroke-width": 2,
      }),
      words(cx, cy + 4.5, name === "c_tilde" ? "c̃" : name, {
        fill: n === lit ? ink("paper") : n < gone ? ink(name) : ink("quiet"),
        "font-style": "italic",
        "font-weight": 600,
        "pointer-events": "none",
      }),
    );
  };
  const beside = ({ name, t, n }) => {
    const [x, y] = gate(name, t);
    const low = name === "o";
    return words(low ? x : x + 15, low ? y + 27 : y + 4.5, n < gone ? formatFixed(way[n].part[u], 4) : "", {
      fill: ink(name),
      "text-anchor": low ? undefined : "start",
      "font-weight": n === lit ? 700 : undefined,
    });
  };
  const kept = STEPS.map((t) => {
    const n = way.findIndex(({ edge: [from, to, by] }) => from === `c_${t}` && to === `c_${t - 1}` && by === `f_${t}`);
    const text = wide ? `× ${symbol("f", t)} = ${formatPlain(found.f[t][u])}` : `× ${formatPlain(found.f[t][u])}`;
    return words(col(t) - (col(t) - col(t - 1)) / 2, Y.c - (n === lit ? 13 : 9), text, {
      fill: ink(n < gone ? "f" : "quiet"),
      "font-weight": n === lit ? 700 : undefined,
    });
  });
  const shown = STEPS.map((t) => {
    const n = way.findIndex(({ edge: [from, to] }) => from === `h_${t}` && to === `c_${t}`);
    return words(
      col(t) + 7,
      (Y.c + Y.h) / 2 + (t === T ? 4.5 : 0.21 * (Y.h - Y.c)),
      wide && n < gone ? `× ${formatPlain(Number(found.dh_dc[t][u].toFixed(4)))}` : "",
      {
        fill: ink("h"),
        "text-anchor": "start",
        "font-weight": n === lit ? 700 : undefined,
      },
    );
  });
  return sheet(
    width,
    height,
    layer({ fill: "none", "stroke-linejoin": "round" }, ...edges, ...glow),
    path(all.map(({ points }, n) => (n < gone ? pointed(points, half) : "")).join(""), { fill: ink("ink") }),
    layer({ fill: ink("paper") }, ...numbers.map(box)),
    layer({ "pointer-events": "none", "font-size": wide ? undefined : 12 }, ...numbers.map(value)),
    layer(
      { ...HALO, "pointer-events": "none", "font-size": wide ? undefined : 12 },
      ...numbers.slice(0, -1).map(label),
      ...kept,
      ...shown,
      ...doors.map(beside),
    ),
    layer({}, ...doors.map(node)),
  );
}
