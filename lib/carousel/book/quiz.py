"""Quizzes from JSON: every answer, right or wrong, opens its explanation.

A question is a group of `<details>` that share a name, of which a browser keeps one
open. So a quiz needs no script and no network, and reads on paper.
"""

import html
import json
from pathlib import Path

_STYLE = (
    ".cx-quiz details{border:1px solid #8888;border-radius:8px;margin:6px 0;"
    "padding:0 12px}.cx-quiz summary{cursor:pointer;padding:9px 0;min-height:24px}"
    ".cx-quiz details p{margin:0 0 10px}"
)


class Quiz:
    """The questions of a JSON file, shown as a page that answers.

    Raises:
        ValueError: if the file is not a list of questions with answers, of which
            exactly one is correct and every one has feedback.
    """

    def __init__(self, path: str | Path) -> None:
        self.name = Path(path).stem
        try:
            self.questions = json.loads(Path(path).read_text(encoding="utf-8"))
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
    asked = html.escape(question["question"])
    return (
        f'<div role="group" aria-labelledby="{group}">'
        f'<p id="{group}"><strong>{number}. {asked}</strong></p>{answers}</div>'
    )
