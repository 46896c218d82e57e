"""The small networks of the figures, as they come and as experts initialise them."""

import dataclasses

import numpy as np

from carousel import initial
from carousel.book.explorables import _portable_rng
from carousel.cells import slopes

HIDDEN, INPUTS = 8, 4
SIZE = {"hidden": HIDDEN, "inputs": INPUTS}  # for the view
BIASES = {"bias_1": 1.0, "bias_3": 3.0, "bias_5": 5.0}
INITIALISATIONS = ("default", *BIASES, "chrono", "orthogonal")
APART = 0x85EBCA6B  # where the draws of chrono start, away from the weights of the seed


def network(
    kind: str, initialisation: str, *, seed: int, longest: int, scale: float = 1.0
) -> slopes.AnyParams:
    r"""The weights of a cell of 8 units and 4 inputs.

    "default" is `_portable_rng.network`. The others set the forget bias of the LSTM,
    and of its peephole form, to 1, 3 or 5, or draw it as chrono does for memories of up
    to `longest` steps, with $b_i = -b_f$ [@tallec2018]. The GRU takes the same on
    $b_z$, for z holds h as f holds c. The RNN has no such gate and stays as it comes,
    but for "orthogonal", which is for the RNN alone: its U gets orthonormal columns, by
    Gram-Schmidt [@saxe2014]. The cell of 1997 has no gate that forgets; it gets $b_i$
    with a minus, its authors' remedy against a state that drifts away
    [@hochreiter1997].

    Args:
        kind: which cell.
        initialisation: one of `INITIALISATIONS`.
        seed: of the draws.
        longest: steps, for chrono; at least 2.
        scale: what multiplies every recurrent matrix at the end.

    Raises:
        ValueError: for another kind or initialisation.
    """
    if initialisation not in INITIALISATIONS:
        expected = ", ".join(INITIALISATIONS)
        raise ValueError(
            f"initialisation must be one of {expected}, got {initialisation!r}"
        )
    params = _portable_rng.network(kind, HIDDEN, INPUTS, seed)
    if initialisation != "default":
        params = dataclasses.replace(
            params, **_chosen(kind, params, initialisation, seed, longest)
        )
    return initial.scaled(params, scale)


def _chosen(
    kind: str, params: slopes.AnyParams, initialisation: str, seed: int, longest: int
) -> dict[str, np.ndarray]:
    if (kind == "rnn") != (initialisation == "orthogonal"):
        return {}
    if kind == "rnn":
        Q, R = np.linalg.qr(params.U)
        return {"U": Q * np.sign(np.diagonal(R))}
    draws = _portable_rng.uniform((seed + APART) % _portable_rng.RANGE, HIDDEN)
    chrono = initialisation == "chrono"
    if chrono:
        bias = np.log1p(draws * (longest - 2))
    else:
        bias = np.full(HIDDEN, BIASES[initialisation])
    if kind == "gru":
        return {"b_z": bias}
    if kind == "lstm_1997":
        return {"b_i": -bias}
    return {"b_f": bias, "b_i": -bias} if chrono else {"b_f": bias}
