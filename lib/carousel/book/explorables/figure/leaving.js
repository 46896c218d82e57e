// What an axis that holds still says of curves that leave it.
import { colour } from "./marks.js";
import * as Plot from "./plot.js";
import { formatLog } from "./words.js";

/**
 * Arrows with the value a curve ends at, at the edge where it leaves; side by side.
 * @param {{log: number, hue: string}[]} ends the last value of every curve, as a base-10 logarithm
 * @param {number[]} domain of the axis, in powers of ten
 * @param {number} x where the curves end
 * @param {{place?: (log: number) => number, leftwards?: boolean}} [how] where a logarithm stands on the
 *   axis, and whether the names stand left of `x`
 */
export function leaving(ends, [low, high], x, { place = (log) => log, leftwards = true } = {}) {
  const beyond = (sign, edge) =>
    ends
      .filter(({ log }) => sign * log > sign * edge)
      .map(({ log, hue }, n) =>
        Plot.text([`${sign > 0 ? "↑" : "↓"} ${formatLog(log, 2)}`], {
          x: () => x,
          y: () => place(edge),
          dx: (leftwards ? -1 : 1) * (4 + 92 * n),
          dy: sign > 0 ? 9 : -9,
          textAnchor: leftwards ? "end" : "start",
          fill: colour(hue),
          fontWeight: 600,
          stroke: colour("paper"),
          strokeWidth: 4,
        }),
      );
  return [...beyond(1, high), ...beyond(-1, low)];
}
