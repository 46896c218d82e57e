"""(d) What does training do to the gradient's profile, and to the forget gates?"""

import numpy as np

from carousel.results import where
from carousel.sweeps import blocks, experiment, main
from carousel.training import Settings

TASKS = {
    "latch": {"options": {"steps": 50}, "updates": 300},
    "order": {"options": {"steps": 50}, "updates": 500},
    "adding": {"options": {"steps": 30}, "hidden": 16, "updates": 1000},
}
BOTH = ("profile", "gates")
NETWORKS = {
    "RNN": {"cell": "rnn", "record": ("profile",)},
    "LSTM, default": {"record": BOTH},
    "LSTM, b_f = 1": {"forget_bias": 1.0, "record": BOTH},
    "LSTM, b_f = 3": {"forget_bias": 3.0, "record": BOTH},
}


def _jobs():
    for task, how in TASKS.items():
        for network, made in NETWORKS.items():
            settings = Settings(task, batch=16, stop=False, **how, **made)
            yield from blocks({"task": task, "network": network}, settings)


def answer(cases):
    """The docstring's numbers."""
    parts = []
    for task in TASKS:
        for case in where(cases, task=task):
            if "gates before" in case.runs[0]:
                before, after = (
                    np.array([run[f"gates {when}"] for run in case.runs])
                    for when in ("before", "after")
                )
                fell = int((after.mean(1) < before.mean(1)).sum())
                parts.append(
                    f"{task}, {case.label['network']} {before.mean():.2f} to "
                    f"{after.mean():.2f} (fell in {fell})"
                )
    return f"the mean forget gate goes, over 20 networks each: {'; '.join(parts)}."


EXPERIMENT = experiment("trained", _jobs())

if __name__ == "__main__":
    raise SystemExit(main([EXPERIMENT]))
