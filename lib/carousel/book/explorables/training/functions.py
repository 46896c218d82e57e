"""Functions that give JavaScript's bits: of + - * / and square roots alone."""

import numpy as np

LOG2_E = 1.4426950408889634
LN2_HIGH = 6.93145751953125e-1  # short enough that its multiples are exact
LN2_LOW = 1.42860682030941723212e-6
ROUND = 6755399441055744.0  # 1.5 * 2**52: adding and taking it away rounds to a whole
FAR = 708.0  # exp(-708) is just above the subnormal numbers
UNIT = 1023 + int(np.float64(ROUND).view(np.int64))
TERMS = 10  # of the series of the logarithm, in ((x - 1) / (x + 1))^2 <= 0.03

# Cephes: exp(r) = (q + p) / (q - p) with p = r P(r^2) and q = Q(r^2), |r| <= ln 2 / 2.
P = (1.26177193074810590878e-4, 3.02994407707441961300e-2, 1.0)
Q = (3.00198505138664455042e-6, 2.52448340349684104192e-3, 0.227265548208155028766, 2.0)

# Wichura's AS 241, as in statistics.NormalDist: numerator and denominator.
CENTRE = (
    (
        2509.0809287301226727,
        33430.575583588128105,
        67265.770927008700853,
        45921.953931549871457,
        13731.693765509461125,
        1971.5909503065514427,
        133.14166789178437745,
        3.387132872796366608,
    ),
    (
        5226.495278852545925,
        28729.085735721942674,
        39307.89580009271061,
        21213.794301586595867,
        5394.1960214247511077,
        687.1870074920579083,
        42.313330701600911252,
        1.0,
    ),
)
TAIL = (
    (
        7.7454501427834140764e-4,
        0.0227238449892691845833,
        0.24178072517745061177,
        1.27045825245236838258,
        3.64784832476320460504,
        5.7694972214606914055,
        4.6303378461565452959,
        1.42343711074968357734,
    ),
    (
        1.05075007164441684324e-9,
        5.475938084995344946e-4,
        0.0151986665636164571966,
        0.14810397642748007459,
        0.68976733498510000455,
        1.6763848301838038494,
        2.05319162663775882187,
        1.0,
    ),
)


def decay(y: np.ndarray) -> np.ndarray:
    """exp(-y) for y >= 0, elementwise; what would be below 1e-307 stays there."""
    p, q, s = _parts(y)
    return s * ((q + p) / (q - p))


def sigmoid(a: np.ndarray) -> np.ndarray:
    """The sigmoid, elementwise, to 1e-15."""
    p, q, s = _parts(np.abs(a))
    under, over = q - p, s * (q + p)
    return np.where(a >= 0, under, over) / (under + over)


def tanh(a: np.ndarray) -> np.ndarray:
    """The tanh, elementwise, to 1e-15."""
    p, q, s = _parts(np.abs(a) * 2)
    t = ((1 - s) * q - (1 + s) * p) / ((1 + s) * q - (1 - s) * p)
    return np.where(a >= 0, t, -t)


def log(x: np.ndarray) -> np.ndarray:
    """The natural logarithm of numbers above 0, elementwise, to 1e-15."""
    m, k = np.frexp(x)
    small = m < np.sqrt(0.5)
    m, k = np.where(small, 2 * m, m), k - small
    s = (m - 1) / (m + 1)
    terms = [1 / (2 * n + 1) for n in reversed(range(TERMS + 1))]
    return k * LN2_HIGH + (k * LN2_LOW + 2 * s * _horner(terms, s * s))


def quantile(u: np.ndarray) -> np.ndarray:
    """Below which numbers shares of a standard normal distribution lie, u > 1e-11."""
    q = u - 0.5
    centre = 0.180625 - q * q
    tail = np.sqrt(-log(np.where(q < 0, u, 1 - u))) - 1.6
    inner = _horner(CENTRE[0], centre) / _horner(CENTRE[1], centre) * q
    outer = _horner(TAIL[0], tail) / _horner(TAIL[1], tail)
    return np.where(np.abs(q) <= 0.425, inner, np.where(q < 0, -outer, outer))


def _parts(y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """So that exp(-y) = s (q + p) / (q - p)."""
    y = np.minimum(y, FAR)
    shifted = y * LOG2_E + ROUND
    k = shifted - ROUND
    r = k * LN2_HIGH - y + k * LN2_LOW
    s = ((UNIT - shifted.view(np.int64)) << 52).view(float)  # 2**-k, by its exponent
    return r * _horner(P, r * r), _horner(Q, r * r), s


def _horner(coefficients: tuple | list, x: np.ndarray) -> np.ndarray:
    total = coefficients[0]
    for value in coefficients[1:]:
        total = total * x + value
    return total
