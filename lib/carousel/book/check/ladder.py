"""The twelve checks, from one gate to the profile of a gradient."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from carousel.book.check._call import UNWRITTEN, NotYetError, Parts, parts
from carousel.book.check._case import draw
from carousel.book.check._diagnosis import diagnose, differing
from carousel.book.check.rungs import RUNGS, Rung
from carousel.shapes import check_rng


@dataclass(frozen=True)
class Verdict:
    """What a check says.

    Attributes:
        right: whether the function gives what the library gives.
        says: the sentence.
        slips: names of what would give the same wrong result, such as "forget missing".
    """

    right: bool
    says: str
    slips: tuple[str, ...] = ()

    @property
    def written(self) -> bool:
        """Whether there was anything to check."""
        return self.says != UNWRITTEN

    def __repr__(self) -> str:
        return self.says


def _check(name: str, function: object, rng: np.random.Generator | None) -> Verdict:
    if rng is None:
        rng = np.random.default_rng()
    check_rng(rng)
    rung, tries = RUNGS[name], []
    try:
        for case in draw(rng, rung.cell):
            right = rung.right(case)
            got = parts(function, list(rung.asks(case).items()), right)
            tries.append((got, right, _turning(rung, case)))
            if not differing(tries) and len(tries) == 1 and rung.witness:
                nudged = _away(got, rung.witness(case))
    except NotYetError as error:
        return Verdict(False, str(error))
    if differing(tries):
        found = diagnose(tries, rung.slips, timed=rung.timed)
        return Verdict(False, f"Not yet: {found.says}", found.slips)
    by_library = max(_away(got, right) for got, right, _ in tries)
    says = f"Right: in {len(tries)} random draws it differs from the library by "
    says += f"{by_library:.0e} at most"
    if rung.witness:
        says += f", and from central differences by {nudged:.0e}"
    return Verdict(True, f"{says}.")


def _turning(rung: Rung, case: object) -> Callable:
    return lambda slip: rung.instead(case, slip)


def _away(one: Parts, other: Parts) -> float:
    """The largest difference of entries, beside 1 and the size of the part."""
    return max(
        float(np.abs(one[name] - other[name]).max() / (1 + np.abs(other[name]).max()))
        for name in other
    )


def gate(function: Callable, *, rng: np.random.Generator | None = None) -> Verdict:
    """Check `gate(W, U, b, x_t, h_prev)`: one gate after the sigmoid, (hidden,)."""
    return _check("gate", function, rng)


def step(function: Callable, *, rng: np.random.Generator | None = None) -> Verdict:
    """Check `step(params, x_t, h_prev, c_prev)`: one step of the LSTM, (h_t, c_t)."""
    return _check("step", function, rng)


def run(function: Callable, *, rng: np.random.Generator | None = None) -> Verdict:
    """Check `run(params, x, h_0, c_0)`: all steps, (h, c), a row per step."""
    return _check("run", function, rng)


def retention(function: Callable, *, rng: np.random.Generator | None = None) -> Verdict:
    """Check `retention(f)`: what the direct path keeps of c_0 up to every step."""
    return _check("retention", function, rng)


def net_inputs(
    function: Callable, *, rng: np.random.Generator | None = None
) -> Verdict:
    """Check `net_inputs(now, dh_t, dc_t)`: the gradients at a step's net inputs.

    `now` is a `Moment`; `dc_t` is what later steps send. A dict of "i", "f", "c", "o".
    """
    return _check("net_inputs", function, rng)


def backward_step(
    function: Callable, *, rng: np.random.Generator | None = None
) -> Verdict:
    """Check `backward_step(params, now, dh_t, dc_t)`: one step back."""
    return _check("backward_step", function, rng)


def jacobian(function: Callable, *, rng: np.random.Generator | None = None) -> Verdict:
    """Check `jacobian(params, now)`: the Jacobian of one step, h above c."""
    return _check("jacobian", function, rng)


def backward(function: Callable, *, rng: np.random.Generator | None = None) -> Verdict:
    """Check `backward(params, history, dh)`: the gradients of all weights.

    A dict by the names of the weights, with those of the first state as "h_0", "c_0".
    """
    return _check("backward", function, rng)


def truncated(function: Callable, *, rng: np.random.Generator | None = None) -> Verdict:
    """Check `truncated(params, history, dh)`: as `backward`, cut as in 1997.

    Gates and candidate learn, and send nothing on to the last output.
    """
    return _check("truncated", function, rng)


def peephole_step(
    function: Callable, *, rng: np.random.Generator | None = None
) -> Verdict:
    """Check `peephole_step(params, now, dh_t, dc_t)`: one step back, with peepholes."""
    return _check("peephole_step", function, rng)


def clip(function: Callable, *, rng: np.random.Generator | None = None) -> Verdict:
    """Check `clip(gradients, threshold)`: arrays clipped by their common norm.

    Gives the same dict of clipped arrays, with the norm before clipping as "norm".
    """
    return _check("clip", function, rng)


def profile(function: Callable, *, rng: np.random.Generator | None = None) -> Verdict:
    """Check `profile(params, history, dh_last)`: the norm of dL/dc_t at every step."""
    return _check("profile", function, rng)
