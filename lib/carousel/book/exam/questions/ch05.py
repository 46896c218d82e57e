"""Questions on chapter 5: measuring gradient flow."""

import numpy as np

from carousel import flow
from carousel.book.exam.answers import Number, Verdict, shown
from carousel.book.exam.drawing import grid, pick, unless
from carousel.book.exam.figure import Figure
from carousel.book.exam.question import BY_HAND, CLAIM, FIGURE, Asked, asks
from carousel.cells import lstm


def _profile(rng: np.random.Generator, steps: int) -> np.ndarray:
    """Norms of two digits that rise on the whole."""
    drawn = np.sort(10 ** rng.uniform(-2.5, 0, size=steps)) * rng.uniform(
        0.7, 1.4, steps
    )
    return np.array([float(f"{value:.1e}") for value in drawn])


@asks(chapter=5, kind=BY_HAND, minutes=3)
def the_effective_range(rng: np.random.Generator) -> Asked:
    """A count over a profile."""
    norms = _profile(rng, 10)
    line = norms.max() / 10
    unless(np.abs(norms / line - 1).min() < 0.05, "a norm at a tenth of the largest")
    count = flow.metrics(norms).effective_range
    listed = ", ".join(shown(value, 2) for value in norms)
    return Asked(
        text="A profile holds the norms of $\\partial L/\\partial c_t$ at steps 1 to "
        "10: "
        f"{listed}. What is its effective range, the number of steps above a tenth of "
        "the largest norm?",
        answer=Number(count, decimals=0, unit="steps"),
        key=(
            f"The largest norm is {shown(norms.max(), 2)}, a tenth of it "
            f"{shown(line, 2)}.",
            f"{count} norms lie above that.",
        ),
        given={"norms": norms},
    )


@asks(chapter=5, kind=FIGURE, minutes=3)
def first_over_last(rng: np.random.Generator) -> Asked:
    """A ratio to be read off a profile."""
    steps, bias = 30, grid(rng, 0.0, 2.5, 0.5)
    params = lstm.init(8, 4, rng=rng, forget_bias=bias)
    history = lstm.run(params, rng.normal(size=(steps, 4)))
    dh_last = rng.normal(size=8)
    norms = flow.profile(params, history, dh_last).c
    ratio = float(np.log10(norms[0] / norms[-1]))
    unless(abs(ratio) < 0.75 or ratio < -11, "off the chart, or too near its end")
    values = norms / norms[-1]
    marks = [1, *range(2, steps + 1, 2)]
    return Asked(
        text="The figure shows the norm of $\\partial L/\\partial c_t$ in an untrained "
        f"LSTM that reads {steps} steps, divided by that of the last step. What is "
        "first "
        "over last? Answer with the exponent of a power of ten.",
        answer=Number(ratio, decimals=1, within="Up to 0.4 more or less"),
        key=(
            f"At step 1 the curve stands at {shown(10**ratio, 2)} of the last norm.",
            f"That is ten to the power of {ratio:.1f}.",
        ),
        given={"params": params, "x": history.x, "dh_last": dh_last},
        figure=Figure(
            title="The profile of an LSTM",
            across="step",
            upright="norm, beside the last step",
            marks=marks,
            lines={"A": [float(values[t - 1]) for t in marks]},
            ends=(1e-12, 1e2),
        ),
    )


@asks(chapter=5, kind=CLAIM, minutes=4)
def what_a_measure_sees(rng: np.random.Generator) -> Asked:
    """Which change of a profile a ratio notices."""
    norms = _profile(rng, 8)
    name = pick(rng, "first over last", "the coefficient of variation")
    measure = {"first over last": "first_last"}.get(name, "variation")
    factor = pick(rng, 0.001, 0.01, 50.0, 1000.0)
    is_all = bool(rng.integers(2))
    where = "All of them are" if is_all else "The first of them is"
    changed = norms.copy()
    changed[slice(None) if is_all else 0] *= factor
    before, after = (getattr(flow.metrics(p), measure) for p in (norms, changed))
    listed = ", ".join(shown(value, 2) for value in norms)
    change = abs(after / before - 1)
    unless(1e-9 < change < 0.03, "hardly a change")
    return Asked(
        text=f"The norms of a profile are {listed}. {where} multiplied by {factor:g}. "
        f"“{name[0].upper()}{name[1:]} changes by less than one part in a hundred.”",
        answer=Verdict(change, 0.01, above=False),
        key=(
            "A ratio of norms does not see a factor that all of them have."
            if is_all
            else "A ratio sees a factor that only one of the norms has.",
            f"Before it is {shown(before)}, afterwards {shown(after)}.",
        ),
        given={"norms": norms, "changed": changed, "measure": measure},
    )
