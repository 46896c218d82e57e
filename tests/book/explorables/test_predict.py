import json
import re

import pytest

from carousel.book.explorables import Predict


def _asked(**how):
    usual = {"answer": 0.005, "low": 1e-6, "high": 1.0, "log_scale": True}
    return Predict("How much is left?", **{**usual, **how})


def test_the_page_is_told_powers_of_ten_where_the_axis_counts_them():
    html = _asked(why="0.9 fifty times.")._repr_mimebundle_()[0]["text/html"]
    told = json.loads(re.search(r"<script[^>]*>(.*?)</script>", html)[1])["data"]
    assert (told["low"], told["high"]) == (-6, 0)
    assert told["answer"] == pytest.approx(-2.301, abs=1e-3)
    assert "The answer: 0.005. 0.9 fifty times." in html


def test_what_is_asked_cannot_close_the_script():
    figure = Predict("</script><b>?", answer=1, low=0, high=2, why="<i>")
    html = figure._repr_mimebundle_()[0]["text/html"]
    assert html.count("</script>") == 1
    assert "<b>" not in html
    assert "<i>" not in html


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"answer": float("nan")}, "must be finite"),
        ({"answer": 2.0}, "low <= answer <= high"),
        ({"low": 0.0}, "needs low above 0, got 0"),
        ({"low": 1.0, "answer": 1.0}, "low < high"),
    ],
)
def test_a_question_without_a_place_on_its_axis_is_refused(how, why):
    with pytest.raises(ValueError, match=why):
        _asked(**how)


def test_the_table_tells_the_answer():
    assert _asked().table()[1] == [["How much is left?", pytest.approx(0.005)]]
