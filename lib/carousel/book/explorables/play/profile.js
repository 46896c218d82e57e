// Two pictures over the steps of a sequence: the gradient, and every unit's forget gate.
import { make } from "../figure/dom.js";
import { say } from "../figure/say.js";
import { formatLog, power } from "../figure/words.js";
import { path, put, rule, scale, svg, text } from "./svg.js";

/** @type {[number, number]} */
const DECADES = [-9, 2]; // the powers of ten that the axis shows
const MARGIN = { left: 46, right: 12 };
const HALVES = 6; // a memory's steps: the shade is what is left of it after so many
const PALE = 0.65; // where no gate is larger, nothing is seen
const TICKS = [0.5, 0.8, 0.9, 0.95, 1];

const shade = (f) => f ** HALVES;
const logs = (norms, size) => Array.from(norms, (norm) => Math.log10(norm / size));

/** The numbers that are drawn of a profile: logarithms, the true one's last step as 0. */
export function shares({ total, direct }) {
  const size = total[total.length - 1] || 1;
  return { total: logs(total, size), direct: logs(direct, size) };
}

/** A curve from the last step back to where it leaves the axis; one of another length ends where all end. */
function points(values, last, x, y) {
  const [low, high] = DECADES;
  return values.map((log, n) => {
    const t = last - values.length + n + 1;
    return [x(t), t < 1 || log < low || Number.isNaN(log) ? null : y(Math.min(high, log))];
  });
}

function steps(x, last, height, narrow) {
  const stride = [1, 2, 5, 10, 20, 25].find((one) => last / one <= (narrow ? 6 : 11)) ?? 50;
  const at = [1, ...Array.from({ length: Math.floor(last / stride) }, (_, n) => stride * (n + 1))];
  return at
    .filter((t, n) => n === 0 || x(t) - x(1) > 20)
    .map((t) => text(x(t), height, t, { "text-anchor": "middle" }));
}

/** What is said on the map where its shades say nothing. */
function unseen(cell, most) {
  if (cell === "rnn") return say("an RNN has no gate that keeps a state");
  if (cell === "lstm_1997") return say("no forget gate: f = 1 always");
  return most < PALE ? say`no gate is above ${most.toFixed(2)}: little is kept` : "";
}

/** @returns {{element: HTMLElement, draw: (at: any) => any[], panels: SVGElement[]}} */
export function pictures() {
  const axes = svg("g", { class: "cp-axes" });
  const lines = {
    before: svg("path", { class: "cp-before" }),
    kept: svg("path", { class: "cp-kept" }),
    direct: svg("path", { class: "cp-direct" }),
    total: svg("path", { class: "cp-total" }),
  };
  const leaves = text(0, 0, "", { class: "cp-leaves" });
  const [pointed, pointedBelow] = [svg("line", { class: "cp-pointed" }), svg("line", { class: "cp-pointed" })];
  const row = svg("rect", { class: "cp-row", fill: "none" });
  const gradient = svg("svg", {}, axes, ...Object.values(lines), leaves, pointed);
  const ground = svg("g", { class: "cp-axes" });
  const said = text(0, 0, "", { class: "cp-said" });
  const gates = svg("svg", {}, ground, said, row, pointedBelow);
  const canvas = make("canvas", { width: 1, height: 1 });
  const map = make("div", { class: "cp-map" }, canvas, gates);
  const element = make("div", { class: "cp-pictures" }, gradient, map);
  let frame = "";
  let painted = null; // what the canvas shows
  let hue = null; // asked for once a theme: it costs a layout
  const paint = () => {
    if (!painted) return;
    const { forget, hidden, last } = painted;
    if (canvas.width !== last || canvas.height !== hidden) Object.assign(canvas, { width: last, height: hidden });
    const pen = canvas.getContext("2d");
    if (canvas.isConnected)
      hue ??= getComputedStyle(canvas)
        .color.match(/[\d.]+/g)
        ?.map(Number);
    const [red, green, blue] = hue ?? [0, 0, 0];
    const image = pen.createImageData(last, hidden);
    const { data } = image;
    for (let t = 0; t < last; t += 1) {
      for (let unit = 0; unit < hidden; unit += 1) {
        const at = 4 * (unit * last + t);
        data[at] = red;
        data[at + 1] = green;
        data[at + 2] = blue;
        data[at + 3] = 255 * shade(forget[t * hidden + unit]);
      }
    }
    pen.putImageData(image, 0, 0);
  };
  canvas.addEventListener("transitionend", () => {
    hue = null; // its colour has changed with the theme
    paint();
  });

  function draw({ before, now, kept, last, hidden, cell, size, hover }) {
    const { width, tall, low } = size;
    const narrow = width < 480;
    const x = scale([0.5, last + 0.5], [MARGIN.left, width - MARGIN.right]);
    const y = scale(DECADES, [tall - 8, 10]);
    const half = (x(2) - x(1)) / 2;
    const [ground0, ground1] = [4, low - 20];
    const key = [width, tall, low, last, hidden, cell].join();
    if (key !== frame) {
      frame = key;
      put(gradient, { viewBox: `0 0 ${width} ${tall}`, width, height: tall });
      put(gates, { viewBox: `0 0 ${width} ${low}`, width, height: low });
      const ticks = [-9, -6, -3, 0];
      axes.replaceChildren(
        ...ticks.map((tick) => rule(MARGIN.left, y(tick), width - MARGIN.right, y(tick), { class: "cp-grid" })),
        ...ticks.map((tick) => text(MARGIN.left - 7, y(tick) + 4, power(tick), { "text-anchor": "end" })),
      );
      const box = { x: x(1) - half, y: ground0, width: x(last) - x(1) + 2 * half, height: ground1 - ground0 };
      ground.replaceChildren(
        svg("rect", { ...box, class: "cp-ground" }),
        ...steps(x, last, low - 5, narrow),
        text(MARGIN.left - 7, ground0 + 11, say("unit 1"), { "text-anchor": "end" }),
        ...(hidden > 3 && low > 60 ? [text(MARGIN.left - 7, ground1 - 2, hidden, { "text-anchor": "end" })] : []),
      );
      put(said, { x: box.x + box.width / 2, y: (ground0 + ground1) / 2 + 4 });
      said.classList.toggle("cp-on", cell === "lstm_1997");
      Object.assign(canvas.style, {
        left: `${(100 * box.x) / width}%`,
        width: `${(100 * box.width) / width}%`,
        top: `${(100 * box.y) / low}%`,
        height: `${(100 * box.height) / low}%`,
      });
    }
    const drawn = shares(now);
    put(lines.before, { d: before ? path(points(shares(before).total, last, x, y)) : "" });
    put(lines.kept, { d: kept ? path(points(shares(kept).total, last, x, y)) : "" });
    put(lines.direct, { d: path(points(drawn.direct, last, x, y)) });
    put(lines.total, { d: path(points(drawn.total, last, x, y)) });
    const out = drawn.total[0] < DECADES[0];
    put(leaves, { x: MARGIN.left + 4, y: y(DECADES[0]) - 6 });
    const gone = out ? say`\u2193 step 1: ${formatLog(drawn.total[0], 2)}` : "";
    if (leaves.textContent !== gone) leaves.textContent = gone;
    const there = hover === null ? 0 : x(hover.t);
    for (const one of [pointed, pointedBelow]) one.style.display = hover === null ? "none" : "";
    row.style.display = hover?.unit ? "" : "none";
    put(pointed, { x1: there, x2: there, y1: 4, y2: tall });
    put(pointedBelow, { x1: there, x2: there, y1: 0, y2: ground1 });
    const each = (ground1 - ground0) / hidden;
    put(row, {
      x: x(1) - half,
      width: x(last) - x(1) + 2 * half,
      y: ground0 + ((hover?.unit || 1) - 1) * each,
      height: each,
    });
    if (painted?.forget !== now.forget) {
      painted = { forget: now.forget, hidden, last };
      said.textContent = unseen(cell, Math.max(...now.forget));
      paint();
    }
    const unit = { invert: (place) => 1 + Math.floor((place - ground0) / each) };
    const scales = [(name) => ({ x, y })[name], (name) => ({ x, y: unit })[name]];
    return scales;
  }
  return { element, draw, panels: [gradient, gates] };
}

/** A bar of shades with the gates that they stand for. */
export function key() {
  const bar = TICKS.map((f) =>
    make("span", {}, make("i", { style: `--cp-shade: ${shade(f)}` }), f > 0.5 ? `${f}` : `\u2264 ${f}`),
  );
  return make(
    "span",
    { class: "cp-key", title: say("The shade is what is left of a memory after six steps, f to the power of 6") },
    "f = ",
    ...bar,
  );
}
