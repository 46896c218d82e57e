"""What quizzes, ballots and verdicts share: their look, and formulas in sentences."""

import html
import re

# Every colour has a second value, for a notebook. A question has the carousel's edge,
# as every question of the book.
STYLE = (
    ".cx-card{border:1px solid var(--pst-color-border,#8888);border-left:3px solid "
    "var(--cx-carousel,#c2571a);border-radius:6px;margin:14px 0;padding:8px 14px;"
    "min-width:0;line-height:1.5}.cx-card p{margin:4px 0}"
    ".cx-card legend{all:unset;float:left;width:100%}"
    ".cx-card label{display:inline-flex;align-items:center;gap:6px;"
    "min-height:28px;margin:2px 18px 0 0;cursor:pointer}"
    ".cx-card details{margin:4px 0;padding:0;border:0;background:none;box-shadow:none}"
    ".cx-card summary{cursor:pointer;min-height:24px;font-weight:400;color:inherit}"
    ".cx-card ol{margin:4px 0;padding-left:1.8em}"
)


def typeset(sentence: str) -> str:
    r"""The sentence as HTML, its formulas as a host expects them.

    What stands between dollars becomes `\(…\)` in a span of its own: JupyterLab renders
    it, and the page's build puts the rendered formula in its place. Between backticks
    stands code. A power of ten does not break over two lines.
    """
    text = html.escape(sentence).replace(" × 10", "&nbsp;×&nbsp;10")
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    return re.sub(r"\$([^$]+)\$", r'<span class="cx-math">\\(\1\\)</span>', text)


def plain(sentence: str) -> str:
    """The sentence without the marks of its formulas, for a screen of letters."""
    sentence = sentence.replace("`", "")
    return re.sub(r"\$([^$]+)\$", lambda found: _letters(found[1]), sentence)


def _letters(formula: str) -> str:
    formula = re.sub(r"\\partial ?", "∂", formula).replace(r"\times", "×")
    return re.sub(r"[{}\\]", "", formula)
