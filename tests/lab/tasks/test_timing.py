import numpy as np
import pytest

from carousel.lab import tasks

RNG = np.random.default_rng(0)


def test_every_spike_but_the_first_is_asked_about_its_pause():
    batch = tasks.timing(delay=6, spikes=3, wait=4).draw(300, rng=RNG)
    for column in range(300):
        spikes = np.flatnonzero(batch.x[:, column, 0])
        answered = np.flatnonzero(batch.weight[:, column])
        assert np.array_equal(answered, spikes[1:])
        assert np.array_equal(np.diff(spikes) - 6, batch.y[answered, column])


def test_neither_the_spike_nor_the_clock_tells_the_answer():
    task = tasks.timing(delay=10, wait=20)
    batch = task.draw(20_000, rng=RNG)
    place, column = np.nonzero(batch.weight)
    answer = batch.y[place, column]
    assert abs(answer.mean() - 0.5) < 0.02
    inside = (place > 11) & (place < 31)
    assert abs(np.corrcoef(place[inside], answer[inside])[0, 1]) < 0.03
    assert np.isclose(task.baseline, np.log(2))


def test_what_is_too_small_is_refused():
    for name, options in {
        "delay": {"delay": 0},
        "spikes": {"spikes": 1},
        "wait": {"wait": 0},
    }.items():
        with pytest.raises(ValueError, match=f"{name} must be a whole number"):
            tasks.timing(**options)
