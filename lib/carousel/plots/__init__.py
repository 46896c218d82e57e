"""Matplotlib pictures in one style: arrays in, axes out, nothing computed here."""

from carousel.plots import (
    answer,
    clipping,
    edges,
    example,
    experiments,
    explosion,
    flow,
    gates,
    heat,
    heirs,
    history,
    memory,
    peepholes,
    race,
    routes,
    seeds,
    spectrum,
    success,
    trace,
    trained,
    trial,
)
from carousel.plots._look import COLOURS, draw_crisply, style

__all__ = [
    "COLOURS",
    "answer",
    "clipping",
    "edges",
    "example",
    "experiments",
    "explosion",
    "flow",
    "gates",
    "heat",
    "heirs",
    "history",
    "memory",
    "peepholes",
    "race",
    "routes",
    "seeds",
    "spectrum",
    "style",
    "success",
    "trace",
    "trained",
    "trial",
]

draw_crisply()
