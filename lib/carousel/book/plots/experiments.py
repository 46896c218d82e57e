"""One picture for each experiment: its cases in, axes out."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from carousel.book.plots import seeds, success, trained
from carousel.book.plots._look import say, style
from carousel.lab.results import Case, rates, sample, select

GRADIENTS = {"full": "c", "truncated": "h", "h-detach": "f"}
CELLS = {"without peepholes": "lstm", "with peepholes": "peephole"}
HUES = {"without peepholes": "c", "with peepholes": "o"}
KINDS = {"none": "rnn", "norm": "c", "value": "i", "percentile": "f"}
WORDS = {
    "hidden": "units",
    "layers": "layers",
    "scale": "scale of $U$",
    "steps": "length $T$",
    "forget_bias": "forget bias $b_f$",
    "threshold": "norm clipped to",
}


def forget_bias(cases: Sequence[Case]) -> list[Axes]:
    """A panel a start: the success at the latch by its length."""
    starts = _values(cases, "start")
    curves = {start: rates(select(cases, start=start), "steps") for start in starts}
    colours = {name: "f" if name.startswith("b_f") else "c" for name in starts}
    return success.panels(
        curves, colours, xlabel="length $T$ of the latch, steps", log_scale=True
    )


def cells(cases: Sequence[Case], task: str, *, ax: Axes | None = None) -> Axes:
    """A row a network: the updates that each seed needed for one task."""
    found = {c.label["network"]: sample(c) for c in select(cases, task=task)}
    return seeds.updates(found, {name: _meaning(name) for name in found}, ax=ax)


def gradients(cases: Sequence[Case]) -> list[Axes]:
    """A panel a task: the success of each gradient, by how the network starts."""
    with style():
        figure = plt.figure(figsize=(7.2, 5.2))
        axes = list(figure.subplots(2, 2, sharey=True).flat)
    for ax, task in zip(axes, _values(cases, "task"), strict=True):
        here = select(cases, task=task)
        curves = {g: rates(select(here, gradient=g), "start") for g in GRADIENTS}
        success.against(curves, GRADIENTS, xlabel="", ax=ax)
        ax.set_title(task, weight="bold", loc="left")
    return _one_legend(axes)


def profiles(cases: Sequence[Case], task: str) -> list[Axes]:
    """A panel a network: the gradient by step, before and after training."""
    found = select(cases, task=task)
    with style():
        figure = plt.figure(figsize=(7.2, 4.8))
        axes = list(figure.subplots(2, 2, sharex=True, sharey=True).flat)
    for ax, case in zip(axes, found, strict=True):
        name, plain = case.label["network"], case.settings["cell"] in ("rnn", "gru")
        look = {"colour": _meaning(name), "state": "h" if plain else "c"}
        trained.profiles(_both(case, "profile"), **look, ax=ax)
        title = f"{say(name)}: {case.solved} of {len(case.runs)} solved"
        ax.set_title(title, fontsize=11, loc="left")
    return axes


def gates(cases: Sequence[Case], task: str) -> list[Axes]:
    """A panel an LSTM: the forget gates before and after training."""
    found = [c for c in select(cases, task=task) if "gates before" in c.runs[0]]
    with style():
        figure = plt.figure(figsize=(2.5 * len(found), 3.0))
        axes = list(figure.subplots(1, len(found), sharey=True))
    for ax, case in zip(axes, found, strict=True):
        trained.gates(_both(case, "gates"), ax=ax)
        ax.set_title(say(case.label["network"]), fontsize=11, loc="left")
        ax.set_xlabel("before")
    axes[0].set_ylabel("mean $f_t$ of a unit, after")
    for ax in axes[1:]:
        ax.set_ylabel("")
    return axes


def clipping(cases: Sequence[Case], *, ax: Axes | None = None) -> Axes:
    """A row a threshold: the updates that each seed needed."""
    found, colours = {}, {}
    for case in cases:
        kind, threshold = case.label["kind"], case.label["threshold"]
        name = kind if kind == "none" else f"{kind} {threshold:g}"
        found[name], colours[name] = sample(case), KINDS[kind]
    return seeds.updates(found, colours, ax=ax)


def timing(cases: Sequence[Case]) -> list[Axes]:
    """A panel a gradient: the success of both cells by the pause."""
    with style():
        axes = list(plt.figure().subplots(1, 2, sharey=True))
    for ax, gradient in zip(axes, ("full", "truncated"), strict=True):
        here = select(cases, gradient=gradient)
        curves = {n: rates(select(here, cell=c), "delay") for n, c in CELLS.items()}
        success.against(curves, HUES, xlabel="pause to measure, steps", ax=ax)
        ax.set_title(f"{gradient} gradient", weight="bold", loc="left")
    return _one_legend(axes)


def sizes(cases: Sequence[Case]) -> list[Axes]:
    """A panel a parameter: the success by its value, the others at the base."""
    with style():
        figure = plt.figure(figsize=(7.2, 4.8))
        axes = list(figure.subplots(2, 3, sharey=True).flat)
    for ax, (parameter, word) in zip(axes, WORDS.items(), strict=True):
        curve = {word: rates(select(cases, parameter=parameter), "value")}
        success.against(curve, {word: "c"}, xlabel=word, ax=ax)
        if not ax.get_subplotspec().is_first_col():
            ax.set_ylabel("")
    return axes


def _one_legend(axes: list[Axes]) -> list[Axes]:
    """The legend of the first above them all, and words only at the left edge."""
    handles, names = axes[0].get_legend_handles_labels()
    place = {"loc": "outside upper left", "ncols": len(names), "frameon": False}
    axes[0].figure.legend(handles, names, **place)
    for ax in axes:
        ax.get_legend().remove()
        if not ax.get_subplotspec().is_first_col():
            ax.set_ylabel("")
    return axes


def _values(cases: Sequence[Case], name: str) -> list[str]:
    return list(dict.fromkeys(case.label[name] for case in cases))


def _meaning(network: str) -> str:
    """The colour's meaning: plain networks, gated outputs, peepholes, memories."""
    for start, meaning in {"RNN": "rnn", "GRU": "h", "peephole": "o"}.items():
        if network.startswith(start):
            return meaning
    return "c" if "1997" in network else "f"


def _both(case: Case, name: str) -> dict[str, np.ndarray]:
    return {
        when: np.array([run[f"{name} {when}"] for run in case.runs], float)
        for when in ("before", "after")
    }
