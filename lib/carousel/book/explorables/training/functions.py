"""Functions that give JavaScript's bits: of + - * / and square roots alone."""

import numpy as np

LOG2_E = 1.4426950408889634
LN2_HIGH = 6.93145751953125e-1  # short enough that its multiples are exact
LN2_LOW = 1.4286068203094173e-6
ROUND = 6755399441055744.0  # 1.5 * 2**52: adding and taking it away rounds to a whole
FAR = 708.0  # exp(-708) is just above the subnormal numbers
UNIT = 1023 + int(np.float64(ROUND).view(np.int64))
TERMS = 10  # of the series of the logarithm, in ((x - 1) / (x + 1))^2 <= 0.03

# Cephes: exp(r) = (q + p) / (q - p) with p = r P(r^2) and q = Q(r^2), |r| <= ln 2 / 2.
P = (0.00012617719307481058, 0.030299440770744195, 1.0)
Q = (3.0019850513866446e-6, 0.002524483403496841, 0.22726554820815503, 2.0)

# Wichura's AS 241, as in statistics.NormalDist: numerator and denominator.
CENTRE = (
    (
        2509.0809287301227,
        33430.57558358813,
        67265.7709270087,
        45921.95393154987,
        13731.69376550946,
        1971.5909503065513,
        133.14166789178438,
        3.3871328727963665,
    ),
    (
        5226.495278852546,
        28729.085735721943,
        39307.89580009271,
        21213.794301586597,
        5394.196021424751,
        687.1870074920579,
        42.31333070160091,
        1.0,
    ),
)
TAIL = (
    (
        0.0007745450142783414,
        0.022723844989269184,
        0.2417807251774506,
        1.2704582524523684,
        3.6478483247632045,
        5.769497221460691,
        4.630337846156546,
        1.4234371107496835,
    ),
    (
        1.0507500716444169e-9,
        0.0005475938084995345,
        0.015198666563616457,
        0.14810397642748008,
        0.6897673349851,
        1.6763848301838038,
        2.053191626637759,
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
