"""The numbers of a report in words, as its text and its page print them."""

import numpy as np

from carousel.checkup import record, words
from carousel.checkup.measure import Measures


def by_lag(m: Measures) -> dict[str, list[str]]:
    """What is left of the gradient at a few lags, by the heads of the columns."""
    at = record.few_lags(m.reach)
    low, median, high = ([words.power(row[k]) for k in at] for row in m.left)
    columns = {"lag": [str(k) for k in at], "left": median}
    if m.left_direct is not None:
        columns["direct"] = [words.power(m.left_direct[1, k]) for k in at]
        columns["others/direct"] = [words.number(float(m.rest[k])) for k in at]
        columns["cosine"] = [words.number(float(m.cosine[k])) for k in at]
    columns["units"] = [words.number(float(m.units[k])) for k in at]
    spread = [f"{a} to {b}" for a, b in zip(low, high, strict=True)]
    return columns | {"left, 10 to 90 %": spread}


def caption(m: Measures) -> str:
    """What the numbers by lag are."""
    losses = words.count(m.losses, "loss", "losses")
    return f"Gradient by lag, as a share of that at lag 0; medians of {losses}"


def facts(m: Measures) -> list[tuple[str, str]]:
    """The single numbers of a layer by name, in words."""
    found = [("leading exponents", ", ".join(words.number(v) for v in m.exponents[:4]))]
    if m.slow is not None:
        slow = ", ".join(words.number(v) for v in m.slow[:4])
        found.append(("slowest units' mean log gate", slow))
    one = words.number(float(np.median(m.gain)))
    many = "no sequence is so long"
    if len(m.gain_long):
        many = words.number(float(np.median(m.gain_long)))
    found.append(("largest singular value of a step, median", one))
    found.append(("the same of 20 steps", many))
    if m.memory is not None:
        for name, lives in (
            ("half-lives of units", m.memory.half_life),
            ("half-lives by the bias alone", m.memory.of_bias),
        ):
            low, median, high = np.quantile(lives, [0, 0.5, 1])
            said = f"{words.number(median)} steps in the median, "
            said += f"{words.number(low)} to {words.number(high)}"
            found.append((name, said))
    for letter, gate in m.by_gate.items():
        low, middle, high = gate.quantiles[[0, 2, 4]]
        spread = f"median {middle:.2f}, nine of ten from {low:.2f} to {high:.2f}"
        found.append(
            (f"gate {letter}", f"{spread}; {100 * gate.edge:.0f} % at its ends")
        )
    return found
