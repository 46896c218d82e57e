import re

import numpy as np
import pytest

from carousel.book import claims

BALLOT = claims.Ballot(level="It is <level>.", steep="It is steep.")


def _verdict(**cases):
    return claims.Verdict(
        BALLOT["level"], "It is level by <1.", cases, "It is level <here>."
    )


@pytest.mark.parametrize(
    ("cases", "word"),
    [
        ({"one": True, "two": np.bool_(True)}, "true"),
        ({"one": False, "two": np.bool_(False)}, "false"),
        ({"one": True, "two": False}, "only if"),
    ],
)
def test_the_word_follows_from_the_cases(cases, word):
    assert _verdict(**cases).word == word


def test_a_verdict_says_where_the_claim_held_and_what_is_true():
    said = repr(_verdict(one=True, two=False)).splitlines()
    assert said[0] == "ONLY IF: It is <level>."
    assert [line.strip() for line in said[1:]] == [
        "Counts as holding: It is level by <1.",
        "it holds: one",
        "it fails: two",
        "What is true: It is level <here>.",
    ]


def test_a_card_says_the_same_and_text_stays_text():
    bundle = _verdict(one=True, two=False)._repr_mimebundle_()
    page = bundle["text/html"]
    assert "<li><strong>it holds:</strong> one</li>" in page
    assert "<li><strong>it fails:</strong> two</li>" in page
    assert "- it holds: one\n- it fails: two" in bundle["text/markdown"]
    assert "<em>Counts as holding:</em> It is level by &lt;1.</p>" in page
    assert "It is level &lt;here&gt;." in page
    assert "◐ only if" in page
    assert "**Verdict: only if.** Counts as holding: It is" in bundle["text/markdown"]
    assert bundle["text/plain"] == repr(_verdict(one=True, two=False))


def test_a_power_of_ten_does_not_break_over_two_lines():
    page = _verdict(**{"off by 5.1 × 10⁻¹¹": True})._repr_mimebundle_()["text/html"]
    assert "off by 5.1&nbsp;×&nbsp;10⁻¹¹" in page


def test_a_ballot_asks_for_one_of_three_marks_a_claim():
    page = BALLOT._repr_mimebundle_()["text/html"]
    assert page.count('type="radio"') == 6
    assert page.count('name="claim-level"') == 3
    assert re.findall(r'value="([a-z ]+)"', page)[:3] == ["true", "false", "only if"]
    assert "“It is &lt;level&gt;.”" in page
    assert "- “It is steep.”" in BALLOT._repr_mimebundle_()["text/markdown"]


def test_a_mark_is_answered_on_the_card_and_counted_in_the_record():
    verdict = _verdict(one=False)
    card = verdict._repr_mimebundle_()["text/html"]
    answer = ':root:has(input[name="claim-level"][value="true"]:checked) .cx-said-level'
    assert answer in card
    record = claims.Record([verdict])._repr_mimebundle_()["text/html"]
    agreed = '[value="false"]:checked) .cx-row-level{counter-increment:agreed}'
    assert record.count("counter-increment") == record.count(agreed) == 1
    assert "of 1 claims" in record


def test_the_record_lists_every_claim_with_its_verdict():
    steep = claims.Verdict(BALLOT["steep"], "It is steep.", {"a": False}, "No.")
    verdicts = [_verdict(one=True), steep]
    record = claims.Record(verdicts)
    assert repr(record).splitlines() == [
        "true     It is <level>.",
        "false    It is steep.",
    ]
    assert "| It is steep. | false |" in record._repr_mimebundle_()["text/markdown"]


@pytest.mark.parametrize("words", [{}, {"level": " "}])
def test_a_ballot_without_words_is_refused(words):
    with pytest.raises(ValueError, match="a ballot needs claims with words"):
        claims.Ballot(**words)


def test_an_unknown_claim_is_refused_by_name():
    with pytest.raises(ValueError, match="expected one of level, steep, got flat"):
        BALLOT["flat"]


@pytest.mark.parametrize(
    ("holds_if", "cases", "instead", "message"),
    [
        ("If.", {}, "So.", "level was tried on no case"),
        ("If.", {"one": 1.0}, "So.", "'one' must be True or False, got 1.0"),
        ("If.", {"one": True}, "", "level: expected words for instead"),
        (" ", {"one": True}, "So.", "level: expected words for holds_if"),
    ],
)
def test_a_verdict_from_nothing_is_refused(holds_if, cases, instead, message):
    with pytest.raises(ValueError, match=message):
        claims.Verdict(BALLOT["level"], holds_if, cases, instead)
