"""What notebooks gave when they were run, and whether it is still what they would give.

A record holds the outputs of every code cell, the values that the prose shows with
`{eval}`, and what the names of the notebook stood for at its end. It is good while the
notebook's code, the files of the library that its kernel had loaded, the data beside
them, and the packages it used are what they were. A sentence may change.
"""

import functools
import hashlib
import importlib.metadata
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LIBRARY = Path(__file__).parents[2]
OF_PAGES = {".pyc", ".js", ".mjs", ".css", ".html", ".svg", ".md", ".ipynb", ".py"}
EVALUATED = re.compile(r"\{eval(?::figure)?\}(?:`|[ \t]+)(\w+)")  # role or directive


@dataclass(frozen=True)
class Cell:
    """A code cell, and the names that the prose after it shows."""

    source: str
    tags: tuple[str, ...]
    shown: tuple[str, ...]


def cells(notebook: Path) -> list[Cell]:
    """The code cells of a notebook."""
    found: list[Cell] = []
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            tags = tuple(cell["metadata"].get("tags", ()))
            found.append(Cell(source, tags, ()))
        elif found and (shown := tuple(EVALUATED.findall(source))):
            last = found.pop()
            found.append(Cell(last.source, last.tags, last.shown + shown))
    return found


def place(notebook: Path) -> Path:
    """Where the record of a notebook is kept."""
    return (
        notebook.resolve().parents[1] / "build" / "executed" / f"{notebook.stem}.json"
    )


def load(notebook: Path) -> dict | None:
    """The record of a notebook, or None where there is none that is still good."""
    try:
        record = json.loads(place(notebook).read_text(encoding="utf-8"))
        now = inputs(notebook, record["modules"], record["packages"])
    except (FileNotFoundError, json.JSONDecodeError, KeyError):
        return None  # none, or half of one, or one of an older form
    return record if record["inputs"] == now else None


def keep(
    notebook: Path,
    given: list[dict],
    *,
    modules: list[str],
    packages: list[str],
    names: dict[str, object],
) -> None:
    """Write a record at once and whole, so that a build cut short leaves no half."""
    record = {
        "inputs": inputs(notebook, modules, packages),
        "modules": modules,
        "packages": packages,
        "cells": given,
        "names": names,
    }
    path = place(notebook)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(record), encoding="utf-8")
    part.replace(path)


def inputs(notebook: Path, modules: Iterable[str], packages: Iterable[str]) -> str:
    """A digest of all that the outputs of a notebook depend on."""
    notebook = notebook.resolve()
    versions = [_version(name) for name in ("python", *packages)]
    digest = hashlib.sha256(repr([cells(notebook), versions]).encode())
    for path in (*(LIBRARY / name for name in modules), *_data(notebook)):
        digest.update(f"{path.name}:".encode())
        digest.update(path.read_bytes() if path.is_file() else b"none")
    return digest.hexdigest()


@functools.cache
def _version(name: str) -> str:
    if name == "python":
        return sys.version
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "none"


def _data(notebook: Path) -> Iterator[Path]:
    """What the library and the chapter may read: a quiz counts for its own chapter."""
    for path in sorted([*LIBRARY.rglob("*"), *notebook.parent.rglob("*")]):
        if path.suffix in OF_PAGES or not path.is_file() or "static" in path.parts:
            continue
        others = path.parent.name == "quiz" and path.stem[:2] != notebook.stem[:2]
        if not others and ".ipynb_checkpoints" not in path.parts:
            yield path
