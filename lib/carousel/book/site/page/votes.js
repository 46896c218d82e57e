// Claims on trial: a vote opens its evidence, is kept in the browser, and colours a tile.
import { forget, keep, marks } from "../../explorables/figure/kept.js";

const WORDS = ["true", "false", "only if"];
const SIGNS = { true: "✓", false: "✗", "only if": "◐" };

/** @type {() => NodeListOf<HTMLElement>} */
const cases = () => document.querySelectorAll(".cx-case");

/** A claim's card as the marks have it. */
function show(card) {
  const said = marks().votes[card.dataset.claim]?.said;
  for (const button of card.querySelectorAll("button")) {
    button.disabled = Boolean(said);
    if (said) button.setAttribute("aria-pressed", String(button.dataset.said === said));
    else button.removeAttribute("aria-pressed");
  }
  const agree = said === card.dataset.word;
  card.querySelector("[role=status]").textContent = said
    ? agree
      ? "So says the evidence."
      : "The evidence says otherwise."
    : "";
  if (said) card.querySelector("details").open = true;
}

/** How often a reader and the evidence agree, and what a vote without reading would score. */
export function score(votes) {
  const given = votes.filter(({ said }) => said);
  const agreed = given.filter(({ said, word }) => said === word).length;
  if (given.length === 0) return "Nothing judged yet.";
  if (given.length < votes.length)
    return `${given.length} of ${votes.length} judged; you and the evidence agree on ${agreed}.`;
  const by = WORDS.map((word) => {
    const of = votes.filter((vote) => vote.word === word);
    return `${of.filter(({ said }) => said === word).length} of ${of.length} ${word}`;
  });
  const most = WORDS.map((word) => [votes.filter((vote) => vote.word === word).length, word]).sort(
    (a, b) => +b[0] - +a[0],
  );
  return (
    `You and the evidence agree on ${agreed} of ${votes.length}: ${by.join(", ")}. ` +
    `Whoever says “${most[0][1]}” every time agrees on ${most[0][0]}.`
  );
}

/** A scoreboard as the marks have it. */
function fill(board) {
  const { votes } = marks();
  const known = [...cases()].map(({ dataset: { claim, word } }) => ({ claim, word, said: votes[claim]?.said }));
  for (const tile of board.querySelectorAll(".cx-tile")) {
    const vote = known.find(({ claim }) => claim === tile.dataset.claim);
    const small = tile.querySelector("small");
    if (vote?.said) {
      tile.dataset.verdict = vote.word;
      const mine = vote.said === vote.word ? "so said you" : `you said ${vote.said}`;
      small.textContent = `${SIGNS[vote.word]} ${vote.word}, ${mine}`;
    } else {
      delete tile.dataset.verdict;
      small.textContent = "";
    }
  }
  board.querySelector(".cx-tally span").textContent = score(known);
  board.querySelector(".cx-tally button").hidden = known.every(({ said }) => !said);
}

function fillAll() {
  for (const board of document.querySelectorAll(".cx-board[data-live]")) fill(board);
}

function startBoard(board) {
  board.dataset.live = "true";
  const [told, again] = [document.createElement("span"), document.createElement("button")];
  told.setAttribute("role", "status");
  again.type = "button";
  again.textContent = "Judge again";
  again.addEventListener("click", () => {
    forget(
      "votes",
      [...cases()].map((card) => card.dataset.claim),
    );
    for (const card of cases()) {
      card.querySelector("details").open = false;
      show(card);
    }
    fillAll();
  });
  board.querySelector(".cx-tally").append(told, " ", again);
}

function startCase(card) {
  card.dataset.live = "true";
  const { claim, word } = card.dataset;
  for (const button of card.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      keep("votes", claim, { said: button.dataset.said, verdict: word });
      show(card);
      fillAll();
    });
  }
  show(card);
}

/** Every claim and every scoreboard that is there by now. */
export function trials() {
  /** @type {NodeListOf<HTMLElement>} */
  const boards = document.querySelectorAll(".cx-board:not([data-live])");
  for (const card of cases()) if (!card.dataset.live) startCase(card);
  for (const board of boards) startBoard(board);
  fillAll();
}
