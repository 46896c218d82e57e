"""The cells: their weights, one step, a whole run; the squashing function of a gate."""

from carousel.cells.base import logit, sigmoid

__all__ = ["logit", "sigmoid"]
