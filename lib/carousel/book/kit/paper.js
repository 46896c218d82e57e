// Makes one document of the book's pages, for print: what waits for a click on the screen
// stands open, at the end of its chapter, or gives way to a still picture. Run inside a
// browser by `paper.py`, which hands over the pages as they were built.
"use strict";

globalThis.carouselPaper = (() => {
  const AWAY =
    "script, link, button, .headerlink, .cx-page-switches, .cx-page-switch, .cx-mark, .cx-under, .cx-aside, " +
    ".katex-mathml, .cx-tally, #searchbox, .pst-js-only, .copybtn";
  const HOLDS = "img, svg, figure, pre, table, p, .cx-trial, .cx-quiz"; // a cell without any of it is empty
  const ANSWER = /^(solution|answer|what you should|what one|the answer)/i;
  const NAMES = ["for", "aria-labelledby", "aria-controls", "aria-describedby"];
  const taken = new Set();
  let site = "";
  let pictures = 0;

  const make = (tag, className, ...children) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };
  const letter = (place) => String.fromCharCode(97 + place);

  /** Ids of different pages must differ, and what refers to them goes along. */
  function rename(root, page) {
    const own = (id) => `${page}.${id}`;
    for (const element of root.querySelectorAll("[id]")) element.id = own(element.id);
    for (const element of root.querySelectorAll("svg *")) {
      for (const { name, value } of [...element.attributes]) {
        if (/^(xlink:)?href$/.test(name) && value.startsWith("#"))
          element.setAttribute(name, `#${own(value.slice(1))}`);
        else if (value.includes("url(#")) element.setAttribute(name, value.replace(/url\(#/g, `url(#${page}.`));
      }
    }
    for (const name of NAMES) for (const element of root.querySelectorAll(`[${name}]`)) element.removeAttribute(name);
  }

  /** Links within the book stay within the paper; others keep their address, if they have one. */
  function relink(root, page, url, pages) {
    for (const link of root.querySelectorAll("a[href]")) {
      const to = new URL(link.getAttribute("href"), url);
      const name = to.pathname
        .split("/")
        .at(-1)
        .replace(/\.html$/, "");
      const isState = /^#\w+=/.test(decodeURIComponent(to.hash));
      if (to.protocol !== "file:") link.href = to.href;
      else if (isState) away(link, `${name}.html${to.hash}`);
      else if (to.hash && (pages.includes(name) || name === page))
        link.setAttribute("href", `#${name}.${decodeURIComponent(to.hash.slice(1))}`);
      else if (pages.includes(name)) link.setAttribute("href", `#page-${name}`);
      else away(link, `${name}.html`);
    }
    for (const image of root.querySelectorAll("img[src]")) {
      image.src = new URL(image.getAttribute("src"), url).href;
      image.removeAttribute("loading");
    }
  }

  /** A formula of a heading, as letters say it. */
  const said = (math) =>
    math
      .querySelector("annotation")
      .textContent.replaceAll("\\times", "×")
      .replace(/\\[a-z]+ ?|[{}]/g, "");

  /** The headings in their order, as bookmarks name them. */
  const headings = () =>
    [...document.querySelectorAll("h1, h2, h3")].map((heading) => {
      const copy = /** @type {Element} */ (heading.cloneNode(true));
      for (const math of copy.querySelectorAll("[data-said]")) math.replaceWith(math.getAttribute("data-said"));
      return copy.textContent.trim().replace(/\s+/g, " ");
    });

  function away(link, path) {
    if (site) link.setAttribute("href", `${site}chapters/${path}`);
    else link.replaceWith(...link.childNodes);
  }

  /** What a link to a figure's state has behind its #. */
  const stateOf = (stem, { state }) =>
    `${stem}=${Object.entries(state)
      .map(([name, value]) => `${name}:${value}`)
      .join(",")}`;

  /** A picture as part of the page, whose letters its words then have. */
  function drawn(image) {
    const [head, text] = image.src.split(/,(.*)/s);
    if (!head.startsWith("data:image/svg+xml")) return image;
    const svg = new DOMParser().parseFromString(decodeURIComponent(text), "image/svg+xml").documentElement;
    for (const part of svg.querySelectorAll("style, metadata")) part.remove();
    pictures += 1;
    rename(svg, `picture-${pictures}`);
    svg.setAttribute("class", "cx-still");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", image.alt);
    return document.importNode(svg, true);
  }

  function still(figure, page) {
    const { explorable: stem } = figure.dataset;
    const told = JSON.parse(figure.querySelector("script").textContent);
    const image = figure.querySelector("img");
    const address = `chapters/${page}.html#${stateOf(stem, told)}`;
    const link = make("a", "", site ? "Move it in the book" : address);
    if (site) link.href = site + address;
    const state = make(
      "span",
      "paper-state",
      ...(site ? [link] : ["In the book it moves: ", make("code", "", address)]),
    );
    figure.replaceWith(make("figure", "paper-figure", drawn(image), make("figcaption", "", image.alt, " ", state)));
  }

  /** What a chapter asks, and what it answers at its end. */
  class Answers {
    constructor(page) {
      this.page = page;
      this.list = [];
    }

    /** Keeps an answer, and gives what leads to it. */
    keep(...children) {
      const turn = make("p", "paper-turn", make("a", ""), " is at the end of the chapter.");
      turn.dataset.answer = String(this.list.push(make("div", "", ...children)) - 1);
      return turn;
    }

    /** The answers, numbered as what asks for them stands in the chapter. */
    section(root) {
      if (this.list.length === 0) return [];
      const rows = [...root.querySelectorAll("[data-answer]")].map((turn, place) => {
        const number = String(place + 1);
        const answer = make("div", "paper-answer", make("span", "", `${number}.`), this.list[turn.dataset.answer]);
        answer.id = `${this.page}.answer-${number}`;
        turn.querySelector("a").setAttribute("href", `#${answer.id}`);
        turn.querySelector("a").textContent = `Answer ${number}`;
        return answer;
      });
      return [make("section", "paper-answers", make("h2", "", "Answers"), ...rows)];
    }
  }

  function predictions(root, answers) {
    for (const asked of root.querySelectorAll('[data-explorable="predict"]')) {
      const [question] = asked.querySelectorAll(".carousel-still > p");
      const told = asked.querySelector(".carousel-still details p");
      const line = make("p", "paper-line", "Your guess: ____________");
      asked.replaceWith(make("div", "paper-asked", question, line, answers.keep(told)));
    }
    for (const asked of root.querySelectorAll('[data-explorable="answer"]')) {
      asked.replaceWith(make("div", "paper-asked", make("p", "", asked.querySelector("img").alt)));
    }
  }

  function quizzes(root, answers) {
    for (const quiz of root.querySelectorAll(".cx-quiz")) {
      const rows = [...quiz.querySelectorAll(".cx-card")].map((card, place) => {
        const reasons = [...card.querySelectorAll("details li")];
        const right = reasons.findIndex((reason) => reason.hasAttribute("data-right"));
        const [, ...why] = reasons[right].childNodes; // the first says "Right."
        card.querySelector("details").remove();
        return make("p", "", make("strong", "", `Question ${place + 1}: ${letter(right)}.`), ...why);
      });
      quiz.append(answers.keep(...rows));
    }
  }

  /** Ballots take a mark with a pen; verdicts stand. */
  function ballots(root) {
    for (const input of root.querySelectorAll(".cx-trial input")) input.replaceWith("☐ ");
    for (const field of root.querySelectorAll("fieldset.cx-card")) {
      const legend = field.querySelector("legend");
      const rest = [...field.childNodes].filter((node) => node !== legend);
      field.replaceWith(make("div", "cx-card", make("p", "", ...legend.childNodes), make("p", "", ...rest)));
    }
    for (const cell of root.querySelectorAll(".cx-record tr > :nth-child(3)")) cell.remove();
  }

  /** Boxes that are closed on the screen. */
  function boxes(root, answers) {
    for (const box of root.querySelectorAll("details")) {
      const summary = box.querySelector("summary");
      const title = summary?.textContent.trim() ?? "";
      summary?.remove();
      const isExercise = box.closest('[id$=".exercises"]') !== null;
      if (ANSWER.test(title) && isExercise)
        box.remove(); // the page of solutions has it
      else if (ANSWER.test(title)) box.replaceWith(answers.keep(...box.childNodes));
      else box.replaceWith(make("div", "admonition", make("p", "admonition-title", title), ...box.childNodes));
    }
  }

  function exercises(root, page) {
    const section = root.querySelector(`[id="${page}.exercises"]`);
    if (!section) return;
    const link = make("a", "", "Solutions");
    link.href = "#page-solutions";
    section.querySelector("h2")?.after(make("p", "paper-turn", "Each is solved in ", link, "."));
  }

  /** Adds a page: its name, its address as a file, and its HTML; the names of all pages. */
  function add({ name, url, html, pages }) {
    const article = new DOMParser().parseFromString(html, "text/html").querySelector("article.bd-article");
    for (const figure of article.querySelectorAll(".carousel-explorable")) {
      if (!["predict", "answer"].includes(figure.dataset.explorable)) still(figure, name);
    }
    const answers = new Answers(name);
    for (const math of article.querySelectorAll(":is(h1, h2, h3) .katex")) math.dataset.said = said(math);
    rename(article, name);
    relink(article, name, url, pages);
    predictions(article, answers);
    for (const part of article.querySelectorAll(AWAY)) part.remove();
    for (const cell of article.querySelectorAll(`.cell:not(:has(${HOLDS}))`)) cell.remove();
    quizzes(article, answers);
    ballots(article);
    boxes(article, answers);
    if (pages.includes("solutions")) exercises(article, name);
    const title = article.querySelector("h1").textContent.trim();
    const leaf = make("div", "paper-page", ...article.childNodes, ...answers.section(article));
    leaf.id = `page-${name}`;
    leaf.style.setProperty("page", `leaf-${taken.size}`);
    const head = `@page leaf-${taken.size} { @top-left { content: ${JSON.stringify(title)}; font: 9pt Inter, system-ui, sans-serif; color: #48566b; } }`;
    document.head.append(make("style", "", head));
    taken.add(name);
    document.querySelector("article").append(leaf);
    return title;
  }

  /** Links to what is not there are no links; what is wider than the paper is made smaller. */
  function finish() {
    let dead = 0;
    for (const link of document.querySelectorAll('a[href^="#"]')) {
      if (document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)))) continue;
      dead += 1;
      link.replaceWith(...link.childNodes);
    }
    const [page] = document.getElementsByTagName("article");
    const right = page.getBoundingClientRect().right;
    let shrunk = 0;
    for (const box of document.querySelectorAll(".katex-display, table, pre, .cx-still")) {
      const inner = box.matches(".katex-display") ? box.querySelector(".katex-html") : box;
      const number = box.matches(".katex-display") ? (box.parentElement.querySelector(".eqno")?.offsetWidth ?? 0) : 0;
      const own = inner.getBoundingClientRect();
      const wide = Math.max(own.width, inner.scrollWidth);
      const room = right - own.left - number;
      if (wide <= room + 1) continue;
      shrunk += 1;
      box.style.zoom = String(Math.max(0.5, room / wide));
    }
    return { dead, shrunk };
  }

  return {
    add,
    finish,
    headings,
    at(address) {
      site = address;
    },
  };
})();
