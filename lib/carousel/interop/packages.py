"""Packages that only some doors need, asked for when they do."""

import importlib
from typing import Any


def package(name: str, purpose: str) -> Any:
    """A package, or what it would be needed for.

    Raises:
        ValueError: if it is not installed, saying how to install it.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        raise ValueError(
            f"{purpose} needs {name}, which is not installed: pip install {name}"
        ) from None
