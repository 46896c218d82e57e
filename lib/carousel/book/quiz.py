"""Quizzes from JSON: a question takes one answer, marks it, and says why.

A question is a list of options and a closed box with what is to be said of each. A
script makes buttons of them; without one the page still asks, and the box still opens.
"""

import hashlib
import json
from pathlib import Path

from carousel.book.cards import STYLE, typeset

CHAPTERS = Path(__file__).parents[3] / "chapters"  # of a checkout
INSTALLED = Path(__file__).parent / "quizzes"  # of a wheel
SCRIPT = Path(__file__).parent / "explorables" / "static" / "page" / "asked.js"

_STYLE = STYLE + (
    ".cx-options{display:grid;gap:5px;margin:6px 0}"
    ".cx-options button{font:inherit;text-align:left;color:inherit;background:none;"
    "border:1px solid var(--pst-color-border,#8888);border-radius:5px;padding:5px 10px;"
    "min-height:34px;width:100%;cursor:pointer;display:flex;gap:9px}"
    ".cx-options button:hover{border-color:currentcolor}"
    ".cx-options button:focus-visible{outline:3px solid #276be9;outline-offset:1px}"
    ".cx-options button::before{content:'○';flex:none;font-weight:700}"
    ".cx-options [data-mark=right]{border-color:var(--pst-color-success,#1a7552);"
    "box-shadow:inset 0 0 0 1px var(--pst-color-success,#1a7552)}"
    ".cx-options [data-mark=wrong]{border-color:var(--pst-color-danger,#b3261e);"
    "box-shadow:inset 0 0 0 1px var(--pst-color-danger,#b3261e)}"
    ".cx-options [data-mark=right]::before{content:'✓';"
    "color:var(--pst-color-success,#1a7552)}"
    ".cx-options [data-mark=wrong]::before{content:'✗';"
    "color:var(--pst-color-danger,#b3261e)}"
    ".cx-options .cx-reason{margin:0 0 4px;padding-left:34px}"
    ".cx-score{display:flex;flex-wrap:wrap;gap:6px 14px;align-items:center}"
    ".cx-score b{font-variant-numeric:tabular-nums}.cx-score button{font:inherit;"
    "color:inherit;background:none;border:1px solid currentcolor;border-radius:5px;"
    "padding:2px 10px;min-height:30px;cursor:pointer}"
    ".cx-quiz [hidden]{display:none}"
    "@media print{.cx-quiz .cx-reason{display:block}.cx-score{display:none}"
    ".cx-quiz button[data-right]::before{content:'✓'}}"
)


class Quiz:
    """The questions of a JSON file, shown as a page that answers.

    Attributes:
        name: the file's name without its ending.
        questions: as the file has them: `question`, and `answers` with `answer`,
            `correct` and `feedback` each. A formula stands between dollars.

    Args:
        path: of the file. If it is relative, it is looked up in the working
            directory, which is a notebook's own folder, and then in the folder
            `chapters` of the checkout that the library was installed from, or among
            the quizzes that the wheel has.

    Raises:
        FileNotFoundError: if it is in none of them.
        ValueError: if the file is not a list of questions with answers, of which
            exactly one is correct and every one has feedback.
    """

    def __init__(self, path: str | Path) -> None:
        place = _find(Path(path))
        self.name = place.stem
        try:
            self.questions = json.loads(place.read_text(encoding="utf-8"))
        except json.JSONDecodeError as error:
            raise ValueError(f"{path} is not JSON: {error}") from None
        for number, question in enumerate(self.questions, start=1):
            _check(question, f"{path}, question {number}")

    def __repr__(self) -> str:
        return f"Quiz({self.name!r}, {len(self.questions)} questions)"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {
            "text/html": self._html(),
            "text/markdown": self._markdown(),
            "text/plain": repr(self),
        }

    def _markdown(self) -> str:
        """For paper: the questions, and below them the answers."""
        asked, told = [], []
        for number, question in enumerate(self.questions, start=1):
            asked += [f"{number}. {question['question']}", ""]
            asked += [f"   - {a['answer']}" for a in question["answers"]] + [""]
            right = next(a for a in question["answers"] if a["correct"])
            told += [f"{number}. {right['answer']} {right['feedback']}", ""]
        return "\n".join([*asked, "**Answers**", "", *told])

    def _html(self) -> str:
        cards = [
            _question(question, f"quiz-{self.name}-{number}", number)
            for number, question in enumerate(self.questions, start=1)
        ]
        return (
            f'<div class="cx-quiz" data-quiz="{self.name}"><style>{_STYLE}</style>'
            f"{''.join(cards)}</div><script>{_script()}</script>"
        )


def _script() -> str:
    """What makes the buttons work in a notebook; a page loads it as a file."""
    return SCRIPT.read_text(encoding="utf-8") if SCRIPT.is_file() else ""


def _find(path: Path) -> Path:
    places = (Path.cwd() / path, CHAPTERS / path, INSTALLED / path.name)
    for place in places:
        if place.is_file():
            return place
    tried = " or ".join(map(str, dict.fromkeys(places)))
    raise FileNotFoundError(f"there is no quiz at {tried}")


def _check(question: object, where: str) -> None:
    match question:
        case {"question": str(), "answers": [*answers]} if answers:
            pass
        case _:
            raise ValueError(f"{where}: expected a question and its answers")
    for answer in answers:
        if not {"answer", "correct", "feedback"} <= set(answer):
            raise ValueError(
                f"{where}: an answer needs answer, correct and feedback, got {answer}"
            )
    correct = sum(bool(answer["correct"]) for answer in answers)
    if correct != 1:
        raise ValueError(f"{where}: expected one correct answer, got {correct}")


def key(question: dict) -> str:
    """The name under which an answer is kept; another one once a word is changed."""
    words = question["question"] + "".join(a["answer"] for a in question["answers"])
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def _question(question: dict, name: str, number: int) -> str:
    options, reasons = "", ""
    for answer in question["answers"]:
        right = answer["correct"]
        options += f"<li>{typeset(answer['answer'])}</li>"
        reasons += (
            f"<li{' data-right' if right else ''}>"
            f"<strong>{'Right.' if right else 'No.'}</strong> "
            f"{typeset(answer['feedback'])}</li>"
        )
    return (
        f'<div class="cx-card" role="group" aria-labelledby="{name}" '
        f'data-key="{key(question)}">'
        f'<p id="{name}"><strong>{number}. {typeset(question["question"])}</strong></p>'
        f'<ol type="a">{options}</ol><details><summary>The answer</summary>'
        f'<ol type="a">{reasons}</ol></details></div>'
    )
