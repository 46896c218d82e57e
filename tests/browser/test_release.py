"""The book that people unpack: no server, no network, whatever the folder is called."""

from zipfile import ZipFile

import pytest

from browser import on_page
from browser.loading import scroll_through
from browser.look import CHAPTERS
from carousel.book.kit import release

DAY = (2026, 11, 21)
THREE = CHAPTERS[0], CHAPTERS[2], CHAPTERS[6]


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
        on_page.figures_live(seen.page, stem)
    seen.assert_quiet()
