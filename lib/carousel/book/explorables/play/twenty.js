// Twenty seeds put to the test, at one length or at many: how many have learned the task.
import { make } from "../figure/dom.js";
import { say } from "../figure/say.js";
import { wilson } from "../mathematics/intervals.js";
import { trying } from "../mathematics/training/trial.js";
import { rule, scale, svg, text } from "./svg.js";

export const SEEDS = 20;
export const LENGTHS = [10, 20, 30, 50, 75, 100];

/**
 * Trains seed after seed; after each it says how many have learned.
 * @param {(seed: number) => object} settings
 * @param {{updates: number, testEvery: number}} limits
 * @param {(learned: number, tried: number) => void} count
 */
export function* twenty(settings, limits, count) {
  let learned = 0;
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const { solvedAt } = yield* trying(settings(seed), limits);
    if (solvedAt >= 0) learned += 1;
    count(learned, seed + 1);
    yield true;
  }
}

const percent = (share) => Math.round(100 * share);

/** "16 of 20 have learned it (95 % interval: 58 to 92 %)". */
export function counted(learned, tried) {
  const [low, high] = wilson(learned, tried).map(percent);
  return say`${learned} of ${tried} have learned it (95\u00a0% interval: ${low} to ${high}\u00a0%)`;
}

const [WIDTH, HEIGHT] = [320, 132];

/** Success against length, each share of all seeds with its interval. */
export function curve(points, now) {
  const x = scale([0, 100], [34, WIDTH - 10]);
  const y = scale([0, 1], [HEIGHT - 38, 24]);
  const whole = points.filter(([, , tried]) => tried === SEEDS).sort(([one], [other]) => one - other);
  const drawn = whole.flatMap(([steps, learned, tried]) => {
    const [low, high] = wilson(learned, tried);
    return [
      rule(x(steps), y(low), x(steps), y(high), { class: "cp-interval" }),
      svg("circle", { cx: x(steps), cy: y(learned / tried), r: steps === now ? 5 : 3.5, class: "cp-dot" }),
    ];
  });
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT },
    ...[0, 0.5, 1].flatMap((share) => [
      rule(x(0), y(share), x(100), y(share), { class: "cp-grid" }),
      text(x(0) - 5, y(share) + 4, SEEDS * share, { "text-anchor": "end" }),
    ]),
    ...LENGTHS.map((steps) => text(x(steps), HEIGHT - 22, steps, { "text-anchor": "middle" })),
    text(0, 11, say`of ${SEEDS} seeds learned it; bar: 95\u00a0% interval`),
    text(x(100), HEIGHT - 5, say("length of a sequence, T, in steps"), { "text-anchor": "end" }),
    ...drawn,
  );
  const said = whole.map(([steps, learned, tried]) => say`${learned} of ${tried} at ${steps} steps`).join("; ");
  return make("div", { class: "cp-curve", role: "img", "aria-label": say`Learned, by T: ${said}` }, picture);
}
