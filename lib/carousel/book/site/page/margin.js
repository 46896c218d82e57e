// What a page's marks open, and whether its code stands in the margin or in view.
"use strict";
{
  const root = document.documentElement;

  const open = (mark, wanted) => {
    mark.setAttribute("aria-expanded", wanted);
    for (const name of mark.getAttribute("aria-controls").split(" ")) {
      const cell = document.getElementById(name);
      if (wanted) cell.removeAttribute("hidden");
      else cell.setAttribute("hidden", "until-found");
      /** @type {NodeListOf<HTMLDetailsElement>} */
      const folds = cell.querySelectorAll("details.hide");
      for (const fold of folds) fold.open = wanted;
    }
    dispatchEvent(new Event("carousel:opened"));
  };

  for (const mark of document.querySelectorAll(".cx-mark")) {
    mark.addEventListener("click", () => open(mark, mark.ariaExpanded !== "true"));
    for (const name of mark.getAttribute("aria-controls").split(" ")) {
      const cell = document.getElementById(name);
      cell.addEventListener("beforematch", () => open(mark, true)); // found in the page
    }
  }

  /** @type {NodeListOf<HTMLInputElement>} */
  const choices = document.querySelectorAll(".cx-code input");
  for (const radio of choices) {
    radio.addEventListener("change", () => {
      root.dataset.code = radio.value;
      try {
        localStorage.setItem("code", radio.value);
      } catch {
        // Storage may be forbidden; the choice then holds for this page.
      }
      dispatchEvent(new Event("carousel:opened"));
    });
  }
}
