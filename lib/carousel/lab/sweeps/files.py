"""Writing results: whole or not at all, and only what JSON can hold."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np

DIGITS = 5  # significant ones, of what is measured


def write(path: Path, text: str) -> None:
    """Write a file that is never seen half written, with the folders above it.

    Args:
        path: of the file, which is replaced if it is there.
        text: all of it.

    Raises:
        OSError: if it cannot be written; what was there before is still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def to_text(data: dict[str, Any]) -> str:
    """Results as JSON, one job per line.

    Raises:
        ValueError: if a number is not finite.
    """
    lines = ",\n".join(json.dumps(job, allow_nan=False) for job in data["jobs"])
    head = json.dumps({k: v for k, v in data.items() if k != "jobs"}, indent=1)
    return f'{head[:-2]},\n "jobs": [\n{lines}\n]}}\n'


def to_jsonable(value: Any) -> Any:
    """As JSON has it: lists and numbers of 5 digits; what is not finite is None."""
    if isinstance(value, dict):
        return {str(k): to_jsonable(v) for k, v in value.items()}
    if isinstance(value, np.ndarray):
        return to_jsonable(value.tolist())
    if isinstance(value, list | tuple):
        return [to_jsonable(v) for v in value]
    if isinstance(value, float | np.floating):
        return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None
    return value.item() if isinstance(value, np.generic) else value
