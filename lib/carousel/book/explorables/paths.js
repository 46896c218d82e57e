// Which path carries the gradient of one step?
import { layer, line, mark } from "./figure/diagram.js";
import { figure } from "./figure/figure.js";
import * as Plot from "./figure/plot.js";
import { say } from "./figure/say.js";
import { formatSig } from "./figure/words.js";
import { paths, slopes } from "./mathematics/jacobian.js";
import { largest, operatorNorm, spectralRadius } from "./mathematics/linear.js";
import { history, tuned } from "./mathematics/small_network.js";

const GAP = 1.1; // between two heat maps, in cells
const SHADES = 40; // from paper to the full colour
const LOOKS = Array.from({ length: 2 * SHADES + 1 }, (_, n) => ({
  fill: n < SHADES ? "var(--cx-minus)" : "var(--cx-plus)",
  "fill-opacity": (Math.abs(n - SHADES) / SHADES).toFixed(3),
}));
const HEAD = 1.3; // above each, for its name
const GATE = { forget: "f", input: "i", candidate: "c" };

/** The terms, each with the words and the colour of its switch. */
const termsOf = ({ controls }) =>
  Object.keys(controls)
    .filter((name) => name.startsWith("use_"))
    .map((name) => ({ name: name.slice("use_".length), title: controls[name].label, hue: controls[name].hue }));

function compute(state, data, spec) {
  const params = tuned(data, state, spec.constants);
  const seen = history(params, state.step, spec.constants.seed).at(-1);
  const own = termsOf(spec);
  const panels = [...own, { name: "total", title: say("their sum"), hue: "ink" }];
  const terms = paths("peephole", params, seen);
  const units = seen.c.map((_, unit) => unit);
  const on = own.filter(({ name }) => state[`use_${name}`]).map(({ name }) => name);
  terms.total = units.map((r) => units.map((k) => on.reduce((sum, name) => sum + terms[name][r][k], 0)));
  const rows = panels.map(({ name }) => ({
    name,
    norm: operatorNorm(terms[name]),
    largest: largest(terms[name]),
  }));
  const most = Math.max(...rows.map((row) => row.largest)) || 1;
  return { params, seen, terms, panels, units, on, rows, most };
}

/** The cells of the maps, one shape for each shade: a shape for each cell would be slow to draw. */
function shaded(cells) {
  return (_, { x, y }) => {
    const shapes = LOOKS.map(() => "");
    for (const { left, top, by, share } of cells) {
      const side = x(left + by) - x(left) - 1; // a pixel of paper between two
      const shape = line`M${x(left) + 0.5} ${y(top) + 0.5}h${side}v${side}h${-side}z`;
      shapes[SHADES + Math.round(SHADES * share)] += shape;
    }
    return layer({}, ...shapes.map((d, n) => mark("path", { d, ...LOOKS[n] })));
  };
}

/**
 * Where the heat maps stand, in cells: three in a row; on a wide and low screen the sum,
 * as high as two rows, beside the others.
 */
function places({ units, panels }, low = false) {
  const size = units.length;
  const [row, last] = [size + HEAD + 0.3, panels.length - 1];
  const down = 2 * row;
  const corner = panels.map((_, n) => [(n % 3) * (size + GAP), Math.floor(n / 3) * row + HEAD]);
  const across = 3 * size + 2 * GAP;
  if (!low) return { size, across, down, corner, zoom: panels.map(() => 1) };
  const large = down - HEAD - 0.3;
  corner[last] = [across + GAP, HEAD];
  const zoom = panels.map((_, n) => (n === last ? large / size : 1));
  return { size, across: across + GAP + large, down, corner, zoom };
}

function cellAt(found, hover) {
  if (hover === null) return null;
  if (hover.cell) return hover.cell;
  const { corner, size, zoom } = places(found, hover.low);
  for (const [panel, [left, top]] of corner.entries()) {
    const [r, k] = [hover.y - top, hover.x - left].map((by) => Math.floor(by / zoom[panel]));
    if (r >= 0 && r < size && k >= 0 && k < size) return { panel, r, k };
  }
  return null;
}

function picture(state, found, at) {
  const { height } = at;
  const hover = at.hover && { ...at.hover, low: height !== undefined };
  const { terms, panels, units, on, rows, most } = found;
  const { size, across, down, corner, zoom } = places(found, height !== undefined);
  const norms = panels.map(({ name }) => rows.find((row) => row.name === name).norm);
  const cells = panels.flatMap(({ name }, n) =>
    units.flatMap((r) =>
      units.map((k) => ({
        left: corner[n][0] + k * zoom[n],
        top: corner[n][1] + r * zoom[n],
        by: zoom[n],
        share:
          Math.sign(terms[name][r][k]) *
          Math.sqrt(Math.abs(terms[name][r][k]) / most) *
          (name !== "total" && !on.includes(name) ? 0.3 : 1),
      })),
    ),
  );
  const chosen = cellAt(found, hover);
  const square = { x1: "x", x2: ({ x, by }) => x + by, y1: "y", y2: ({ y, by }) => y + by };
  const outlined = chosen
    ? corner.map(([x, y], n) => ({
        x: x + chosen.k * zoom[n],
        y: y + chosen.r * zoom[n],
        by: zoom[n],
        own: n === chosen.panel,
      }))
    : [];
  const margin = 4;
  const width = height ? Math.min(at.width, Math.floor(((height - 2 * margin) / down) * across)) : at.width;
  const cell = (width - 2 * margin) / across;
  const tight = cell * size < 150; // no room for a number beside a name
  return Plot.plot({
    width,
    height: Math.round(cell * down) + 2 * margin,
    marginLeft: margin,
    marginRight: margin,
    marginTop: margin,
    marginBottom: margin,
    x: { domain: [0, across], axis: null },
    y: { domain: [0, down], reverse: true, axis: null },
    marks: [
      Plot.rect(corner, {
        x1: ([x]) => x,
        x2: ([x], n) => x + size * zoom[n],
        y1: ([, y]) => y,
        y2: ([, y], n) => y + size * zoom[n],
        fill: "none",
        stroke: "var(--cx-line)",
      }),
      shaded(cells),
      Plot.rect(outlined, {
        ...square,
        fill: "none",
        stroke: "var(--cx-ink)",
        strokeWidth: { value: ({ own }) => (own ? 3 : 1.2), scale: null },
      }),
      // How large a map is in all: a bar above it, as long as its norm, and the number.
      Plot.rect(panels, {
        x1: (_, n) => corner[n][0],
        x2: (_, n) => corner[n][0] + (size * zoom[n] * norms[n]) / Math.max(...norms, Number.MIN_VALUE),
        y1: (_, n) => corner[n][1] - 5 / cell,
        y2: (_, n) => corner[n][1] - 2 / cell,
        fill: ({ hue }) => `var(--cx-${hue})`,
      }),
      Plot.text(panels, {
        x: (_, n) => corner[n][0] + size * zoom[n],
        y: (_, n) => corner[n][1] - 7 / cell,
        text: (_, n) => (tight && zoom[n] === 1 ? "" : formatSig(norms[n])),
        textAnchor: "end",
        lineAnchor: "bottom",
        fontSize: 13,
      }),
      Plot.text(panels, {
        x: (_, n) => corner[n][0] + (size * zoom[n]) / 2,
        y: (_, n) => corner[n][1] + (size * zoom[n]) / 2,
        text: (_, n) => (norms[n] === 0 ? "0" : ""),
        fontSize: 13,
        fill: "var(--cx-quiet)",
      }),
      Plot.text(panels, {
        x: (_, n) => corner[n][0],
        y: (_, n) => corner[n][1] - 7 / cell,
        textAnchor: "start",
        lineAnchor: "bottom",
        fontWeight: 600,
        fontSize: 13,
        text: ({ name, title }) =>
          name === "total"
            ? `= ${title}`
            : on.includes(name)
              ? `${name === "direct" ? "" : "+ "}${title}`
              : tight
                ? `(${title})`
                : say`+ ${title} (off)`,
        fill: ({ hue }) => `var(--cx-${hue})`,
      }),
    ],
  });
}

const formatFactor = (value) => (value < 0 ? `(${formatSig(value)})` : formatSig(value));

/** The factors that a term's entry is the product of, by name and value. */
function factors(name, { params, seen }, r, k) {
  const [row, column] = [r + 1, k + 1];
  const { dc_da } = slopes("peephole", params, seen);
  if (name === "direct") return r === k ? [[`f${row}`, seen.f[r]]] : [[say("0, off the diagonal"), 0]];
  if (name === "peephole") {
    if (r !== k) return [[say("0, off the diagonal"), 0]];
    return [
      [
        `c_prev,${row} · f${row}(1 − f${row}) · p_f,${row} + c̃${row} · i${row}(1 − i${row}) · p_i,${row}`,
        dc_da.f[r] * params.p_f[r] + dc_da.i[r] * params.p_i[r],
      ],
    ];
  }
  const slope = {
    f: [
      [`c_prev,${row}`, seen.prev.c[r]],
      [`f${row}(1 − f${row})`, seen.f[r] * (1 - seen.f[r])],
    ],
    i: [
      [`c̃${row}`, seen.c_tilde[r]],
      [`i${row}(1 − i${row})`, seen.i[r] * (1 - seen.i[r])],
    ],
    c: [
      [`i${row}`, seen.i[r]],
      [`(1 − c̃${row}²)`, 1 - seen.c_tilde[r] ** 2],
    ],
  }[GATE[name]];
  const o = seen.prev.o?.[k] ?? 0;
  return [
    ...slope,
    [`U_${GATE[name]}[${row},${column}]`, params[`U_${GATE[name]}`][r][k]],
    [`o_prev,${column}(1 − tanh²c_prev,${column})`, o * (1 - Math.tanh(seen.prev.c[k]) ** 2)],
  ];
}

function reading(state, found, hover, { words }) {
  const cell = cellAt(found, hover);
  if (cell === null)
    return say`Rows are units of the new c, columns of the old; red is above zero, blue below, the shade grows
      with the root of the size. A bar is the norm. Point at an entry to read the product behind it.`;
  const { r, k } = cell;
  const { name, title } = found.panels[cell.panel];
  const value = formatSig(found.terms[name][r][k]);
  const where = say`${title}, new unit ${r + 1} by old unit ${k + 1}:`;
  if (name === "total") {
    const parts = found.on.map((term) => `${words.rows[term]} ${formatSig(found.terms[term][r][k])}`);
    return `${where} ${parts.join(" + ") || say("nothing is on")} = ${value}`;
  }
  const parts = factors(name, found, r, k);
  if (parts.length === 1) return `${where} ${parts[0][0]} = ${value}`;
  const product = parts.map(([what]) => what).join(" · ");
  return `${where} ${product} = ${parts.map(([, size]) => formatFactor(size)).join(" · ")} = ${value}`;
}

function walk(state, found, hover, key) {
  const size = found.units.length;
  const { panel, r, k } = cellAt(found, hover) ?? { panel: 0, r: 0, k: -1 };
  const [down, right] = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[key];
  const column = k + right; // past the edge of one heat map starts the next
  const next = (panel + (column < 0 ? -1 : column >= size ? 1 : 0) + found.panels.length) % found.panels.length;
  return { cell: { panel: next, r: (r + down + size) % size, k: (column + size) % size } };
}

function sentence({ step }, { on, panels, rows, terms }, { words }) {
  const size = Object.fromEntries(rows.map(({ name, norm }) => [name, norm]));
  const [norm, radius] = [formatSig(size.total), formatSig(spectralRadius(terms.total))];
  const summed =
    on.length === panels.length - 1
      ? say`All paths together have norm ${norm} and spectral radius ${radius}.`
      : on.length
        ? say`Together, ${on.map((name) => words.rows[name]).join(", ")} have norm ${norm} and spectral radius ${radius}.`
        : say`With every path off, they have norm ${norm} and spectral radius ${radius}.`;
  const beside = ["forget", "input", "candidate", "peephole"].sort((one, other) => size[other] - size[one])[0];
  const strongest =
    size[beside] > 0
      ? say`The strongest of the others, the ${words.rows[beside]} path, has norm ${formatSig(size[beside])}.`
      : say("No other path carries anything.");
  return `${say`At step ${step} the direct path alone has norm ${formatSig(size.direct)}.`} ${strongest} ${summed}`;
}

const table = (state, { rows, terms }, { words }) => ({
  head: words.head,
  rows: rows.map(({ name, norm, largest: most }) => [
    words.rows[name],
    ...[norm, spectralRadius(terms[name]), most].map(formatSig),
  ]),
});

const all = { use_direct: true, use_forget: true, use_input: true, use_candidate: true, use_peephole: true };
const plain = { forget_bias: 0, recurrent_scale: 1, output_bias: 0, peephole_scale: 0, ...all };
const presets = () => [
  { label: say("PyTorch default"), short: say("default"), state: plain },
  { label: "b_f = 3", state: { ...plain, forget_bias: 3 } },
  { label: say("large weights"), short: say("large U"), state: { ...plain, recurrent_scale: 6 } },
  { label: say("a shut output gate"), short: say("o shut"), state: { ...plain, output_bias: -4 } },
  { label: say("peepholes"), state: { ...plain, peephole_scale: 6 } },
  { label: say("without the direct path"), short: say("no direct"), state: { ...plain, use_direct: false } },
];

const brief = ({ step }, { rows }) => {
  const norm = Object.fromEntries(rows.map((row) => [row.name, formatSig(row.norm)]));
  return say`Norms at step ${step}: direct ${norm.direct}, candidate ${norm.candidate}, sum ${norm.total}`;
};

const view = () => ({
  title: say("The derivative of c by the c before, path by path"),
  question: say("Which path carries the gradient of one step?"),
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
