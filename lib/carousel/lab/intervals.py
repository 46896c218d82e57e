"""How sure a number is: intervals of rates and medians, and a test of two rates."""

from math import comb

import numpy as np

from carousel.lab.checks import whole
from carousel.shapes import ArrayLike, Real

NORMAL_95 = 1.959963984540054  # 97.5 % of a normal distribution lies below


def wilson(successes: Real, trials: Real) -> tuple[float, float]:
    r"""The 95 % interval of a success rate, Wilson's, as two shares from 0 to 1.

    With $\hat p$ the share, n the trials and z = 1.96 its middle is
    $(\hat p + z^2/2n) / (1 + z^2/n)$. Unlike $\hat p \pm z\sqrt{\hat p(1-\hat p)/n}$ it
    says something when all have succeeded, or none.

    Args:
        successes: how many trials succeeded.
        trials: how many there were.

    Raises:
        ValueError: if one is no whole number, if there are no trials, or if there are
            more successes than trials.
    """
    trials, successes = whole("trials", trials, 1), whole("successes", successes, 0)
    if successes > trials:
        raise ValueError(f"{successes} successes in {trials} trials make no rate")
    share, z2 = successes / trials, NORMAL_95**2 / trials
    middle = (share + z2 / 2) / (1 + z2)
    spread = np.sqrt(share * (1 - share) * z2 + z2**2 / 4) / (1 + z2)
    return max(0.0, float(middle - spread)), min(1.0, float(middle + spread))


def fisher(first: tuple[Real, Real], second: tuple[Real, Real]) -> float:
    """The p-value, from 0 to 1, of two success rates being one: Fisher's exact test.

    The share of all ways to deal out the successes that are no likelier than this one,
    on either side. It is not corrected for how many pairs of rates were looked at.

    Args:
        first: how many succeeded, and of how many trials.
        second: likewise.

    Raises:
        ValueError: if these are no whole numbers that make a rate.
    """
    pairs = []
    for successes, trials in (first, second):
        wilson(successes, trials)  # refuses what is no rate
        pairs.append((int(successes), int(trials)))
    (found, n), (other, m) = pairs
    total = found + other
    ways = [comb(n, k) * comb(m, total - k) for k in range(total + 1)]
    return sum(each for each in ways if each <= ways[found]) / comb(n + m, total)


def bootstrap_median(
    values: ArrayLike, *, rng: np.random.Generator, resamples: Real = 2000
) -> tuple[float, float]:
    """The 95 % percentile interval of a median, by drawing the sample again and again.

    Infinity is allowed and means "never": a median may be infinite.

    Args:
        values: one per seed.
        rng: what the sample is drawn again with.
        resamples: how often, from 1.

    Raises:
        ValueError: if there are no values, if one is not a number, or if resamples is
            no whole number from 1.
    """
    resamples = whole("resamples", resamples, 1)
    values = np.asarray(values, float)
    if values.ndim != 1 or values.size == 0 or np.isnan(values).any():
        raise ValueError(f"expected a list of numbers, got {values}")
    medians = np.sort(lower_median(rng.choice(values, size=(resamples, values.size))))
    low, high = round(0.025 * resamples), max(0, round(0.975 * resamples) - 1)
    return float(medians[low]), float(medians[high])


def lower_median(values: np.ndarray) -> np.ndarray:
    """The lower median along the last axis: one of the values, even if infinite.

    Raises:
        ValueError: if the last axis is empty.
    """
    if values.shape[-1] == 0:
        raise ValueError("there is no median of no values")
    return np.sort(values, axis=-1)[..., (values.shape[-1] - 1) // 2]
