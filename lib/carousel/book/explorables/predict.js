// Predict, then see: a guess is marked on an axis, then the answer appears beside it, and
// what follows on the page is uncovered.
import { dress, make, morph, typeset } from "./figure/dom.js";
import { keep, marks } from "./figure/kept.js";
import { horizontal } from "./figure/marks.js";
import * as Plot from "./figure/plot.js";
import css from "./figure/predict.css";
import { say, specOf, withUnit } from "./figure/say.js";
import { cover } from "./figure/veil.js";
import { formatSig, power } from "./figure/words.js";
import { GUESSED } from "./figure/you.js";

const TALL = 68;
const SIDE = 24; // left and right of the axis

const number = (told, value) => (told.log_scale ? 10 ** value : value);
const shown = (told, value) => (value === null ? "" : withUnit(formatSig(number(told, value)), told.unit));

/** The axis with the guess, and the answer once it may be seen. */
function axis(told, { guess, answer, width }) {
  const { low, high, log_scale } = told;
  const narrow = width < 480;
  const tick = log_scale ? (log) => (log > 0 && log < 4 ? formatSig(10 ** log) : power(log)) : formatSig;
  const whole = log_scale
    ? Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, n) => Math.ceil(low) + n)
    : null;
  const stride = whole ? Math.ceil(whole.length / (narrow ? 5 : 9)) : 1;
  const placed = [
    { value: guess, name: say`you: ${shown(told, guess)}`, hue: "accent", y: 0.78 },
    { value: answer, name: say`the answer: ${shown(told, answer)}`, hue: "ink", y: 0.28 },
  ].filter(({ value }) => value !== null);
  const right = Math.max(...placed.map(({ value }) => value));
  const side = ({ value }) => {
    const share = (value - low) / (high - low);
    if (placed.length < 2 || share < 0.3 || share > 0.7) return share > 0.5 ? "end" : "start";
    return value === right ? "start" : "end"; // the names stand outside of the pair
  };
  const how = narrow
    ? say("Click or tap the axis to guess.")
    : say("Click the axis, or press an arrow key, to mark your guess.");
  const name = (align, dx) =>
    Plot.text(
      placed.filter((mark) => side(mark) === align),
      {
        x: "value",
        y: "y",
        text: "name",
        textAnchor: align,
        dx,
        fill: ({ hue }) => `var(--cx-${hue})`,
        fontWeight: 600,
        fontSize: 13,
        stroke: "var(--pst-color-background, var(--cx-paper))",
        strokeWidth: 5,
      },
    );
  return Plot.plot({
    width,
    height: TALL,
    marginTop: 4,
    marginBottom: 24,
    marginLeft: SIDE,
    marginRight: SIDE,
    x: { domain: [low, high] },
    y: { domain: [0, 1], axis: null },
    marks: [
      Plot.axisX({
        label: null,
        tickSize: 5,
        tickFormat: tick,
        ...(whole ? { ticks: whole.filter((_, n) => n % stride === 0) } : { ticks: narrow ? 4 : 8 }),
      }),
      horizontal({ y: 0, stroke: "var(--cx-quiet)" }),
      Plot.link(placed, {
        x1: "value",
        x2: "value",
        y1: 0,
        y2: "y",
        stroke: ({ hue }) => `var(--cx-${hue})`,
        strokeWidth: 2,
      }),
      Plot.dot(placed, { x: "value", y: "y", r: 6, fill: ({ hue }) => `var(--cx-${hue})` }),
      name("start", 12),
      name("end", -12),
      ...(placed.length ? [] : [Plot.text([how], { frameAnchor: "middle", fill: "var(--cx-quiet)", fontSize: 13 })]),
    ],
  });
}

/** How far the guess was, in words. */
function verdict(told, guess) {
  const [said, right] = [shown(told, guess), shown(told, told.answer)];
  if (guess === null) return say`The answer is ${right}.`;
  const off = Math.abs(guess - told.answer);
  if (off < 0.04 * (told.high - told.low)) return say`You said ${said}; it is ${right}. Well seen.`;
  return told.log_scale
    ? say`You said ${said}; it is ${right}, away by a factor of ${formatSig(10 ** off)}.`
    : say`You said ${said}; it is ${right}.`;
}

function render({ model, el }) {
  specOf(model); // in JupyterLab it brings the language along
  const told = model.get("_data");
  const stop = new AbortController();
  const { signal } = stop;
  const canvas = make("div", { "aria-hidden": "true" });
  const slider = make("input", {
    type: "range",
    name: "guess",
    min: told.low,
    max: told.high,
    step: (told.high - told.low) / 200,
    autocomplete: "off",
    "aria-label": say("Your guess"),
    "aria-valuetext": say("not marked yet"),
  });
  const line = make("div", { class: "cx-axis" }, canvas, slider);
  const show = make("button", { type: "button", disabled: true }, say("Show the answer"));
  const skip = make("button", { type: "button", title: say("Key S") }, say("Skip"));
  const said = make("p", { class: "cx-said", role: "status" });
  const why = make("p", { class: "cx-why" }, ...typeset(told.why));
  const printed = make("p", { class: "cx-printed" }, `${verdict(told, null)} `, ...typeset(told.why));
  const row = make("div", { class: "cx-row" }, show, skip);
  const root = make(
    "div",
    { class: "cx cx-predict", role: "group", "aria-label": say("Predict, then see"), tabindex: "-1" },
    make("p", { class: "cx-question" }, make("b", {}, `${say("Predict.")} `), ...typeset(told.question)),
    make("div", { class: "cx-ask" }, line, row),
    said,
    why,
    printed,
  );
  let [guess, open, lift] = [null, false, () => {}];
  slider.value = String((told.low + told.high) / 2);

  const draw = () => {
    const drawing = axis(told, {
      guess,
      answer: open ? told.answer : null,
      width: Math.max(240, canvas.clientWidth || 640),
    });
    if (canvas.firstElementChild) morph(canvas.firstElementChild, drawing);
    else canvas.append(drawing);
    root.classList.toggle("cx-open", open);
    show.disabled = guess === null;
    row.hidden = slider.hidden = open;
    const words = open ? verdict(told, guess) : guess === null ? "" : say`Your guess: ${shown(told, guess)}.`;
    if (said.textContent !== words) said.textContent = words;
  };
  const mark = (value) => {
    if (open) return;
    guess = Math.min(told.high, Math.max(told.low, value));
    slider.value = String(guess);
    slider.setAttribute("aria-valuetext", shown(told, guess));
    draw();
  };
  const reveal = () => {
    open = true;
    lift();
    draw();
    if (guess === null || !told.figure) return;
    root.dataset.you = JSON.stringify([told.figure, number(told, guess)]);
    dispatchEvent(new Event(GUESSED));
  };
  const answer = (kept) => {
    if (!kept) guess = null;
    const { answer, low, high, log_scale } = told;
    keep("guesses", told.key, { guess, answer, low, high, log_scale });
    reveal();
    root.focus({ preventScroll: true });
  };
  slider.addEventListener("input", () => mark(slider.valueAsNumber), { signal });
  show.addEventListener("click", () => answer(true), { signal });
  skip.addEventListener("click", () => answer(false), { signal });
  line.addEventListener(
    "pointerdown",
    (event) => {
      const box = line.getBoundingClientRect();
      const inside = (event.clientX - box.left - SIDE) / (box.width - 2 * SIDE);
      mark(told.low + inside * (told.high - told.low));
    },
    { signal },
  );
  root.addEventListener(
    "keydown",
    (event) => {
      if (open || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Enter" && guess !== null && event.target === slider) answer(true);
      else if (event.key === "s" || event.key === "S") answer(false);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
  for (const part of [root, slider, show, skip]) part.setAttribute("data-lm-suppress-shortcuts", "true");
  const watch = new ResizeObserver(draw);
  dress(el, css);
  el.append(root);
  const kept = marks().guesses[told.key];
  if (kept) {
    guess = kept.guess;
    reveal();
  } else {
    draw();
    lift = cover(el);
  }
  watch.observe(canvas);
  return () => {
    lift();
    stop.abort();
    watch.disconnect();
    root.remove();
  };
}

export default { render };
