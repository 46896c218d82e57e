"""Formulas between dollar signs, for a reader without TeX: as text and as HTML."""

import re
from html import escape

_SYMBOLS = {
    r"\partial ": "∂",
    r"\sigma": "σ",
    r"\gamma": "γ",
    r"\beta": "β",
    r"\omega": "ω",
    r"\mu": "μ",
    r"\epsilon": "ε",
    r"\ell": "ℓ",
    r"\cdot": "·",
    r"\pm": "±",
    r"\tilde c": "c̃",
    r"\top": "T",
    r"\sqrt": "√",
    r"\ln": "ln",
    r"\tanh": "tanh",
    r"\%": "%",
}
_FORMULA = re.compile(r"\$([^$]+)\$")
_CODE = re.compile(r"`([^`]+)`")
_SCRIPT = re.compile(r"([_^])(?:\{([^{}]*)\}|([^\s{}]))")


def plain(words: str) -> str:
    """Words with their formulas as text: `c_(t-1)`, `f^20`."""
    text = _FORMULA.sub(lambda found: _text(found[1]), _with_minus(words))
    return _CODE.sub(r"\1", text)


def _with_minus(words: str) -> str:
    """Negative numbers outside of code with a minus sign, not a hyphen."""
    parts = words.split("`")
    return "`".join(
        part if place % 2 else re.sub(r"(?<![\w}])-(?=\d)", "−", part)
        for place, part in enumerate(parts)
    )


def _symbols(formula: str) -> str:
    formula = formula.replace("-", "−")
    for name, symbol in _SYMBOLS.items():
        formula = formula.replace(name, symbol)
    return formula


def _text(formula: str) -> str:
    def script(found: re.Match) -> str:
        inside = found[2] if found[2] is not None else found[3]
        return f"{found[1]}{inside if inside.isalnum() else f'({inside})'}"

    text = _SCRIPT.sub(script, _symbols(formula))
    return re.sub(r"√\{([^{}]*)\}", r"√(\1)", text)


def html(words: str) -> str:
    """Words as HTML, formulas in italics with raised and lowered parts."""
    words = escape(_with_minus(words), quote=False)
    text = _CODE.sub(r"<code>\1</code>", words)
    return _FORMULA.sub(lambda found: f"<i>{_markup(found[1])}</i>", text)


def _markup(formula: str) -> str:
    def script(found: re.Match) -> str:
        tag = "sub" if found[1] == "_" else "sup"
        inside = found[2] if found[2] is not None else found[3]
        return f"<{tag}>{inside}</{tag}>"

    text = re.sub(r"√\{", "√{", _symbols(formula))
    before = None
    while before != text:
        before, text = text, _SCRIPT.sub(script, text)
    text = re.sub(r"√\{([^{}]*)\}", r"√(\1)", text)
    return re.sub(r"\d[\d.]*|ln|tanh", r"<span>\g<0></span>", text)
