"""Results on disk: whole or not at all, and refused by name when they are broken."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np

PARTS = {"label", "settings", "seeds", "runs", "seconds"}  # of a finished job
DIGITS = 5  # significant ones, of what is measured


def write(path: Path, data: dict[str, Any]) -> None:
    """Write as JSON, one job a line, so that the file is never seen half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(job, allow_nan=False) for job in data["jobs"])
    head = json.dumps({k: v for k, v in data.items() if k != "jobs"}, indent=1)
    text = f'{head[:-2]},\n "jobs": [\n{lines}\n]}}\n'
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def read(path: Path) -> dict[str, Any]:
    """What `write` wrote.

    Raises:
        FileNotFoundError: if there is no such file, saying how it is made.
        ValueError: if it is not a results file, saying what to do.
    """
    if not path.exists():
        raise FileNotFoundError(f"there is no {path}; `make experiments` writes it")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if not all(
            {"label", "settings", "seeds", "runs"} <= set(j) for j in data["jobs"]
        ):
            raise KeyError("jobs")
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as error:
        raise ValueError(
            f"{path} is not a file of results ({error}); nothing was changed. "
            "Move it away and run again."
        ) from None
    return data


def plain(value: Any) -> Any:
    """As JSON has it: lists and numbers of a few digits; what is not finite is None."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, float | np.floating):
        return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None
    return value.item() if isinstance(value, np.generic) else value
