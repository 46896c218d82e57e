import numpy as np
import pytest

from carousel.lab import tasks

RNG = np.random.default_rng(0)
MANY = 20_000


def test_the_sum_is_of_the_two_marked_numbers():
    batch = tasks.adding(20).draw(50, rng=RNG)
    numbers, marks = batch.x[..., 0], batch.x[..., 1]
    assert np.array_equal(marks.sum(0), np.full(50, 2))
    assert np.array_equal(marks[:10].sum(0), np.ones(50))
    assert (marks[-1] == 0).all()
    assert np.allclose((numbers * marks).sum(0), batch.y[-1])


def test_adding_costs_a_sixth_without_memory_and_a_twelfth_with_half_of_it():
    task = tasks.adding(20)
    batch = task.draw(MANY, rng=RNG)
    assert abs(((batch.y[-1] - 1) ** 2).mean() - task.baseline) < 0.005
    first = (batch.x[:10, :, 0] * batch.x[:10, :, 1]).sum(0)
    assert abs(((batch.y[-1] - first - 0.5) ** 2).mean() - 1 / 12) < 0.003


@pytest.mark.parametrize("marks", [2, 3])
def test_the_order_of_the_marks_is_the_answer(marks):
    task = tasks.order(50, marks=marks)
    batch = task.draw(200, rng=RNG)
    read = batch.x.argmax(-1)
    assert (read[0] == 6).all()
    assert (read[-1] == 7).all()
    marked = ((read == 4) | (read == 5)).sum(0)
    assert np.array_equal(marked, np.full(200, marks))
    for column in range(200):
        shown = [s - 4 for s in read[:, column] if s in (4, 5)]
        answer = sum(bit * 2**k for k, bit in enumerate(reversed(shown)))
        assert answer == batch.y[-1, column]
    assert np.isclose(task.baseline, np.log(2**marks))
    assert np.unique(batch.y[-1]).size == task.outputs


def test_the_marks_lie_where_the_paper_puts_them():
    read = tasks.order(100).draw(500, rng=RNG).x.argmax(-1)
    places = np.array([np.flatnonzero((r == 4) | (r == 5)) for r in read.T])
    assert (places.min(0) == (10, 50)).all()
    assert (places.max(0) == (20, 60)).all()


def test_xor_asks_whether_two_bits_differ_and_neither_tells_alone():
    batch = tasks.xor(30).draw(MANY, rng=RNG)
    first, second = batch.x[0, :, 0], batch.x[15, :, 1]
    assert np.array_equal(batch.y[-1], first != second)
    for bit in (first, second):
        assert abs(np.corrcoef(bit, batch.y[-1])[0, 1]) < 0.03
    assert (batch.x[1:, :, 0] == 0).all()


def test_what_is_too_short_is_refused():
    with pytest.raises(ValueError, match=r"steps of adding .* from 4"):
        tasks.adding(3)
    with pytest.raises(ValueError, match=r"steps of temporal order .* from 20"):
        tasks.order(19)
    with pytest.raises(ValueError, match="marks must be 2 or 3, got 4"):
        tasks.order(marks=4)
    with pytest.raises(ValueError, match="steps of delayed XOR"):
        tasks.xor(2)
    for noise in (-0.1, np.inf, np.nan):
        with pytest.raises(ValueError, match=f"noise must be finite .* got {noise}"):
            tasks.xor(noise=noise)
