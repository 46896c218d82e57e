import numpy as np
import pytest

from carousel.lab import tasks
from carousel.lab.training import Settings
from carousel.lab.training.streams import detach_mask, draw, streams


def test_a_seed_has_independent_generators_and_the_same_in_any_company():
    both, alone = streams((4, 5)), streams((5,))
    firsts = {name: rngs[1].random() for name, rngs in both.items()}
    assert len(set(firsts.values())) == 4
    assert firsts == {name: rngs[0].random() for name, rngs in alone.items()}
    with pytest.raises(ValueError, match="seeds is empty"):
        streams(())


def test_every_seed_draws_its_own_sequences():
    batch = draw(tasks.latch(10), 30, streams((0, 1))["test"])
    assert batch.x.shape == (10, 2, 30, 1)
    assert not np.array_equal(batch.x[:, 0], batch.x[:, 1])


def test_which_steps_are_detached():
    rngs = streams((0, 1))["detach"]
    assert detach_mask(Settings("latch"), 10, rngs) is None
    assert detach_mask(Settings("latch", gradient="truncated"), 10, rngs).all()
    some = Settings("latch", gradient="h-detach", probability=0.25)
    mask = detach_mask(some, 4000, rngs)
    assert mask.shape == (4000, 2)
    assert abs(mask.mean() - 0.25) < 0.03
    assert not np.array_equal(mask[:, 0], mask[:, 1])
