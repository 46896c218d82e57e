"""(d) What does training do to the gradient's profile, and to the forget gates?"""

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


EXPERIMENT = experiment("trained", _jobs())

if __name__ == "__main__":
    raise SystemExit(main([EXPERIMENT]))
