"""An exam on paper: as text, as Markdown, or as a page that opens from disk."""

import textwrap
from collections.abc import Sequence

from carousel.book.exam import formulas
from carousel.book.exam.answers import LETTERS, Choice, Mend
from carousel.book.exam.drawing import lettered
from carousel.book.exam.question import Question

WIDTH = 78
TITLE = "The Constant Error Carousel: exam"
_STYLE = """
body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 Georgia,serif}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}.cx-of{color:#555;font-size:.9rem}
i span{font-style:normal}pre{background:#f4f4f4;padding:.6rem;overflow:auto}
svg{max-width:100%;height:auto}ol.cx-options{list-style:upper-alpha}
section{break-inside:avoid}.cx-key{break-before:page}
"""


def _about(seed: int, questions: Sequence[Question]) -> str:
    minutes = sum(question.minutes for question in questions)
    count = f"{len(questions)} question{'s' if len(questions) > 1 else ''}"
    return f"Seed {seed}, {count}, about {minutes} minutes."


def _place(question: Question) -> str:
    return (
        f"chapter {question.chapter}, {question.kind}, {question.minutes} minutes, "
        f"{question.name}"
    )


def _numbered(lines: Sequence[str]) -> str:
    return "\n".join(f"{n}  {line}" for n, line in enumerate(lines, 1))


def _reasons(question: Question) -> list[str]:
    """Why each option is right or wrong."""
    if not isinstance(question.answer, Choice):
        return []
    return [
        f"{LETTERS[n]}: {reason}."
        for n, reason in enumerate(question.answer.reasons)
        if not reason.endswith(".")
    ]


def text(seed: int, questions: Sequence[Question], *, key: bool = False) -> str:
    """An exam for a terminal or a printer.

    Args:
        seed: with which it was drawn.
        questions: of the exam.
        key: whether the worked answers follow.
    """

    def filled(words: str, indent: str = "   ") -> str:
        return textwrap.fill(
            formulas.plain(words),
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
        )

    parts = [TITLE, _about(seed, questions)]
    for n, question in enumerate(questions, 1):
        lines = [f"{n}. [{_place(question)}]", filled(question.text)]
        if question.figure is not None:
            lines += ["", textwrap.indent(question.figure.text(), "   "), ""]
        if isinstance(question.answer, Mend):
            lines += ["", textwrap.indent(_numbered(question.answer.lines), "   "), ""]
        if isinstance(question.answer, Choice):
            lines += [filled(o, "     ") for o in lettered(question.answer.options)]
        parts.append("\n".join([*lines, filled(question.answer.asks())]))
    if key:
        parts.append("Key")
        for n, question in enumerate(questions, 1):
            lines = [f"{n}. {formulas.plain(question.answer.told())}"]
            lines += [filled(step) for step in (*question.key, *_reasons(question))]
            parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def markdown(seed: int, questions: Sequence[Question], *, key: bool = False) -> str:
    """An exam with its formulas between dollar signs.

    Args:
        seed: with which it was drawn.
        questions: of the exam.
        key: whether the worked answers follow.
    """
    parts = [f"# {TITLE}", _about(seed, questions)]
    for n, question in enumerate(questions, 1):
        parts += [f"## Question {n}", f"*{_place(question)}*", question.text]
        if question.figure is not None:
            parts.append(f"```text\n{question.figure.text()}\n```")
        if isinstance(question.answer, Mend):
            parts.append(f"```text\n{_numbered(question.answer.lines)}\n```")
        if isinstance(question.answer, Choice):
            options = lettered(question.answer.options)
            parts.append("\n".join(f"- {option}" for option in options))
        parts.append(question.answer.asks())
    if key:
        parts.append("# Key")
        for n, question in enumerate(questions, 1):
            steps = "\n".join(f"- {s}" for s in (*question.key, *_reasons(question)))
            parts += [f"## Answer {n}", f"**{question.answer.told()}**", steps]
    return "\n\n".join(parts) + "\n"


def html(seed: int, questions: Sequence[Question], *, key: bool = False) -> str:
    """An exam as one page, its figures drawn in it.

    Args:
        seed: with which it was drawn.
        questions: of the exam.
        key: whether the worked answers follow, on a page of their own in print.
    """
    parts = [f"<h1>{TITLE}</h1><p>{_about(seed, questions)}</p>"]
    for n, question in enumerate(questions, 1):
        inside = [
            f'<h2>Question {n}</h2><p class="cx-of">{_place(question)}</p>',
            f"<p>{formulas.html(question.text)}</p>",
        ]
        if question.figure is not None:
            inside.append(question.figure.svg())
        if isinstance(question.answer, Mend):
            lines = formulas.html(_numbered(question.answer.lines))
            inside.append(f'<pre tabindex="0">{lines}</pre>')
        if isinstance(question.answer, Choice):
            options = (f"<li>{formulas.html(o)}</li>" for o in question.answer.options)
            inside.append(f'<ol class="cx-options">{"".join(options)}</ol>')
        inside.append(f"<p>{formulas.html(question.answer.asks())}</p>")
        parts.append(f"<section>{''.join(inside)}</section>")
    if key:
        rows = []
        for n, question in enumerate(questions, 1):
            steps = (*question.key, *_reasons(question))
            listed = "".join(f"<li>{formulas.html(step)}</li>" for step in steps)
            told = formulas.html(question.answer.told())
            rows.append(f"<h2>Answer {n}</h2><p><b>{told}</b></p><ul>{listed}</ul>")
        parts.append(f'<div class="cx-key"><h1>Key</h1>{"".join(rows)}</div>')
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{TITLE}</title><style>{_STYLE}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


FORMATS = {"text": text, "markdown": markdown, "html": html}
