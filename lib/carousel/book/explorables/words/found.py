"""Every text of the live figures, as it stands in their sources.

In both languages that is what `say` is given: in JavaScript a template or a text, in
Python a text. What a control is called is found in its trait, and what Python tells a
view to say in the figure's `words`.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from carousel.book import explorables
from carousel.book.explorables._explorable import Explorable
from carousel.book.explorables.words import pictures

HERE = Path(__file__).parents[1]
OF_CONTROL = ("label", "short", "unit", "group", "options", "presses")
_BEGIN = re.compile(r"""\bsay(`|\(\s*["'`])""")
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')  # as JSON has it too
_SKIPPED = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_ESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")


def texts() -> list[str]:
    """All texts, sorted, each once."""
    found: set[str] = {*pictures.TEXTS}
    for path in HERE.rglob("*.js"):
        if "static" not in path.parts:
            found.update(of_script(path.read_text(encoding="utf-8")))
    for path in HERE.rglob("*.py"):
        found.update(of_module(path.read_text(encoding="utf-8")))
    for name in explorables.__all__:
        found.update(of_figure(getattr(explorables, name)))
    return sorted(found)


def words_of(text: str) -> list[str]:
    """The words of a text; a letter alone is a symbol."""
    letters = "".join(one if one.isalpha() else " " for one in text)
    return [word for word in letters.split() if len(word) > 1]


def has_words(text: str) -> bool:
    """Whether there is anything to translate."""
    return bool(words_of(text))


def of_figure(figure: type[Explorable]) -> Iterator[str]:
    """What the controls are called, and what the view is told to say."""
    traits = figure.class_traits().values()
    named = [trait.metadata.get(name, ()) for trait in traits for name in OF_CONTROL]
    yield from filter(has_words, _held([named, figure.words]))


def _held(words: str | list | tuple | dict) -> Iterator[str]:
    if isinstance(words, str):
        yield words
    else:
        for one in words.values() if isinstance(words, dict) else words:
            yield from _held(one)


def of_module(code: str) -> Iterator[str]:
    """What `say` is given in a Python module."""
    for node in ast.walk(ast.parse(code)):
        called = getattr(node, "func", None)
        name = getattr(called, "id", getattr(called, "attr", ""))
        if name == "say" and node.args and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value


def of_script(code: str) -> Iterator[str]:
    """What `say` is given in a script.

    Raises:
        ValueError: for a template that is put together, whose key nobody knows.
    """
    code = _SKIPPED.sub("", code)
    for begin in _BEGIN.finditer(code):
        quote = begin[1][-1]
        if quote == '"':
            text = _TEXT.match(code, begin.end() - 1)[0]
            yield json.loads(text)
        elif begin[1] == "`":
            yield _template(code, begin.end())
        else:
            raise ValueError(f"say( takes a text in double quotes: {begin[0]}")


def _template(code: str, at: int) -> str:
    """The key of the template that begins here."""
    key, place = "", 0
    while code[at] != "`":
        if code.startswith("${", at):
            at = _after(code, at + 2, "}")
            key += f"{{{place}}}"
            place += 1
        else:
            end = at + (
                6 if code.startswith("\\u", at) else 2 if code[at] == "\\" else 1
            )
            key += code[at:end]
            at = end
    key = _ESCAPED.sub(_plain, key)
    return re.sub(r"\n\s*", " ", key)


def _plain(escaped: re.Match[str]) -> str:
    return json.loads(f'"{escaped[0]}"') if escaped[1][0] in "un" else escaped[1]


def _after(code: str, at: int, end: str) -> int:
    """The place behind the end of what is nested here: a text, a template, brackets."""
    closing = {"{": "}", "(": ")", "[": "]"}
    while not code.startswith(end, at):
        one = code[at]
        if end in "\"'`":
            if one == "\\":
                at += 2
            elif end == "`" and code.startswith("${", at):
                at = _after(code, at + 2, "}")
            else:
                at += 1
        elif one in "\"'`":
            at = _after(code, at + 1, one)
        elif one in closing:
            at = _after(code, at + 1, closing[one])
        else:
            at += 1
    return at + len(end)
