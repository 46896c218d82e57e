"""How weights start: what is drawn, and what a bias means in steps of memory."""

import dataclasses
from typing import TypeVar

import numpy as np

from carousel.cells.base import ParamsBase
from carousel.shapes import (
    ArrayLike,
    Real,
    as_array,
    as_number,
    check_rng,
    describe,
)

Cell = TypeVar("Cell")
Forgetting = TypeVar("Forgetting")


def forget_bias(params: Forgetting, bias: Real) -> Forgetting:
    """The same weights with every entry of `b_f` at one value [@jozefowicz2015].

    Args:
        params: weights of a cell with a forget gate.
        bias: the one value, no unit; `bias_for` gives that of a half-life.

    Raises:
        ValueError: for a cell without a forget gate, or if the bias is not a finite
            number.
    """
    _forgets(params)
    b_f = np.full(params.hidden, as_number("bias", bias))
    return dataclasses.replace(params, b_f=b_f)


def chrono(
    params: Forgetting, longest: Real, *, rng: np.random.Generator
) -> Forgetting:
    r"""Biases for memories of up to `longest` steps [@tallec2018, eq. 16].

    $b_f \sim \ln U([1, T_{max} - 1])$ and $b_i = -b_f$, so that the forgetting times of
    the units are spread evenly up to the longest.

    Args:
        params: weights of a cell with a forget gate.
        longest: $T_{max}$, in steps.
        rng: where the draws come from.

    Raises:
        ValueError: if `longest` is below 2 steps or not finite, or for a cell without
            a forget gate.
    """
    _forgets(params)
    check_rng(rng)
    longest = as_number("longest", longest, finite=False)
    if not 2 <= longest < np.inf:
        raise ValueError(f"longest must be at least 2 steps and finite, got {longest}")
    b_f = np.log(rng.uniform(1, longest - 1, params.hidden))
    return dataclasses.replace(params, b_f=b_f, b_i=-b_f)


def orthogonal(params: Cell, *, rng: np.random.Generator, gain: Real = 1.0) -> Cell:
    """The same weights with every recurrent matrix orthogonal, times a gain.

    Each is drawn uniformly among all orthogonal matrices [@saxe2014; @henaff2016].

    Args:
        params: weights of any cell.
        rng: where the draws come from.
        gain: the length that a matrix gives to a vector of length 1.

    Raises:
        ValueError: if the gain is not a finite number, or rng no generator.
    """
    _weights(params)
    check_rng(rng)
    gain, hidden, drawn = as_number("gain", gain), params.hidden, {}
    for name in vars(params):
        if name.startswith("U"):
            Q, R = np.linalg.qr(rng.normal(size=(hidden, hidden)))
            drawn[name] = gain * Q * np.sign(np.diagonal(R))
    return dataclasses.replace(params, **drawn)


def scaled(params: Cell, scale: Real) -> Cell:
    """The same weights with every recurrent matrix times a number.

    Args:
        params: weights of any cell.
        scale: the number, the same for all matrices.

    Raises:
        ValueError: if it is not a finite number.
    """
    _weights(params)
    scale = as_number("scale", scale)
    recurrent = {n: scale * v for n, v in vars(params).items() if n.startswith("U")}
    return dataclasses.replace(params, **recurrent)


def half_life(bias: ArrayLike) -> np.ndarray | np.floating:
    r"""Steps until half is gone under $f = \sigma(b_f)$: $\ln\frac12 / \ln f$.

    Shape of the bias. Computed as $\ln 2 / \ln(1 + e^{-b})$; infinite where float64
    cannot hold it, from a bias of about 709.

    Raises:
        ValueError: if a bias is not a finite number.
    """
    bias = as_array("bias", bias, own=False)
    with np.errstate(divide="ignore", over="ignore"):
        return np.log(2) / np.logaddexp(0, -bias)


def bias_for(half_life: ArrayLike) -> np.ndarray | np.floating:
    r"""The forget bias whose half-life is so many steps: $-\ln(2^{1/k} - 1)$.

    Shape of the half-life; to the last digits from 1e-300 steps to 1e300.

    Raises:
        ValueError: if a half-life is not above 0 and finite.
    """
    steps = as_array("half_life", half_life, own=False, finite=False)
    if not (np.isfinite(steps) & (steps > 0)).all():
        came = describe(half_life)
        raise ValueError(f"a half-life must be above 0 and finite, got {came}")
    rate = np.log(2) / steps
    with np.errstate(divide="ignore"):  # of the form that is not taken
        lost = np.where(  # ln(1 - e^-rate): each form keeps what the other one loses
            rate < np.log(2), np.log(-np.expm1(-rate)), np.log1p(-np.exp(-rate))
        )
    return -(rate + lost)


def _weights(params: object) -> None:
    if not isinstance(params, ParamsBase):
        came = describe(params)
        raise ValueError(f"params must be a cell's weights, got {came}")


def _forgets(params: object) -> None:
    _weights(params)
    if not hasattr(params, "b_f"):
        cell = describe(params).split(".")[0]
        raise ValueError(f"expected a cell with a forget gate, got {cell}")
