"""The cards of a trial as HTML: the tiles of its claims, a vote, and what it met.

The evidence is a closed box, so that a page without scripts still tells everything; a
page's script opens the box when a vote is given, keeps the vote, and counts.
"""

from collections.abc import Sequence
from html import escape

from carousel.book.cards import STYLE, plain, typeset

WORDS = ("true", "false", "only if")
SIGNS = {"true": "✓", "false": "✗", "only if": "◐"}
_COLOURS = {"true": "success", "false": "danger", "only if": "warning"}
_STYLE = STYLE + (
    ".toc-h2:not(:has(.active)) .toc-h3{display:none}"  # claims of this section only
    ".cx-trial{margin:.6em 0;line-height:1.45}.cx-trial p{margin:.35em 0}"
    ".cx-case{border:1px solid var(--pst-color-border,#8888);border-left:3px solid "
    "var(--cx-carousel,#c2571a);border-radius:6px;padding:6px 14px}"
    ".cx-trial button{font:inherit;color:inherit;background:none;border:1px solid "
    "var(--pst-color-text-muted,#777);border-radius:6px;padding:5px 18px;"
    "min-height:40px;cursor:pointer}"
    ".cx-votes{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center}"
    ".cx-trial button:disabled{cursor:default;opacity:.55}"
    ".cx-trial button[aria-pressed=true]{opacity:1;font-weight:700;"
    "box-shadow:inset 0 0 0 1px currentcolor}"
    "@media (scripting:none){.cx-votes,.cx-tally{display:none}}"
    ".cx-case summary{cursor:pointer;min-height:24px;font-weight:400;color:inherit}"
    ".cx-case details{margin:4px 0;padding:0;border:0;background:none;box-shadow:none}"
    ".cx-word{font-weight:700;letter-spacing:.04em;text-transform:uppercase;"
    "margin-right:.6em}"
    ".cx-trial ul.cx-strip{list-style:none;margin:.3em 0 0;padding:0}"
    ".cx-strip li{display:grid;grid-template-columns:minmax(7rem,15rem) minmax(0,1fr) "
    "4.2rem;gap:0 10px;align-items:center;margin:0;font-size:.9rem;line-height:1.2}"
    ".cx-strip li>span:last-child{text-align:right;font-variant-numeric:tabular-nums}"
    ".cx-strip svg{overflow:visible;display:block}"
    ".cx-strip rect{fill:var(--cx-carousel,#c2571a);opacity:.13}"
    ".cx-strip line{stroke:var(--cx-carousel,#c2571a);stroke-width:2}"
    ".cx-strip circle{fill:var(--pst-color-text-base,currentcolor);fill-opacity:.4;"
    "stroke:var(--pst-color-text-base,currentcolor)}"
    ".cx-strip circle.cx-out{fill:none}"
    ".cx-strip text{fill:var(--pst-color-text-muted,#666);font-size:.75rem;"
    "text-anchor:middle}"
    ".cx-trial p.cx-measured{margin:0;font-size:.85rem;text-align:center;"
    "color:var(--pst-color-text-muted,#666)}"
    ".cx-board ul.cx-tiles{list-style:none;display:grid;gap:6px;margin:.4em 0;"
    "padding:0;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr))}"
    ".cx-tiles li{margin:0}"
    ".cx-tile{display:block;height:100%;min-height:3.4rem;padding:4px 10px;"
    "border-radius:6px;color:inherit;text-decoration:none;font-size:.9rem;"
    "line-height:1.25;border:1px solid var(--pst-color-border,#8888);"
    "border-left:5px solid var(--pst-color-border,#8888)}"
    ".cx-tile small{display:block;color:var(--pst-color-text-muted,#666)}"
    "@media (max-width:40rem){.cx-strip li{grid-template-columns:1fr 4.2rem}"
    ".cx-strip li>svg{grid-row:2;grid-column:1/-1}}"
)


def _edges() -> str:
    rules = (
        f'.cx-trial [data-verdict="{word}"]{{border-left-color:'
        f"var(--pst-color-{colour},currentcolor)}}"
        for word, colour in _COLOURS.items()
    )
    return "".join(rules)


def board(claims: Sequence[tuple[str, str]]) -> str:
    """A tile per claim, which leads to it, and a place for the score.

    Args:
        claims: key and name of each.
    """
    tiles = "".join(
        f'<li><a class="cx-tile" data-claim="{key}" href="#claim-{key}">'
        f"<b>{number}</b> {typeset(name)}<small></small></a></li>"
        for number, (key, name) in enumerate(claims, start=1)
    )
    body = f'<ul class="cx-tiles">{tiles}</ul><p class="cx-tally"></p>'
    return (
        f'<div class="cx-trial cx-board"><style>{_STYLE}{_edges()}</style>{body}</div>'
    )


def verdict(key: str, text: str, word: str, line: str, strip: str, instead: str) -> str:
    """The line and three buttons; below, closed, the evidence and what it says.

    Args:
        key: the claim's.
        text: its words, for the page that lists what was asked.
        word: one of `WORDS`.
        line: what decides.
        strip: the dot strip.
        instead: the true sentence.
    """
    buttons = "".join(
        f'<button type="button" data-said="{said}">{SIGNS[said]} {said}</button>'
        for said in WORDS
    )
    body = (
        f"<p><strong>The line.</strong> {typeset(line)}</p>"
        f'<div class="cx-votes" role="group" aria-label="Your answer">{buttons}'
        '<span role="status"></span></div>'
        '<details class="cx-evidence"><summary>Evidence and verdict</summary>'
        f'{strip}<p><span class="cx-word">{SIGNS[word]} {word}</span>'
        f"{typeset(instead)}</p></details>"
    )
    told = f'data-claim="{key}" data-word="{word}" data-text="{escape(plain(text))}"'
    return (
        f'<div class="cx-trial cx-case" {told}><style>{_STYLE}{_edges()}</style>'
        f"{body}</div>"
    )
