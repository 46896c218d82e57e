// Words with a definition: to whom they are explained, and how.
"use strict";
{
  const LEVELS = ["newcomer", "practitioner", "expert"];
  const root = document.documentElement;
  /** @type {NodeListOf<HTMLInputElement>} */
  const radios = document.querySelectorAll(".cx-reader input");
  const words = [...document.querySelectorAll("a.cx-term")].map((word) => ({
    word,
    level: LEVELS.findIndex((name) => word.classList.contains(name)),
    href: word.getAttribute("href"),
  }));
  const said = JSON.parse(document.getElementById("cx-definitions").textContent);

  // The definition: one box, that opens beside a word and stays with it.
  const GAP = 6,
    EDGE = 8,
    HEADER = 64;
  const tip = document.createElement("div");
  tip.id = "cx-tip";
  tip.role = "tooltip";
  tip.hidden = true;
  document.body.append(tip);
  let open = null; // the word whose definition is shown
  let tapped = null; // the word under a finger, unless its definition was shown before
  let timer = 0;

  const hide = () => {
    clearTimeout(timer);
    open?.removeAttribute("aria-describedby");
    open = null;
    tip.hidden = true;
  };
  const show = (word, touch) => {
    clearTimeout(timer);
    if (word === open) return;
    hide();
    open = word;
    tip.textContent = said[word.hash.replace("#term-", "")];
    tip.className = touch ? "touch" : "";
    tip.hidden = false;
    word.setAttribute("aria-describedby", tip.id);
    const line = word.getClientRects()[0];
    const above = line.top - tip.offsetHeight - GAP;
    const left = Math.min(line.left, root.clientWidth - tip.offsetWidth - EDGE);
    tip.style.left = `${Math.max(left, EDGE) + scrollX}px`;
    tip.style.top = `${(above > HEADER ? above : line.bottom + GAP) + scrollY}px`;
  };
  const soon = (what, wait) => {
    clearTimeout(timer);
    timer = setTimeout(what, wait);
  };
  const on = (type, react) =>
    document.addEventListener(type, (event) => {
      react(event, event.target.closest?.("a.cx-term[href]"), tip.contains(event.target));
    });

  on("pointerover", (event, word, inTip) => {
    if (event.pointerType === "touch") return;
    if (word) soon(() => show(word), 150);
    else if (inTip) clearTimeout(timer);
  });
  on("pointerout", (event, word, inTip) => {
    if (event.pointerType === "touch" || !(word || inTip)) return;
    soon(() => open === document.activeElement || hide(), 250);
  });
  on("focusin", (event, word) => {
    if (word) show(word, word === tapped);
  });
  on("focusout", () => {
    if (!open?.matches(":hover") && !tip.matches(":hover")) hide();
  });
  on("pointerdown", (event, word, inTip) => {
    if (!word && !inTip) hide();
    tapped = event.pointerType === "touch" && word !== open ? word : null;
  });
  on("click", (event, word) => {
    if (word && word === tapped) {
      event.preventDefault(); // the first tap shows, the second follows
      show(word, true);
    }
    tapped = null;
  });
  on("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("resize", hide);

  // The choice of readers. Words above their level lose their address, and so are text.
  const explainTo = (reader) => {
    const least = Math.max(LEVELS.indexOf(reader), 0);
    root.dataset.reader = LEVELS[least];
    for (const radio of radios) radio.checked = radio.value === LEVELS[least];
    for (const { word, level, href } of words) {
      if (level < least) word.removeAttribute("href");
      else word.setAttribute("href", href);
    }
    hide();
  };
  on("change", ({ target }) => {
    if (target.name !== "reader") return;
    try {
      localStorage.setItem("reader", target.value);
    } catch {
      /* storage may be forbidden; the choice then lasts as long as the page */
    }
    explainTo(target.value);
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return; // only a page that was kept may have missed a choice
    try {
      explainTo(localStorage.getItem("reader"));
    } catch {
      /* as above */
    }
  });
  explainTo(root.dataset.reader);
}
