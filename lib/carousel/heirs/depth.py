"""Layers instead of steps: plain, residual and highway stacks, and their Jacobians."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from carousel.cells.base import sigmoid
from carousel.jacobian import Jacobians
from carousel.shapes import (
    ArrayLike,
    Real,
    Record,
    as_array,
    as_count,
    as_number,
    check_rng,
    expect,
)

KINDS = ("plain", "residual", "highway")
SAME = 1e-6  # beside 1 + the largest entry, as for `cells.slopes.check`
Matrices = Float[np.ndarray, "layers hidden hidden"]
Vectors = Float[np.ndarray, "layers hidden"]
Norms = Float[np.ndarray, " layers"]


@dataclass(frozen=True, eq=False)
class Stack(Record):
    r"""Weights of every layer: of the branch $\tanh(U h + b)$ and of the carry gate.

    `branch` scales what a residual layer adds. Only highways have `U_f` and `b_f`.

    Raises:
        ValueError: for another kind, or if a weight is missing, of another shape, or
            not finite.
    """

    kind: str
    U: Matrices
    b: Vectors
    branch: float = 1.0
    U_f: Matrices | None = None
    b_f: Vectors | None = None

    def __post_init__(self) -> None:
        _check_kind(self.kind)
        gates = ("U_f", "b_f") if self.kind == "highway" else ()
        fitting = {"U": as_array("U", self.U, ("layers", "hidden", "hidden"))}
        shape = fitting["U"].shape
        for name in ("U", "b", *gates):
            wanted = shape[:2] if name.startswith("b") else (*shape[:2], shape[1])
            fitting[name] = as_array(name, getattr(self, name), wanted)
        fitting["branch"] = as_number("branch", self.branch)
        vars(self).update(fitting)


def init(
    kind: str,
    hidden: int,
    layers: int,
    *,
    rng: np.random.Generator,
    gain: Real = 1.0,
    branch: Real = 1.0,
    carry_bias: Real = 2.0,
) -> Stack:
    r"""Weights normal with a variance of $gain^2 / h$, biases 0 but the carry gate's.

    Args:
        kind: "plain", "residual" or "highway".
        hidden: how many units a layer has.
        layers: how many layers there are.
        rng: where the draws come from.
        gain: the scale of the branch's weights.
        branch: what a residual branch is multiplied by before it is added.
        carry_bias: `b_f` of a highway; above 0 lets the state pass at the start
            [@srivastava2015highway, where the transform gate has it negative].

    Raises:
        ValueError: for another kind, or without units or layers.
    """
    _check_kind(kind)
    check_rng(rng)
    if as_count("hidden", hidden) < 1 or as_count("layers", layers) < 1:
        raise ValueError(
            f"a stack needs at least one unit and one layer, got {hidden} and {layers}"
        )

    def draw(scale: float) -> Matrices:
        return rng.normal(scale=scale * hidden**-0.5, size=(layers, hidden, hidden))

    U, b = draw(as_number("gain", gain)), np.zeros((layers, hidden))
    if kind != "highway":
        return Stack(kind, U, b, branch)
    carry = np.full_like(b, as_number("carry_bias", carry_bias))
    return Stack(kind, U, b, 1.0, draw(1.0), carry)


def run(stack: Stack, h: ArrayLike) -> Vectors:
    r"""The state before every layer and after the last: (layers + 1, hidden).

    With $F = \tanh(U h + b)$ a layer gives $F$, or $h + F$ [@he2016resnet], or
    $f \odot h + (1 - f) \odot F$ with $f = \sigma(U_f h + b_f)$
    [@srivastava2015highway].

    Args:
        stack: the weights.
        h: the state before the first layer, (hidden,).

    Raises:
        ValueError: if `h` has another width than the stack.
    """
    expect("stack", stack, Stack)
    rows = [as_array("h", h, stack.b.shape[1:])]
    for layer in range(len(stack.U)):
        F, f, added = _layer(stack, layer, rows[-1])
        rows.append(f * rows[-1] + added * F)
    return np.stack(rows)


def layer_jacobians(stack: Stack, h: ArrayLike) -> Jacobians:
    r"""Every $\partial h_\ell / \partial h_{\ell-1}$ of a run: (layers, S, S).

    Rows new, columns old, for `flow.transport` and `flow.spectrum`.

    Args:
        stack: the weights.
        h: what `run` gives, (layers + 1, hidden).

    Raises:
        ValueError: if `h` is not what `run` gives: the last layer is taken again.
    """
    expect("stack", stack, Stack)
    h = as_array("h", h, (len(stack.U) + 1, stack.U.shape[1]))
    F, f, added = _layer(stack, len(stack.U) - 1, h[-2])
    if np.abs(f * h[-2] + added * F - h[-1]).max() > SAME * (1 + np.abs(h[-1]).max()):
        raise ValueError("h is not a run of this stack: its last layer differs")
    return np.stack([_edge(stack, layer, h[layer]) for layer in range(len(stack.U))])


def profile(stack: Stack, h: ArrayLike, dh_last: ArrayLike) -> Norms:
    """The norm of the loss gradient before every layer and after the last.

    Shape (layers + 1,), in units of the loss by those of the state.

    Args:
        stack: the weights.
        h: what `run` gives, (layers + 1, hidden).
        dh_last: the loss gradient at the last state, (hidden,).

    Raises:
        ValueError: if `h` is not what `run` gives, or `dh_last` has another width.
    """
    J = layer_jacobians(stack, h)
    rows = [as_array("dh_last", dh_last, stack.b.shape[1:])]
    for J_layer in J[::-1]:
        rows.append(rows[-1] @ J_layer)
    return np.linalg.norm(rows[::-1], axis=1)


def _check_kind(kind: object) -> None:
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}")


def _layer(stack: Stack, layer: int, h: np.ndarray) -> tuple[np.ndarray, ...]:
    """The branch, what multiplies the state, and what multiplies the branch."""
    F = np.tanh(stack.U[layer] @ h + stack.b[layer])
    if stack.kind == "plain":
        return F, np.zeros_like(h), np.ones_like(h)
    if stack.kind == "residual":
        return F, np.ones_like(h), np.full_like(h, stack.branch)
    f = sigmoid(stack.U_f[layer] @ h + stack.b_f[layer])
    return F, f, 1 - f


def _edge(stack: Stack, layer: int, h: np.ndarray) -> np.ndarray:
    F, f, added = _layer(stack, layer, h)
    J = np.diag(f) + (added * (1 - F**2))[:, None] * stack.U[layer]
    if stack.kind == "highway":
        J += ((h - F) * f * (1 - f))[:, None] * stack.U_f[layer]
    return J
