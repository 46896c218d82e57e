import numpy as np
import pytest
import torch

from carousel.lab.training import Network, Settings, train

EASY = Settings(
    "latch", {"steps": 12}, hidden=4, forget_bias=3.0, updates=150, test_every=25
)
SHORT = {
    "options": {"steps": 8},
    "hidden": 3,
    "updates": 6,
    "test_every": 3,
    "tests": 8,
}


@pytest.fixture
def two_threads():
    """What a notebook on two cores has."""
    threads = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(threads)


def test_an_easy_latch_is_learned_and_the_loop_stops():
    run = train(EASY, (0, 1))
    assert (run.solved_at > 0).all()
    assert len(run.norms) == run.solved_at.max() < EASY.updates
    assert run.loss[-1].max() < 0.07
    assert run.error_rate[-1].max() < 0.05


def test_the_same_seed_gives_the_same_run():
    first, second = (train(Settings("latch", **SHORT), (3, 4)) for _ in range(2))
    assert np.array_equal(first.norms, second.norms)
    assert np.array_equal(first.loss, second.loss)
    for a, b in zip(
        first.network.parameters(), second.network.parameters(), strict=True
    ):
        assert torch.equal(a, b)


def test_a_seed_learns_in_company_what_it_learns_alone():
    both = train(Settings("latch", **SHORT), (3, 4))
    alone = train(Settings("latch", **SHORT), (4,))
    assert np.allclose(
        np.array(both.loss)[:, 1], np.array(alone.loss)[:, 0], atol=1e-5
    )  # float32, six updates


def test_training_takes_one_thread_and_gives_back_what_was_set(
    two_threads, monkeypatch
):
    seen = []

    def forward(network, *arguments, **options):
        seen.append(torch.get_num_threads())
        return Network.__mro__[1].__call__(network, *arguments, **options)

    monkeypatch.setattr(Network, "__call__", forward)
    train(Settings("latch", **SHORT), (0,))
    assert set(seen) == {1}
    assert torch.get_num_threads() == 2
    with pytest.raises(ValueError, match="there is no task"):
        train(Settings("juggling"))
    assert torch.get_num_threads() == 2


def test_one_seed_that_diverges_takes_nobody_along():
    wild = Settings("adding", **SHORT | {"rate": 1e30}, optimizer="sgd", clip="none")
    run = train(wild, (0, 1))
    assert (run.diverged_at > 0).all()
    assert (run.solved_at == -1).all()
    assert np.isfinite(run.norms).all()


def test_every_gradient_and_clip_and_optimizer_runs():
    for change in (
        {"gradient": "truncated"},
        {"gradient": "h-detach", "probability": 0.5},
        {"clip": "value", "threshold": 0.1},
        {"clip": "percentile", "threshold": 10.0},
        {"optimizer": "sgd", "rate": 0.1},
        {"layers": 2},
    ):
        run = train(Settings("latch", **SHORT, **change), (0,))
        assert np.isfinite(run.loss).all()


def test_denormal_numbers_are_back_after_training():
    train(Settings("latch", **SHORT), (0,))
    assert (torch.tensor([1e-40]) * 1.0)[0] > 0


def test_a_task_that_is_unknown_or_too_short_is_refused():
    with pytest.raises(ValueError, match="there is no task 'juggling'"):
        train(Settings("juggling"))
    with pytest.raises(ValueError, match="steps of the latch"):
        train(Settings("latch", {"steps": 2}))
    with pytest.raises(ValueError, match="seeds is empty"):
        train(Settings("latch"), ())
