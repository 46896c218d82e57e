"""How weights start: what is drawn, and what a bias means in steps of memory."""

import dataclasses
from typing import TypeVar

import numpy as np

from carousel.shapes import Number, Numbers

Cell = TypeVar("Cell")
Forgetting = TypeVar("Forgetting")


def forget_bias(params: Forgetting, bias: Number) -> Forgetting:
    """The same weights with every entry of `b_f` at one value [@jozefowicz2015].

    Raises:
        ValueError: for a cell without a forget gate.
    """
    _forgets(params)
    return dataclasses.replace(params, b_f=np.full(params.hidden, float(bias)))


def chrono(
    params: Forgetting, longest: Number, *, rng: np.random.Generator
) -> Forgetting:
    r"""Biases for memories of up to `longest` steps [@tallec2018, eq. 16].

    $b_f \sim \ln U([1, T_{max} - 1])$ and $b_i = -b_f$, so that the forgetting times of
    the units are spread evenly up to the longest.

    Raises:
        ValueError: if `longest` is below 2 steps or not finite, or for a cell without
            a forget gate.
    """
    _forgets(params)
    if not 2 <= longest < np.inf:
        raise ValueError(f"longest must be at least 2 steps and finite, got {longest}")
    b_f = np.log(rng.uniform(1, longest - 1, params.hidden))
    return dataclasses.replace(params, b_f=b_f, b_i=-b_f)


def orthogonal(params: Cell, *, rng: np.random.Generator, gain: Number = 1.0) -> Cell:
    """The same weights with every recurrent matrix orthogonal, times a gain.

    Each is drawn uniformly among all orthogonal matrices [@saxe2014; @henaff2016].
    """
    hidden, drawn = params.hidden, {}
    for name in vars(params):
        if name.startswith("U"):
            Q, R = np.linalg.qr(rng.normal(size=(hidden, hidden)))
            drawn[name] = gain * Q * np.sign(np.diagonal(R))
    return dataclasses.replace(params, **drawn)


def scaled(params: Cell, scale: Number) -> Cell:
    """The same weights with every recurrent matrix times a number."""
    recurrent = {n: scale * v for n, v in vars(params).items() if n.startswith("U")}
    return dataclasses.replace(params, **recurrent)


def half_life(bias: Numbers) -> np.ndarray | np.floating:
    r"""Steps until half is gone under $f = \sigma(b_f)$: $\ln\frac12 / \ln f$.

    Shape of the bias. Computed as $\ln 2 / \ln(1 + e^{-b})$; infinite where float64
    cannot hold it, from a bias of about 709.
    """
    with np.errstate(divide="ignore", over="ignore"):
        return np.log(2) / np.logaddexp(0, -np.asarray(bias, dtype=float))


def bias_for(half_life: Numbers) -> np.ndarray | np.floating:
    r"""The forget bias whose half-life is so many steps: $-\ln(2^{1/k} - 1)$.

    Raises:
        ValueError: if a half-life is not above 0 and finite.
    """
    steps = np.asarray(half_life, dtype=float)
    if not (np.isfinite(steps) & (steps > 0)).all():
        raise ValueError(f"a half-life must be above 0 and finite, got {half_life}")
    rate = np.log(2) / steps
    return -(rate + np.log1p(-np.exp(-rate)))


def _forgets(params: object) -> None:
    if not hasattr(params, "b_f"):
        made = type(params).__module__.rpartition(".")[2]
        raise ValueError(f"expected a cell with a forget gate, got {made}")
