"""(b) Which cell learns to add, and which to tell an order?"""

from carousel.results import where
from carousel.sweeps import blocks, experiment, main
from carousel.training import Settings

NETWORKS = {
    "RNN": {"cell": "rnn"},
    "RNN, orthogonal": {"cell": "rnn", "orthogonal": True},
    "LSTM, default": {},
    "LSTM, b_f = 1": {"forget_bias": 1.0},
    "LSTM, b_f = 3": {"forget_bias": 3.0},
    "LSTM, chrono": {"forget_bias": "chrono"},
    "peephole, b_f = 3": {"cell": "peephole", "forget_bias": 3.0},
    "GRU": {"cell": "gru"},
    "LSTM of 1997": {"cell": "lstm_1997", "input_bias": -1.0},
}
TASKS = {
    "adding": {"options": {"steps": 30}, "hidden": 16, "updates": 1000},
    "order": {"options": {"steps": 50}, "updates": 500},
}


def _jobs():
    for task, how in TASKS.items():
        for network, made in NETWORKS.items():
            settings = Settings(task, batch=16, **how, **made)
            yield from blocks({"task": task, "network": network}, settings)


def answer(cases):
    """The docstring's numbers."""
    parts = []
    for task in TASKS:
        each = (f"{c.label['network']} {c.solved}" for c in where(cases, task=task))
        parts.append(f"{task}: {', '.join(each)}")
    return f"of 20 seeds, those that learned {'; '.join(parts)}."


EXPERIMENT = experiment("cells", _jobs())

if __name__ == "__main__":
    raise SystemExit(main([EXPERIMENT]))
