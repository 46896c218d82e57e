"""The weights that a run starts from, with the draws in the page's order."""

import numpy as np

from carousel.book.explorables.training.draws import Draws
from carousel.book.explorables.training.functions import log
from carousel.book.explorables.training.layout import Layout
from carousel.book.explorables.training.settings import Settings

DRAWN = {
    "rnn": ("",),
    "lstm_1997": ("_i", "_c", "_o"),
    "lstm": ("_i", "_f", "_c", "_o"),
    "peephole": ("_i", "_f", "_c", "_o"),
    "gru": ("_r", "_z", "_n"),
}


def start(settings: Settings, layout: Layout, longest: int, stream: int) -> np.ndarray:
    """The row of weights at the start, as `carousel.lab.training.Network` begins.

    Where the library takes a power or a logarithm, this one takes operations that give
    the same bits everywhere; the two agree to the last digits.

    Args:
        settings: of the run.
        layout: of its weights.
        longest: steps, for chrono.
        stream: the seed of the stream of starts.
    """
    weights, rng = layout.empty(), Draws(stream)
    named, bound = layout.names(weights), 1 / np.sqrt(settings.hidden)
    gru = settings.cell == "gru"

    def draw(name: str) -> np.ndarray:
        return rng.uniform(-bound, bound, named[name].shape)

    for gate in DRAWN[settings.cell]:
        for name in (f"W{gate}", f"U{gate}", f"b{gate}"):
            named[name][...] = draw(name)
        if not gru:
            named[f"b{gate}"] += draw(f"b{gate}")
    if gru:
        for name in ("b_r", "b_z"):
            named[name] += draw(name)
        named["b_hn"][...] = draw("b_hn")
    for name in ("p_i", "p_f", "p_o"):
        if name in named:
            named[name][...] = draw(name)
    for gate in DRAWN[settings.cell]:
        if settings.orthogonal:
            named[f"U{gate}"][...] = _orthonormal(
                rng.normal(size=named["V"].shape[:1] * 2)
            )
        named[f"U{gate}"] *= settings.scale
    _biases(settings, named, longest, rng)
    for name in ("V", "d"):
        named[name][...] = draw(name)
    return weights


def _biases(settings: Settings, named: dict, longest: int, rng: Draws) -> None:
    if settings.forget_bias == "chrono":
        named["b_f"][...] = log(rng.uniform(1, longest - 1, settings.hidden))
        named["b_i"][...] = -named["b_f"]
    elif settings.forget_bias is not None:
        named["b_f"][...] = settings.forget_bias
    if settings.input_bias is not None:
        named["b_i"][...] = settings.input_bias


def _orthonormal(U: np.ndarray) -> np.ndarray:
    """Gram-Schmidt by column, each sum in the page's order."""
    Q = np.empty_like(U)
    for k, v in enumerate(U.T):
        for q in [*Q.T[:k], *Q.T[:k]]:  # twice is enough against rounding
            v = v - in_order(q * v) * q
        Q[:, k] = v / np.sqrt(in_order(v * v))
    return Q


def in_order(values: np.ndarray) -> float:
    """The sum, one after the other."""
    return float(np.cumsum(values)[-1]) if values.size else 0.0
