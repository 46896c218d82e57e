"""Matplotlib pictures in one style: arrays in, axes out, nothing computed here."""

from carousel.plots import (
    answer,
    clipping,
    flow,
    heat,
    heirs,
    history,
    memory,
    peepholes,
    race,
    routes,
    spectrum,
    trace,
)
from carousel.plots._look import COLOURS, draw_crisply, style

__all__ = [
    "COLOURS",
    "answer",
    "clipping",
    "flow",
    "heat",
    "heirs",
    "history",
    "memory",
    "peepholes",
    "race",
    "routes",
    "spectrum",
    "style",
    "trace",
]
from carousel.plots import flow, history, routes, trial
__all__ = ["COLOURS", "flow", "history", "routes", "style", "trial"]

draw_crisply()
