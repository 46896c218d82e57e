// Drawing a diagram: marks in a sheet whose coordinates are the pixels of its drawing.
// What many marks share stands once, on the layer they are in: a mark that is made and
// compared at every move should have little to say.

const SVG = "http://www.w3.org/2000/svg";

const cut = (value) => (typeof value === "number" ? Math.round(10 * value) / 10 : value);

/**
 * One mark, with the marks or the words inside it.
 * @param {string} tag
 * @param {Record<string, unknown>} attributes numbers are lengths, cut to a tenth of a
 *   pixel; undefined is left out
 * @param {...(Node | string)} children
 */
export function mark(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const name in attributes) {
    if (attributes[name] !== undefined) element.setAttribute(name, cut(attributes[name]));
  }
  element.append(...children);
  return element;
}

/** Marks that share their attributes. */
export const layer = (attributes, ...marks) => mark("g", attributes, ...marks);

/** The outline of a path, its numbers cut: line`M${x} ${y}V${bottom}`. */
export const line = (words, ...values) => words.map((word, n) => word + (cut(values[n]) ?? "")).join("");

/** An outline from one point to another, level or upright, that may grow thinner. */
export function ribbon([x, y], [toX, toY], width, toWidth) {
  const [wide, thin] = [width / 2, toWidth / 2];
  return y === toY
    ? line`M${x} ${y - wide}L${toX} ${y - thin}V${y + thin}L${x} ${y + wide}Z`
    : line`M${x - wide} ${y}L${x - thin} ${toY}H${x + thin}L${x + wide} ${y}Z`;
}

/** The outline of an arrow's head with its point at (x, y), wider than its band. */
export function head(x, y, towards, band = 0) {
  const [long, half] = [8.5, Math.max(4.5, band / 2 + 3)];
  const [dx, dy] = { left: [1, 0], up: [0, 1], down: [0, -1] }[towards];
  const corner = (side) => line`L${x + dx * long + side * dy * half} ${y + dy * long + side * dx * half}`;
  return `${line`M${x} ${y}`}${corner(1)}${corner(-1)}Z`; // turning as ribbons do: one path may hold both
}

/** The sheet: an SVG element that `figure` takes as it takes a plot; words are centred. */
export function sheet(width, height, ...marks) {
  const style = `display:block;font-size:13px;font-variant-numeric:tabular-nums;overflow:visible`;
  /** @type {import("./plot.js").Panel} */
  const svg = mark(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}`, fill: "var(--cx-ink)", "text-anchor": "middle", style },
    ...marks,
  );
  svg.scale = () => ({ invert: (pixels) => pixels });
  return svg;
}
