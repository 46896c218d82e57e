"""Every explorable, found by itself, and states to put it into."""

import itertools
from collections.abc import Iterator

import numpy as np

from carousel.book import explorables
from carousel.book.explorables._explorable import Explorable

VIEWS = sorted(
    (
        figure
        for figure in vars(explorables).values()
        if isinstance(figure, type) and issubclass(figure, Explorable)
    ),
    key=lambda figure: figure.stem(),
)
ALL = [
    figure
    for figure in VIEWS
    if any("label" in trait.metadata for trait in figure.class_traits().values())
]


def ends(control: dict) -> list:
    """The least, middle and largest value of a control; all of a choice."""
    if control["kind"] == "switch":
        return [False, True]
    if control["kind"] == "choice":
        return list(control["options"])
    low, high = control["min"], control["max"]
    middle = (low + high) / 2
    return [low, round(middle) if control["kind"] == "integer" else middle, high]


def on_a_stop(control: dict, share: float):
    """The value a share of the way along a control, where its slider can stand."""
    if control["kind"] in ("switch", "choice"):
        values = ends(control)
        return values[min(int(share * len(values)), len(values) - 1)]
    low, high, stride = control["min"], control["max"], control.get("step") or 1
    value = low + stride * round(share * (high - low) / stride)
    if control["kind"] == "integer":
        return round(min(value, high))
    return float(min(round(value, 10), high))


def corners(figure: type[Explorable]) -> Iterator[dict]:
    """Every control at its ends and middle, the others as they are."""
    for name, control in figure()._spec["controls"].items():
        for value in ends(control):
            yield {name: value}


def extremes(figure: type[Explorable], most: int = 64) -> Iterator[dict]:
    """All controls at an end at once: every combination, or a fair part of them."""
    controls = figure()._spec["controls"]
    names = list(controls)
    sides = [(ends(controls[n])[0], ends(controls[n])[-1]) for n in names]
    if 2 ** len(names) <= most:
        chosen = itertools.product(*sides)
    else:
        rng = np.random.default_rng(1997)
        picks = rng.integers(0, 2, size=(most, len(names)))
        chosen = [
            [side[p] for side, p in zip(sides, pick, strict=True)] for pick in picks
        ]
    for values in chosen:
        yield dict(zip(names, values, strict=True))


def anywhere(figure: type[Explorable], count: int, seed: int = 1997) -> Iterator[dict]:
    """So many random states, all of them stops of the sliders."""
    rng = np.random.default_rng(seed)
    controls = figure()._spec["controls"]
    for _ in range(count):
        yield {n: on_a_stop(c, float(rng.random())) for n, c in controls.items()}
