"""The report as plain numbers: what `schema.json` describes and a program reads."""

import json
import math
from dataclasses import asdict
from importlib.resources import files
from typing import Any

import numpy as np

VERSION = 1
MOST_LAGS = 60


def schema() -> dict:
    """The JSON schema of a report, with a description of every field."""
    text = files("carousel.checkup").joinpath("schema.json").read_text(encoding="utf-8")
    return json.loads(text)


def lags(reach: int) -> list[int]:
    """The lags that are recorded: all up to 20, then ever fewer."""
    if reach < MOST_LAGS:
        return list(range(reach + 1))
    far = np.geomspace(20, reach, MOST_LAGS - 20)
    return sorted({*range(20), *(round(float(k)) for k in far)})


def few_lags(reach: int) -> list[int]:
    """The lags of a table: 0, 1, 2, 5, 10 and so on, and the last."""
    steps = (m * 10**e for e in range(6) for m in (1, 2, 5))
    return [0, *(k for k in steps if k < reach), *([reach] if reach else [])]


def of(report: Any) -> dict:
    """A report in lists and numbers; what is not finite is null."""
    setting = report.setting
    return {
        "schema": VERSION,
        "loss": setting.loss,
        "data": setting.data,
        "noise": setting.noise,
        "notes": list(report.notes),
        "verdicts": [_plain(asdict(verdict)) for verdict in report.verdicts],
        "layers": [_layer(m) for m in report.layers],
    }


def _layer(m: Any) -> dict:
    at = lags(m.reach)
    names = ("name", "cell", "hidden", "inputs", "sequences", "steps", "longest")
    found = {name: getattr(m, name) for name in names}
    found |= {
        "loss_is_given": m.loss_is_given,
        "losses": m.losses,
        "by_lag": {
            "lag": at,
            "log_left": m.left[:, at],
            "log_left_direct": None if m.left_direct is None else m.left_direct[:, at],
            "rest_to_direct": None if m.rest is None else m.rest[at],
            "cosine": None if m.cosine is None else m.cosine[at],
            "units": m.units[at],
        },
        "exponents": m.exponents,
        "slow_gates": m.slow,
        "gain_1": m.gain,
        "gain_20": m.gain_long,
        "gates": {letter: asdict(gate) for letter, gate in m.by_gate.items()},
        "saturated": m.saturated,
        "memory": None if m.memory is None else asdict(m.memory),
        "runaway": None if m.runaway is None else asdict(m.runaway),
        "untrained": m.untrained,
        "same_rows": m.same_rows,
        "unread": m.unread,
    }
    return _plain(found)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, np.ndarray | list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
