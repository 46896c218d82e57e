"""How the report writes numbers, and the chapters that it names."""

import math

# By key: the file of the chapter, and its title.
CHAPTERS = {
    "direct": ("02-derivation", "The direct path, step by step"),
    "jacobian": ("03-full-jacobian", "The full Jacobian"),
    "measuring": ("05-measuring-gradient-flow", "Measuring gradient flow"),
    "peepholes": ("07-peepholes", "Peepholes"),
    "clipping": ("08-clipping", "Clipping"),
    "setting": ("09-what-to-set", "What should you set?"),
    "claims": ("12-claims-on-trial", "Claims on trial"),
}
CELLS = {
    "lstm": "LSTM",
    "lstm_1997": "LSTM of 1997",
    "peephole": "LSTM with peepholes",
    "gru": "GRU",
    "gru_reset_before": "GRU that resets before the product",
    "rnn": "plain RNN",
}
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
TIE = "\u00a0"  # a space at which no line ends


def number(value: float) -> str:
    """Three digits; a power of ten where it is far from 1."""
    if not abs(value) < 1e299:
        return "not finite" if math.isnan(value) else "∞" if value > 0 else "−∞"
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
        return text.replace("-", "−")
    return power(math.log(abs(value)), "−" if value < 0 else "")


def power(log: float, sign: str = "") -> str:
    """The number of this natural logarithm, however far from 1 it is."""
    if abs(log) > 1e200 or math.isnan(log):
        return "0" if log < 0 else "∞"
    if math.log(1e-3) <= log < math.log(1e5):
        return sign + number(math.exp(log))
    exponent = math.floor(log / math.log(10))
    mantissa = math.exp(log - exponent * math.log(10))
    if f"{mantissa:.1f}" == "10.0":
        mantissa, exponent = 1.0, exponent + 1
    return f"{sign}{mantissa:.1f} × 10{str(exponent).translate(_RAISED)}"


def decade(value: float) -> str:
    """A power of ten, written out where that is short."""
    exponent = round(math.log10(value))
    if -3 <= exponent <= 4:
        return f"{10.0**exponent:,.{max(0, -exponent)}f}"
    return f"10{str(exponent).translate(_RAISED)}"


def share(log: float) -> str:
    """A share of this natural logarithm, in percent where that can be read."""
    if log < math.log(1e-5) or log > math.log(100):
        return power(log)
    percent = 100 * math.exp(log)
    return f"{percent:,.0f} %" if percent >= 1 else f"{percent:.2g} %"


def steps(value: float) -> str:
    """A number of steps with its noun."""
    return f"{number(value)} {'step' if number(value) == '1' else 'steps'}"


def cell(name: str) -> str:
    """A cell by its name in the measures, as prose calls it."""
    kind, _, hard = name.partition(" ")
    return f"{CELLS[kind]} {hard}".rstrip()


def together(text: str) -> str:
    """The text with ties where a number would part from its percent sign or power."""
    return text.replace(" %", f"{TIE}%").replace(" × ", f"{TIE}×{TIE}")


def count(items: int, one: str, many: str = "") -> str:
    """A count with its noun: 1 unit, 3 units."""
    return f"{items:,} {one if items == 1 else many or one + 's'}"
