// What the book adds to its theme, on every page.
"use strict";
{
  // A box that scrolls sideways must be reachable by keyboard.
  /** @type {() => NodeListOf<HTMLElement>} */
  const boxes = () => document.querySelectorAll("div.math .katex-display, .cell_output, pre");
  const reach = () => {
    for (const box of boxes()) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    }
  };
  addEventListener("load", reach);
  addEventListener("resize", reach);
  addEventListener("carousel:opened", reach);

  if (typeof Search !== "undefined") {
    // A search quotes what the page shows: no formulas' sources, no marks, and no answers before their questions.
    const UNSAID = ".katex-mathml, .cx-mark, .carousel-still, details.answer, .cx-reason, script";
    const read = Search.htmlToText;
    Search.htmlToText = (html, anchor) => {
      const page = new DOMParser().parseFromString(html, "text/html");
      for (const part of page.querySelectorAll(UNSAID)) part.remove();
      return read(page.documentElement.outerHTML, anchor);
    };

    // A page that is found by its text is opened at the section that holds the words.
    const summarise = Search.makeSearchSummary;
    Search.makeSearchSummary = (html, words, anchor) => {
      const page = new DOMParser().parseFromString(html, "text/html");
      const place = anchor ? null : sectionWith(page, words);
      const summary = summarise(html, words, place ? `#${place.id}` : anchor);
      // The summary is put below the page's link as soon as it is there.
      if (place && summary) queueMicrotask(() => name(summary.closest("li")?.querySelector("a"), place));
      return summary;
    };
    const sectionWith = (page, words) => {
      let [best, most] = [null, 0];
      for (const section of page.querySelectorAll("article section section[id]")) {
        const own = [...section.children].filter((part) => part.localName !== "section");
        const text = own.map((part) => part.textContent.toLowerCase()).join(" ");
        const held = [...words].map((word) => text.split(word.toLowerCase()).length - 1);
        // All of the words count for more than one of them many times over.
        const score = held.filter(Boolean).length + Math.min(0.9, held.reduce((sum, n) => sum + n, 0) / 100);
        if (score > most) [best, most] = [section, score];
      }
      return best;
    };
    const name = (link, place) => {
      if (!link) return;
      link.href = `${link.href.split("#")[0]}#${place.id}`;
      const heading = place.querySelector("h2, h3").cloneNode(true);
      for (const part of heading.querySelectorAll(".headerlink, .katex-mathml")) part.remove();
      link.append(` › ${heading.textContent.trim()}`);
    };
  }
}
