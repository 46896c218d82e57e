"""How long a chapter takes, counted; `python tests/minutes.py` writes it on the pages.

On those of the chapters, and, added up, on the introduction's ways through the book.

The rates are fitted, by least squares, so that the minutes lie about at the geometric
mean of two kinds of readings: those of earlier readers, who went straight on
(`STRAIGHT`), and that of one with a stopwatch, who stopped at every formula
(`STOPPING`). The minutes of exercises are from the latter alone.
"""

import json
import re
from pathlib import Path

from carousel.book import explorables

CHAPTERS = Path(__file__).parents[1] / "chapters"
STRAIGHT = (45, 50, 45, 38, 40, 27, 40, 49, 21, 25, 27, 30, 36)  # minutes, by chapter
STOPPING = (54, 61, 61, 82, 50, 30, 51, 56, 24, 38, 55, 41, 63)
WORDS = 140  # per minute
# Seconds: a formula of its own, one within a sentence, a line of a lesson, a picture.
DISPLAY, INLINE, LINE, PICTURE = 40, 4, 5, 20
FIGURE, PREDICTION, QUIZ = 2, 1, 5  # minutes
EXERCISES = {"by hand": 10, "in code": 15, "with the": 8, "build": 25}  # minutes
OTHER = 10  # minutes: an exercise of another kind
TOLD = re.compile(r"\*About (\d+) minutes to read, (\d+) with the exercises")
MATH = re.compile(r"\$\$.*?\$\$|```\{math\}.*?```", re.DOTALL)
WITHIN = re.compile(r"\$[^$]+\$")
LIVE = re.compile(
    rf"^(?:\w+ = )?(?:{'|'.join(set(explorables.__all__) - {'Predict', 'Answer'})})\(",
    re.M,
)


def counted(cells: list[dict]) -> tuple[int, int]:
    """Minutes to read a chapter, and with its exercises, to the nearest five.

    Args:
        cells: of a notebook; the source of each is a list of lines or one string.
    """
    reading, text = _read(cells)
    code = [cell for cell in reading if cell["cell_type"] == "code"]
    lessons = [_source(c) for c in code if "lesson" in c["metadata"].get("tags", [])]
    pictures = sum("mystnb" in c["metadata"] for c in code)
    every = "\n".join(map(_source, code))
    seconds = (
        60 * words(cells) / WORDS
        + DISPLAY * len(MATH.findall(text))
        + INLINE * len(WITHIN.findall(MATH.sub("", text)))
        + LINE * sum(len(lesson.splitlines()) for lesson in lessons)
        + PICTURE * pictures
        + 60 * FIGURE * len(LIVE.findall(every))
        + 60 * PREDICTION * len(re.findall(r"\b(?:Predict|Verdict|Answer)\(", every))
        + 60 * QUIZ
    )
    whole = "\n".join(_source(c) for c in cells if c["cell_type"] == "markdown")
    heads = re.findall(r"^\*\*\d\. ([^.:]*)", whole, re.MULTILINE)
    return _to_five(seconds / 60), _to_five(seconds / 60 + sum(map(exercise, heads)))


def exercise(head: str) -> int:
    """Minutes of an exercise, by the kinds that its head names: the longest of them."""
    kinds = [EXERCISES[kind] for kind in EXERCISES if kind in head.lower()]
    return max(kinds, default=OTHER)


def words(cells: list[dict]) -> int:
    """How many words of prose a chapter has, without formulas and exercises."""
    return len(MATH.sub("", _read(cells)[1]).split())


def _read(cells: list[dict]) -> tuple[list[dict], str]:
    """The cells before the exercises and from the quiz on, and their text."""
    reading = [cell for cell in cells if not _belongs_to_exercises(cells, cell)]
    text = "\n".join(_source(c) for c in reading if c["cell_type"] == "markdown")
    return reading, text


def _source(cell: dict) -> str:
    return "".join(cell["source"])


def _belongs_to_exercises(cells: list[dict], cell: dict) -> bool:
    before = "\n".join(_source(c) for c in cells[: cells.index(cell) + 1])
    return "\n## Exercises" in f"\n{before}" and "\n## Quiz" not in f"\n{before}"


def _to_five(minutes: float) -> int:
    return 5 * round(minutes / 5)


def summed(line: str, read: dict[str, int]) -> str:
    """A line that names chapters, with the minutes of all of them in its end."""
    named = re.findall(r"\((\d\d-[\w-]+\.ipynb)\)", line)
    total = sum(read[name] for name in named)
    return re.sub(r"\d+ minutes", f"{total} minutes", line) if named else line


def main() -> None:
    """Write the minutes into the title of every chapter, and into the introduction."""
    all_read = {}
    for path in sorted(CHAPTERS.glob("[0-9][0-9]-*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        read, with_exercises = counted(notebook["cells"])
        line = f"*About {read} minutes to read, {with_exercises} with the exercises"
        title = notebook["cells"][0]
        text = re.sub(
            r"\*About \d+ minutes(?: to read, \d+ with the exercises)?",
            line,
            _source(title),
        )
        title["source"] = text.splitlines(keepends=True)
        told = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
        path.write_text(told, encoding="utf-8")
        print(f"{path.stem}: {read}, {with_exercises}")
        all_read[path.name] = read
    intro = CHAPTERS / "intro.ipynb"
    notebook = json.loads(intro.read_text(encoding="utf-8"))
    for cell in [c for c in notebook["cells"] if c["cell_type"] == "markdown"][:2]:
        cell["source"] = [summed(line, all_read) for line in cell["source"]]
    told = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    intro.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
