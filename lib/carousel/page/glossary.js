// Words with a definition: to whom they are explained, and how.
"use strict";
{
  const LEVELS = ["newcomer", "practitioner", "expert"];
  const root = document.documentElement;
  const radios = document.querySelectorAll(".cx-reader input");
  const links = [...document.querySelectorAll("a.cx-term")].map((link) => {
    const level = LEVELS.findIndex((name) => link.classList.contains(name));
    return { link, level, href: link.getAttribute("href") };
  });
  const said = JSON.parse(document.getElementById("cx-definitions").textContent);

  // The choice of readers. Words above their level lose their address, and so are text.
  const kept = () => {
    try {
      return localStorage.getItem("reader");
    } catch {
      return root.dataset.reader; // storage may be forbidden
    }
  };
  const explainTo = (reader) => {
    const least = Math.max(LEVELS.indexOf(reader), 0);
    root.dataset.reader = LEVELS[least];
    for (const radio of radios) radio.checked = radio.value === LEVELS[least];
    for (const { link, level, href } of links) {
      if (level >= least) link.setAttribute("href", href);
      else link.removeAttribute("href");
    }
    hide();
  };
  for (const radio of radios) {
    radio.addEventListener("change", () => {
      try {
        localStorage.setItem("reader", radio.value);
      } catch { /* then the choice lasts as long as the page */ }
      explainTo(radio.value);
    });
  }
  addEventListener("pageshow", () => explainTo(kept()));

  // The definition: one box, that opens beside a word and goes with it.
  const GAP = 6, EDGE = 8, HEADER = 64;
  const tip = document.createElement("div");
  tip.id = "cx-tip";
  tip.role = "tooltip";
  tip.hidden = true;
  document.body.append(tip);
  let open = null; // the word whose definition is shown
  let timer = 0;
  let tapped = null; // the word under a finger, unless its definition was shown

  function hide() {
    clearTimeout(timer);
    open?.removeAttribute("aria-describedby");
    open = null;
    tip.hidden = true;
  }
  const show = (word, touch = false) => {
    clearTimeout(timer);
    if (word === open) return;
    hide();
    open = word;
    tip.textContent = said[word.hash.replace("#term-", "")];
    tip.classList.toggle("touch", touch);
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
  const wordAt = (event) => event.target.closest?.("a.cx-term[href]");
  const onTip = (event) => tip.contains(event.target);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const word = wordAt(event);
    if (word) soon(() => show(word), 150);
    else if (onTip(event)) clearTimeout(timer);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "touch" || !(wordAt(event) || onTip(event))) return;
    soon(() => open === document.activeElement || hide(), 250);
  });
  document.addEventListener("focusin", (event) => {
    const word = wordAt(event);
    if (word) show(word, word === tapped);
  });
  document.addEventListener("focusout", () => {
    if (open && !open.matches(":hover") && !tip.matches(":hover")) hide();
  });
  document.addEventListener("pointerdown", (event) => {
    const word = wordAt(event);
    if (!word && !onTip(event)) hide();
    tapped = event.pointerType === "touch" && word !== open ? word : null;
  });
  document.addEventListener("click", (event) => {
    const word = wordAt(event);
    if (word && word === tapped) {
      event.preventDefault(); // the first tap shows, the second follows
      show(word, true);
    }
    tapped = null;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("resize", hide);
  explainTo(kept());
}
