import dataclasses

from carousel.lab.sweeps import seed_batches
from carousel.lab.sweeps.worker import run_job, versions
from carousel.lab.training import Settings


def test_a_worker_gives_one_row_per_seed():
    settings = Settings(
        "latch", {"steps": 6}, updates=4, test_every=2, tests=8, record=("norms",)
    )
    job = dataclasses.asdict(seed_batches({"T": 6}, settings, seeds=3)[0])
    result = run_job(job)
    assert [row["seed"] for row in result["runs"]] == [0, 1, 2]
    for row in result["runs"]:
        assert len(row["loss"]) == len(row["error_rate"]) == 3
        assert row["diverged_at"] is None
        assert set(row["norm by parameter"]) >= {"V", "d"}
    assert result["label"] == {"T": 6}
    assert result["versions"] == versions()
    assert set(versions()) == {"python", "numpy", "torch"}
