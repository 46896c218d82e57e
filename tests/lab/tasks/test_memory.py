import numpy as np
import pytest

from carousel.lab import tasks

RNG = np.random.default_rng(0)


def test_the_latch_shows_its_bit_three_times_and_then_only_noise():
    batch = tasks.latch(30).draw(4000, rng=RNG)
    bit = batch.y[-1]
    assert np.array_equal(batch.x[:3, :, 0], np.tile(2.0 * bit - 1, (3, 1)))
    noise = batch.x[3:, :, 0]
    assert abs(noise.var() - 0.2) < 0.01
    assert abs(np.corrcoef(noise.mean(0), bit)[0, 1]) < 0.06  # 4 standard errors


def test_an_answer_is_asked_for_at_the_last_step_alone():
    weight = tasks.latch(12).draw(5, rng=RNG).weight
    assert np.array_equal(weight[-1], np.ones(5))
    assert weight.sum() == 5


def test_a_coin_at_the_latch_costs_its_baseline():
    task = tasks.latch()
    bit = task.draw(100, rng=RNG).y[-1]
    nats = -np.log(np.full((100, 2), 0.5)[np.arange(100), bit]).mean()
    assert np.isclose(nats, task.baseline)


def test_copy_says_the_symbols_again_when_asked():
    batch = tasks.copy(lag=7, symbols=3, kinds=4).draw(6, rng=RNG)
    read = batch.x.argmax(-1)
    assert np.array_equal(batch.x.sum(-1), np.ones((13, 6)))
    assert np.array_equal(batch.y[-3:], read[:3])
    assert (read[3:-3] == 4).all()
    assert (read[-3:] == 5).all()
    assert (batch.y[:-3] == 4).all()


@pytest.mark.parametrize(
    ("symbols", "kinds", "lag", "printed"),
    [
        (10, 8, 100, 0.1733),
        (10, 8, 1000, 0.0204),
        (2, 4, 20, 0.1155),
        (5, 8, 20, 0.3466),
    ],
)
def test_the_baseline_of_copy_is_the_closed_form(symbols, kinds, lag, printed):
    task = tasks.copy(lag=lag, symbols=symbols, kinds=kinds)
    assert task.steps == lag + 2 * symbols
    assert abs(task.baseline - printed) < 5e-5


def test_what_is_too_short_or_too_few_is_refused():
    with pytest.raises(ValueError, match=r"steps of the latch .* from 4, got 3"):
        tasks.latch(3)
    for noise in (-1, np.inf, np.nan):
        with pytest.raises(ValueError, match=f"noise must be finite .* got {noise}"):
            tasks.latch(noise=noise)
    with pytest.raises(ValueError, match="kinds must be a whole number from 2"):
        tasks.copy(kinds=1)
    with pytest.raises(ValueError, match=r"lag of copy .* got 2\.5"):
        tasks.copy(lag=2.5)
