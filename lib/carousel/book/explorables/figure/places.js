// Where the numbers and the gates of the worked example stand in its graph. No DOM.
import { STEPS } from "../mathematics/worked.js";

export const T = STEPS.length;
/** How high things stand: in the whole graph, and where forward and backward are a picture each. */
export const WHOLE = { f: [50, 106], c: 130, gates: [164, 220], h: 280, direct: 356, dc: 417, dh: 476, height: 504 };
export const APART = { f: [44, 76], c: 98, gates: [130, 166], h: 226, direct: 56, dc: 126, dh: 196, height: 240 };
const LOW = { f: 0, i: 0, c_tilde: -1, o: 0 };

/** The end points of a gate's track, bottom first. */
export const track = (name, Y = WHOLE) => [...(name === "f" ? Y.f : Y.gates)].reverse();

/** The value of a gate whose ring is at a height of the whole graph. */
export function valueAt(name, y) {
  const [bottom, top] = track(name);
  return LOW[name] + ((1 - LOW[name]) * (y - bottom)) / (top - bottom);
}

export const heightOf = (name, value, Y = WHOLE) => {
  const [bottom, top] = track(name, Y);
  return bottom + ((top - bottom) * (value - LOW[name])) / (1 - LOW[name]);
};

/** The height in the whole graph of a place on a track, or beyond it, in the forward picture alone. */
export function inWhole(y) {
  const [[low, high], [from, to]] = y < APART.c ? [APART.f, WHOLE.f] : [APART.gates, WHOLE.gates];
  return from + ((y - low) * (to - from)) / (high - low);
}

/** Where things stand across the sheet. */
export function columns(width) {
  const wide = width >= 480;
  const [margin, half] = wide ? [36, 31] : [26, 25];
  const gap = (width - 2 * margin) / T;
  const beside = Math.min(34, gap / 6);
  const col = (t) => margin + t * gap;
  const mid = (t) => col(t) - gap / 2;
  const x = {
    f: mid,
    i: (t) => mid(t) - beside - (wide ? 0 : 1.5),
    c_tilde: (t) => mid(t) + beside - (wide ? 0 : 2),
    o: col,
  };
  return { wide, half, gap, col, mid, x, width };
}
