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
    trial,
)
from carousel.plots import flow, history, routes, seeds, success, trained
    experiments,
    seeds,
    success,
    trained,
from carousel.plots._look import COLOURS, draw_crisply, style

__all__ = [
    "COLOURS",
    "answer",
    "clipping",
    "experiments",
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
    "trial",
    "seeds",
    "success",
    "trained",
]

draw_crisply()
