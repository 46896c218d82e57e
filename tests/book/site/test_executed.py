import os
import re
import subprocess
import sys

import pytest

from book.site.test_execution import _write
from carousel.book.site import records

SETTINGS = """
html_theme = "sphinx_book_theme"
extensions = ["myst_nb", "carousel.book.site.executed"]
nb_execution_mode = "off"
exclude_patterns = ["build", "jupyter_execute", "html"]
"""


@pytest.fixture
def build(tmp_path):
    """Build a book of two notebooks: what was said, and which were run."""
    chapters = tmp_path / "chapters"
    chapters.mkdir()
    index = "# All\n\n```{toctree}\nchapters/01-one\nchapters/02-two\n```\n"
    (tmp_path / "index.md").write_text(index, encoding="utf-8")
    (tmp_path / "conf.py").write_text(SETTINGS, encoding="utf-8")

    def build():
        command = [sys.executable, "-m", "sphinx", "-W", "-q", str(tmp_path)]
        done = subprocess.run(
            [*command, str(tmp_path / "html")],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(records.LIBRARY.parent)},
        )
        return done.stderr, re.findall(r"(\d\d)-\w+.ipynb: passed", done.stderr)

    return build


def _text(tmp_path, name):
    page = (tmp_path / "html" / "chapters" / f"{name}.html").read_text("utf-8")
    return re.sub(r"<[^>]+>", "", page)


def test_pages_show_what_nbval_saw_and_only_what_changed_runs(build, tmp_path):
    cells = [
        "'# One'",
        "x = 1\nx + 40",
        "'First {eval}`x`.'",
        "x, word = 2, chr(75) * 5",
        "'Now {eval}`x`.\n\n```{eval} word\n```'",
    ]
    _write(tmp_path, "'# Two'", "3 * 'y'").rename(
        tmp_path / "chapters" / "02-two.ipynb"
    )
    _write(tmp_path, *cells)
    said, ran = build()
    assert sorted(ran) == ["01", "02"], said
    text = _text(tmp_path, "01-one")
    assert "First 1." in text
    assert "Now 2." in text
    assert "41" in text
    assert "KKKKK" in text
    assert "yyy" in _text(tmp_path, "02-two")

    cells[2] = "'At first {eval}`x`.'"
    _write(tmp_path, *cells)
    assert build() == ("", [])
    assert "At first 1." in _text(tmp_path, "01-one")

    cells[3] = "x, word = 3, 4"
    _write(tmp_path, *cells)
    said, ran = build()
    assert ran == ["01"], said
    assert "Now 3." in _text(tmp_path, "01-one")


def test_a_name_that_stands_for_nothing_stops_the_build(build, tmp_path):
    _write(tmp_path, "'# Two'", "1").rename(tmp_path / "chapters" / "02-two.ipynb")
    _write(tmp_path, "'# One'", "x = 1", "'{eval}`absent`'")
    said, ran = build()
    assert ran == ["02"]
    assert "{eval}`absent` gives NameError" in said
