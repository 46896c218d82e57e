"""How sure a number is: intervals for success rates and for medians."""

import numpy as np

from carousel.shapes import ArrayLike

NORMAL_95 = 1.959963984540054  # 97.5 % of a normal distribution lies below


def wilson(successes: int, trials: int) -> tuple[float, float]:
    r"""The 95 % interval of a success rate, Wilson's.

    With $\hat p$ the share, n the trials and z = 1.96 its middle is
    $(\hat p + z^2/2n) / (1 + z^2/n)$. Unlike $\hat p \pm z\sqrt{\hat p(1-\hat p)/n}$ it
    says something when all have succeeded, or none.

    Raises:
        ValueError: if there are no trials, or more successes than trials.
    """
    if not 0 <= successes <= trials or trials == 0:
        raise ValueError(f"{successes} successes in {trials} trials make no rate")
    share, z2 = successes / trials, NORMAL_95**2 / trials
    middle = (share + z2 / 2) / (1 + z2)
    spread = np.sqrt(share * (1 - share) * z2 + z2**2 / 4) / (1 + z2)
    return max(0.0, float(middle - spread)), min(1.0, float(middle + spread))


def bootstrap_median(
    values: ArrayLike, *, rng: np.random.Generator, draws: int = 2000
) -> tuple[float, float]:
    """The 95 % percentile interval of a median, by drawing the sample again and again.

    Infinity is allowed and means "never": a median may be infinite.

    Args:
        values: one a seed.
        rng: where the draws come from.
        draws: how often the sample is drawn again.

    Raises:
        ValueError: if there are no values, or one is not a number.
    """
    values = np.asarray(values, float)
    if values.ndim != 1 or values.size == 0 or np.isnan(values).any():
        raise ValueError(f"expected a list of numbers, got {values}")
    again = rng.choice(values, size=(draws, values.size))
    low, high = np.sort(middle(again))[[round(0.025 * draws), round(0.975 * draws) - 1]]
    return float(low), float(high)


def middle(values: np.ndarray) -> np.ndarray:
    """The lower median along the last axis: one of the values, even if infinite."""
    return np.sort(values, axis=-1)[..., (values.shape[-1] - 1) // 2]
