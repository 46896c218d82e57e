import re

import pytest

from carousel.book import explorables
from carousel.book.explorables import HalfLife
from carousel.book.kit import course, figures

HERE = course.read()
THERE = course.Course(
    **{**vars(HERE), "repository": "https://h/o/n", "site": "https://o.h/n/"}
)
MARKUP = HalfLife(forget_bias=3.0)._on_page("<p>still</p>")
TAKEN = figures.Taken("half_life", MARKUP, "chapters/02-derivation", "The path")


def test_every_figure_can_be_taken_and_no_question():
    questions = {explorables.Answer.stem(), explorables.Predict.stem()}
    assert not questions & set(figures.kinds())
    assert len(figures.kinds()) == len(explorables.__all__) - len(questions)
    assert figures.question("half_life").endswith("memory?")


def test_the_first_of_a_kind_is_found_in_a_page():
    other = HalfLife()._on_page("")
    asked = explorables.Predict("How?", answer=1, low=0, high=2)._on_page("")
    found = figures.found(f"<p>{asked}</p><div>{MARKUP}</div>{other}")
    assert found == {"half_life": MARKUP}


@pytest.mark.parametrize("told", [HERE, THERE], ids=["homeless", "at home"])
def test_a_file_asks_for_no_other_and_names_its_source_and_licence(told):
    page = figures.alone(TAKEN, told)
    outside = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert page.count("</script>") == page.count("<script")
    addresses = set(re.findall(r'(?:src|href)="(.*?)"', outside))
    source = {f"{told.site}{TAKEN.page}.html"} if told.site else set()
    assert addresses == {"data:,", figures.LICENCE} | source
    assert "The Constant Error Carousel: The path" in outside
    assert '"forget_bias": 3.0' in page


def test_what_is_copied_names_the_sites_file_or_the_one_beside_the_page():
    assert '"https://o.h/n/figures/half_life.html"' in figures.embedding(TAKEN, THERE)
    assert 'src="half_life.html"' in figures.embedding(TAKEN, HERE)


def test_a_figure_is_written_from_python(tmp_path):
    path = figures.write(HalfLife(forget_bias=2.0), tmp_path / "mine.html", HERE)
    page = path.read_text(encoding="utf-8")
    assert '"forget_bias": 2.0' in page
    assert "<img alt=" in page
