"""An exercise that answers: right, by a wrong route, and no number."""

import pytest

from browser import axe, stand
from carousel.book import exercises
from carousel.book.explorables import Answer, Highway


@pytest.fixture
def ask(visit, tmp_path):
    def ask(figures, **how):
        page = stand.write(tmp_path, figures)
        seen = visit(page.as_uri(), idle=False, **how)
        box = seen.page.locator("[data-explorable=answer]")

        def says(text):
            box.get_by_role("textbox").fill(text)
            box.get_by_role("textbox").press("Enter")
            return box.get_by_role("status").inner_text()

        return seen, box, says

    return ask


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_number_is_checked_and_a_wrong_route_is_named(ask, scheme):
    wrong = {"this is the direct path alone": 0.5}
    asked = Answer("How much?", answer=0.25, tolerance=0.01, wrong=wrong, unit=" of it")
    seen, box, says = ask([asked], width=320, color_scheme=scheme)
    assert "within 0.01 of it" in box.get_by_role("status").inner_text()
    assert says("half") == "A number is wanted, such as 0.25, 25 % or 2.5e-1."
    assert says("50 %") == "Not yet: this is the direct path alone."
    assert says("3") == "Not yet, and by none of the usual wrong routes."
    assert says("0,2501") == "Right: 0,2501 of it."
    assert axe.violations(seen.page) == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320
    seen.assert_quiet()


def test_the_figure_is_asked_as_the_reader_has_set_it(ask):
    figure = Highway(forget_gate=0.9, horizon=10, log_scale=False)
    seen, _, says = ask([figure, exercises.kept(figure)])
    assert says("0.349").startswith("Right")
    gate = seen.page.locator("input[type=range][name=forget_gate]")
    gate.fill("0.8")
    assert says("0.349").startswith("Not yet")
    assert says("0.107").startswith("Right")
    assert "one step late" in says("0.134")
    seen.assert_quiet()
