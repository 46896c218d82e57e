// Work that shares the page with its reader: a slice before every frame, and no more.

const SLICE = 7; // milliseconds of a frame's sixteen; the rest is for drawing and for the reader

/**
 * Does work piece by piece. A piece that would outlast the slice waits for the next one.
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

  function slice() {
    const start = performance.now();
    let [now, show, over] = [start, false, false];
    do {
      const { value, done: ended } = work.next();
      over = ended;
      if (!ended) show = seen(value);
      const after = performance.now();
      longest = Math.max(0.9 * longest, after - now);
      now = after;
    } while (!over && !show && now - start + longest < SLICE);
    if (show || over) draw();
    if (over) done();
    else frame = requestAnimationFrame(slice);
  }
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
