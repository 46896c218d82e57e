// Where the names of curves stand: near their curve, clear of the other names, and
// where few curves pass. No DOM.

const HEIGHT = 16; // of a line of text, in pixels
const PARTS = [0.03, 0.1, 0.18, 0.27, 0.37, 0.48, 0.6, 0.72, 0.85];
const SIDES = [
  [12, -10],
  [-12, -10],
  [12, 14],
  [-12, 14],
];
const SAMPLES = 48;
const CROSSED = 6; // what it costs that a point of a curve lies behind the name,
const STRANGE = 40; // that another curve is as near to it as its own,
const OUTSIDE = 400; // and that all of it stands outside the frame

/** Points at even distances along a curve, so that a steep part counts like a flat one. */
function even(points) {
  const lengths = [0];
  for (let n = 1; n < points.length; n += 1) {
    const [[x0, y0], [x1, y1]] = [points[n - 1], points[n]];
    lengths.push(lengths[n - 1] + Math.hypot(x1 - x0, y1 - y0));
  }
  const total = lengths[lengths.length - 1];
  let n = 1;
  return Array.from({ length: SAMPLES }, (_, s) => {
    const wanted = (total * s) / (SAMPLES - 1);
    while (n < points.length - 1 && lengths[n] < wanted) n += 1;
    const part = lengths[n] > lengths[n - 1] ? (wanted - lengths[n - 1]) / (lengths[n] - lengths[n - 1]) : 0;
    const [[x0, y0], [x1, y1]] = [points[n - 1], points[n]];
    return [x0 + part * (x1 - x0), y0 + part * (y1 - y0)];
  });
}

const overlap = (a, b) =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

/** How near a curve comes to a box, and how many of its points lie inside. */
function distance(box, line) {
  let [least, inside] = [Infinity, 0];
  for (const [x, y] of line) {
    const away = Math.max(box.left - x, x - box.right, 0) + Math.max(box.top - y, y - box.bottom, 0);
    if (away === 0) inside += 1;
    if (away < least) least = away;
  }
  return { least, inside };
}

/**
 * The place of every name, chosen in the order of the curves.
 * @param {{width: number, points: number[][]}[]} curves how wide each name is, and
 *   where its curve runs, in pixels; at least two points
 * @param {{left: number, right: number, top: number, bottom: number}} frame where names
 *   may stand
 * @returns {{x: number, y: number, dx: number, dy: number, leftwards: boolean}[]} a point
 *   of the curve, and the shift from it
 */
export function places(curves, frame) {
  const lines = curves.map(({ points }) => even(points));
  const taken = [];
  return curves.map(({ width }, own) => {
    let best = null;
    for (const [rank, part] of PARTS.entries()) {
      const [x, y] = lines[own][Math.round(part * (SAMPLES - 1))];
      for (const [dx, dy] of SIDES) {
        const left = dx > 0 ? x + dx : x + dx - width;
        const box = { left, right: left + width, top: y + dy - HEIGHT / 2, bottom: y + dy + HEIGHT / 2 };
        const inside = overlap(box, frame) / (width * HEIGHT);
        let cost = rank + OUTSIDE * (1 - inside);
        for (const other of taken) cost += 10 * overlap(box, other);
        if (best !== null && cost >= best.cost) continue;
        const near = distance(box, lines[own]);
        cost += CROSSED * near.inside;
        let strange = 0;
        for (let n = 0; n < lines.length && (best === null || cost + strange < best.cost); n += 1) {
          if (n === own) continue;
          const { least, inside: crossed } = distance(box, lines[n]);
          cost += CROSSED * crossed;
          if (least < near.least + 4) strange = STRANGE;
        }
        cost += strange;
        if (best === null || cost < best.cost) best = { cost, box, place: { x, y, dx, dy, leftwards: dx < 0 } };
      }
    }
    taken.push(best.box);
    return best.place;
  });
}
