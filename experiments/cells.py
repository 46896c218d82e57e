"""(b) Nine networks on two tasks.

Question: which network learns to add two marked numbers of 30, and which to tell the
order of two marks in 50 steps? Answer: of 20 seeds, those that learned adding: RNN: 0,
RNN orthogonal: 0, LSTM default: 20 (after 600), LSTM b_f = 1: 20 (after 600), LSTM b_f
= 3: 20 (after 500), LSTM chrono: 20 (after 400), peephole b_f = 3: 20 (after 450), GRU:
20 (after 250), LSTM of 1997: 18 (after 500); order: RNN: 0, RNN orthogonal: 0, LSTM
default: 0, LSTM b_f = 1: 7, LSTM b_f = 3: 16 (after 250), LSTM chrono: 20 (after 200),
peephole b_f = 3: 19 (after 200), GRU: 9, LSTM of 1997: 16 (after 300). In brackets is
the median update, where at least half learned it. The plain networks stay at the cost
of having no memory; among the gated ones the forget bias hardly matters for adding and
decides about order. A surprise: the GRU is by far the fastest at adding and only
middling at order. What would change the answer: shorter sequences for the plain
network, more updates for order, and for the GRU a bias on its update gate, which is
left at its default here.
"""

from carousel.lab.results import sample, select
from carousel.lab.sweeps import experiment, main, seed_batches
from carousel.lab.training import Settings

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
            yield from seed_batches({"task": task, "network": network}, settings)


def answer(cases):
    """The docstring's numbers."""
    parts = []
    for task in TASKS:
        each = [_words(case) for case in select(cases, task=task)]
        parts.append(f"{task}: {', '.join(each)}")
    return f"of 20 seeds, those that learned {'; '.join(parts)}."


def _words(case):
    """How many solved it and, if half did, the median of their updates."""
    name, median = case.label["network"].replace(",", ""), sample(case).median
    after = f" (after {median:g})" if median < float("inf") else ""
    return f"{name}: {case.solved}{after}"


EXPERIMENT = experiment("cells", _jobs())

if __name__ == "__main__":
    raise SystemExit(main([EXPERIMENT], __file__))
