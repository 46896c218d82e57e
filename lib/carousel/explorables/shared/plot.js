// The parts of Observable Plot that the views use, and how every picture looks.
import { plot as basePlot } from "@observablehq/plot";

export { areaY, axisX, axisY, dot, gridX, gridY, line, link, rect, ruleX, ruleY, text } from "@observablehq/plot";

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';

/**
 * A Plot picture in the book's look; the colours follow the page's theme by themselves.
 * @param {object} options as Observable Plot's, with a `width`
 * @returns {SVGSVGElement & {scale: Function}}
 */
export function plot(options) {
  const style = { background: "none", color: "var(--cx-ink)", fontFamily: FONT, fontSize: "13px", overflow: "visible" };
  return basePlot({ marginTop: 28, marginRight: 16, marginBottom: 44, marginLeft: 50, ...options, style });
}
