import pytest

from carousel.book.explorables import Highway


def test_the_table_holds_the_powers():
    head, rows = Highway(forget_gate=0.97, rnn_factor=1.01, horizon=60).table()
    assert head[1] == "direct path, fᵏ"
    assert [row[0] for row in rows] == [0, 1, 2, 5, 10, 20, 50, 60]
    for k, direct, recurrent, old in rows:
        assert direct == pytest.approx(0.97**k)
        assert recurrent == pytest.approx(1.01**k)
        assert old == 1


def test_it_reads_like_the_call_that_makes_it():
    assert repr(Highway()) == (
        "Highway(forget_gate=0.9, rnn_factor=0.53, horizon=50, log_scale=True)"
    )


def test_over_depth_its_words_are_those_of_layers():
    deep = Highway(over="depth", rnn_factor=1.1, horizon=100)
    controls = deep._spec["controls"]
    assert controls["horizon"]["label"] == "layers back"
    assert controls["rnn_factor"]["label"] == "stack factor per layer"
    assert deep.table()[0][0] == "layers back k"
    assert "RNN" not in str([deep._spec["words"], deep._pictures()[2]])
    assert repr(deep).endswith(", over='depth')")
    assert Highway()._spec["controls"]["horizon"]["label"] == "steps back"
