// What is asked: one sequence of the test set with its answer, drawn and in words.
import { say } from "../figure/say.js";
import { put, rule, scale, svg, text } from "./svg.js";

const LETTERS = ["a", "b", "c", "d", "X", "Y", "[", "]"];
const SYMBOLS = ["A", "B", "C", "D", "\u00b7", "?"];

/** The first sequence of a batch: its inputs by step, and its answers. */
function first({ steps, inputs, asked }, { x, y, count }) {
  const at = (t) => Array.from({ length: inputs }, (_, k) => x[t * count * inputs + k]);
  return {
    x: Array.from({ length: steps }, (_, t) => at(t)),
    y: Array.from({ length: asked }, (_, n) => y[n * count]),
  };
}

const hot = (inputs) => inputs.indexOf(1);
const sign = (value) => (value > 0 ? "+1" : "\u22121");
const digits = (value) => value.toFixed(2);
const both = (parts) => parts.reduce((one, other) => say`${one} and ${other}`);

/** What of each step is drawn, `isMark` where it matters; and the words. */
const TASKS = {
  latch({ x, y }) {
    return {
      bars: x.map(([value], t) => ({ value, isMark: t < 3 })),
      words: say`The first three inputs show one bit, here ${sign(x[0][0])}; noise follows.
        At step ${x.length}: which was it?`,
      answer: sign(y[0] ? 1 : -1),
    };
  },
  order({ x, y }) {
    const marks = x.flatMap((inputs, t) =>
      hot(inputs) === 4 || hot(inputs) === 5 ? [[LETTERS[hot(inputs)], t + 1]] : [],
    );
    return {
      letters: x.map((inputs) => ({ letter: LETTERS[hot(inputs)], isMark: hot(inputs) === 4 || hot(inputs) === 5 })),
      words: say`Only X and Y count, here ${both(marks.map(([letter, t]) => say`${letter} at step ${t}`))}.
        At step ${x.length}: in which order did they come?`,
      answer: say`${`${"XY"[y[0] >> 1]}${"XY"[y[0] & 1]}`}, one of four`,
    };
  },
  xor({ x, y }) {
    const half = Math.floor(x.length / 2);
    const [one, other] = [x[0][0], x[half][1]];
    return {
      bars: x.map((inputs, t) => ({
        value: t === 0 ? one : t === half ? other : inputs[2],
        isMark: t === 0 || t === half,
      })),
      words: say`Two bits, ${sign(one)} at step 1 and ${sign(other)} at step ${half + 1}, amid noise.
        At step ${x.length}: are they different?`,
      answer: y[0] ? say("yes") : say("no"),
    };
  },
  adding({ x, y }) {
    const marked = x.filter(([, mark]) => mark === 1).map(([value]) => digits(value));
    return {
      bars: x.map(([value, mark]) => ({ value, isMark: mark === 1 })),
      words: say`Two of ${x.length} numbers are marked, here ${both(marked)}.
        At step ${x.length}: what is their sum?`,
      answer: digits(y[0]),
    };
  },
  copy({ x, y }) {
    const shown = y.slice(-2).map((symbol) => SYMBOLS[symbol]);
    return {
      letters: x.map((inputs, t) => ({ letter: SYMBOLS[hot(inputs)], isMark: t < 2 || t >= x.length - 2 })),
      words: say`Two symbols come first, here ${both(shown)}, then nothing.
        At the last two steps (?): say them again.`,
      answer: shown.join(" "),
    };
  },
};

/** The example of a run, in words: a question, and its answer. */
export function example({ settings, task, held }) {
  return TASKS[settings.task](first(task, held));
}

/** @returns {{element: SVGElement, draw: (found: any, size: {width: number, height: number}) => void}} */
export function sequence() {
  const element = svg("svg", {});
  const draw = ({ bars, letters }, { width, height }) => {
    const all = bars ?? letters;
    const x = scale([0, all.length - 1], [8, width - 34]);
    const middle = bars?.some(({ value }) => value < 0) ? height / 2 : height - 16;
    const most = Math.max(1, ...(bars ?? []).map(({ value }) => Math.abs(value)));
    const y = scale([0, most], [middle, bars && middle < height / 2 + 1 ? 6 : 8]);
    const marks = bars
      ? all.map(({ value, isMark }, t) =>
          rule(x(t), middle, x(t), y(value), { class: isMark ? "cp-mark" : "cp-noise" }),
        )
      : all.map(({ letter, isMark }, t) =>
          isMark || letter === "[" || letter === "]"
            ? text(x(t), height / 2 + (isMark ? 6 : 4), letter, {
                class: isMark ? "cp-letter" : "",
                "text-anchor": "middle",
              })
            : svg("circle", { cx: x(t), cy: height / 2, r: 1.6, class: "cp-speck" }),
        );
    put(element, { viewBox: `0 0 ${width} ${height}`, width, height });
    element.replaceChildren(
      rule(8, middle, width - 34, middle, { class: bars ? "cp-grid" : "cp-none" }),
      ...marks,
      text(width - 28, height / 2 + 6, "\u2192", { class: "cp-letter" }),
      text(width - 4, height / 2 + 6, "?", { class: "cp-letter", "text-anchor": "end" }),
    );
  };
  return { element, draw };
}
