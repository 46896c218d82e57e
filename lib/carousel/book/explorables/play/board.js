// Where everything of the playground stands.
import { make } from "../figure/dom.js";
import { legend } from "../figure/legend.js";
import { say } from "../figure/say.js";
import { example, sequence } from "./asked.js";
import { losses } from "./losses.js";
import { key, pictures } from "./profile.js";

const PHONE = 480;
const WIDE = 840; // as in play.css: from here on three columns stand above the pictures

/** @param {string} title @param {AbortSignal} signal @param {() => void} redraw */
export function board(title, signal, redraw) {
  const drawn = pictures();
  const loss = losses();
  const asked = sequence();
  const canvas = make("div", { class: "cx-canvas" }, drawn.element);
  const picture = make("div", { class: "cx-picture", role: "application" }, canvas);
  const sentence = make("p", { class: "cx-sentence" });
  const reading = make("p", { class: "cx-reading", "aria-live": "polite" });
  const spoken = make("div", { class: "cx-sr", role: "status", "aria-live": "polite" });
  const said = make("p", { class: "cp-said-now", role: "status" });
  const counter = make("output", { class: "cp-count" });
  const ended = make("span", { class: "cp-end" });
  const button = (words, label, key = "") =>
    make("button", { type: "button", title: key ? say`${label} (key ${key})` : label, "aria-label": label }, words);
  const play = button(say("Play"), say("Play"), "P");
  play.classList.add("cp-play");
  const buttons = {
    play,
    one: button("+1", say("+1: one update")),
    ten: button("+10", say("+10: ten updates")),
    rewind: button(say("Rewind"), say("Rewind: same seed, same data"), "R"),
    die: button(say("Another seed"), say("Another seed"), "D"),
  };
  const transport = make("div", { class: "cp-transport" }, ...Object.values(buttons), counter, ended, said);
  const words = make("p", { class: "cp-words" });
  const box = (name, heading, ...inside) =>
    make("div", { class: name }, make("p", { class: "cp-heading" }, heading), ...inside);
  const question = box("cp-asked", say("What is asked"), asked.element, words);
  const hands = box("cp-hands", say("Settings"));
  const curves = make("div", { class: "cp-losses", role: "img" }, loss.element);
  const [head, body] = [make("tr"), make("tbody")];
  const numbers = make("table", {}, make("caption", { class: "cx-sr" }, title), make("thead", {}, head), body);
  const scroll = make(
    "div",
    { class: "cx-scroll", tabindex: "0", role: "region", "aria-label": say("The numbers") },
    numbers,
  );
  const details = make("details", { class: "cx-numbers" }, make("summary", {}, say("The numbers as a table")), scroll);
  const names = legend(
    say("Gradient by step"),
    [say("true gradient"), "3px solid var(--cx-ink)"],
    [say("direct path alone"), "3px solid var(--cx-c)"],
    [say("before training"), "3px solid var(--cp-grey)"],
    [say("kept"), "2px solid var(--cx-lstm)"],
  );
  const [ofDirect, , ofKept] = /** @type {HTMLElement[]} */ ([...names.children].slice(2));
  const gate = make("span", { "aria-live": "polite" });
  const below = make("div", { class: "cx-legend cp-below" }, make("strong", {}, say("Forget gates")), gate, key());
  drawn.element.prepend(names);
  drawn.element.lastElementChild.before(below);
  const tools = make("div", { class: "cx-tools" });
  const frame = make(
    "div",
    { class: "cp-frame" },
    make("p", { class: "cx-asked", "aria-hidden": "true" }, title),
    sentence,
    tools,
    transport,
    question,
    hands,
    curves,
    make("div", { class: "cp-view" }, picture, reading),
  );
  const root = make("div", { class: "cx cx-play", role: "group", "aria-label": title }, frame, spoken);
  // How much room the losses have: to ask at every picture would cost a layout.
  let across = [0, 0];
  const room = new ResizeObserver(([{ contentRect }]) => {
    const isAsWide = across[0] === contentRect.width && !root.classList.contains("cx-class");
    across = [contentRect.width, contentRect.height];
    if (!isAsWide) redraw();
  });
  room.observe(curves);
  signal.addEventListener("abort", () => room.disconnect());
  let shown = null; // the run whose question stands there
  let fill = () => {};
  details.addEventListener("toggle", () => fill(), { signal });

  /** The controls and what else comes from elsewhere, in their places. */
  function place({ controls, lesson, lab, asked: tried }) {
    const groups = new Map(tried.map((words) => [words, make("span", {}, words)]));
    for (const [words, said] of groups) {
      const those = controls.presets.filter((_, n) => tried[n] === words);
      groups.set(words, make("div", { class: "cp-try", role: "group", "aria-label": words }, said, ...those));
    }
    controls.row.replaceChildren(...groups.values());
    tools.append(...controls.actions, lesson.button);
    tools.after(controls.note, controls.field);
    hands.append(controls.element, lesson.next);
    frame.append(controls.row, lab.element, details);
    picture.tabIndex = 0;
    for (const element of [root, picture, ...root.querySelectorAll("input, select, button, summary")]) {
      element.setAttribute("data-lm-suppress-shortcuts", "true");
    }
  }

  /** What the buttons and their keys do. */
  function press(acts) {
    for (const [name, act] of Object.entries(acts)) buttons[name].addEventListener("click", act, { signal });
    const keys = { p: acts.play, r: acts.rewind, d: acts.die };
    root.addEventListener(
      "keydown",
      (event) => {
        const act = keys[event.key.toLowerCase()];
        const target = /** @type {Element} */ (event.target);
        if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
        if (target.matches("select, input:not([type=range], [type=checkbox])")) return;
        event.preventDefault();
        event.stopPropagation();
        act();
      },
      { signal },
    );
  }

  /** How large the two pictures are: in class mode, in a wide figure, on a phone. */
  function size(lesson, room) {
    const width = lesson?.width ?? Math.max(240, room || 640);
    const around = 46; // the two legends
    if (lesson) {
      const left = lesson.height - around;
      return { width, tall: Math.max(90, Math.round(0.62 * left)), low: Math.max(60, Math.round(0.38 * left)) };
    }
    if (width < PHONE) return { width, tall: 150, low: 92 };
    return { width, tall: width < WIDE - 40 ? 190 : 116, low: width < WIDE - 40 ? 92 : 86 };
  }

  function draw({ watched, kept, size, hover, isOn, isOver, read }) {
    const { run } = watched;
    const toPress = isOn ? say("Pause") : isOver ? say("Again") : say("Play");
    put(play, toPress);
    play.setAttribute("aria-label", toPress);
    play.setAttribute("aria-pressed", String(isOn));
    for (const button of [buttons.one, buttons.ten]) button.disabled = isOver;
    put(counter, say`update ${run.updates}`);
    if (shown !== watched) {
      shown = watched;
      const found = example(run);
      // As large as its column, so that its letters are.
      asked.draw(found, size.width < WIDE - 40 ? { width: 260, height: 58 } : { width: 180, height: 40 });
      words.replaceChildren(`${found.words} `, make("strong", {}, say`Answer: ${found.answer}.`));
    }
    across[0] ||= curves.clientWidth;
    const zoom = root.classList.contains("cx-class") ? 2 : 1;
    const high = zoom > 1 ? across[1] / zoom : size.width < WIDE - 40 ? 206 : 168;
    loss.draw({
      watched,
      kept,
      task: run.task,
      size: { width: Math.round((across[0] || 300) / zoom), height: Math.max(120, Math.round(high)) },
    });
    put(reading, read);
    const { unit, t } = hover ?? {};
    const f = unit ? watched.profile.forget[(t - 1) * run.plan.hidden + unit - 1].toFixed(3) : "";
    put(gate, unit ? say`unit ${unit}: f = ${f}` : say("by unit and step"));
    const [now, then] = [run.plan.steps, kept?.profile.total.length];
    ofKept.hidden = !kept;
    if (kept) put(ofKept.lastChild, then === now ? say("kept") : say`kept, T = ${then}`);
    ofDirect.hidden = run.settings.cell === "rnn"; // it has no direct path
    return drawn.draw({
      before: run.updates > 0 ? watched.before : null,
      now: watched.profile,
      kept: kept?.profile,
      last: run.plan.steps,
      hidden: run.plan.hidden,
      cell: run.settings.cell,
      size,
      hover,
    });
  }

  /** The sentence, why the run has stopped, and the table if it is open. */
  function tell(telling, { end, isLearned, numbers: found }) {
    put(sentence, telling);
    put(ended, end ?? "");
    ended.classList.toggle("cp-good", isLearned);
    fill = () => {
      if (!details.open) return;
      const { head: titles, rows } = found();
      head.replaceChildren(...titles.map((name) => make("th", { scope: "col" }, name)));
      body.replaceChildren(
        ...rows.map(([first, ...rest]) =>
          make("tr", {}, make("th", { scope: "row" }, first), ...rest.map((cell) => make("td", {}, cell))),
        ),
      );
    };
    fill();
  }
  const speak = (telling) => {
    picture.setAttribute("aria-label", `${title}. ${telling}`);
    put(spoken, telling);
    const last = shown.tests.at(-1);
    const guessing = shown.run.task.baseline.toPrecision(3);
    const tested = last
      ? say`Loss and errors: test loss ${last.loss.toPrecision(3)} at update ${last.update}; guessing costs ${guessing}.`
      : say`Loss and errors: not tested yet; guessing costs ${guessing}.`;
    curves.setAttribute("aria-label", tested);
  };
  const remark = (words) => put(said, words);
  return { root, picture, canvas, place, press, size, draw, tell, speak, remark };
}

/** Text where it differs. */
function put(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
