"""What holds for every task."""

import numpy as np
import pytest

from carousel.lab import tasks


@pytest.mark.parametrize("name", tasks.KNOWN)
def test_a_task_keeps_its_word(name):
    task = tasks.make(name)
    batch = task.draw(8, rng=np.random.default_rng(0))
    assert batch.x.shape == (task.steps, 8, task.inputs)
    assert batch.y.shape == batch.weight.shape == (task.steps, 8)
    assert (batch.weight.sum(0) > 0).all()
    assert 0 < task.goal < task.baseline
    if task.loss == "classes":
        assert 0 <= batch.y.min() <= batch.y.max() < task.outputs


@pytest.mark.parametrize("name", tasks.KNOWN)
def test_the_same_seed_draws_the_same_sequences(name):
    first, second = (
        tasks.make(name).draw(6, rng=np.random.default_rng(7)) for _ in range(2)
    )
    assert np.array_equal(first.x, second.x)
    assert np.array_equal(first.y, second.y)


def test_what_is_unknown_is_refused_by_name():
    with pytest.raises(ValueError, match="no task 'juggling'; there are latch"):
        tasks.make("juggling")
    with pytest.raises(ValueError, match=r"the task 'latch'.*length"):
        tasks.make("latch", length=5)
    for options in ({"steps": "7"}, {"noise": "loud"}):
        with pytest.raises(ValueError, match=r"latch|noise"):
            tasks.make("latch", **options)
    with pytest.raises(ValueError, match="count must be a whole number from 1, got 0"):
        tasks.latch().draw(0, rng=np.random.default_rng(0))
