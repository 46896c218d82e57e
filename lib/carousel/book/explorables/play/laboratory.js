// What can be done with a run beside training it: keep it, try twenty seeds, check its gradient.
import { make } from "../figure/dom.js";
import { say } from "../figure/say.js";
import { formatSig } from "../figure/words.js";
import { checking } from "../mathematics/training/check.js";
import { slices } from "./slices.js";
import { counted, curve, LENGTHS, SEEDS, twenty } from "./twenty.js";

const RIGHT = 1e-4; // a relative difference: one in the gradient itself would be larger

/**
 * @param {object} at
 * @param {AbortSignal} at.signal
 * @param {() => {state: any, watched: import("../mathematics/training/watched.js").Watched, settings:
 *   (part: object) => import("../mathematics/training/settings.js").Settings}} at.now
 * @param {number} at.every
 * @param {() => void} at.pause
 * @param {(run: any) => void} at.keep
 */
export function laboratory({ signal, now, every, pause, keep }) {
  const said = make("p", { class: "cp-result", role: "status" });
  const drawn = make("div");
  const button = (words, title) => make("button", { type: "button", title }, words);
  const buttons = {
    keep: button(say("Keep this run"), say("Leaves it as a thin line; the next one runs beside it on the same data")),
    seeds: button(say("Twenty seeds"), say("Trains seeds 0 to 19 at this T, and counts")),
    lengths: button(say("\u2026 at every T"), say`Twenty seeds at ${LENGTHS.join(", ")} steps`),
    check: button(
      say("Check the gradient"),
      say("Nudges ten weights, and compares what the loss does with the gradient"),
    ),
  };
  const row = make("div", { class: "cx-row" }, ...Object.values(buttons));
  const answer = make("div", { class: "cp-answer" }, said, drawn);
  const element = make("div", { class: "cp-lab" }, row, answer);
  let rest = null;
  let kept = false;
  const found = new Map(); // by T: how many have learned, of how many
  const tell = (words) => {
    if (said.textContent !== words) said.textContent = words;
  };
  const stop = () => {
    rest?.();
    rest = null;
    buttons.seeds.textContent = say("Twenty seeds");
  };
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const go = (work) => {
    pause();
    stop();
    rest = slices(work, { seen: (value) => value === true, draw: () => {}, done: stop });
  };
  /** Brings the answer into view. */
  const lead = () => {
    answer.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  };
  const shown = () => {
    const points = [...found].map(([steps, [learned, tried]]) => [steps, learned, tried]);
    drawn.replaceChildren(...(points.length > 0 ? [curve(points, now().state.steps)] : []));
  };
  function* trained(lengths) {
    const { state, settings } = now();
    const limits = { updates: state.limit, testEvery: every };
    for (const steps of lengths) {
      yield* twenty(
        (seed) => settings({ steps, seed }),
        limits,
        (learned, tried) => {
          found.set(steps, [learned, tried]);
          tell(
            tried < SEEDS
              ? say`T = ${steps}: ${learned} of ${tried} have learned it so far.`
              : `T = ${steps}: ${counted(learned, tried)}.`,
          );
          shown();
        },
      );
    }
  }
  function* checked() {
    const { worst } = yield* checking(now().watched.run, { seed: now().watched.run.updates });
    tell(
      say`Ten weights were changed a little, one at a time.
        The loss changed as the gradient says, to ${formatSig(100 * worst)}\u00a0% at worst: ${
          worst < RIGHT ? say("the gradient is right") : say("that is too far off")
        }.`,
    );
    lead();
  }
  const seeds = (lengths) => {
    if (rest) {
      stop();
      tell(say`Stopped. ${said.textContent}`);
      return;
    }
    go(trained(lengths));
    for (const steps of lengths) found.delete(steps);
    tell(say`T = ${lengths[0]}: the first of ${SEEDS} seeds trains.`);
    found.set(lengths[0], [0, 0]);
    shown();
    lead();
    buttons.seeds.textContent = say("Stop");
  };
  const press = (name, act) => buttons[name].addEventListener("click", act, { signal });
  press("seeds", () => seeds([now().state.steps]));
  press("lengths", () => seeds(LENGTHS));
  press("check", () => go(checked()));
  press("keep", () => {
    const { watched } = now();
    kept = !kept;
    keep(kept ? { losses: [...watched.losses], profile: watched.profile } : null);
    buttons.keep.textContent = kept ? say("Let the kept run go") : say("Keep this run");
    buttons.keep.setAttribute("aria-pressed", String(kept));
  });
  /**
   * Counts of settings that are no more go; another T or seed leaves the picture of them.
   * @param {string[]} moved names of the engine's settings
   */
  const clear = (moved) => {
    stop();
    if (moved.some((name) => name !== "seed")) tell("");
    if (moved.some((name) => name !== "options" && name !== "seed")) found.clear();
    shown();
  };
  return { element, stop, clear };
}
