// Covers what follows a question until it is answered: out of view, out of the
// accessibility tree, out of the way of Tab and of a search in the page. Everything keeps
// its place, so that nothing moves when the cover is lifted. Paper shows all.

const BLOCKS = ".jp-Cell, .cell, figure"; // what stands among its siblings on a page or in a notebook
const EDGE = "article, main, body, .jp-WindowedPanel-viewport, .jp-Notebook"; // beyond it is no page
const LIFTED = "carousel:uncovered";
const HEADING = "h1, h2, h3, h4";

/** Every block after another, in the order of the page; of a section, its parts. */
function* following(start) {
  for (let at = start; at && !at.matches(EDGE); at = at.parentElement) {
    for (let next = at.nextElementSibling; next; next = next.nextElementSibling) yield* parts(next);
  }
}

function* parts(block) {
  if (!block.matches("section")) yield block;
  else for (const part of block.children) yield* parts(part);
}

/** What is to be covered: to the first heading that is a screen away; of a notebook, a screen. */
function within(start) {
  const end = start.getBoundingClientRect().bottom + innerHeight;
  const found = [];
  for (const block of following(start)) {
    const isAway = block.getBoundingClientRect().top > end;
    if (isAway && (block.matches(HEADING) || start.matches(".jp-Cell"))) break;
    found.push(block);
  }
  return found;
}

/** What the page's address leads to: a place, or a figure. */
function target() {
  const name = decodeURIComponent(location.hash.slice(1));
  const [stem] = name.split(/[.=]/);
  return name && (document.getElementById(name) ?? document.querySelector(`[data-explorable="${CSS.escape(stem)}"]`));
}

/**
 * Covers what follows an element. A link that leads under the cover lifts it.
 * @param {Element} from
 * @returns {() => void} lifts the cover
 */
export function cover(from) {
  const stop = new AbortController();
  let covered = [];
  const uncover = () => {
    for (const block of covered) {
      block.classList.remove("cx-veiled", "cx-veiled-told");
      block.removeAttribute("inert");
    }
    covered = [];
  };
  const lift = () => {
    stop.abort();
    watch.disconnect();
    uncover();
    dispatchEvent(new Event(LIFTED)); // the next question covers what was covered by this one
  };
  const lay = () => {
    if (!from.isConnected) return; // a notebook has not put it in its place yet
    const next = within(from.closest(BLOCKS) ?? from);
    const place = target() || null;
    if (next.some((block) => block.contains(place))) return lift();
    const own = next.filter((block) => covered.includes(block) || !block.hasAttribute("inert")); // not of another cover
    const tops = own.map((block) => block.getBoundingClientRect().top); // all is read before anything is written
    uncover();
    covered = own;
    let told = -Infinity; // every half screen says what covers it
    for (const [n, block] of own.entries()) {
      block.classList.add("cx-veiled");
      block.setAttribute("inert", "");
      if (block.hidden || tops[n] < told + innerHeight / 2) continue;
      block.classList.add("cx-veiled-told");
      told = tops[n];
    }
  };
  const watch = new ResizeObserver(() => lay());
  for (const event of ["load", "resize", "hashchange", LIFTED]) addEventListener(event, lay, { signal: stop.signal });
  watch.observe(from);
  lay();
  return lift;
}
