import dataclasses
import json

import pytest

from carousel.lab.training import Settings


def test_settings_survive_a_results_file():
    settings = Settings(
        "adding", {"steps": 30}, record=("norms",), forget_bias="chrono"
    )
    again = Settings(**json.loads(json.dumps(dataclasses.asdict(settings))))
    assert again == settings


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"cell": "transformer"}, "cell must be one of rnn, .*, got 'transformer'"),
        ({"gradient": "half"}, "gradient must be one of full"),
        ({"clip": "hard"}, "clip must be one of none"),
        ({"optimizer": "lion"}, "optimizer must be one of adam, sgd"),
        ({"record": ("pulse",)}, "record must be one of norms"),
        ({"hidden": 0}, "hidden must be a whole number from 1, got 0"),
        ({"updates": 0}, "updates must be a whole number from 1, got 0"),
        ({"rate": 0.0}, "rate must be above 0 and finite"),
        ({"threshold": float("inf")}, "threshold must be above 0 and finite"),
        ({"gradient": "h-detach"}, "probability goes with"),
        ({"probability": 0.5}, "probability goes with"),
        ({"gradient": "h-detach", "probability": 2.0}, "probability must be 0 to 1"),
        ({"rate": float("nan")}, "rate must be above 0 and finite"),
        ({"input_bias": float("inf")}, "input_bias must be a number, got inf"),
        ({"forget_bias": float("nan")}, "forget_bias must be a number or"),
        ({"forget_bias": "large"}, "forget_bias must be a number or"),
        ({"record": ("marks",)}, "are those of the task \"order\", not 'latch'"),
        ({"clip": "percentile", "threshold": 101.0}, "a percentile is at most 100"),
    ],
)
def test_what_cannot_be_run_is_refused_by_name(change, message):
    with pytest.raises(ValueError, match=message):
        Settings("latch", **change)
