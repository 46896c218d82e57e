"""The bank as a whole, over many seeds; how an exam is drawn, written and asked for."""

import html.parser
import re
import subprocess
import sys
from collections import Counter

import numpy as np
import pytest

from carousel.book.exam import BANK, KINDS, draw, exam
from carousel.book.exam.answers import (
    Choice,
    Mend,
    Number,
    UnclearError,
    Verdict,
    shown,
)
from carousel.book.exam.command import main
from carousel.book.exam.drawing import choice, lettered, pick, unless
from carousel.book.exam.figure import COLUMNS, Figure
from carousel.book.exam.formulas import html as as_html
from carousel.book.exam.formulas import plain
from carousel.book.exam.writing import FORMATS

SEEDS = range(50)


def test_the_bank_has_forty_questions_of_five_kinds_on_every_chapter():
    assert len(BANK) == 40
    assert Counter(entry.kind for entry in BANK).keys() == set(KINDS)
    assert {entry.chapter for entry in BANK} == set(range(1, 14))
    assert len({entry.name for entry in BANK}) == 40


@pytest.mark.parametrize("entry", BANK, ids=lambda entry: entry.name)
def test_no_seed_draws_a_doubtful_number(entry):
    questions = [draw(entry, seed) for seed in SEEDS]
    for question in questions:
        answer = question.answer
        words = " ".join([question.text, answer.asks(), answer.told(), *question.key])
        assert np.isfinite(answer.value)
        assert not re.search(r"\b(nan|inf|None)\b|e[-+]\d\d|\d{9}", words)
        assert answer.asks().endswith((".", "?"))
        if isinstance(answer, Number):
            assert re.search("decimal|digits|whole number", answer.asks())
        elif isinstance(answer, Choice):
            assert (
                len(set(answer.options)) == len(answer.options) == len(answer.reasons)
            )
        elif isinstance(answer, Verdict):
            assert abs(answer.value - answer.line) > 0.1 * abs(answer.line)
        elif isinstance(answer, Mend):
            assert abs(answer.printed - answer.value) > 0.02 * abs(answer.value)
            assert shown(answer.printed) != shown(answer.value)
    answers = [question.answer for question in questions]
    if entry.kind == "multiple choice":  # right in every place under some seed
        assert {answer.right for answer in answers} == {0, 1, 2, 3}
    if entry.kind == "judge a claim":  # true under some seeds, false under others
        assert 5 <= sum(answer.is_true for answer in answers) <= len(SEEDS) - 5
    asked = {q.text + (q.figure.text() if q.figure else "") for q in questions}
    assert len(asked) > 5


def test_a_question_keeps_its_numbers_whatever_else_is_asked():
    whole = {question.name: question for question in exam(7)}
    for question in exam(7, questions=5, chapters=(3, 4)):
        assert question.text == whole[question.name].text
    assert exam(7)[0].text == exam(7)[0].text
    assert exam(7)[0].text != exam(8)[0].text


def test_a_short_exam_takes_one_question_of_a_chapter_before_a_second():
    for seed in range(5):
        chapters = Counter(question.chapter for question in exam(seed, questions=13))
        assert set(chapters.values()) == {1}
    drawn = exam(3, questions=14)
    assert [q.chapter for q in drawn] == sorted(q.chapter for q in drawn)
    assert max(Counter(q.chapter for q in drawn).values()) == 2


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"seed": -1}, "whole number from 0"),
        ({"seed": 1, "questions": 41}, "the bank has 40 questions, so ask for 1 to 40"),
        ({"seed": 1, "questions": 0}, "1 to 40"),
        ({"seed": 1, "chapters": (14,)}, "no question is about chapter 14"),
        ({"seed": 1, "questions": 3, "chapters": (11,)}, "these chapters have 2"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_would(asked, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        exam(**asked)


def test_the_command_prints_an_exam_and_its_key(capsys):
    assert main(["--seed", "7", "--questions", "3"]) == 0
    without = capsys.readouterr().out
    assert main(["--seed", "7", "--questions", "3", "--key"]) == 0
    with_key = capsys.readouterr().out
    assert with_key.startswith(without.rstrip())
    assert "Key" in with_key.splitlines()
    assert "Key" not in without.splitlines()
    assert max(map(len, with_key.splitlines())) <= 90


def test_the_command_says_what_is_wrong(capsys):
    assert main(["--chapter", "14"]) == 2
    assert "no question is about chapter 14" in capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        main(["--format", "pdf"])
    assert left.value.code == 2
    assert "text, markdown, html" in re.sub("'", "", capsys.readouterr().err)


def test_the_library_hands_the_command_on():
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "carousel",
            "exam",
            "--questions",
            "1",
            "--chapter",
            "2",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "1. [chapter 2, " in done.stdout
    assert done.stderr == ""


class _Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.seen = [], Counter()

    def handle_starttag(self, tag, attrs):
        self.seen[tag] += 1
        if tag not in ("meta", "path", "use", "rect", "line", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            assert self.open.pop() == tag


def test_the_page_is_whole_and_asks_nothing_of_a_network():
    drawn = exam(7)
    page = FORMATS["html"](7, drawn, key=True)
    tags = _Tags()
    tags.feed(page)
    assert tags.open == []
    assert tags.seen["section"] == 40
    assert tags.seen["svg"] == sum(q.figure is not None for q in drawn) == 5
    assert "$" not in page
    assert not re.search(r'(src|href)="http', page)
    assert "\\" not in re.sub(r"<pre.*?</pre>", "", page, flags=re.S)


def test_markdown_keeps_formulas_and_text_has_none_left():
    drawn = exam(7)
    assert "$c_{t-1}" in FORMATS["markdown"](7, drawn)
    words = FORMATS["text"](7, drawn, key=True)
    assert "$" not in words
    assert "\\" not in words
    assert "`" not in words


@pytest.mark.parametrize(
    ("tex", "text", "markup"),
    [
        ("$c_{t-1}$", "c_(t−1)", "<i>c<sub>t−<span>1</span></sub></i>"),
        (
            "$\\partial L/\\partial c_0$",
            "∂L/∂c_0",
            "<i>∂L/∂c<sub><span>0</span></sub></i>",
        ),
        ("$f^{20}$ < 1", "f^20 < 1", "<i>f<sup><span>20</span></sup></i> &lt; 1"),
        ("`a_f` is $\\sigma(x)$", "a_f is σ(x)", "<code>a_f</code> is <i>σ(x)</i>"),
    ],
)
def test_a_formula_is_written_for_readers_without_tex(tex, text, markup):
    assert plain(tex) == text
    assert as_html(tex) == markup


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.12345, "0.123"), (-2.0, "−2.00"), (1.9e-7, "1.90 × 10⁻⁷"), (13781, "13800")],
)
def test_a_number_is_written_as_the_book_writes_it(value, text):
    assert shown(value) == text


def test_numbers_that_leave_an_answer_open_are_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(UnclearError):
        Number(float("nan"), decimals=1)
    with pytest.raises(UnclearError):
        Number(0.0004, decimals=3)
    with pytest.raises(UnclearError):
        Verdict(0.101, 0.1, above=True)
    with pytest.raises(UnclearError):
        choice(rng, 1.0, "right", {"near": 1.01})
    with pytest.raises(UnclearError):
        Choice(options=("a", "a"), reasons=("", ""), right=0, value=1.0)
    with pytest.raises(UnclearError):
        Mend(("x",), 0, "y", value=1.0, printed=1.01)
    with pytest.raises(UnclearError):
        unless(True, "doubtful")
    assert pick(rng, 3) == 3
    assert lettered(["x", "y"]) == ["A. x", "B. y"]


def test_a_chart_has_a_letter_where_the_value_is():
    figure = Figure("t", "step", "norm", [1, 2], {"A": [1.0, 0.01]}, (1e-4, 1.0))
    rows = figure.text().splitlines()[3:5]
    start = len("step ")
    assert [row.index("A") - start for row in rows] == [COLUMNS, COLUMNS // 2]
    assert figure.svg().startswith("<svg ")
