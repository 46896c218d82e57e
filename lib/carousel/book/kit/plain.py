"""A chapter's text in the Markdown that every host of notebooks knows.

Colab and GitHub know nothing of MyST: they would show its directives raw, and nothing
in the place of a value. Here values, sources and the numbers of equations stand in it.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_VALUE = re.compile(r"```\{eval\} (\w+)\n```|\{eval\}`(\w+)`")
_MATH = re.compile(
    r"^```\{math\}\n((?::[^\n]*\n)*)(.*?)\n```$", re.MULTILINE | re.DOTALL
)
_LABEL = re.compile(r":label: *(\S+)")
_BOX = re.compile(
    r"^:::\{admonition\} ?([^\n]*)\n((?::[^:\n][^\n]*\n)*)(.*?)^:::$", re.M | re.S
)
_CITED = re.compile(r"\{cite(?::(t|p))?\}`([^`]+)`")
_EQUATION = re.compile(r"\{eq\}`([^`]+)`")
_NUMBERED = re.compile(r"\{(?:numref|ref)\}`(?:([^`<]+) ?<[^`]*>|[^`]*)`")
_TARGET = re.compile(r"^\([\w-]+\)=\n+", re.MULTILINE)
_LINK = re.compile(r"(\]\()([\w./-]+\.(?:ipynb|md|html|svg))(#[^)]*)?(\))")
_TAG = re.compile(r'(href=")([\w./-]+\.html)(#[^"]*)?(")')


@dataclass
class Text:
    """What a text refers to.

    Attributes:
        sources: authors and year by key.
        site: the address of the book, ending in a slash, or nothing.
        chapter: its number, which begins those of its equations.
        equations: their numbers by label.
        values: what the names of the cells above stand for.
    """

    sources: dict[str, tuple[str, str]]
    site: str = ""
    chapter: str = ""
    equations: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict] = field(default_factory=dict)

    def number(self, text: str) -> None:
        """Number the equations of a text, in their order in the chapter."""
        for options, _ in _MATH.findall(text):
            if label := _LABEL.search(options):
                count = 1 + len(self.equations)
                self.equations[label[1]] = f"{self.chapter}.{count}".lstrip(".")

    def plain(self, text: str) -> str:
        """The text without MyST."""
        steps: list[tuple[re.Pattern, Callable]] = [
            (_TARGET, lambda found: ""),
            (_VALUE, self._value),
            (_MATH, self._math),
            (_BOX, _box),
            (_CITED, self._cited),
            (_EQUATION, lambda found: f"({self.equations.get(found[1], found[1])})"),
            (_NUMBERED, lambda found: (found[1] or "the figure").strip()),
            (_LINK, self._link),
            (_TAG, self._link),
        ]
        for pattern, said in steps:
            text = pattern.sub(said, text)
        return text

    def _value(self, found: re.Match) -> str:
        data = self.values[found[1] or found[2]]["data"]
        if "text/markdown" in data:
            return self.plain("".join(data["text/markdown"]))
        said = "".join(data["text/plain"])
        return ast.literal_eval(said) if said[:1] in "'\"" else said

    def _math(self, found: re.Match) -> str:
        label = _LABEL.search(found[1])
        number = self.equations.get(label[1]) if label else None
        return f"$$\n{found[2]}" + (f"\n\\tag{{{number}}}\n$$" if number else "\n$$")

    def _cited(self, found: re.Match) -> str:
        named = [
            self.sources.get(key.strip(), (key, "")) for key in found[2].split(",")
        ]
        if found[1] == "t":
            return ", ".join(f"{authors} ({year})" for authors, year in named)
        return f"({'; '.join(', '.join(filter(None, one)) for one in named)})"

    def _link(self, found: re.Match) -> str:
        """A way within the book leads to its page; without an address it stays."""
        if not self.site:
            return found[0]
        path, _, ending = found[2].rpartition(".")
        page = f"{path}.{'svg' if ending == 'svg' else 'html'}{found[3] or ''}"
        return f"{found[1]}{self.site}chapters/{page}{found[4]}"


def _box(found: re.Match) -> str:
    """A box that opens, or a quotation with its title."""
    title, options, body = found[1].strip(), found[2], found[3].strip()
    if "dropdown" in options:
        return f"<details><summary><b>{title}</b></summary>\n\n{body}\n\n</details>"
    return "\n".join(_quoted(f"**{title}**\n\n{body}"))


def _quoted(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield f"> {line}".rstrip()
