"""A PDF build gets every explorable as a still picture."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PART = """format: jb-book
root: chapters/glossary
chapters:
  - file: chapters/01-figure
"""
CELL = "from carousel.book.explorables import Highway\n\nHighway()"


def _notebook() -> str:
    """A title, and a cell that shows a figure."""
    title = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# A figure"}
    cell = {"cell_type": "code", "id": "b", "metadata": {}, "source": CELL}
    cells = [title, cell | {"outputs": [], "execution_count": None}]
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    told = {"cells": cells, "metadata": {"kernelspec": spec}}
    return json.dumps({**told, "nbformat": 4, "nbformat_minor": 5})


def test_an_explorable_reaches_latex_as_a_picture(tmp_path):
    chapters = tmp_path / "chapters"
    chapters.mkdir()
    (tmp_path / "_toc.yml").write_text(PART, encoding="utf-8")
    (chapters / "01-figure.ipynb").write_text(_notebook(), encoding="utf-8")
    shutil.copy(ROOT / "chapters" / "glossary.md", chapters)
    for name in ("_config.yml", "references.bib"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "lib", tmp_path / "lib", symlinks=True)
    book = Path(sys.executable).parent / "jupyter-book"
    command = [str(book), "build", str(tmp_path), "--builder", "latex"]
    subprocess.run(command, check=True, capture_output=True)
    folder = tmp_path / "_build" / "latex"
    [tex] = folder.glob("*.tex")
    text = tex.read_text(encoding="utf-8")
    after = text[text.index(r"\PYG{n}{Highway}\PYG{p}") :]  # the cell that makes it
    [name] = re.search(r"sphinxincludegraphics\{\{(\w+)\}\.png\}", after).groups()
    assert (folder / f"{name}.png").read_bytes().startswith(b"\x89PNG")
