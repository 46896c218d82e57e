"""What people take along works where they have taken it."""

import json
from zipfile import ZipFile

import pytest

from browser import on_page
from browser.figure import Figure
from browser.loading import scroll_through
from browser.look import CHAPTERS
from carousel.book.kit import course, launch, plain, release, sources
from test_wheel import _environment, _python, wheel  # noqa: F401, a fixture

DAY = (2026, 11, 21)
THREE = CHAPTERS[0], CHAPTERS[2], CHAPTERS[6]
LAUNCHED = CHAPTERS[0]  # it has a figure, a quiz, and no long sum
RUN = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance()
for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
    if cell["cell_type"] == "code":
        shell.run_cell("".join(cell["source"])).raise_error()
print("all of it has run")
"""


@pytest.fixture(scope="module")
def unpacked(html, tmp_path_factory):
    """Where somebody has unpacked the release's book."""
    made = tmp_path_factory.mktemp("release") / "carousel-book-1.0.zip"
    release.pack(release.files(html), made, DAY)
    place = made.parent / "Eigene Übungen, März"
    with ZipFile(made) as held:
        held.extractall(place)
    return place / made.stem


def test_the_book_opens_by_a_double_click_and_three_pages_live(visit, unpacked):
    seen = visit((unpacked / "index.html").as_uri(), idle=False)
    seen.page.wait_for_url("**/chapters/intro.html")
    for stem in THREE:
        seen.page.goto((unpacked / "chapters" / f"{stem}.html").as_uri())
        scroll_through(seen.page)
        on_page.skip_predictions(seen.page)
        figure = Figure(seen.page.locator(on_page.MOVABLE).first)
        before = figure.see()
        after = on_page.move(figure)
        assert after.picture != before.picture
    seen.assert_quiet()


def test_an_opened_chapter_runs_on_its_wheel(wheel, tmp_path):  # noqa: F811
    """Its folder holds nothing else; the wheel lies where its first cell puts it."""
    site = _environment(wheel, tmp_path / "site", extra=launch.EXTRA)
    text = plain.Text(sources.read(course.ROOT / "references.bib"))
    path = course.ROOT / "chapters" / f"{LAUNCHED}.ipynb"
    made = tmp_path / "opened.ipynb"
    made.write_text(json.dumps(launch.notebook(path, wheel.as_uri(), text)), "utf-8")
    assert "all of it has run" in _python(site, "-c", RUN, str(made))
