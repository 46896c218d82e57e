// Where the numbers and the gates of the worked example stand in its graph. No DOM.
import { STEPS } from "../mathematics/worked.js";

export const T = STEPS.length;
export const HEIGHT = 504;
export const Y = { f: [50, 106], c: 130, gates: [164, 220], h: 280, direct: 356, dc: 417, dh: 476 };
const LOW = { f: 0, i: 0, c_tilde: -1, o: 0 };

/** The end points of a gate's track, bottom first. */
export const track = (name) => [...(name === "f" ? Y.f : Y.gates)].reverse();

/** The value of a gate whose ring is at a height. */
export function valueAt(name, y) {
  const [bottom, top] = track(name);
  return LOW[name] + ((1 - LOW[name]) * (y - bottom)) / (top - bottom);
}

export const heightOf = (name, value) => {
  const [bottom, top] = track(name);
  return bottom + ((top - bottom) * (value - LOW[name])) / (1 - LOW[name]);
};

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
