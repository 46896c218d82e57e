// Lecture mode: the same page as slides, heading by heading. The page's header starts it,
// or "?lecture" in the address; the keys of a presenter's remote go on and back, Escape
// leaves. What a heading's text does not hold on one screen is dealt out over several; a
// figure has a slide of its own, in its class mode.
"use strict";
{
  const root = document.documentElement;
  const article = document.querySelector("article.bd-article");
  const HEADINGS = "h1, h2, h3";
  const BARE = "script, style, .cx-page-switches, .cx-under, span:empty"; // what is no content
  const [ON, BACK] = [new Set(["ArrowRight", "PageDown", " "]), new Set(["ArrowLeft", "PageUp"])];

  /**
   * @typedef {{heading: HTMLElement, blocks: Element[]}} Slide
   * @type {Slide[]}
   */
  let slides = [];
  let [at, code, isOn] = [0, "", false];

  /** Everything on the page in its order, the sections unfolded. */
  const flat = (section) =>
    [...section.children].flatMap((child) =>
      child.matches("section") ? flat(child) : child.matches(BARE) ? [] : [child],
    );

  const show = (shown) => {
    for (const block of flat(article)) block.classList.toggle("cx-off", !shown.has(block));
  };

  /** The figure of a slide that fills the screen. */
  const figureOf = ({ blocks }) => blocks[0]?.querySelector(".cx:has(> .cx-frame)") ?? null;
  const enlarge = (figure, wanted) => figure?.dispatchEvent(new CustomEvent("carousel:class", { detail: wanted }));

  /** Deals the page out: as much below a heading as a screen holds. */
  function deal() {
    show(new Set(flat(article)));
    const room = innerHeight - 4 * Number.parseFloat(getComputedStyle(root).fontSize);
    /** @type {Slide[]} */
    const dealt = [];
    let [heading, top, blocks] = [null, 0, []];
    const close = () => {
      if (heading && (blocks.length > 0 || dealt.at(-1)?.heading !== heading)) dealt.push({ heading, blocks });
      blocks = [];
    };
    const leads = (block) => block.matches("p") && /:\s*$/.test(block.textContent); // to what stands below it
    for (const block of flat(article)) {
      const { height, bottom } = block.getBoundingClientRect();
      if (block.matches(HEADINGS)) {
        close();
        [heading, top] = [block, block.getBoundingClientRect().top];
        continue;
      }
      if (!heading || height < 2) continue;
      const isFigure = figureOf({ blocks: [block] }) !== null;
      if (blocks.length > 0 && (isFigure || figureOf({ blocks }) || bottom - top > room)) {
        const kept = !isFigure && blocks.length > 1 && leads(blocks.at(-1)) ? [blocks.pop()] : [];
        close();
        blocks = kept;
        // Below a heading shown again, the first block stands as high as the first of all did.
        const first = kept[0] ?? block;
        top = first.getBoundingClientRect().top - heading.getBoundingClientRect().height - 16;
      }
      blocks.push(block);
    }
    close();
    slides = dealt;
  }

  const idOf = ({ heading }) => heading.closest("section").id;

  function turn(to) {
    const before = slides[at];
    at = Math.min(slides.length - 1, Math.max(0, to));
    const slide = slides[at];
    if (before && before !== slide) enlarge(figureOf(before), false);
    show(new Set([slide.heading, ...slide.blocks]));
    count.textContent = `${at + 1} / ${slides.length}`;
    history.replaceState(null, "", `${address(true)}#${idOf(slide)}`);
    scrollTo(0, 0);
    enlarge(figureOf(slide), true);
  }

  /** On to the rest of a slide that is taller than the screen, then to the next. */
  function go(by) {
    const most = root.scrollHeight - innerHeight;
    const isInside = by > 0 ? scrollY < most - 2 : scrollY > 2;
    if (isInside && !document.querySelector(".cx-class")) scrollBy(0, by * 0.8 * innerHeight);
    else turn(at + by);
  }

  function address(lecture) {
    const now = new URL(location.href);
    now.hash = "";
    now.searchParams.delete("lecture");
    const asked = [now.searchParams.toString(), lecture ? "lecture" : ""].filter(Boolean).join("&");
    return now.pathname + (asked ? `?${asked}` : "");
  }

  function set(wanted) {
    if (wanted === isOn) return;
    isOn = wanted;
    root.toggleAttribute("data-lecture", isOn);
    bar.hidden = !isOn;
    if (isOn) {
      [code, root.dataset.code] = [root.dataset.code, "margin"];
      deal();
      const here = slides.findIndex((slide) => `#${idOf(slide)}` === decodeURIComponent(location.hash));
      turn(Math.max(0, here));
    } else {
      const slide = slides[at];
      enlarge(figureOf(slide), false);
      root.dataset.code = code;
      show(new Set(flat(article)));
      history.replaceState(null, "", `${address(false)}#${idOf(slide)}`);
      slide.heading.scrollIntoView();
    }
    dispatchEvent(new Event("resize"));
  }

  const button = (words, label, act, ...classes) => {
    const made = document.createElement("button");
    made.type = "button";
    made.append(words);
    made.title = label;
    made.setAttribute("aria-label", label);
    made.classList.add(...classes);
    made.addEventListener("click", act);
    return made;
  };
  const count = document.createElement("output");
  const bar = document.createElement("div");
  bar.className = "cx-lecture";
  bar.hidden = true;
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Lecture");
  bar.append(
    button("\u2039", "Back (left arrow)", () => go(-1)),
    count,
    button("\u203a", "On (right arrow)", () => go(1)),
    button("Esc", "Leave lecture mode", () => set(false)),
  );

  if (article) {
    document.body.append(bar);
    const screen = document.createElement("span");
    screen.className = "cx-screen";
    document
      .querySelector(".article-header-buttons")
      ?.prepend(button(screen, "Lecture: this page as slides", () => set(true), "btn", "btn-sm", "pst-navbar-icon"));
    addEventListener("keydown", (event) => {
      const target = /** @type {Element} */ (event.target);
      const isTyping = target.matches("textarea, select, input:not([type=range], [type=radio], [type=checkbox])");
      const isTaken = event.defaultPrevented && event.key !== "Escape"; // the theme takes that for its search
      if (!isOn || isTaken || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      const isPage = event.key.startsWith("Page"); // a presenter's remote sends these, wherever the focus is
      if (!isPage && event.key !== "Escape" && target.matches("input, button, summary, a, [role=application]")) return;
      if (ON.has(event.key)) go(event.shiftKey ? -1 : 1);
      else if (BACK.has(event.key)) go(-1);
      else if (event.key === "Home") turn(0);
      else if (event.key === "End") turn(slides.length - 1);
      else if (event.key === "Escape") set(false);
      else return;
      event.preventDefault();
    });
    let timer = 0;
    let size = "";
    addEventListener("resize", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const now = `${innerWidth} ${innerHeight}`;
        if (!isOn || now === size) return;
        size = now;
        const { heading, blocks } = slides[at];
        deal();
        const here = slides.findIndex((slide) => slide.heading === heading && slide.blocks.includes(blocks[0]));
        turn(Math.max(0, here));
      }, 200);
    });
    if (new URLSearchParams(location.search).has("lecture"))
      addEventListener("load", () => document.fonts.ready.then(() => set(true)));
  }
}
