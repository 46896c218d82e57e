"""Weights of other libraries to Params and back: their orders, their biases."""

from carousel.interop.keras_flax import from_flax, from_keras, to_flax, to_keras
from carousel.interop.pytorch import from_torch, linear_to_torch, to_torch

__all__ = [
    "from_flax",
    "from_keras",
    "from_torch",
    "linear_to_torch",
    "to_flax",
    "to_keras",
    "to_torch",
]
