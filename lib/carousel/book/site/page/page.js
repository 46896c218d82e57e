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
}
