"""(c) The full gradient, the truncated one, h-detach: where does each win?"""

from carousel.sweeps import blocks, experiment, main
from carousel.training import Settings

GRADIENTS = {
    "full": {},
    "truncated": {"gradient": "truncated"},
    "h-detach": {"gradient": "h-detach", "probability": 0.5},
}
STARTS = {
    "b_f = 1": {"forget_bias": 1.0},
    "b_f = 3": {"forget_bias": 3.0},
    "carousel": {"cell": "lstm_1997", "input_bias": -1.0},
}
TASKS = {
    "adding": {"options": {"steps": 30}, "hidden": 16, "updates": 1000},
    "order": {"options": {"steps": 50}, "updates": 500},
    "xor": {"options": {"steps": 30}, "updates": 1500},
    "copy": {"options": {"lag": 10}, "hidden": 16, "updates": 1000},
}


def _jobs():
    for task, how in TASKS.items():
        for start, begun in STARTS.items():
            for gradient, cut in GRADIENTS.items():
                label = {"task": task, "start": start, "gradient": gradient}
                settings = Settings(task, batch=16, **how, **begun, **cut)
                yield from blocks(label, settings)


EXPERIMENT = experiment("gradients", _jobs())

if __name__ == "__main__":
    raise SystemExit(main([EXPERIMENT]))
