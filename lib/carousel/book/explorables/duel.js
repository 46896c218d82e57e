// An RNN and an LSTM learn side by side: in which does the gradient arrive?
import { dress, make } from "./figure/dom.js";
import { say, specOf } from "./figure/say.js";
import { formatLog, power } from "./figure/words.js";
import { Watched } from "./mathematics/training/watched.js";
import css from "./play/duel.css";
import { shares } from "./play/profile.js";
import { pacer, slices } from "./play/slices.js";
import { path, put, rule, scale, svg, text } from "./play/svg.js";

/** @type {[number, number]} */
const DECADES = [-24, 1]; // the powers of ten that both axes show
const TICKS = [-24, -16, -8, 0];
const [WIDTH, HEIGHT, LEFT, DOWN] = [320, 200, 40, 24];
const LAMP = 20; // the height of the lamps
const DARK = 8; // powers of ten below the last step’s gradient at which a lamp is out
const RATE = 60; // updates a second
const STILL = 50; // updates from picture to picture with reduced motion

/** One network's curve, before and now. */
function panel(name, watched) {
  const last = watched.run.plan.steps;
  const x = scale([1, last], [LEFT, WIDTH - 6]);
  const y = scale(DECADES, [HEIGHT - DOWN, 20 + LAMP]);
  const [before, current] = [svg("path", { class: "cp-before" }), svg("path", { class: "cp-total" })];
  const wide = (WIDTH - 6 - LEFT) / last;
  const lamps = Array.from({ length: last }, (_, t) =>
    svg("rect", { x: LEFT + t * wide, y: 4, width: wide + 0.3, height: LAMP, class: "cp-lamp" }),
  );
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
    ...TICKS.flatMap((tick) => [
      rule(LEFT, y(tick), WIDTH - 6, y(tick), { class: "cp-grid" }),
      text(LEFT - 6, y(tick) + 4, power(tick), { "text-anchor": "end" }),
    ]),
    text(LEFT, HEIGHT - 6, say("step 1")),
    text(WIDTH - 6, HEIGHT - 6, say`step ${last}`, { "text-anchor": "end" }),
    svg("rect", { x: LEFT, y: 4, width: WIDTH - 6 - LEFT, height: LAMP, class: "cp-frame-of" }),
    ...lamps,
    before,
    current,
  );
  const said = make("p", { class: "cp-words" });
  const box = make("div", { class: "cp-runner", role: "img" }, make("p", { class: "cp-heading" }, name), picture, said);
  const line = (profile) =>
    shares(profile).total.map((log, n) => [x(n + 1), y(Math.max(DECADES[0], Math.min(DECADES[1], log)))]);
  const draw = () => {
    const { run, profile, tests } = watched;
    const points = line(profile);
    put(current, { d: path(points) });
    for (const [t, log] of shares(profile).total.entries()) {
      put(lamps[t], { "fill-opacity": Math.max(0, Math.min(1, 1 + log / DARK)).toFixed(2) });
    }
    put(before, { d: run.updates > 0 ? path(line(watched.before)) : "" });
    const test = tests.at(-1);
    const arrives = formatLog(shares(profile).total[0], 1);
    const now =
      test && run.updates > 0
        ? say`Gradient at step 1: ${arrives}; ${Math.round(100 * test.errorRate)}\u00a0% wrong.`
        : say`Gradient at step 1: ${arrives}.`;
    const words = run.updates > 0 && tests.some(({ solved }) => solved) ? `${now} ${say("Learned.")}` : now;
    if (said.textContent !== words) said.textContent = words;
    box.setAttribute("aria-label", say`${name}, update ${run.updates}. ${words}`);
  };
  return { box, draw };
}

function render({ model, el }) {
  const { constants, words } = specOf(model);
  const { runs, updates, every } = constants;
  const names = Object.keys(runs);
  const stop = new AbortController();
  const { signal } = stop;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const button = make("button", { type: "button", class: "cp-play" }, say("Train both"));
  const counter = make("output", { class: "cp-count" });
  const stage = make("div", { class: "cp-duel" });
  const spoken = make("p", { class: "cx-sr", role: "status" });
  const row = make("div", { class: "cx-row" }, button, counter);
  const told = make(
    "p",
    { class: "cp-words" },
    say`A lamp is lit where the gradient of the loss arrives. Below, its norm at every step, that of the last one as 1;
      grey is before training.`,
  );
  const label = say("An RNN and an LSTM learn side by side");
  const root = make("div", { class: "cx cx-play", role: "group", "aria-label": label }, row, stage, told, spoken);
  button.setAttribute("data-lm-suppress-shortcuts", "true");
  let [watched, panels, rest] = [[], [], null];

  const draw = () => {
    for (const one of panels) one.draw();
    counter.textContent = say`update ${watched[0].run.updates}`;
  };
  const begin = () => {
    watched = names.map((name) => new Watched(runs[name], every));
    panels = watched.map((one, n) => panel(words.names[names[n]], one));
    stage.replaceChildren(...panels.map(({ box }) => box));
    draw();
  };
  /** Both, one update each in turn; a learned one waits for the other. */
  function* both() {
    const pace = pacer(RATE, 20);
    while (watched[0].run.updates < updates) {
      const stride = calm.matches ? STILL : pace();
      const target = Math.min(updates, watched[0].run.updates + stride);
      for (const one of watched) {
        if (one.run.updates < target && one.end === "learned") one.again();
        for (const piece of one.to(target, { stride: () => stride, limit: () => updates + 1 })) yield piece && false;
      }
      yield true;
    }
  }
  const pause = () => {
    rest?.();
    rest = null;
    const over = watched[0].run.updates >= updates;
    button.textContent = over ? say("Again") : say("Train both");
    draw();
    spoken.textContent = panels.map(({ box }) => box.getAttribute("aria-label")).join(" ");
  };
  button.addEventListener(
    "click",
    () => {
      if (rest) return pause();
      if (watched[0].run.updates >= updates) begin();
      button.textContent = say("Pause");
      rest = slices(both(), { seen: (value) => value, draw, done: pause });
    },
    { signal },
  );
  document.addEventListener("visibilitychange", () => document.hidden && rest && pause(), { signal });
  begin();
  dress(el, css);
  el.append(root);
  return () => {
    stop.abort();
    rest?.();
    root.remove();
  };
}

export default { render };
