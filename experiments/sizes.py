"""(g) Which parameters matter: units, layers, weights, length, bias, clipping?"""

import dataclasses

from carousel.results import where
from carousel.sweeps import blocks, experiment, main
from carousel.training import Settings

BASE = Settings(
    "order", {"steps": 50}, forget_bias=2.0, batch=16, updates=300, test_every=25
)
VALUES = {
    "hidden": (2, 4, 8, 16),
    "layers": (1, 2, 3),
    "scale": (0.25, 0.5, 1.0, 2.0, 4.0, 8.0),
    "steps": (25, 50, 100),
    "forget_bias": (0.0, 1.0, 2.0, 3.0, 5.0),
    "threshold": (0.01, 0.1, 1.0, 10.0),
}


def _jobs():
    for parameter, values in VALUES.items():
        for value in values:
            change = {parameter: value}
            if parameter == "steps":
                change = {"options": {"steps": value}}
            settings = dataclasses.replace(BASE, **change)
            yield from blocks({"parameter": parameter, "value": value}, settings)


def answer(cases):
    """The docstring's numbers."""
    parts = []
    for parameter in VALUES:
        found = where(cases, parameter=parameter)
        each = (f"{c.label['value']:g}: {c.solved}" for c in found)
        parts.append(f"{parameter} {', '.join(each)}")
    return f"of 20 seeds, those that solve it by {'; '.join(parts)}."


EXPERIMENT = experiment("sizes", _jobs())

if __name__ == "__main__":
    raise SystemExit(main([EXPERIMENT]))
