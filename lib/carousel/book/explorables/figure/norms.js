// Sizes of gradients on a logarithmic axis, with a threshold that can be dragged.
import { colour, line, ring, upright, words } from "./marks.js";
import * as Plot from "./plot.js";
import { say } from "./say.js";
import { formatPercent } from "./words.js";

const BIN = 0.1; // the width of a bar, in powers of ten
const [LOW, HIGH] = [-2.1, 1.6]; // where the axis begins and ends

const plain = (power) => String(10 ** power);

/** In which bar a power of ten lies; what lies beyond counts in the last one. */
const barOf = (power, count) => Math.min(count - 1, Math.max(0, Math.floor((power - LOW) / BIN + 1e-9)));

/**
 * How many of the sizes there are in each bar, and what share lies above the threshold.
 * @param {number[]} sizes
 * @param {number} threshold
 * @returns {{bars: number[], above: number, mean: number, count: number}}
 */
export function counted(sizes, threshold) {
  const bars = new Array(Math.round((HIGH - LOW) / BIN)).fill(0);
  let [sum, beyond] = [0, 0];
  for (const size of sizes) {
    bars[barOf(Math.log10(size), bars.length)] += 1;
    sum += size;
    if (size > threshold) beyond += 1;
  }
  const count = Math.max(1, sizes.length);
  return { bars, above: beyond / count, mean: sum / count, count: sizes.length };
}

/** The limits of the bar at a power of ten, and its count. */
export function bar({ bars }, power) {
  const n = barOf(power, bars.length);
  return { from: 10 ** (LOW + n * BIN), to: 10 ** (LOW + (n + 1) * BIN), updates: bars[n] };
}

/**
 * The histogram as a panel, darker above the threshold.
 * @param {ReturnType<typeof counted>} found
 * @param {number} threshold
 * @param {string} what the axis shows
 * @param {{width: number, height: number}} size
 */
export function histogram({ bars, above, count }, threshold, what, size) {
  const [top, cut] = [1.12 * Math.max(1, ...bars), Math.log10(threshold)];
  const outline = bars.flatMap((height, n) => [
    [LOW + n * BIN, height],
    [LOW + (n + 1) * BIN, height],
  ]);
  const [before, after] = [-1e-6, 0].map((by) => [cut, bars[barOf(cut + by, bars.length)]]);
  const area = (points, fillOpacity) =>
    line([[points[0][0], 0], ...points, [points.at(-1)[0], 0]], { fill: colour("rnn"), fillOpacity });
  const isLate = ((HIGH - cut) / (HIGH - LOW)) * (size.width - 66) < 80; // no room for words
  const side = isLate ? { textAnchor: "end", dx: -14 } : { textAnchor: "start", dx: 14 };
  const label = (text, dy, look) => words(text, { x: cut, y: top, dy, fill: colour("ink"), ...side, ...look });
  return Plot.plot({
    ...size,
    x: { domain: [LOW, HIGH] },
    y: { domain: [0, top] },
    marks: [
      area([...outline.filter(([x]) => x < cut - 1e-6), before], 0.4),
      area([after, ...outline.filter(([x]) => x > cut + 1e-6)], 1),
      Plot.axisX({
        ticks: [-2, -1, 0, 1],
        tickFormat: plain,
        label: what,
        labelAnchor: "center",
        labelArrow: "none",
        tickSize: 3,
      }),
      Plot.axisY({ label: say`of ${count} updates`, labelArrow: "none", ticks: 3, tickSize: 0 }),
      upright({ x: cut, stroke: colour("ink"), strokeWidth: 2.5 }),
      label(`θ = ${threshold.toFixed(2)}`, 8, { fontWeight: 600 }),
      label(say`${formatPercent(above, 1)} above`, 26),
      ...ring("threshold", { x: cut, y: 0.86 * top, hue: "ink" }),
    ],
  });
}
