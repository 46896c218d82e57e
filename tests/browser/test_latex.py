"""A PDF build gets every explorable as a still picture."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_an_explorable_reaches_latex_as_a_picture(tmp_path):
    for name in ("_config.yml", "_toc.yml", "references.bib", "chapters", "lib"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, symlinks=True)
        else:
            shutil.copy(source, tmp_path / name)
    command = [sys.executable, "-m", "jupyter_book.cli.main", "build", str(tmp_path)]
    subprocess.run([*command, "--builder", "latex"], check=True, capture_output=True)
    folder = tmp_path / "_build" / "latex"
    [tex] = folder.glob("*.tex")
    text = tex.read_text(encoding="utf-8")
    assert "Highway" not in re.findall(r"Highway\(.*\)", text)
    pictures = [folder / name for name in re.findall(r"\{\{(\w+)\}\.png\}", text)]
    assert pictures
    for picture in pictures:
        assert picture.with_suffix(".png").read_bytes().startswith(b"\x89PNG")
