"""A check-up that was saved opens from disk, on any screen, and asks for nothing."""

import numpy as np
import pytest

from browser import axe
from carousel import checkup
from carousel.cells import peephole


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    rng = np.random.default_rng(0)
    report = checkup(peephole.init(8, 2, rng=rng), rng.normal(size=(4, 40, 2)))
    path = tmp_path_factory.mktemp("report") / "report.html"
    return report.save(path, book="https://example.org/chapters").as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_saved_report_is_sound_in_both_schemes_and_on_a_phone(browser, saved, scheme):
    screen = {"width": 320, "height": 640}
    context = browser.new_context(offline=True, color_scheme=scheme, viewport=screen)
    page, asked, said = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(saved)
    page.locator("summary").click()
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert (asked, said) == ([saved], [])
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == {"light": "rgb(251, 250, 247)", "dark": "rgb(27, 29, 32)"}[scheme]
    page.emulate_media(media="print")  # always on white paper's colours
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert ink == "rgb(34, 38, 43)"
    context.close()
