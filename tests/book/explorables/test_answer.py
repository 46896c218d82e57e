import json
import re

import pytest

from carousel.book.explorables import Answer, Highway
from carousel.book.explorables._sealed import fingerprint, opens, seal
from oracles import node


def _asked(**how):
    usual = {
        "answer": 0.8**10,
        "tolerance": 0.001,
        "wrong": {"you held h_0": 0.5, "this is the direct path alone": 0.8**9},
    }
    return Answer("How much is left?", **{**usual, **how})


def test_the_page_is_asked_and_does_not_hold_the_answer():
    page = _asked(unit=" of it")._repr_mimebundle_()[0]
    told = json.loads(re.search(r"<script[^>]*>(.*?)</script>", page["text/html"])[1])
    assert {"right", "wrong", "within"} <= told["data"].keys()
    for shown in (page["text/html"], page["text/plain"], str(_asked().table())):
        assert "How much is left?" in shown
        assert "0.107" not in shown
        assert "0.134" not in shown
    assert "Your answer: ______ of it" in page["text/html"]


def test_a_number_is_right_within_the_tolerance_and_a_wrong_one_has_its_route():
    asked = _asked()
    assert asked.says(0.107) == asked.says(0.8**10 + 0.0009) == "Right."
    assert asked.says(0.8**10 + 0.0011).startswith("Not yet: by none of the usual")
    assert asked.says(0.134) == "Not yet: this is the direct path alone."
    assert asked.says(0.5) == "Not yet: you held h_0."


@pytest.mark.parametrize("value", [0.107, 0.0, -3.25, 1e-12, 1997.0, 1e9])
@pytest.mark.parametrize("share", [1e-4, 0.02])
def test_the_browser_opens_the_seals_that_python_makes(value, share):
    tolerance = share * max(abs(value), 1e-3)
    sealed = seal(value, tolerance, "ä")
    tried = [value + part * tolerance for part in (-3, -1.01, -0.9, 0, 0.9, 1.01, 40)]
    expected = [False, False, True, True, True, False, False]
    assert [opens(sealed, number) for number in tried] == expected
    told = f"{json.dumps(tried)}.map((v) => room.opens({json.dumps(sealed)}, v))"
    assert node.evaluate("sealed.js", told) == expected
    assert node.evaluate("sealed.js", 'room.fingerprint("ä")') == fingerprint("ä")


def test_a_figures_state_is_followed():
    figure = Highway(forget_gate=0.9)
    asked = Answer("?", tolerance=0.01, figure=figure, measure="kept")
    assert asked._state == figure.state()
    figure.forget_gate = 0.5
    assert asked._state["forget_gate"] == 0.5
    with pytest.raises(ValueError, match="computed in the browser"):
        asked.says(0.1)


def test_what_the_figure_keeps_is_what_its_own_table_says():
    figure = Highway(forget_gate=0.97, rnn_factor=1.01, horizon=50)
    state = json.dumps(figure.state())
    measured = node.evaluate(
        "measures.js", f"room.MEASURES.kept({state}, (text) => text)"
    )
    rows = {row[0]: row for row in figure.table()[1]}
    assert measured["right"] == pytest.approx(float(rows[50][1]), rel=1e-2)


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"tolerance": 0.0}, "tolerance must be above 0"),
        ({"answer": float("nan")}, "the answer must be finite"),
        ({"wrong": {"so": float("inf")}}, "so must be finite"),
        ({"wrong": {"so": 0.8**10 + 0.001}}, "gives the right answer: so"),
        ({"answer": None}, "either an answer, or a figure"),
        ({"figure": Highway(), "measure": "kept"}, "either an answer, or a figure"),
        ({"answer": None, "figure": Highway()}, "either an answer, or a figure"),
    ],
)
def test_a_question_that_cannot_be_checked_is_refused(how, why):
    with pytest.raises(ValueError, match=why):
        _asked(**how)
