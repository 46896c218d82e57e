// Work that shares the page with its reader: a slice before every frame, and no more.

const SLICE = 12; // milliseconds of a frame's sixteen; the rest is for drawing
const NARROW = 3; // while the reader moves something,
const MOVED = 300; // that is, so many milliseconds after the last move

let moved = -MOVED; // when that was
const move = () => {
  moved = performance.now();
};
for (const type of ["pointermove", "input", "keydown"]) {
  globalThis.addEventListener?.(type, move, { capture: true, passive: true });
}

/**
 * Does work piece by piece. A piece that would outlast the slice waits for the next one. A frame
 * that draws does no work, nor does one that answers the reader, unless the one before did none.
 * @param {Generator<any, void>} work
 * @param {object} at
 * @param {(value: any) => boolean} at.seen told what the work yields; true if it is to be drawn
 *   before the work goes on
 * @param {() => void} at.draw
 * @param {() => void} at.done
 * @returns {() => void} stops it
 */
export function slices(work, { seen, draw, done }) {
  let frame = requestAnimationFrame(slice);
  let longest = 0; // of the last pieces
  let [show, over, left] = [false, false, false]; // the last frame's: whether it was left to the reader
  let answered = moved;

  function slice() {
    frame = requestAnimationFrame(slice);
    if (show || over) {
      draw();
      show = false;
      if (over) end();
      return;
    }
    left = moved !== answered && !left;
    answered = moved;
    if (left) return;
    const start = performance.now();
    const most = start - moved < MOVED ? NARROW : SLICE;
    let now = start;
    do {
      const { value, done: ended } = work.next();
      over = ended;
      if (!ended) show = seen(value);
      const after = performance.now();
      longest = Math.max(0.9 * longest, after - now);
      now = after;
    } while (!over && !show && now - start + longest < most);
  }
  const end = () => {
    cancelAnimationFrame(frame);
    done();
  };
  return () => {
    cancelAnimationFrame(frame);
    work.return();
  };
}

/**
 * How many updates to the next picture, so that there are so many a second however long a
 * picture takes.
 * @param {number} rate a second
 * @param {number} most
 * @returns {() => number}
 */
export function pacer(rate, most) {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const due = Math.round(((now - last) * rate) / 1000);
    last = now;
    return Math.min(most, Math.max(1, due));
  };
}
