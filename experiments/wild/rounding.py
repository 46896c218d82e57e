"""Numbers as they stand in the results file."""

import numpy as np


def few(value):
    """Four digits are enough for a page; None for what is not a number."""
    if isinstance(value, np.ndarray | list | tuple):
        return [few(one) for one in value]
    return float(f"{float(value):.4g}") if np.isfinite(value) else None
