// Predict, then see: a guess is marked on an axis, then the answer appears beside it.
import { make, morph, style } from "./figure/dom.js";
import * as Plot from "./figure/plot.js";
import { formatSig, power } from "./figure/words.js";

const TALL = 112;

/** The axis with the guess, and the answer once it may be seen. */
function axis({ low, high, log_scale }, { guess, answer, width }) {
  const tick = log_scale ? power : formatSig;
  const whole = log_scale
    ? Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, n) => Math.ceil(low) + n)
    : null;
  const stride = whole ? Math.ceil(whole.length / (width < 480 ? 5 : 9)) : 1;
  const marks = [
    { value: guess, name: "your guess", hue: "accent", y: 0.82 },
    { value: answer, name: "the answer", hue: "c", y: 0.38 },
  ].filter(({ value }) => value !== null);
  const right = Math.max(...marks.map(({ value }) => value));
  const side = ({ value }) => {
    const share = (value - low) / (high - low);
    if (marks.length < 2 || share < 0.2 || share > 0.8) return share > 0.5 ? "end" : "start";
    return value === right ? "start" : "end"; // the names stand outside of the pair
  };
  const name = (align, dx) =>
    Plot.text(
      marks.filter((mark) => side(mark) === align),
      {
        x: "value",
        y: "y",
        text: "name",
        textAnchor: align,
        dx,
        fill: ({ hue }) => `var(--cx-${hue})`,
        fontWeight: 600,
        fontSize: 13,
      },
    );
  return Plot.plot({
    width,
    height: TALL,
    marginTop: 8,
    marginLeft: 24,
    marginRight: 24,
    x: { domain: [low, high] },
    y: { domain: [0, 1], axis: null },
    marks: [
      Plot.axisX({
        label: null,
        tickSize: 5,
        tickFormat: tick,
        ...(whole ? { ticks: whole.filter((_, n) => n % stride === 0) } : { ticks: width < 480 ? 4 : 8 }),
      }),
      Plot.ruleY([0], { stroke: "var(--cx-quiet)" }),
      Plot.link(marks, {
        x1: "value",
        x2: "value",
        y1: 0,
        y2: "y",
        stroke: ({ hue }) => `var(--cx-${hue})`,
        strokeWidth: 2,
      }),
      Plot.dot(marks, { x: "value", y: "y", r: 7, fill: ({ hue }) => `var(--cx-${hue})` }),
      name("start", 12),
      name("end", -12),
    ],
  });
}

const shown = (told, value) => `${formatSig(told.log_scale ? 10 ** value : value)}${told.unit}`;

/** How far the guess was, in words. */
function verdict(told, guess) {
  if (guess === null) return `The answer is ${shown(told, told.answer)}.`;
  const words = `You said ${shown(told, guess)}; it is ${shown(told, told.answer)}`;
  const off = Math.abs(guess - told.answer);
  if (off < 0.04 * (told.high - told.low)) return `${words}. Well seen.`;
  return told.log_scale ? `${words}, away by a factor of ${formatSig(10 ** off)}.` : `${words}.`;
}

function render({ model, el }) {
  const told = model.get("_data");
  const stop = new AbortController();
  const { signal } = stop;
  const canvas = make("div", { class: "cx-picture", role: "img" });
  const slider = make("input", {
    type: "range",
    name: "guess",
    min: told.low,
    max: told.high,
    step: (told.high - told.low) / 200,
    autocomplete: "off",
    "aria-label": "Your guess",
  });
  const show = make("button", { type: "button", disabled: true }, "Show the answer");
  const skip = make("button", { type: "button", title: "Key S" }, "Skip");
  const said = make(
    "p",
    { class: "cx-sentence cx-said", role: "status" },
    "Mark your guess on the axis: click it, or move the slider.",
  );
  const why = make("p", { class: "cx-why" }, told.why);
  const printed = make("p", { class: "cx-printed" }, `${verdict(told, null)} ${told.why}`);
  const row = make("div", { class: "cx-row" }, show, skip);
  const control = make("div", { class: "cx-control" }, slider);
  const root = make(
    "div",
    { class: "cx cx-predict", role: "group", "aria-label": "Predict, then see", tabindex: "-1" },
    style(),
    make("p", { class: "cx-question" }, make("b", {}, "Predict. "), told.question),
    canvas,
    control,
    row,
    said,
    why,
    printed,
  );
  let [guess, open] = [null, false];
  slider.value = String((told.low + told.high) / 2);

  const draw = () => {
    const drawing = axis(told, {
      guess,
      answer: open ? told.answer : null,
      width: Math.max(240, canvas.clientWidth || 640),
    });
    drawing.setAttribute("aria-hidden", "true");
    if (canvas.firstElementChild) morph(canvas.firstElementChild, drawing);
    else canvas.append(drawing);
    canvas.setAttribute(
      "aria-label",
      guess === null ? "An axis, not marked yet" : `An axis; your guess is ${shown(told, guess)}`,
    );
    root.classList.toggle("cx-open", open);
    show.disabled = guess === null;
    row.hidden = control.hidden = open;
    if (open) said.textContent = verdict(told, guess);
    else if (guess !== null) said.textContent = `Your guess: ${shown(told, guess)}.`;
  };
  const mark = (value) => {
    if (open) return;
    guess = Math.min(told.high, Math.max(told.low, value));
    slider.value = String(guess);
    slider.setAttribute("aria-valuetext", shown(told, guess));
    draw();
  };
  const reveal = (kept) => {
    if (!kept) guess = null;
    open = true;
    draw();
    root.focus();
  };
  slider.addEventListener("input", () => mark(slider.valueAsNumber), { signal });
  show.addEventListener("click", () => reveal(true), { signal });
  skip.addEventListener("click", () => reveal(false), { signal });
  canvas.addEventListener(
    "pointerdown",
    (event) => {
      const box = canvas.firstElementChild.getBoundingClientRect();
      const inside = (event.clientX - box.left - 24) / (box.width - 48);
      mark(told.low + inside * (told.high - told.low));
    },
    { signal },
  );
  root.addEventListener(
    "keydown",
    (event) => {
      if (open || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Enter" && guess !== null && event.target === slider) reveal(true);
      else if (event.key === "s" || event.key === "S") reveal(false);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
  for (const part of [root, slider, show, skip]) part.setAttribute("data-lm-suppress-shortcuts", "true");
  const watch = new ResizeObserver(draw);
  el.append(root);
  draw();
  watch.observe(canvas);
  return () => {
    stop.abort();
    watch.disconnect();
    root.remove();
  };
}

export default { render };
