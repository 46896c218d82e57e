// The page "What you believed": a reader's guesses, answers and votes, from the browser
// they were made in, beside what turned out.
import { forget, marks } from "../../explorables/figure/kept.js";
import { tenTo } from "../../explorables/figure/words.js";

const FAR = 1; // a guess so many powers of ten away is worth reading again
const SPAN = 0.25; // or so much of a linear axis

const make = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

/** How many powers of ten a guess was too high; null where a number is not above 0. */
export function off({ guess, answer, log_scale }) {
  if (guess === null) return null;
  if (log_scale) return guess - answer;
  return guess > 0 && answer > 0 ? Math.log10(guess / answer) : null;
}

/** Whether a guess was so far away that the place is worth reading again. */
export const isFar = (mark) =>
  mark.log_scale ? Math.abs(off(mark)) > FAR : Math.abs(mark.guess - mark.answer) > SPAN * (mark.high - mark.low);

/** How far away, in words. */
export function inWords(powers) {
  const factor = 10 ** Math.abs(powers);
  if (factor < 1.05) return "right";
  const by =
    factor < 1000 ? `a factor of ${Number(factor.toPrecision(2))}` : `${Math.abs(powers).toFixed(1)} powers of ten`;
  return `${by} too ${powers > 0 ? "high" : "low"}`;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const link = ({ href }, words) => make("a", { href }, words);
const known = (list, kept) => list.filter(({ key }) => kept[key]).map((asked) => ({ ...asked, mark: kept[asked.key] }));

/** What a reader has marked of a chapter. */
function own(chapter, { guesses, answers, votes }) {
  const guessed = known(chapter.guesses, guesses).filter(({ mark }) => mark.guess !== null);
  return {
    ...chapter,
    guessed: guessed.map((one) => ({ ...one, off: off(one.mark) })),
    answered: known(chapter.answers, answers),
    voted: known(chapter.votes, votes).filter(({ mark }) => mark.verdict),
  };
}

/** A cell of the table: how much of what is asked was answered, and how well. */
function score({ guesses, answers, votes, guessed, answered, voted }, kind) {
  const right = (list, isRight) => list.filter(({ mark }) => isRight(mark)).length;
  const cells = {
    guesses: [guesses, guessed, () => `${guessed.length} of ${guesses.length}`],
    answers: [answers, answered, () => `${right(answered, (mark) => mark.right)} of ${answered.length} right`],
    votes: [
      votes,
      voted,
      () => `${right(voted, (mark) => mark.said === mark.verdict)} of ${voted.length} as the verdict`,
    ],
  };
  const [asked, given, words] = cells[kind];
  if (asked.length === 0) return "";
  return given.length ? words() : `none of ${asked.length}`;
}

/** Every guess as a line from the answer, in powers of ten. */
function calibration(guesses) {
  const reach = Math.max(1, Math.ceil(Math.max(...guesses.map((one) => Math.abs(one.off)))));
  const at = (powers) => `${50 + (46 * powers) / reach}%`;
  const strip = (height, ...shapes) => {
    const svg = (tag, attributes, ...words) => {
      const shape = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
      shape.append(...words);
      return shape;
    };
    return svg("svg", { width: "100%", height, "aria-hidden": "true" }, ...shapes.map((shape) => svg(...shape)));
  };
  const ticks = [-reach, 0, reach].map((powers) => {
    const far = reach > 3 ? tenTo(reach) : `${10 ** reach}`;
    const name = powers === 0 ? "the answer" : powers < 0 ? `1/${far} of it` : `${far} times it`;
    return [
      "text",
      { x: at(powers), y: 13, "text-anchor": powers < 0 ? "start" : powers > 0 ? "end" : "middle" },
      name,
    ];
  });
  const head = make("li", { class: "cx-axis-row" }, make("span", {}, ""), strip(18, ...ticks));
  const rows = guesses.map((one) =>
    make(
      "li",
      {},
      make("span", {}, link(one, one.where || one.words), `: ${inWords(one.off)}`),
      strip(
        20,
        ["line", { x1: at(-reach), x2: at(reach), y1: 10, y2: 10, class: "cx-ground" }],
        ["line", { x1: at(0), x2: at(0), y1: 2, y2: 18, class: "cx-zero" }],
        ["line", { x1: at(0), x2: at(one.off), y1: 10, y2: 10, class: "cx-off" }],
        ["circle", { cx: at(one.off), cy: 10, r: 5, class: "cx-dot" }],
      ),
    ),
  );
  return make("ol", { class: "cx-calibration" }, head, ...rows);
}

/** What a reader marked, in sentences. */
function summary(chapters) {
  const all = (kind) => chapters.flatMap((chapter) => chapter[kind]);
  const [guessed, answered, voted] = [all("guessed"), all("answered"), all("voted")];
  const sentences = [];
  const away = guessed.map((one) => one.off).filter((powers) => powers !== null);
  if (away.length) {
    const typical = 10 ** median(away.map(Math.abs));
    const high = away.filter((powers) => powers > 0).length;
    sentences.push(
      `You made ${guessed.length} of ${all("guesses").length} predictions, ${high} too high and ${away.length - high} too low; ` +
        `half of them were within a factor of ${Number(typical.toPrecision(2))} of the answer.`,
    );
  }
  if (answered.length) {
    const right = answered.filter(({ mark }) => mark.right).length;
    sentences.push(`In the quizzes you have ${right} of ${answered.length} right.`);
  }
  if (voted.length) {
    const same = voted.filter(({ mark }) => mark.said === mark.verdict).length;
    sentences.push(`Of the claims, you judged ${same} of ${voted.length} as their cases did.`);
  }
  return sentences.join(" ");
}

/** What went wrong, with its place. */
function again({ title, guessed, answered, voted }) {
  const items = [
    ...guessed
      .filter(({ mark }) => isFar(mark))
      .map((one) => [one, one.off === null ? "your guess" : inWords(one.off)]),
    ...answered
      .filter(({ mark }) => !mark.right)
      .map((one) => [{ ...one, where: one.words }, "another answer was right"]),
    ...voted
      .filter(({ mark }) => mark.said !== mark.verdict)
      .map((one) => [{ ...one, where: one.words }, `you said ${one.mark.said}, the verdict is ${one.mark.verdict}`]),
  ];
  if (items.length === 0) return [];
  const list = items.map(([one, words]) => make("li", {}, link(one, one.where || one.words), `: ${words}`));
  return [make("p", {}, make("strong", {}, title)), make("ul", {}, ...list)];
}

/** Fills the page, if it is the one. */
export function believed() {
  /** @type {HTMLElement} */
  const place = document.querySelector(".cx-believed");
  if (!place || place.dataset.live) return;
  place.dataset.live = "true";
  const asked = JSON.parse(place.querySelector("script").textContent);
  const [above, below] = [make("div"), make("div")];
  const table = place.querySelector("table");
  table.before(above);
  table.after(below);
  const show = () => {
    const chapters = asked.map((chapter) => own(chapter, marks()));
    const words = summary(chapters);
    const guesses = chapters.flatMap(({ guessed }) => guessed).filter((one) => one.off !== null);
    const first = asked.find((chapter) => chapter.guesses.length);
    const nothing = make("p", {}, "Nothing is marked in this browser yet. The first prediction waits in ");
    if (first) nothing.append(link(first.guesses[0], first.title), ".");
    above.replaceChildren(
      words ? make("p", {}, words) : nothing,
      ...(guesses.length ? [make("h2", {}, "Your guesses, in powers of ten"), calibration(guesses)] : []),
      make("h2", {}, "Chapter by chapter"),
    );
    for (const [n, row] of [...table.tBodies[0].rows].entries()) {
      /** @type {NodeListOf<HTMLElement>} */
      const cells = row.querySelectorAll("td");
      for (const cell of cells) cell.textContent = score(chapters[n], cell.dataset.kind);
    }
    const reading = chapters.flatMap(again);
    const button = make("button", { type: "button", class: "cx-forget" }, "Forget all of this");
    button.addEventListener("click", () => {
      forget();
      show();
      above.querySelector("a")?.focus();
    });
    const keep = "It is kept in this browser alone; nothing was sent anywhere.";
    below.replaceChildren(
      ...(reading.length ? [make("h2", {}, "What to read again"), ...reading] : []),
      ...(words ? [make("p", {}, `${keep} `, button)] : []),
    );
  };
  addEventListener("storage", show); // marks made in another tab
  show();
}
