// Ballots: what a reader has marked is kept in the browser, beside the verdict it met.
import { keep, marks } from "../../explorables/figure/kept.js";

/** Every ballot that is there by now. */
export function ballots() {
  const { votes } = marks();
  /** @type {NodeListOf<HTMLInputElement>} */
  const choices = document.querySelectorAll('.cx-trial input[name^="claim-"]:not([data-live])');
  for (const choice of choices) {
    choice.dataset.live = "true";
    const key = choice.name.slice("claim-".length);
    if (votes[key]) choice.checked = votes[key].said === choice.value;
    choice.addEventListener("change", () => {
      /** @type {HTMLElement} */
      const verdict = document.querySelector(`.cx-verdict[data-claim="${CSS.escape(key)}"]`);
      if (choice.checked) keep("votes", key, { said: choice.value, verdict: verdict?.dataset.word ?? "" });
    });
  }
}
