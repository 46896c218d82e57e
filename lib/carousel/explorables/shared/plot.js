// The parts of Observable Plot that the views use, and how every picture looks.
import { axisX as baseAxisX, axisY as baseAxisY, gridY as baseGridY, plot as basePlot } from "@observablehq/plot";

export { areaY, dot, line, link, rect, ruleX, ruleY, text } from "@observablehq/plot";

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
const style = { background: "none", color: "var(--cx-ink)", fontFamily: FONT, fontSize: "13px", overflow: "visible" };

/**
 * A Plot picture in the book's look; the colours follow the page's theme by themselves.
 * @param {object} options as Observable Plot's, with a `width` and the domains of x and y;
 *   an axis is drawn if it is among the marks, and marks may be `still`
 * @returns {SVGSVGElement & {scale: Function}}
 */
export function plot({ marks, ...options }) {
  const frame = { marginTop: 28, marginRight: 16, marginBottom: 44, marginLeft: 50, axis: null, ...options, style };
  const framed = JSON.stringify(frame);
  const fresh = []; // groups that were not drawn before
  const drawn = basePlot({ ...frame, marks: marks.flatMap((mark) => (mark?.parts ? once(mark, framed, fresh) : mark)) });
  for (const { key, group } of fresh) {
    if (groups.size === MANY) groups.clear();
    group.copyOf = group.cloneNode(true);
    groups.set(key, group.copyOf);
  }
  return drawn;
}

/**
 * Marks that are drawn again only when the picture's frame or one of the parts changes:
 * much of a picture stays while a slider moves.
 * @param {unknown[]} parts what the marks depend on; objects are compared by identity
 * @param {() => object[]} make
 */
export const still = (parts, make) => ({ parts, make });

const stillAxis = (axis, { tickFormat, ...options }) =>
  still([axis, JSON.stringify(options), tickFormat], () => [axis({ tickFormat, ...options })]);

export const axisX = (options) => stillAxis(baseAxisX, options);
export const axisY = (options) => stillAxis(baseAxisY, options);
export const gridY = (options) => stillAxis(baseGridY, options);

const MANY = 200; // groups that are remembered
const groups = new Map();
const numbers = new WeakMap(); // of objects, in the order they came
let count = 0;

function name(part) {
  if (Object(part) !== part) return String(part);
  if (!numbers.has(part)) numbers.set(part, (count += 1));
  return `#${numbers.get(part)}`;
}

/** The still marks as one group, or a copy of it if it was drawn before. */
function once({ parts, make }, framed, fresh) {
  const key = [framed, ...parts.map(name)].join("|");
  const known = groups.get(key);
  if (known) return () => Object.assign(known.cloneNode(true), { copyOf: known });
  const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
  fresh.push({ key, group });
  const into = (mark) => {
    const { render } = mark;
    mark.render = (...drawn) => {
      const node = render.apply(mark, drawn);
      if (node !== null) group.append(node);
      return group; // the same at every mark: it stays where the last one put it
    };
    return mark;
  };
  return make().flat(Infinity).filter((mark) => mark !== null).map(into);
}
