// A network learns before your eyes, and its gradient with it.

import { classroom } from "./figure/classroom.js";
import { controlsFor } from "./figure/controls.js";
import { dress } from "./figure/dom.js";
import { pointer } from "./figure/pointer.js";
import { say, specOf } from "./figure/say.js";
import { refusal, repair } from "./figure/state.js";
import { formatLog, formatSig } from "./figure/words.js";
import { LIVE } from "./mathematics/training/settings.js";
import { Watched } from "./mathematics/training/watched.js";
import { board } from "./play/board.js";
import { laboratory } from "./play/laboratory.js";
import css from "./play/play.css";
import { shares } from "./play/profile.js";
import { settingsOf } from "./play/settings.js";
import { pacer, slices } from "./play/slices.js";

const RATE = 60; // updates a second
const FAST = 10; // updates from picture to picture, as fast as it can
const SLOW = 100; // milliseconds between updates
const STILL = 50; // updates from picture to picture with reduced motion
const TOLD = 1000; // milliseconds between two sentences for a screen reader
const FAINT = -3; // a power of ten: the share of the gradient that hardly counts
const KEPT = ["seed", "pace"]; // what a preset leaves as it is
const ENDS = {
  learned: () => say("learned"),
  limit: () => say("stopped"),
  exploded: () => say("exploded"),
};

/** How large a gradient is beside the last step's, in words. */
function beside(log) {
  const many = formatLog(log, 2);
  return many === "1" ? say("as large as the last one\u2019s") : say`${many} times the last one\u2019s`;
}
const percent = (share) => `${Number((100 * share).toPrecision(2))}\u00a0%`;

/** What is seen, in words. */
function sentence(state, { run, before, profile, tests, end }) {
  const { total, direct } = shares(profile);
  const [far, along] = [beside(total[0]), formatLog(direct[0], 2)];
  const { updates, task } = run;
  const last = tests.at(-1);
  const isFaint = end === "limit" && !last.solved && total[0] < FAINT;
  const way =
    state.cell === "rnn" || isFaint
      ? say`the gradient at step 1 is ${far}`
      : say`the gradient at step 1 is ${far}, on the direct path alone ${along} times`;
  if (end === "exploded") {
    const [small, large] = [before, profile].map((one) => one.total.at(-1));
    const grown =
      large > small
        ? say`The gradient at the last step, drawn as 1, had grown from ${formatSig(small)} to at least ${formatSig(large)}.`
        : "";
    return `${say`It exploded at update ${updates}: a number became infinite.`} ${grown}`;
  }
  if (updates === 0) return say`Before training, guessing costs ${formatSig(task.baseline)}; ${way}.`;
  const now = last
    ? say`Update ${updates}: ${percent(last.errorRate)} wrong; ${way}.`
    : say`Update ${updates}: ${way}.`;
  if (end && last?.solved) return `${say("Learned.")} ${now}`;
  if (end === null) return now;
  const short = isFaint ? say("So what step 1 showed hardly counts.") : "";
  return `${say`Not learned yet: the test loss is ${formatSig(last.loss)}, and should be below ${formatSig(task.goal)}.`}
    ${now} ${short}`;
}

/** At a few steps, both norms with the true one of the last step as 1. */
function table(state, { run, profile }, { head }) {
  const last = run.plan.steps;
  const size = profile.total[last - 1] || 1;
  const steps = [...new Set([1, ...[1, 2, 3].map((part) => Math.floor((last * part) / 4)), last])];
  const mean = (t) => profile.forget.slice((t - 1) * state.hidden, t * state.hidden).reduce((sum, f) => sum + f, 0);
  const rows = steps.map((t) => [
    `t = ${t}`,
    formatSig(profile.total[t - 1] / size),
    formatSig(profile.direct[t - 1] / size),
    formatSig(profile.cosine[t - 1]),
    formatSig(mean(t) / state.hidden),
  ]);
  return { head, rows };
}

function presetsOf({ controls, constants: { presets }, words }) {
  const usual = Object.entries(controls).filter(([name]) => !KEPT.includes(name));
  const first = Object.fromEntries(usual.map(([name, control]) => [name, control.default]));
  return Object.entries(presets).map(([label, state]) => ({
    label: words.presets[label],
    short: words.short[label],
    state: { ...first, ...state },
  }));
}

/** @param {{model: import("./figure/figure.js").Model, el: HTMLElement}} host as anywidget's */
function render({ model, el }) {
  const spec = specOf(model);
  const { constants } = spec;
  const most = spec.also.updates.max;
  const names = Object.keys(spec.controls);
  const asked = () => repair(spec.controls, Object.fromEntries(names.map((name) => [name, model.get(name)])));
  const read = () => asked().state;
  const initial = model.initial ?? read();
  const stop = new AbortController();
  const { signal } = stop;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let state = read();
  let watched = new Watched(settingsOf(state, constants), constants.every);
  let kept = null;
  let rest = null; // stops what is going on
  let [frame, room, told, timer, slowly] = [0, 0, 0, 0, 0];
  let own = false; // whether this view itself sets the model's updates
  /** @type {any[]} */
  let scales = [];

  const save = () => {
    try {
      model.save_changes();
    } catch {
      // A host without a kernel may refuse; the figure works all the same.
    }
  };
  const change = (part) => {
    const now = read();
    const next = repair(spec.controls, { ...now, ...part }).state;
    const moved = names.filter((name) => next[name] !== now[name]);
    for (const name of moved) model.set(name, next[name]);
    if (moved.length === 0) return;
    if (model.get("_note")) model.set("_note", "");
    save();
  };
  const schedule = () => {
    frame ||= requestAnimationFrame(draw);
  };
  const view = { presets: presetsOf(spec) };
  const controls = controlsFor({ model, spec, view, initial, read, change, signal });
  const parts = board(say("The playground"), signal, schedule);
  const { root, picture } = parts;
  const lesson = classroom({ root, presets: controls.presets, each: controls.each, redraw: schedule, signal });
  const lab = laboratory({
    signal,
    now: () => ({ state, watched, settings: (part) => settingsOf({ ...state, ...part }, constants) }),
    every: constants.every,
    pause: () => pause(),
    keep: (next) => {
      kept = next;
      schedule();
    },
  });
  parts.place({ controls, lesson, lab, asked: spec.words.asked });
  for (const [n, element] of controls.each.entries()) element.title = spec.words.hints[names[n]] ?? "";
  const hint = ({ target }) => {
    const words = target.closest(".cx-controls [title]")?.title;
    if (words) parts.remark(words);
  };
  root.addEventListener("focusin", hint, { signal }); // a finger does not hover

  const reading = (hover) => {
    if (hover === null) return say("Point at a step to read it.");
    const { total, direct } = shares(watched.profile);
    const { t } = hover;
    const [norm, along] = [formatLog(total[t - 1], 2), formatLog(direct[t - 1], 2)];
    return state.cell === "rnn" ? say`t = ${t}: gradient ${norm}` : say`t = ${t}: true ${norm}, direct ${along}`;
  };
  const at = (point) => {
    if (point === null) return null;
    const last = watched.run.plan.steps;
    const t = Math.min(last, Math.max(1, Math.round(point.x || 1)));
    const unit =
      state.cell !== "rnn" && point.panel === 1 && point.y >= 1 && point.y <= state.hidden ? Math.floor(point.y) : 0;
    return { t, unit };
  };
  const walk = (_state, _found, hover, key) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 10, ArrowDown: -10 }[key];
    const last = watched.run.plan.steps;
    const t = hover ? at(hover).t + by : last;
    return { x: Math.min(last, Math.max(1, t)), y: 0, panel: 0, key: null };
  };
  const now = () => ({ state, found: watched, scales });
  const reader = pointer({ picture, view: /** @type {any} */ ({ walk }), spec, now, change, redraw: schedule, signal });

  /** What the controls say; a new run where more has changed than a run can take, or none goes on. */
  function follow() {
    const { state: next, refused } = asked();
    const fresh = settingsOf(next, constants);
    const { settings } = watched.run;
    const moved = Object.keys(fresh).filter((name) => JSON.stringify(settings[name]) !== JSON.stringify(fresh[name]));
    const was = watched.run.updates;
    state = next;
    if (moved.some((name) => watched.end === "exploded" || !LIVE.includes(name))) {
      pause();
      begin(fresh);
      lab.clear(moved);
      parts.remark(was > 0 ? say("That starts anew.") : "");
    } else if (moved.length > 0) {
      watched.run.change(Object.fromEntries(moved.map((name) => [name, fresh[name]])));
      lab.clear(moved);
      parts.remark(was > 0 ? say`Changed at update ${was}.` : "");
    }
    controls.show(state, model.get("_note") || refusal(say("A value"), refused));
    hide();
  }
  const hide = () => {
    const hidden = String(model.get("hide") ?? "").split("+");
    for (const [n, element] of controls.each.entries()) element.hidden = hidden.includes(names[n]);
    controls.row.hidden = hidden.includes("presets");
    lab.element.hidden = hidden.includes("lab");
  };

  function draw() {
    frame = 0;
    const size = parts.size(lesson.size(picture), room);
    const hover = at(reader.hover());
    scales = parts.draw({ watched, kept, size, hover, isOn: rest !== null, isOver: isOver(), read: reading(hover) });
    if (lesson.size(picture)) lesson.fit(picture, parts.canvas, size);
    else Object.assign(parts.canvas.style, { width: "", transform: "" });
    const words = sentence(state, watched);
    parts.tell(words, {
      end: ENDS[watched.end]?.(),
      isLearned: watched.end === "learned",
      numbers: () => table(state, watched, spec.words),
    });
    const wait = rest === null ? 0 : Math.max(0, told + TOLD - performance.now());
    timer ||= setTimeout(() => {
      [timer, told] = [0, performance.now()];
      parts.speak(sentence(state, watched));
    }, wait);
  }

  /** Tells the model how many updates are done. */
  function count(updates) {
    own = true;
    model.set("updates", updates);
    own = false;
  }
  function pause() {
    if (rest === null) return;
    rest();
    rest = null;
    count(watched.run.updates);
    model.set("_weights", Array.from(watched.run.weights));
    save();
    schedule();
  }
  /** Where a run that goes on from here stops by itself. */
  const stopAfter = (from) => Math.min(most, state.limit * (Math.floor(from / state.limit) + 1));
  const isOver = () => watched.end === "exploded" || watched.run.updates >= most;
  /** Trains up to an update or its next stop, and shows it at the pace. */
  function train(target, { hurry = false } = {}) {
    pause();
    lab.stop();
    parts.remark("");
    watched.again();
    if (hurry) watched.from = target; // what a link leads to may lie beyond the goal
    const pace = pacer(RATE, FAST);
    const stride = () =>
      calm.matches || hurry ? STILL : { slow: () => 1, watch: pace, fast: () => FAST }[state.pace]();
    const from = hurry ? target - 1 : watched.run.updates;
    const how = { stride, limit: () => stopAfter(from) };
    const seen = (value) => {
      if (!value) return false;
      count(watched.run.updates);
      return true;
    };
    const work = watched.to(Math.min(target, most), how);
    const isLate = () => state.pace !== "slow" || hurry || performance.now() - slowly > SLOW;
    const paced = (function* () {
      for (const piece of work) {
        yield piece;
        if (piece) slowly = performance.now();
        while (piece && !isLate()) yield true; // nothing to do in this frame
      }
    })();
    const show = () => frame === 0 && draw(); // else one that waits will do it
    rest = slices(paced, { seen, draw: show, done: pause });
    schedule();
  }
  /** A run from its start. */
  function begin(settings) {
    watched = new Watched(settings, constants.every);
    count(0);
    model.set("_weights", []);
  }
  function again(words = "") {
    pause();
    begin(settingsOf(state, constants));
    parts.remark(words);
    schedule();
  }
  const setUp = () => {
    follow();
    again(say("Set up. Press Play."));
  };
  for (const button of [...controls.presets, controls.actions[0]]) button.addEventListener("click", setUp, { signal });
  parts.press({
    play: () => {
      if (rest) return pause();
      if (isOver()) again();
      train(most);
    },
    one: () => train(watched.run.updates + 1),
    ten: () => train(watched.run.updates + 10),
    rewind: () => again(),
    die: () => change({ seed: (state.seed + 1 + Math.floor(Math.random() * 99)) % 100 }),
  });

  const renew = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      frame = 0;
      follow();
      draw();
    });
  };
  const runTo = () => {
    if (own) return;
    const target = Math.min(Number(model.get("updates")) || 0, most);
    if (target < watched.run.updates) setUp();
    else follow();
    if (target > watched.run.updates) train(target, { hurry: true });
    schedule();
  };
  const events = [...names, "_note", "hide"].map((name) => `change:${name}`);
  for (const event of events) model.on(event, renew);
  model.on("change:updates", runTo);
  const watch = new ResizeObserver(() => {
    const isAsWide = picture.clientWidth === room && lesson.size(picture) === null;
    room = picture.clientWidth;
    if (!isAsWide) schedule();
  });
  const away = () => {
    if (document.hidden && rest) {
      pause();
      parts.remark(say("Paused while the tab was hidden."));
    }
  };
  document.addEventListener("visibilitychange", away, { signal });
  dress(el, css);
  el.append(root);
  el.parentElement?.classList.add("full-width");
  watch.observe(picture);
  room = picture.clientWidth;
  follow();
  draw();
  if (Number(model.get("updates")) > 0) runTo();

  return () => {
    stop.abort();
    lab.stop();
    rest?.();
    watch.disconnect();
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    for (const event of events) model.off(event, renew);
    model.off("change:updates", runTo);
    root.remove();
  };
}

export default { render };
