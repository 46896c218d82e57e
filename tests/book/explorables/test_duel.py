import json

import numpy as np

from carousel.book.explorables import Duel
from carousel.book.explorables.duel import UPDATES
from oracles import node


def _after(updates):
    """By network, the gradient at step 1, the last one as 1, and the verdict."""
    return {
        name: node.evaluate(
            "training/run.js",
            f"{{ const run = room.make({json.dumps(made)});"
            f"for (let n = 0; n < {updates}; n += 1) run.update();"
            "const { total } = run.measure();"
            "return [total[0] / total.at(-1), run.evaluate().solved]; }",
        )
        for name, made in Duel.constants["runs"].items()
    }


def test_the_lstm_learns_and_its_gradient_comes_back_in_the_rnn_neither():
    shares = dict(Duel().table()[1])
    assert shares["RNN"] < 1e-15
    assert 1e-5 < shares["LSTM"] < 1e-3
    found = _after(UPDATES)
    assert found["LSTM"][0] > 0.1
    assert found["LSTM"][1]
    assert found["RNN"][0] < 1e-12
    assert not found["RNN"][1]


def test_both_languages_begin_alike():
    found = _after(0)
    for name, share in Duel().table()[1]:
        assert np.isclose(found[name][0], share, rtol=1e-12)


def test_the_still_picture_says_what_it_shows():
    html = Duel()._repr_mimebundle_()[0]["text/html"]
    assert "in the RNN and" in html
