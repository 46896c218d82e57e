import numpy as np
import pytest

from carousel.lab import tasks
from carousel.lab.training import Settings
from carousel.lab.training.draws import held_out, open_steps, streams


def test_a_seed_has_independent_generators_and_the_same_in_any_company():
    both, alone = streams((4, 5)), streams((5,))
    firsts = {name: rngs[1].random() for name, rngs in both.items()}
    assert len(set(firsts.values())) == 4
    assert firsts == {name: rngs[0].random() for name, rngs in alone.items()}
    with pytest.raises(ValueError, match="seeds is empty"):
        streams(())


def test_tests_are_held_out_where_the_task_has_few_pictures():
    rngs = streams((0, 1))["test"]
    assert held_out(tasks.latch(10), 30, rngs).x.shape == (10, 2, 30, 1)
    assert held_out(tasks.digits("rows"), 30, rngs).x.shape == (8, 2, 450, 8)


def test_which_steps_are_open():
    rngs = streams((0, 1))["detach"]
    assert open_steps(Settings("latch"), 10, rngs) is None
    assert not open_steps(Settings("latch", gradient="truncated"), 10, rngs).any()
    some = Settings("latch", gradient="h-detach", probability=0.25)
    drawn = open_steps(some, 4000, rngs)
    assert drawn.shape == (4000, 2)
    assert abs(drawn.mean() - 0.75) < 0.03
    assert not np.array_equal(drawn[:, 0], drawn[:, 1])
