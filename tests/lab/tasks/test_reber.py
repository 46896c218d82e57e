import numpy as np
import pytest

from carousel.lab import tasks
from carousel.lab.tasks import reber

RNG = np.random.default_rng(0)
LN2 = np.log(2)


def _strings(count):
    return ["".join(reber.SYMBOLS[s] for s in reber._string(RNG)) for _ in range(count)]


def test_a_string_closes_with_the_branch_it_opened_with():
    for string in _strings(200):
        assert string[0] == "B"
        assert string[1] == string[-2]
        assert string[-1] == "E"
        assert len(string) >= 9


def test_strings_have_twelve_symbols_on_average():
    lengths = [len(string) for string in _strings(20_000)]
    assert abs(np.mean(lengths) - 12) < 0.15  # about 5 standard errors


def test_the_closed_forms_are_seven_and_eight_halves_in_eleven():
    task = tasks.embedded()
    assert np.isclose(task.best, 7 * LN2 / 11)
    assert np.isclose(task.baseline, 8 * LN2 / 11)
    assert task.best < task.goal < task.baseline


def test_padding_is_silent_and_not_counted():
    batch = tasks.embedded().draw(40, rng=RNG)
    assert np.array_equal(batch.x.sum(-1), batch.weight)
    lengths = batch.weight.sum(0).astype(int)
    for column, length in enumerate(lengths):
        assert reber.SYMBOLS[batch.y[length - 1, column]] == "E"
        read = batch.x[1:length, column].argmax(-1)
        assert np.array_equal(read, batch.y[: length - 1, column])


def test_the_best_predictor_pays_what_is_promised():
    """Follow real strings through the grammar and add up the logs of the branches."""
    nats = answers = 0
    for string in _strings(5_000):
        symbols, node = string[2:-2], 0
        for symbol in symbols:
            nats += np.log(len(reber.INNER[node]))
            node = dict(reber.INNER[node])[symbol]
        nats, answers = nats + LN2, answers + len(string) - 1
    assert abs(nats / answers - tasks.embedded().best) < 0.005


def test_the_stream_is_strings_without_an_end():
    task = tasks.continual(50)
    batch = task.draw(20, rng=RNG)
    assert batch.x.shape == (50, 20, 7)
    assert (batch.weight == 1).all()
    assert np.array_equal(batch.x[1:].argmax(-1), batch.y[:-1])
    assert abs(tasks.continual(5000).best - 7 * LN2 / 12) < 1e-3
    assert abs(tasks.continual(5000).baseline - 8 * LN2 / 12) < 1e-3


def test_a_stream_shorter_than_a_string_is_refused():
    with pytest.raises(ValueError, match=r"continual grammar .* from 12, got 11"):
        tasks.continual(11)
