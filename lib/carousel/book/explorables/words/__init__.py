"""The figures' words: a text in English is its own key, another language has a file.

`en.json` has every text of the live figures, and `python -m
carousel.book.explorables.words` writes it anew. A translator copies it to `de.json` and
changes what stands behind the keys: every place `{0}` of a text stays, in whatever
order, and a key that is missing, or has nothing behind it, stays English.
"""

import json
import os
import re
from pathlib import Path

HERE = Path(__file__).parent
ENGLISH = "en"
ASKED = "CAROUSEL_LANGUAGE"  # a variable of the environment
PLACE = re.compile(r"\{(\d+)\}")

_spoken: dict[str, str | dict[str, str]] = {"language": ENGLISH, "catalogue": {}}


def language(code: str) -> None:
    """Make the figures from now on speak a language, such as "de".

    Raises:
        ValueError: if it has no file here, or one with a wrong place in a text.
    """
    speak(code, {} if code == ENGLISH else read(HERE / f"{code}.json"))


def speak(code: str, catalogue: dict[str, str]) -> None:
    """Make the figures from now on speak a language by its catalogue."""
    _spoken.update(language=code, catalogue=catalogue)


def spoken() -> tuple[str, dict[str, str]]:
    """The language of the figures, and its catalogue; English has none."""
    return _spoken["language"], _spoken["catalogue"]


def read(path: Path) -> dict[str, str]:
    """The catalogue of a file.

    Raises:
        ValueError: if there is no such file, or a text has not the places of its key.
    """
    if not path.is_file():
        known = ", ".join(sorted(one.stem for one in HERE.glob("*.json")))
        raise ValueError(f"the figures have no words in {path.stem}; they have {known}")
    catalogue = json.loads(path.read_text(encoding="utf-8"))
    for key, text in catalogue.items():
        wanted, found = (sorted(set(PLACE.findall(one))) for one in (key, text))
        if text and wanted != found:
            places = ", ".join(f"{{{n}}}" for n in wanted) or "no place"
            raise ValueError(f"{path.name}: {key!r} wants {places}, got {text!r}")
    return catalogue


def say(text: str, *values: object) -> str:
    """A text in the figures' language, with the values in its places."""
    said = _spoken["catalogue"].get(text) or text
    if not values:
        return said
    return PLACE.sub(lambda place: str(values[int(place[1])]), said)


def with_unit(number: str, unit: str) -> str:
    """A number with its unit, such as " steps"; in English, one of it is no plural."""
    is_one = number == "1" and _spoken["language"] == ENGLISH
    return number + (re.sub(r"^( \w+?)s\b", r"\1", unit) if is_one else unit)


def each(words: str | list | dict) -> str | list | dict:
    """A text, or all that a list or a dict holds, in the figures' language."""
    if isinstance(words, str):
        return say(words)
    if isinstance(words, dict):
        return {name: each(text) for name, text in words.items()}
    return [each(text) for text in words]


language(os.environ.get(ASKED, ENGLISH))
