// A ring on a picture that a finger or a mouse can drag.
import { dot } from "./plot.js";

/**
 * Gives what Plot draws for a mark the name that the view's `drag` is told.
 * @param {string} key
 * @param {string} cursor which way it goes, as CSS says it
 */
export const named = (key, cursor) => (index, scales, values, dimensions, context, next) => {
  const drawn = next(index, scales, values, dimensions, context);
  drawn.setAttribute("data-key", key);
  drawn.setAttribute("style", `cursor:${cursor}`);
  return drawn;
};

/**
 * Two marks: what is touched, large and unseen, and the ring itself.
 * @param {string} key the handle's name
 * @param {number} x
 * @param {number} y
 * @param {{hue: string, cursor?: string}} look the colour's meaning, and the cursor
 */
export function handle(key, x, y, { hue, cursor = "move" }) {
  const mark = (look) =>
    dot([[x, y]], { x: "0", y: "1", className: "cx-handle", render: named(key, cursor), ...look });
  return [
    mark({ r: 17, fill: "transparent" }),
    mark({ r: 7, fill: "var(--cx-paper)", stroke: `var(--cx-${hue})`, strokeWidth: 3 }),
  ];
}
