// Drawings that change with every update: elements are made once, then only moved.

const NS = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(NS, tag));
  put(element, attributes);
  element.append(...children);
  return element;
}

/** Sets attributes that differ. */
export function put(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    const text = String(value);
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

const rounded = (value) => Math.round(10 * value) / 10;

/** A line through points; where y is null it is interrupted. */
export function path(points) {
  let [way, pen] = ["", "M"];
  for (const [x, y] of points) {
    if (y === null) pen = "M";
    else {
      way += `${pen}${rounded(x)} ${rounded(y)}`;
      pen = "L";
    }
  }
  return way;
}

/** A straight scale with its inverse. */
export function scale([from, to], [low, high]) {
  const by = (high - low) / (to - from || 1);
  const at = (value) => low + (value - from) * by;
  return Object.assign(at, { invert: (place) => from + (place - low) / by });
}

export const text = (x, y, words, more = {}) => svg("text", { x: rounded(x), y: rounded(y), ...more }, words);

export const rule = (x1, y1, x2, y2, more = {}) =>
  svg("line", { x1: rounded(x1), y1: rounded(y1), x2: rounded(x2), y2: rounded(y2), ...more });
