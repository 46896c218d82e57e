import pytest

from carousel.book import claims

BOARD = claims.Scoreboard(
    level=("Level", "It is <level>."), steep=("`steep`", "It is $c_t$.")
)


def test_a_claim_is_had_by_its_short_name():
    assert BOARD["level"] == claims.Claim("level", "Level", "It is <level>.")
    with pytest.raises(ValueError, match="expected one of level, steep, got flat"):
        BOARD["flat"]


def test_a_tile_leads_to_its_claim_and_gives_nothing_away():
    page = BOARD._repr_mimebundle_()["text/html"]
    assert page.count('class="cx-tile"') == 2
    assert (
        '<a class="cx-tile" data-claim="level" href="#claim-level"><b>1</b> Level'
        in page
    )
    assert "<code>steep</code>" in page
    assert "data-word" not in page


def test_on_paper_and_in_letters_the_claims_are_a_list():
    bundle = BOARD._repr_mimebundle_()
    assert bundle["text/markdown"] == "1. Level\n2. `steep`"
    assert bundle["text/plain"] == repr(BOARD)
    assert repr(BOARD).splitlines()[0] == "Level: “It is <level>.”"


@pytest.mark.parametrize(
    "told", [{}, {"level": ("Level", " ")}, {"level": ("", "So.")}]
)
def test_claims_without_words_are_refused(told):
    with pytest.raises(ValueError, match="expected claims with a name and words"):
        claims.Scoreboard(**told)
