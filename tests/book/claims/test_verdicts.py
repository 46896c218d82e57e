import re

import numpy as np
import pytest

from carousel.book import claims

BOARD = claims.Scoreboard(level=("Level", "It is <level>, $c_t$."))
LINE = claims.Line("It is below <1.", "height <m>", below=1)
HOLDS, FAILS = [0.1] * 9 + [2.0], [0.1] * 8 + [2.0] * 2


def _verdict(line=LINE, **cases):
    return claims.Verdict(BOARD["level"], line, cases, "It is level <here>.")


def _page(verdict):
    return verdict._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize(
    ("cases", "word"),
    [
        ({"one": HOLDS, "two": np.zeros(3)}, "true"),
        ({"one": FAILS}, "false"),
        ({"one": HOLDS, "two": FAILS}, "only if"),
    ],
)
def test_a_case_holds_if_nine_in_ten_draws_do_and_the_word_follows(cases, word):
    assert _verdict(**cases).word == word


def test_a_verdict_says_how_many_draws_met_the_line_and_what_is_true():
    assert repr(_verdict(one=HOLDS, two=FAILS)).splitlines() == [
        "ONLY IF: It is <level>, c_t.",
        "  The line: It is below <1.",
        "  one: 9 of 10, median 0.10",
        "  two: 8 of 10, median 0.10",
        "  What is true: It is level <here>.",
    ]


def test_the_line_stands_before_the_vote_and_the_evidence_after_it():
    page = _page(_verdict(one=HOLDS))
    order = ["<strong>The line.</strong> It is below &lt;1.", 'data-said="true"']
    order += [
        "<details",
        "height &lt;m&gt;",
        "✓ true</span>",
        "It is level &lt;here&gt;.",
    ]
    places = [page.index(part) for part in order]
    assert places == sorted(places)
    assert re.findall(r'data-said="([a-z ]+)"', page) == ["true", "false", "only if"]
    assert "open" not in re.search(r"<details[^>]*>", page)[0]


def test_a_card_tells_scripts_its_claim_its_words_and_its_verdict():
    told = 'data-claim="level" data-word="true" data-text="It is &lt;level&gt;, c_t."'
    assert told in _page(_verdict(one=HOLDS))


def test_a_row_has_a_dot_per_draw_and_those_that_fail_are_hollow():
    page = _page(_verdict(one=HOLDS, two=FAILS))
    assert page.count("<circle") == 20
    assert page.count('class="cx-out"/>') == 3
    assert re.findall(r"<span>(\d+ of \d+)</span>", page) == ["9 of 10", "8 of 10"]


def test_dots_stand_by_their_size_and_the_line_between_them():
    page = _page(_verdict(one=[0.0, 2.0]))
    dots = [float(at) for at in re.findall(r'<circle cx="([\d.]+)%"', page)]
    (line,) = {float(at) for at in re.findall(r'<line x1="([\d.]+)%"', page)}
    assert line == pytest.approx(sum(dots) / 2)


def test_a_logarithmic_axis_has_powers_of_ten_and_a_left_end():
    line = claims.Line("Less.", "share", below=0.1, log_scale=True, least=1e-6)
    page = _page(_verdict(line, one=[0.0, 1e-9, 1.0]))
    assert "(what is smaller stands at the left end)" in page
    assert re.findall(r">([^<>]+)</text>", page) == ["10⁻⁶", "10⁻⁴", "0.01", "1"]
    assert re.findall(r'<circle cx="([\d.]+)%"', page)[:2] == ["4.0", "4.0"]
    whole = claims.Line("Less.", "share", below=0.1, log_scale=True)
    with pytest.raises(ValueError, match="share: a logarithmic axis needs draws above"):
        _page(_verdict(whole, one=[0.0]))


def test_an_axis_has_a_few_round_numbers():
    line = claims.Line("More.", "size", above=0.95)
    page = _page(_verdict(line, one=[0.62, 0.999]))
    assert re.findall(r">([^<>]+)</text>", page) == ["0.7", "0.8", "0.9"]


def test_on_paper_the_rows_are_a_list():
    told = _verdict(one=HOLDS)._repr_mimebundle_()["text/markdown"]
    assert told == (
        "**The line.** It is below <1.\n\n- one: 9 of 10, median 0.10\n\n"
        "**Verdict: true.** It is level <here>."
    )


def test_a_power_of_ten_does_not_break_over_two_lines():
    verdict = claims.Verdict(BOARD["level"], LINE, {"a": HOLDS}, "It is 5.1 × 10⁻¹¹.")
    assert "5.1&nbsp;×&nbsp;10⁻¹¹" in _page(verdict)


@pytest.mark.parametrize(
    ("cases", "instead", "message"),
    [
        ({}, "So.", "level was tried on no case"),
        ({"one": []}, "So.", "'one' needs finite draws"),
        ({"one": [np.inf]}, "So.", "'one' needs finite draws"),
        ({"one": HOLDS}, " ", "level: expected words for instead"),
    ],
)
def test_a_verdict_from_nothing_is_refused(cases, instead, message):
    with pytest.raises(ValueError, match=message):
        claims.Verdict(BOARD["level"], LINE, cases, instead)
