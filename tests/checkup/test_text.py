import numpy as np
import pytest
import torch

from carousel import checkup
from carousel.checkup import tables, text
from carousel.checkup.words import CHAPTERS
from checkup.cases import network

X = np.random.default_rng(0).normal(size=(4, 200, 2))


@pytest.fixture(scope="module", params=["lstm", "gru", "rnn"])
def found(request):
    return checkup(network(request.param, hidden=5), X)


def test_the_text_says_every_verdict_and_what_it_holds_for(found):
    said = " ".join(str(found).split())
    for verdict in found.verdicts:
        assert verdict.says in said
        assert verdict.holds_for in said
        assert CHAPTERS[verdict.chapter][1] in said
    assert "leading exponents" in said


@pytest.mark.parametrize("width", [38, 76])
def test_no_line_is_longer_than_asked_and_no_number_is_torn(found, width):
    lines = text.whole(found, width).splitlines()
    assert max(map(len, lines)) <= width
    for line in lines:
        assert not line.strip().startswith(("%", "×"))
        assert not line.endswith("×")
    numbers = [n for column in tables.by_lag(found.layers[0]).values() for n in column]
    assert all(any(number in line for line in lines) for number in numbers)


def test_several_layers_are_told_in_short_and_one_is_not(found):
    assert text.in_short(found) == ""
    torch.manual_seed(0)
    stack = checkup(torch.nn.LSTM(2, 5, 2, bidirectional=True), X)
    said = text.in_short(stack)
    assert said.startswith("Of 4 layers and directions: vanishing in 4, ")
    assert said in " ".join(str(stack).split())
    assert f"<p>{said}</p>" in stack._repr_html_()


def test_columns_that_do_not_fit_go_on_below_beside_the_first():
    named = {"k": ["1", "20"], "one": ["a", "b"], "two": ["c", "d"]}
    assert list(text.columns(named, 76)) == [
        "   k  one  two",
        "   1  a    c",
        "  20  b    d",
    ]
    below = ["   k  one", "   1  a", "  20  b", "   k  two", "   1  c", "  20  d"]
    assert list(text.columns(named, 12)) == below
    assert list(text.columns(named, 5)) == below  # one at least


def test_the_single_numbers_are_named_once(found):
    names = [name for name, _ in tables.facts(found.layers[0])]
    assert len(names) == len(set(names)) >= 3
