// The curves as they stood before the last move, drawn faintly behind those of now.
import { colour, line } from "./marks.js";

const PAUSE = 600; // milliseconds; moves that follow each other sooner are one

const same = (one, other) => Object.keys(one).every((name) => one[name] === other[name]);

/**
 * Keeps what a figure showed before the last move; a drag is one move, and where the
 * figure started nothing came before.
 * @param {import("./state.js").State} initial
 * @param {() => number} [now] milliseconds
 * @returns {(state: import("./state.js").State, found: any) => any} what was found then, or null
 */
export function before(initial, now = () => performance.now()) {
  let [last, kept, moved] = [null, null, Number.NEGATIVE_INFINITY];
  return (state, found) => {
    if (last && !same(state, last.state)) {
      if (now() - moved > PAUSE) kept = last.found;
      moved = now();
    }
    last = { state, found };
    if (same(state, initial)) kept = null;
    return kept;
  };
}

/** @param {number[][]} points of a curve of before; a layer of its own, for it tells of no state */
export const ghost = (points) =>
  line(points, { class: "cx-ghost", stroke: colour("ink"), strokeOpacity: 0.25, strokeWidth: 2 });
