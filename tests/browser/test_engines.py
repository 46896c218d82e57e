"""Firefox and WebKit: pages open, figures move, nothing complains.

A few pages are opened with every test run where the engines are installed; `make
engines` opens all.
"""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urljoin

import pytest

from browser import checks
from browser.engines import opened
from browser.figure import MOVE, READ, Seen
from browser.on_page import MOVABLE
from browser.test_explorables import BETWEEN
from browser.test_pages import _pages
from carousel.book.serve import server

# What a page complains of from its first line on; WebDriver has no common way to hear.
EAR = """<script>
globalThis.heard = [];
addEventListener("error", (event) => heard.push(event.message ??
  `not loaded: ${event.target.src ?? event.target.href}`), true);
addEventListener("unhandledrejection", (event) => heard.push(`${event.reason}`));
for (const kind of ["error", "warn"])
  console[kind] = (...said) => heard.push(`${kind}: ${said.join(" ")}`);
</script>"""
LIVE = """async () => {
  const patience = performance.now() + 30_000;
  const asleep = () => [...document.querySelectorAll(".carousel-explorable")]
    .filter((figure) => !figure.querySelector(".cx"));
  while (asleep().length && performance.now() < patience)
    await new Promise((later) => setTimeout(later, 20));
  await document.fonts.ready;
  const words = [...document.querySelectorAll("article a.cx-term[href]")];
  return {
    asleep: asleep().length,
    untitled: !document.title,
    blank: [...document.querySelectorAll(".math .katex-html")].filter((formula) =>
      formula.checkVisibility() && !formula.getBoundingClientRect().width).length,
    plain: words.map((word) => getComputedStyle(word))
      .filter((look) => look.textDecorationLine !== "underline" ||
        look.textDecorationStyle !== "dotted").length,
  };
}"""
# Each figure of a page: its first slider goes to its other end, and back at once, while
# a pointer and a key ask what is shown.
MOVED = f"""async () => {{
  const [move, read, between] = [{MOVE}, {READ}, {BETWEEN}];
  const found = [];
  const movable = "{MOVABLE}";
  for (const figure of document.querySelectorAll(movable)) {{
    figure.scrollIntoView({{ block: "start" }});
    const numbers = figure.querySelector(".cx-numbers");
    if (!numbers.open) numbers.querySelector("summary").click();
    const slider = figure.querySelector("input[type=range]");
    await move([figure, {{}}]);
    const before = read(figure);
    const [low, high] = [Number(slider.min), Number(slider.max)];
    const value = slider.valueAsNumber < (low + high) / 2 ? high : low;
    await move([figure, {{ [slider.name]: value }}]);
    found.push([before, read(figure)]);
    between(figure);
    await move([figure, {{}}]);
  }}
  return found;
}}"""
LANDED = """async () => {
  for (let wait = 0; wait < 20; wait += 1) // all above has its height by then
    await new Promise((later) => setTimeout(later, 50));
  const figure = [...document.querySelectorAll(".carousel-explorable")].find((one) =>
    `#${one.dataset.explorable}` === location.hash.split("=")[0]);
  return scrollY > 0 ? figure.getBoundingClientRect().top / innerHeight : NaN;
}"""
FOUND = """async (wanted) => {
  const links = () => [...document.querySelectorAll("#search-results li a")];
  const isThere = () => links().some((link) => link.href.includes(wanted));
  for (let wait = 0; wait < 600 && !isThere(); wait += 1)
    await new Promise((later) => setTimeout(later, 50));
  return isThere();
}"""
# Pages that are opened at figures far down, below others that grow as they come alive.
LINKS = {
    "chapters/02-derivation.html": "#half_life=forget_bias:3",
    "chapters/03-full-jacobian.html": "#spectrum=steps:40",
    "chapters/05-measuring-gradient-flow.html": "#race=scale:2",
    "chapters/04-worked-example.html": "#trace=scale:2",
    "search.html": "?q=chrono",
}


# Of a test run: what needed a rule of its own in an engine stands on these.
SMOKE = [
    "chapters/intro.html",
    "chapters/04-worked-example.html",
    "chapters/07-peepholes.html",
    "search.html",
]
A_SESSION = 4  # pages: a longer session of Firefox's has fallen silent


@pytest.fixture(scope="module")
def heard(html: Path, tmp_path_factory) -> Iterator[str]:
    """The book's address; its pages keep what they complain of."""
    folder = tmp_path_factory.mktemp("heard")
    for page in [*html.glob("*.html"), *html.glob("chapters/*.html")]:
        copy = folder / page.relative_to(html)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = page.read_text(encoding="utf-8")
        copy.write_text(text.replace("<head>", f"<head>{EAR}", 1), encoding="utf-8")
    (folder / "_static").symlink_to(html / "_static")
    (folder / "searchtexts.js").symlink_to(html / "searchtexts.js")
    (folder / "favicon.ico").touch()
    serving = server(folder)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}/"
    serving.shutdown()
    serving.server_close()
    thread.join()


@pytest.mark.parametrize("name", ["firefox", "webkit"])
def test_a_few_pages_open_and_their_figures_move(heard, name):
    assert _visit(heard, name, SMOKE) >= 4


@pytest.mark.engines
@pytest.mark.parametrize("name", ["firefox", "webkit"])
def test_every_page_opens_and_every_figure_moves(heard, name):
    assert _visit(heard, name, _pages()) >= 10


def _visit(heard: str, name: str, paths: Sequence[str]) -> int:
    """Open pages, a few in a session; how many figures moved on them."""
    moved = 0
    for first in range(0, len(paths), A_SESSION):
        with opened(name) as engine:
            for path in paths[first : first + A_SESSION]:
                found, complaints = _opened(engine, heard, path)
                if complaints is None:  # a busy Firefox has lost a page's first script
                    found, complaints = _opened(engine, heard, path)
                assert complaints == [], path
                moved += found
    return moved


def _opened(engine, heard: str, path: str) -> tuple[int, list[str] | None]:
    engine.go(urljoin(heard, path) + LINKS.get(path, ""))
    return _look(engine, path), engine.run("() => globalThis.heard ?? null")


def _look(engine, path: str) -> int:
    """What holds of every page; how many of its figures moved."""
    live = engine.run(LIVE)
    assert live == {"asleep": 0, "untitled": False, "blank": 0, "plain": 0}, path
    if path == "search.html":
        assert engine.run(FOUND, "02-derivation")
    elif path in LINKS:
        assert -0.1 < engine.run(LANDED) < 0.5, path
    moved = engine.run(MOVED)
    for before, after in ([Seen(**seen) for seen in pair] for pair in moved):
        checks.sound(after, path)
        assert after.picture != before.picture, path
        assert after.sentence != before.sentence, path
    return len(moved)
