"""Small networks made for one purpose: to show what a sentence leaves out."""

import numpy as np

from carousel.cells import logit, lstm
from carousel.shapes import Real, as_number


def one_unit(
    *,
    f: Real,
    i: Real,
    c_tilde: Real,
    o: Real,
    u_c: Real = 0.0,
    u_o: Real = 0.0,
) -> tuple[lstm.Params, lstm.State]:
    r"""An LSTM of one unit that stands still, and the state in which it does.

    Without input, every gate keeps its value at every step: the cell state rests at
    $c = i \tilde c / (1 - f)$, and the biases make up for what the recurrent weights
    `u_c` and `u_o` bring in. The gates i and f have no recurrent weight. So every
    one-step Jacobian is the same 2 x 2 matrix, whose powers can be written down.

    Args:
        f: the forget gate, between 0 and 1.
        i: the input gate, between 0 and 1.
        c_tilde: the candidate, between -1 and 1.
        o: the output gate, between 0 and 1.
        u_c: what the candidate's net input gets from the last output.
        u_o: what the output gate's net input gets from it.

    Raises:
        ValueError: if a gate is not between 0 and 1, or `c_tilde` not between -1 and 1.
    """
    for name, value in {"f": f, "i": i, "o": o, "c_tilde": c_tilde}.items():
        low = -1 if name == "c_tilde" else 0
        if not low < as_number(name, value, finite=False) < 1:
            raise ValueError(f"{name} must lie between {low} and 1, got {value}")
    c = i * c_tilde / (1 - f)
    h = o * np.tanh(c)
    net = {"i": logit(i), "f": logit(f), "c": np.arctanh(c_tilde), "o": logit(o)}
    u = {"i": 0.0, "f": 0.0}
    u |= {"c": as_number("u_c", u_c), "o": as_number("u_o", u_o)}
    weights = {f"W_{k}": [[0.0]] for k in net}
    weights |= {f"U_{k}": [[u[k]]] for k in net}
    weights |= {f"b_{k}": [net[k] - u[k] * h] for k in net}
    return lstm.Params(**weights), lstm.State(h=[h], c=[c])
