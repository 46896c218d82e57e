// What the book adds to its theme, on every page.
"use strict";
{
  // A box that scrolls sideways must be reachable by keyboard.
  /** @type {() => NodeListOf<HTMLElement>} */
  const boxes = () => document.querySelectorAll("div.math .katex-display, .cell_output, .cx-pan");
  const reach = () => {
    const shown = [...boxes()].filter((box) => box.checkVisibility()); // what is folded is asked when it opens
    const wide = shown.filter((box) => box.scrollWidth > box.clientWidth + 1);
    for (const box of wide) box.tabIndex = 0; // after all are measured: each would cost a layout
  };
  addEventListener("load", reach);
  addEventListener("resize", reach);
  addEventListener("carousel:opened", reach);
  addEventListener("toggle", reach, true);

  // The contents fold from the first line of a wide figure on; the theme lets the figure come up by a third.
  const contents = document.querySelector(".bd-sidebar-secondary");
  const inView = new Set();
  const fold = () => {
    if (inView.size > 0 && !contents.matches(".hide")) contents.classList.add("hide");
  };
  const figures = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) inView[isIntersecting ? "add" : "delete"](target);
    if (inView.size === 0) contents.classList.remove("hide");
    fold();
  });
  if (contents) {
    for (const figure of document.querySelectorAll(".full-width")) figures.observe(figure);
    new MutationObserver(fold).observe(contents, { attributeFilter: ["class"] }); // the theme unfolds too early
  }
}
