"""Writing results: whole or not at all, and only what JSON can hold."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np

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
