"""(d) Profiles and gates, before and after training.

Question: what does training do to the size of dL/dc_t along the steps, and does it
raise the forget gates, as is often said? Answer: the mean forget gate goes, over 20
networks each: latch, LSTM, default 0.50 to 0.46 (fell in 20); latch, LSTM, b_f = 1 0.73
to 0.69 (fell in 20); latch, LSTM, b_f = 3 0.95 to 0.96 (fell in 2); order, LSTM,
default 0.50 to 0.41 (fell in 20); order, LSTM, b_f = 1 0.73 to 0.73 (fell in 8); order,
LSTM, b_f = 3 0.95 to 0.96 (fell in 6). So it depends on whether anything is learned:
where no seed solves the task the gates fall, and the gradient at the first steps with
them; where all solve it they rise in most networks, by little. The profile, which is
already flat at the start with b_f = 3, stays flat and sinks as a whole, because the
loss does. What would change the answer: longer training, longer tasks, weight decay, or
looking at the highest unit of a network instead of the mean.
"""

from dataclasses import replace

import numpy as np

from carousel.lab.results import select
from carousel.lab.sweeps import experiment, main, seed_batches
from carousel.lab.training import Settings

TASKS = {
    "latch": {"options": {"steps": 50}, "updates": 300},
    "order": {"options": {"steps": 50}, "updates": 500},
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
            if task == "order" and "forget_bias" in made:
                settings = replace(settings, record=(*BOTH, "marks"))
            yield from seed_batches({"task": task, "network": network}, settings)


def answer(cases):
    """The docstring's numbers."""
    parts = []
    for task in TASKS:
        for case in select(cases, task=task):
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
    raise SystemExit(main([EXPERIMENT], __file__))
