// Drawing a diagram: marks in a sheet whose coordinates are the pixels of its drawing.

const SVG = "http://www.w3.org/2000/svg";
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';

/**
 * One mark, with the marks or the words inside it.
 * @param {string} tag
 * @param {Record<string, unknown>} attributes numbers are lengths; undefined is left out
 * @param {...(Node | string)} children
 */
export function mark(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, typeof value === "number" ? Math.round(100 * value) / 100 : value);
  }
  element.append(...children);
  return element;
}

/** The sheet: an SVG element that `figure` takes as it takes a plot. */
export function sheet(width, height, ...marks) {
  const style = `display:block;font:13px ${FONT};font-variant-numeric:tabular-nums;overflow:visible`;
  const svg = mark("svg", { width, height, viewBox: `0 0 ${width} ${height}`, fill: "var(--cx-ink)", style }, ...marks);
  svg.scale = () => ({ invert: (pixels) => pixels });
  return svg;
}

/** A band from one point to another at one height or across, that may grow thinner. */
export function ribbon([x, y], [toX, toY], width, toWidth, attributes) {
  const long = Math.hypot(toX - x, toY - y) || 1;
  const [nx, ny] = [(y - toY) / long / 2, (toX - x) / long / 2];
  const corner = (px, py, w) => `${(px + nx * w).toFixed(1)} ${(py + ny * w).toFixed(1)}`;
  const d = `M${corner(x, y, width)}L${corner(toX, toY, toWidth)}L${corner(toX, toY, -toWidth)}L${corner(x, y, -width)}Z`;
  return mark("path", { d, ...attributes });
}
