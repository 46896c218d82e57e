"""Matplotlib pictures in one style: arrays in, axes out, nothing computed here."""

from carousel.plots import flow, history, routes
from carousel.plots._look import COLOURS, style

__all__ = ["COLOURS", "flow", "history", "routes", "style"]
