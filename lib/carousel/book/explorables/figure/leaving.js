// What an axis that holds still says of curves that leave it.
import { colour, widthOf, words } from "./marks.js";
import { formatLog } from "./words.js";

const LINE = 16; // the height of a line of text, in pixels

/**
 * An arrow and the value that a curve ends at, where it leaves the axis: behind that place
 * if there is room, else before it, where the curve is still far enough from the edge.
 * @param {{log: number, hue: string, points: number[][]}[]} ends the last value of every curve, as a base-10
 *   logarithm, and what is drawn of it, in the direction it runs
 * @param {number[]} domain of the axis, in powers of ten
 * @param {{x: number[], width: number, height: number, place?: (log: number) => number}} frame the ends of the
 *   horizontal axis, in the direction that the curves run; the pixels of both; where a logarithm stands
 */
export function leaving(ends, [low, high], { x: [from, to], width, height, place = (log) => log }) {
  const pixels = (at) => (width * (at - from)) / (to - from); // from where the curves start
  const tall = height / Math.abs(place(high) - place(Math.max(low, -1e3)));
  const beyond = (sign, edge) => {
    const taken = [];
    return ends
      .filter(({ log }) => sign * log > sign * edge)
      .map(({ log, hue, points }) => {
        const text = `${sign > 0 ? "↑" : "↓"} ${formatLog(log, 2)}`;
        const wide = widthOf(text) + 8;
        const isBehind = pixels(points.at(-1)[0]) + wide < width + 16;
        const clear = points.filter(([, y]) => isBehind || Math.abs(y - place(edge)) * tall > LINE);
        const [at] = clear.at(-1) ?? points[0];
        const span = isBehind ? [pixels(at), pixels(at) + wide] : [pixels(at) - wide, pixels(at)];
        const line = taken.filter(([start, stop]) => start < span[1] && stop > span[0]).length;
        taken.push(span);
        const isLeft = isBehind !== to > from;
        return words(text, {
          x: at,
          y: place(edge),
          dx: isLeft ? -8 : 8,
          dy: sign * (10 + LINE * line),
          textAnchor: isLeft ? "end" : "start",
          fill: colour(hue),
          fontWeight: 600,
        });
      });
  };
  return [...beyond(1, high), ...beyond(-1, low)];
}
