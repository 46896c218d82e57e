"""Weights of other libraries to Params and back: their orders, their biases."""

from carousel.interop.flax import from_dynet, from_flax, to_flax
from carousel.interop.forget_bias import set_forget_bias
from carousel.interop.keras import from_keras, to_keras
from carousel.interop.pytorch import from_torch, linear_to_torch, to_torch
from carousel.interop.sources import from_file, from_onnx, layers

__all__ = [
    "from_dynet",
    "from_file",
    "from_flax",
    "from_keras",
    "from_onnx",
    "from_torch",
    "layers",
    "linear_to_torch",
    "set_forget_bias",
    "to_flax",
    "to_keras",
    "to_torch",
]
