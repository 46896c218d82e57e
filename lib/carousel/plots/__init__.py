"""Matplotlib pictures in one style: arrays in, axes out, nothing computed here."""

from carousel.plots import answer, flow, heat, heirs, history, routes, spectrum
from carousel.plots import flow, heat, history, memory, routes, spectrum
from carousel.plots import flow, heat, history, memory, race, routes, spectrum
from carousel.plots import clipping, flow, heat, history, routes, spectrum
from carousel.plots._look import COLOURS, draw_crisply, style

__all__ = [
    "COLOURS",
    "answer",
    "flow",
    "heat",
    "heirs",
    "history",
    "memory",
    "race",
    "clipping",
    "routes",
    "spectrum",
    "style",
]
from carousel.plots import flow, heat, history, routes, spectrum, trace
__all__ = ["COLOURS", "flow", "heat", "history", "routes", "spectrum", "style", "trace"]

draw_crisply()
