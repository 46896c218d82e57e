"""A PDF build gets every explorable as a still picture."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PART = """format: jb-book
root: chapters/intro
chapters:
  - file: chapters/01-constant-error-carousel
  - file: chapters/glossary
"""


def test_an_explorable_reaches_latex_as_a_picture(tmp_path):
    (tmp_path / "_toc.yml").write_text(PART, encoding="utf-8")
    for name in ("_config.yml", "references.bib", "chapters", "lib"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, symlinks=True)
        else:
            shutil.copy(source, tmp_path / name)
    book = Path(sys.executable).parent / "jupyter-book"
    command = [str(book), "build", str(tmp_path), "--builder", "latex"]
    subprocess.run(command, check=True, capture_output=True)
    folder = tmp_path / "_build" / "latex"
    [tex] = folder.glob("*.tex")
    text = tex.read_text(encoding="utf-8")
    after = text[text.index(r"\PYG{n}{Highway}\PYG{p}") :]  # the cell that makes it
    [name] = re.search(r"sphinxincludegraphics\{\{(\w+)\}\.png\}", after).groups()
    assert (folder / f"{name}.png").read_bytes().startswith(b"\x89PNG")
