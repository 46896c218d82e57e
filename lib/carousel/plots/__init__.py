"""Matplotlib pictures in one style: arrays in, axes out, nothing computed here."""

from carousel.plots import flow, history, routes
from carousel.plots._look import COLOURS, draw_crisply, style

__all__ = ["COLOURS", "flow", "history", "routes", "style"]

draw_crisply()
