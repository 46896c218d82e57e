// The loss and the errors, update by update, beside what guessing costs.
import { say } from "../figure/say.js";
import { formatSig } from "../figure/words.js";
import { path, put, rule, scale, svg, text } from "./svg.js";

const LEFT = 34;
const POINTS = 240; // a line has no more

/** The least round number of updates that an axis can show so many on. */
const reach = (updates) => [100, 200, 300, 500, 700, 1000, 1500, 2000, 2500].find((one) => updates <= one) ?? 3000;

/** Means of the losses over windows, so that a long run is drawn as quickly as a short one. */
function thinned(losses) {
  const stride = Math.max(1, Math.ceil(losses.length / POINTS));
  const found = [];
  for (let from = 0; from < losses.length; from += stride) {
    const part = losses.slice(from, from + stride);
    found.push([from + (part.length + 1) / 2, part.reduce((sum, loss) => sum + loss, 0) / part.length]);
  }
  return found;
}

/** @returns {{element: SVGElement, draw: (at: any) => void}} */
export function losses() {
  const axes = svg("g", { class: "cp-axes" });
  const lines = {
    kept: svg("path", { class: "cp-kept" }),
    batches: svg("path", { class: "cp-batches" }),
    tests: svg("path", { class: "cp-total" }),
    wrong: svg("path", { class: "cp-wrong" }),
  };
  const [dot, dotBelow] = [svg("circle", { class: "cp-dot", r: 3.5 }), svg("circle", { class: "cp-dot", r: 3 })];
  const end = svg("line", { class: "cp-mark" });
  const words = svg("g", { class: "cp-over" });
  const ended = text(0, 0, say("exploded"), { class: "cp-leaves" });
  const element = svg("svg", {}, axes, end, ...Object.values(lines), dot, dotBelow, words, ended);
  let frame = "";

  function draw({ watched, kept, task, size: { width, height } }) {
    const updates = watched.run.updates;
    const most = reach(Math.max(updates, kept?.losses.length ?? 0));
    const x = scale([0, most], [LEFT, width - 8]);
    const middle = Math.round(0.64 * height);
    const y = scale([0, 1.35 * task.baseline], [middle - 8, 16]);
    const below = scale([0, 1], [height - 17, middle + 14]);
    const key = [width, height, most, task.baseline].join();
    if (key !== frame) {
      frame = key;
      put(element, { viewBox: `0 0 ${width} ${height}`, width, height });
      const right = width - 8;
      axes.replaceChildren(
        text(0, 10, say("loss")),
        rule(32, 6, 46, 6, { class: "cp-total" }),
        text(50, 10, say("test")),
        rule(82, 6, 96, 6, { class: "cp-batches" }),
        text(100, 10, say("each update")),
        rule(LEFT, y(0), right, y(0), { class: "cp-grid" }),
        text(LEFT - 5, y(0) + 4, 0, { "text-anchor": "end" }),
        rule(LEFT, y(task.baseline), right, y(task.baseline), { class: "cp-guess" }),
        rule(LEFT, y(task.goal), right, y(task.goal), { class: "cp-goal" }),
        text(right, middle + 9, say("wrong answers"), { "text-anchor": "end" }),
        ...[0, 1].flatMap((share) => [
          rule(LEFT, below(share), right, below(share), { class: "cp-grid" }),
          text(LEFT - 5, below(share) + 4, share ? say("all") : 0, { "text-anchor": "end" }),
        ]),
        text(LEFT, height - 2, 0, { "text-anchor": "middle" }),
        text(right, height - 2, say`${most} updates`, { "text-anchor": "end" }),
      );
      words.replaceChildren(
        text(right, y(task.baseline) - 4, say`guessing ${formatSig(task.baseline)}`, {
          "text-anchor": "end",
          class: "cp-guessing",
        }),
        text(LEFT + 3, y(task.goal) - 3, say("learned below this")),
      );
    }
    const high = (loss) => y(Math.min(1.35 * task.baseline, loss));
    const batches = (all) => path(thinned(all).map(([update, loss]) => [x(update), high(loss)]));
    put(lines.kept, { d: kept ? batches(kept.losses) : "" });
    put(lines.batches, { d: batches(watched.losses) });
    put(lines.tests, { d: path(watched.tests.map(({ update, loss }) => [x(update), high(loss)])) });
    put(lines.wrong, { d: path(watched.tests.map(({ update, errorRate }) => [x(update), below(errorRate)])) });
    const there = x(updates);
    const burst = watched.end === "exploded" ? "visible" : "hidden";
    put(end, { x1: there, x2: there, y1: 16, y2: middle - 8, visibility: burst });
    put(ended, {
      x: there - 4,
      y: y(0.5 * task.baseline),
      "text-anchor": there > width / 2 ? "end" : "start",
      visibility: burst,
    });
    const last = watched.tests.at(-1);
    const visibility = last ? "visible" : "hidden";
    const cx = x(last?.update ?? 0);
    put(dot, { cx, cy: high(last?.loss ?? 0), visibility });
    put(dotBelow, { cx, cy: below(last?.errorRate ?? 0), visibility });
  }
  return { element, draw };
}
