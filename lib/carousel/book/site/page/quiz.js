// Quizzes: a question takes one answer, marks it and counts; its options stand in an order
// of the reader's own. What was answered is kept in the browser.
import { forget, keep, marks, reader } from "../../explorables/figure/kept.js";

/** A number that a text and a reader have in common, at random but always the same. */
export function drawn(text, seed) {
  let hash = seed >>> 0;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Numbers from 0 to `count`, shuffled for a reader. */
export const shuffled = (count, key, seed) =>
  Array.from({ length: count }, (_, n) => n).sort((a, b) => drawn(`${key}${a}`, seed) - drawn(`${key}${b}`, seed));

const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

/** One question; `told` hears that it was answered. */
function live(card, seed, told) {
  const { key } = card.dataset;
  const [list, box] = [card.querySelector("ol"), card.querySelector("details")];
  const reasons = [...box.querySelectorAll("li")];
  const options = [...list.children].map((option, n) => {
    const button = element("button", { type: "button" }, element("span", {}, ...option.childNodes));
    const reason = element("p", { class: "cx-reason", hidden: "" }, ...reasons[n].childNodes);
    const right = reasons[n].hasAttribute("data-right");
    if (right) button.setAttribute("data-right", "");
    return { button, reason, right };
  });
  const place = element("div", { class: "cx-options", "aria-live": "polite" });
  for (const n of shuffled(options.length, key, seed)) place.append(options[n].button, options[n].reason);
  list.replaceWith(place);
  box.remove();

  const show = () => {
    const answer = marks().answers[key];
    const said = answer && options[answer.said];
    for (const { button, reason, right } of options) {
      const shown = said && (right || button === said.button);
      reason.hidden = !shown;
      if (shown) button.dataset.mark = right ? "right" : "wrong";
      else delete button.dataset.mark;
      if (said) button.setAttribute("aria-pressed", String(button === said.button));
      else button.removeAttribute("aria-pressed");
    }
  };
  for (const [n, { button, reason, right }] of options.entries()) {
    button.addEventListener("click", () => {
      if (marks().answers[key]) {
        reason.hidden = false; // why not this one either
        if (!right) button.dataset.mark = "wrong";
        return;
      }
      keep("answers", key, { said: n, right });
      show();
      told();
    });
  }
  show();
  return { key, show };
}

/** A quiz of the page, once. */
function start(quiz) {
  if (quiz.dataset.live) return;
  quiz.dataset.live = "true";
  const seed = reader();
  const score = element("span", { role: "status" });
  const again = element("button", { type: "button" }, "Answer again");
  const count = () => {
    const { answers } = marks();
    const given = cards.map(({ key }) => answers[key]).filter(Boolean);
    const right = given.filter((answer) => answer.right).length;
    const all = given.length === cards.length;
    const words = all
      ? `${right} of ${cards.length} right.`
      : `${given.length} of ${cards.length} answered, ${right} right.`;
    score.replaceChildren(
      ...(given.length ? [element("b", {}, words)] : ["One answer per question; it is marked at once."]),
    );
    again.hidden = given.length === 0;
  };
  const cards = [...quiz.querySelectorAll(".cx-card")].map((card) => live(card, seed, () => count()));
  again.addEventListener("click", () => {
    forget(
      "answers",
      cards.map(({ key }) => key),
    );
    for (const { show } of cards) show();
    count();
    quiz.querySelector("button").focus();
  });
  quiz.append(element("p", { class: "cx-score" }, score, again));
  count();
}

/** Every quiz that is there by now. */
export function quizzes() {
  for (const quiz of document.querySelectorAll(".cx-quiz")) start(quiz);
}
