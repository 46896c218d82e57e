"""Profiles: how large the loss gradient is at every step, and what sums that up."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from carousel.cells.slopes import AnyHistory, AnyParams, check, in_range
from carousel.flow._backward import walk_back
from carousel.shapes import ArrayLike, Record, as_array

Norms = Float[np.ndarray, " time"]


@dataclass(frozen=True, eq=False)
class Profile(Record):
    """The norm of a loss gradient at every step, and of its direct part.

    `h` and `c` are norms of dL/dh_t and dL/dc_t, all routes together; `direct` is what
    reaches c_t (for a GRU h_t) from the last step on the direct path alone. What a cell
    does not have is None.
    """

    h: Norms
    c: Norms | None = None
    direct: Norms | None = None


@dataclass(frozen=True)
class Metrics:
    """Three numbers that are used to sum a profile up; all are blind to its scale."""

    first_last: float
    variation: float
    effective_range: int


def profile(params: AnyParams, history: AnyHistory, dh_last: ArrayLike) -> Profile:
    """The norm of the loss gradient at every step, in one backward pass.

    Norms have shape (time,), in units of the loss by those of the state. What falls
    below 1e-308 is 0 (a default LSTM over 2000 steps): where its size is asked for,
    `flow.sensitivity` and `flow.transport` keep the logarithm.

    Args:
        params: weights of any cell of `carousel.cells`.
        history: a run of it, of T steps; work and memory grow like T.
        dh_last: the loss gradient at the last output, (hidden,).

    Raises:
        ValueError: if these params have not made the history, `dh_last` is of another
            width, or the gradient grows beyond what float64 can hold.
    """
    check(params, history)
    dh_last = as_array("dh_last", dh_last, (params.hidden,))
    gradients: dict[str, np.ndarray] = {}
    with in_range():
        for back, moment in enumerate(walk_back(params, history, dh_last), 1):
            for name, gradient in vars(moment).items():
                if gradient is not None:
                    rows = gradients.setdefault(name, np.empty_like(history.h))
                    rows[-back] = gradient
        norms = {name: np.linalg.norm(g, axis=1) for name, g in gradients.items()}
    return Profile(**norms)


def metrics(profile: Profile | ArrayLike) -> Metrics:
    """The three usual summaries of a profile's norms (of c where there is one).

    First over last; standard deviation over mean; and how many steps lie above a tenth
    of the largest. None of them sees the scale: a profile of 1e-30 throughout is
    perfect for all three.

    Raises:
        ValueError: if the norms are not a vector of finite numbers, or are all zero.
    """
    if isinstance(profile, Profile):
        profile = profile.h if profile.c is None else profile.c
    norms = as_array("profile", profile, ("time",))
    if (norms < 0).any():
        raise ValueError(f"a norm cannot be negative, got {norms.min()}")
    if len(norms) == 0 or not norms.any():
        raise ValueError("the metrics of a profile need a norm that is not 0")
    norms = norms / norms.max()  # none of them sees the scale
    with np.errstate(divide="ignore", invalid="ignore"):
        first_last = float(norms[0] / norms[-1])
    return Metrics(
        first_last=first_last,
        variation=float(norms.std() / norms.mean()),
        effective_range=int((norms > 0.1).sum()),
    )
