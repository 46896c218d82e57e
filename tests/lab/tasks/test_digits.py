import numpy as np
import pytest

from carousel.lab import tasks

RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("reading", "steps", "inputs"), [("rows", 8, 8), ("pixels", 64, 1)]
)
def test_pictures_are_read_in_order(reading, steps, inputs):
    task = tasks.digits(reading)
    batch = task.draw(5, rng=RNG)
    assert batch.x.shape == (steps, 5, inputs)
    assert 0 <= batch.x.min() <= batch.x.max() <= 1
    assert task.held_out.y.shape == (steps, 450)


def test_all_readings_show_the_same_held_out_pictures():
    rows, pixels, permuted = (
        tasks.digits(reading).held_out.x for reading in ("rows", "pixels", "permuted")
    )
    flat = rows.swapaxes(0, 1).reshape(450, 64)
    assert np.array_equal(flat, pixels[:, :, 0].T)
    assert not np.array_equal(pixels, permuted)
    assert np.array_equal(np.sort(pixels, axis=0), np.sort(permuted, axis=0))


def test_guessing_a_digit_costs_about_the_logarithm_of_ten():
    assert abs(tasks.digits().baseline - np.log(10)) < 0.005


def test_another_reading_is_refused():
    with pytest.raises(ValueError, match=r"reading must be one of .*, got 'columns'"):
        tasks.digits("columns")
