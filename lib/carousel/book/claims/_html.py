"""The cards of a trial as HTML.

A reader's marks are native radio buttons, and a style rule per choice answers them. So
the cards need no script, no kernel and no network; a page's script keeps the marks.
"""

from collections.abc import Mapping, Sequence

from carousel.book.cards import STYLE, typeset

WORDS = ("true", "false", "only if")
_SIGNS = {"true": "✓", "false": "✗", "only if": "◐"}
_STYLE = STYLE + (
    ".cx-trial{margin:.6em 0;line-height:1.5}.cx-trial p{margin:.35em 0}"
    ".cx-verdict{border:1px solid var(--pst-color-border,#8888);border-left-width:5px;"
    "border-radius:6px;padding:8px 14px}"
    ".cx-trial ul{margin:.35em 0;padding-left:1.3em}"
    ".cx-true{border-left-color:var(--pst-color-success,#1a7552)}"
    ".cx-false{border-left-color:var(--pst-color-danger,#b3261e)}"
    ".cx-only{border-left-color:var(--pst-color-warning,#b84d12)}"
    ".cx-word{font-weight:700;letter-spacing:.04em;text-transform:uppercase;"
    "margin-right:.8em}"
    ".toc-h2:not(:has(.active)) .toc-h3{display:none}"  # claims of this session only
    ".cx-trial table{border-collapse:collapse;width:100%}"
    ".cx-trial :is(th,td){text-align:left;vertical-align:top;padding:5px 12px 5px 0;"
    "border-bottom:1px solid #8884}.cx-record{counter-reset:agreed}"
)


def ballot(claims: Mapping[str, str]) -> str:
    """A group of radio buttons a claim.

    Args:
        claims: sentences by the key under which the marks are kept.
    """
    return _card("", _STYLE, "".join(_choice(*claim) for claim in claims.items()))


def verdict(
    key: str, word: str, line: str, findings: Sequence[tuple[str, str]], instead: str
) -> str:
    """The word, the reader's mark, the line, the findings, the true sentence.

    Args:
        key: the claim's, as on its ballot.
        word: one of `WORDS`.
        line: what counts as holding.
        findings: pairs of an outcome and a case.
        instead: the true sentence.
    """
    answers = (
        f'{_marked(key, w)}.cx-said-{key}::before{{content:"You said: {w}."}}'
        for w in WORDS
    )
    listed = "".join(map(_finding, findings))
    body = (
        f'<p><span class="cx-word">{_SIGNS[word]} {word}</span>'
        f'<span class="cx-said-{key}"></span></p>'
        f"<p><em>Counts as holding:</em> {typeset(line)}</p><ul>{listed}</ul>"
        f"<p><strong>What is true:</strong> {typeset(instead)}</p>"
    )
    kind = f"cx-verdict cx-{word.split()[0]}"
    told = f' data-claim="{key}" data-word="{word}"'
    return _card(kind, _STYLE + "".join(answers), body, told)


def record(rows: Sequence[tuple[str, str, str]]) -> str:
    """A table of claims, verdicts and marks, and how often the reader agreed.

    Args:
        rows: key, claim and verdict of each.
    """
    style, body = _STYLE, ""
    for key, text, word in rows:
        style += "".join(
            f'{_marked(key, w)}.cx-mark-{key}::before{{content:"{w}"}}' for w in WORDS
        )
        style += f"{_marked(key, word)}.cx-row-{key}{{counter-increment:agreed}}"
        body += (
            f'<tr class="cx-row-{key}"><td>{typeset(text)}</td><td>{word}</td>'
            f'<td><span class="cx-mark-{key}"></span></td></tr>'
        )
    style += (
        ":root:has(.cx-trial input:checked) .cx-tally::before{content:"
        f'"You and the cells agree on " counter(agreed) " of {len(rows)} claims."}}'
    )
    head = "<thead><tr><th>claim</th><th>verdict</th><th>yours</th></tr></thead>"
    table = f'<table>{head}<tbody>{body}</tbody></table><p class="cx-tally"></p>'
    return _card("cx-record", style, table)


def _card(kind: str, style: str, body: str, told: str = "") -> str:
    return f'<div class="cx-trial {kind}"{told}><style>{style}</style>{body}</div>'


def _finding(finding: tuple[str, str]) -> str:
    outcome, case = finding
    return f"<li><strong>{outcome}:</strong> {typeset(case)}</li>"


def _choice(key: str, text: str) -> str:
    labels = "".join(
        f'<label><input type="radio" name="claim-{key}" value="{word}"> {word}</label>'
        for word in WORDS
    )
    asked = f"<legend>“{typeset(text)}”</legend>"
    return f'<fieldset class="cx-card">{asked}{labels}</fieldset>'


def _marked(key: str, word: str) -> str:
    return f':root:has(input[name="claim-{key}"][value="{word}"]:checked) '
