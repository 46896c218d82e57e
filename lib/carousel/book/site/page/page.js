// What the book adds to its theme, on every page.
"use strict";
{
  // A box that scrolls sideways must be reachable by keyboard.
  /** @type {() => NodeListOf<HTMLElement>} */
  const boxes = () => document.querySelectorAll("div.math .katex-display, .cell_output, .cx-pan, pre");
  const reach = () => {
    for (const box of boxes()) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    }
  };
  addEventListener("load", reach);
  addEventListener("resize", reach);
  addEventListener("carousel:opened", reach);
}
