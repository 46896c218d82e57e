"""What is written here agrees with what cffconvert 2.0 makes of CITATION.cff."""

import datetime
import re

import pytest

from carousel.book.kit import cite
from carousel.book.kit.course import Course

TITLE = "The Constant Error Carousel: an interactive course on gradient flow in LSTMs"
DAY = datetime.date(2026, 11, 21)
BY = "The Constant Error Carousel contributors"
HERE = Course(TITLE, "0.1.0", DAY, BY)
THERE = Course(
    TITLE, "0.1.0", DAY, BY, "https://h.org/o/n", "main", "https://o.h.org/n/"
)
# `cffconvert -f bibtex` and `-f apalike`, with the key `url` set for the second.
BIBTEX = """@misc{YourReferenceHere,
author = {The Constant Error Carousel contributors},
month = {11},
title = {The Constant Error Carousel: an interactive course on gradient flow in LSTMs},
year = {2026}
}"""
APALIKE = (
    "The Constant Error Carousel contributors (2026). The Constant Error Carousel: an "
    "interactive course on gradient flow in LSTMs (version 0.1.0)."
)


def _fields(bibtex):
    found = dict(re.findall(r"^ *(\w+) *= *\{(.*)\},?$", bibtex, re.MULTILINE))
    return {name: value.strip("{}") for name, value in found.items()}


def _bare(text):
    return re.sub(r"[.(),]", "", text).lower()


def test_the_bibtex_entry_has_what_cffconvert_writes():
    ours, theirs = _fields(cite.formats(HERE)["BibTeX"]), _fields(BIBTEX)
    assert theirs.items() <= ours.items()
    assert set(ours) - set(theirs) == {"version"}
    assert _fields(cite.formats(THERE)["BibTeX"])["url"] == THERE.site


def test_apa_says_what_cffconvert_says_and_what_it_is():
    ours = cite.formats(HERE)["APA"]
    assert _bare(ours).replace(" [computer software]", "") == _bare(APALIKE)
    assert ours.endswith("[Computer software].")


@pytest.mark.parametrize("name", cite.formats(HERE))
def test_every_format_has_author_title_version_and_year(name):
    text = cite.formats(HERE)[name]
    assert all(part in text for part in (BY, TITLE, "0.1.0", "2026"))
    assert "http" not in text
    assert THERE.site.removeprefix("https://") in cite.formats(THERE)[name]
    assert not re.search(r"\.\.|,,|  \.| ,", text)


def test_ris_ends_its_record():
    lines = cite.formats(THERE)["RIS"].splitlines()
    assert lines[0] == "TY  - COMP"
    assert lines[-1] == "ER  - "
    assert all(re.match(r"[A-Z]{2}  - ", line) for line in lines)
