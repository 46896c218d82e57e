"""Quizzes from JSON: every answer, right or wrong, opens its explanation.

A question is a group of `<details>` that share a name, of which a browser keeps one
open. So a quiz needs no script and no network, and reads on paper.
"""

import html
import json
from pathlib import Path

CHAPTERS = Path(__file__).parents[3] / "chapters"  # of a checkout

_STYLE = (
    ".cx-quiz details{border:1px solid #8888;border-radius:8px;margin:6px 0;"
    "padding:0 12px}.cx-quiz summary{cursor:pointer;padding:9px 0;min-height:24px}"
    ".cx-quiz details p{margin:0 0 10px}"
)


class Quiz:
    """The questions of a JSON file, shown as a page that answers.

    Attributes:
        name: the file's name without its ending.
        questions: as the file has them: `question`, and `answers` with `answer`,
            `correct` and `feedback` each.

    Args:
        path: of the file. If it is relative, it is looked up in the working
            directory, which is a notebook's own folder, and then in the folder
            `chapters` of the checkout that the library was installed from.

    Raises:
        FileNotFoundError: if it is in neither of the two.
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

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        lines = []
        for number, question in enumerate(self.questions, start=1):
            lines += [f"{number}. {question['question']}", ""]
            lines += [f"   - {a['answer']}" for a in question["answers"]] + [""]
        return {
            "text/html": self._html(),
            "text/markdown": "\n".join(lines),
            "text/plain": f"Quiz({self.name!r}, {len(self.questions)} questions)",
        }

    def _html(self) -> str:
        groups = [
            _question(question, f"quiz-{self.name}-{number}", number)
            for number, question in enumerate(self.questions, start=1)
        ]
        return f'<div class="cx-quiz"><style>{_STYLE}</style>{"".join(groups)}</div>'


def _find(path: Path) -> Path:
    places = (Path.cwd() / path, CHAPTERS / path)
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


def _question(question: dict, group: str, number: int) -> str:
    answers = "".join(
        f'<details name="{group}"><summary>{html.escape(answer["answer"])}</summary>'
        f"<p><strong>{'Right.' if answer['correct'] else 'No.'}</strong> "
        f"{html.escape(answer['feedback'])}</p></details>"
        for answer in question["answers"]
    )
    text = html.escape(question["question"])
    return (
        f'<div role="group" aria-labelledby="{group}">'
        f'<p id="{group}"><strong>{number}. {text}</strong></p>{answers}</div>'
    )
