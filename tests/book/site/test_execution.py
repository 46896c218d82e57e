import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from carousel.book.site import _names, execution

MATHS = "from carousel import initial\nfigure = 7"


def _write(folder, *cells):
    """A notebook with these cells: code, or prose in quotes."""
    path = folder / "chapters" / "01-one.ipynb"
    path.parent.mkdir(exist_ok=True)
    made = [
        {"cell_type": "markdown", "id": f"c{n}", "metadata": {}, "source": cell[1:-1]}
        if cell.startswith("'")
        else {
            "cell_type": "code",
            "id": f"c{n}",
            "metadata": {},
            "source": cell,
            "outputs": [],
            "execution_count": None,
        }
        for n, cell in enumerate(cells)
    ]
    book = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(book), encoding="utf-8")
    return path


@pytest.fixture
def ran(monkeypatch):
    """The notebooks that nbval was given."""
    given, nbval = [], execution._nbval
    monkeypatch.setattr(
        execution, "_nbval", lambda path: given.append(path.stem) or nbval(path)
    )
    return given


def test_a_notebook_runs_once_until_its_code_changes(ran, tmp_path):
    prose = "'It is {eval}`figure`.'"
    path = _write(tmp_path, MATHS, prose, "figure = 8\nfigure", prose, "figure;")
    execution.execute([path])
    record = execution.load(path)
    first, second, quiet = record["cells"]
    assert quiet["outputs"] == []
    assert [c["values"]["figure"]["data"]["text/plain"] for c in (first, second)] == [
        "7",
        "8",
    ]
    assert first["outputs"] == []
    assert second["outputs"][0]["data"] == {"text/plain": "8"}
    assert record["names"]["figure"] == 8
    assert "initial.py" in record["modules"]
    assert "numpy" in record["packages"]
    _write(
        tmp_path, MATHS, "'So, {eval}`figure`.'", "figure = 8\nfigure", prose, "figure;"
    )
    execution.execute([path])
    assert ran == ["01-one"]
    _write(tmp_path, MATHS, prose, "figure = 9\nfigure", prose)
    assert execution.load(path) is None
    execution.execute([path])
    assert ran == ["01-one"] * 2


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["assert 1 == 2, 'not so'"], "not so"),
        (["x = 1", "'{eval}`absent`'"], "{eval}`absent` gives NameError"),
    ],
)
def test_a_failing_notebook_is_told_of_and_its_neighbours_are_kept(
    tmp_path, cells, said
):
    good, bad = _write(tmp_path, "x = 1"), tmp_path / "chapters" / "02-bad.ipynb"
    text = good.read_text(encoding="utf-8")
    _write(tmp_path, *cells).rename(bad)
    good.write_text(text, encoding="utf-8")
    with pytest.raises(execution.NotebookError, match=said):
        execution.execute([bad, good])
    assert execution.load(bad) is None
    assert execution.load(good)["names"] == {"x": 1}


def _kept(tmp_path, monkeypatch, *, modules=("a.py",)):
    library = tmp_path / "library"
    library.mkdir()
    for name in ("a.py", "b.py", "data.json", "look.css"):
        (library / name).write_text(name)
    monkeypatch.setattr(execution, "LIBRARY", library)
    path = _write(tmp_path, "x = 1")
    quiz = path.parent / "quiz"
    quiz.mkdir()
    for name in ("01.json", "02.json"):
        (quiz / name).write_text("[]")
    given = [{"outputs": [], "values": {}}]
    execution.keep(path, given, modules=list(modules), packages=["numpy"], names={})
    return path, library


@pytest.mark.parametrize("name", ["a.py", "data.json", "../chapters/quiz/01.json"])
def test_a_record_ends_with_what_it_was_made_of(tmp_path, monkeypatch, name):
    path, library = _kept(tmp_path, monkeypatch)
    assert execution.load(path)
    (library / name).write_text("other")
    assert execution.load(path) is None
    (library / name).unlink()
    assert execution.load(path) is None


@pytest.mark.parametrize("name", ["b.py", "look.css", "../chapters/quiz/02.json"])
def test_a_record_outlives_what_it_was_not_made_of(tmp_path, monkeypatch, name):
    path, library = _kept(tmp_path, monkeypatch)
    (library / name).write_text("other")
    assert execution.load(path)


def test_another_version_of_a_package_ends_every_record(tmp_path, monkeypatch):
    path, _ = _kept(tmp_path, monkeypatch)
    monkeypatch.setattr(execution, "_version", lambda name: "99")
    assert execution.load(path) is None


@pytest.mark.parametrize("text", ['{"inputs": "', '{"inputs": "", "modules": []}'])
def test_half_a_record_is_none(tmp_path, monkeypatch, text):
    path, _ = _kept(tmp_path, monkeypatch)
    execution.place(path).write_text(text)
    assert execution.load(path) is None


def test_names_are_told_where_they_are_plain():
    space = {"x": 1.5, "_own": 2, "module": json, "many": "x" * 10**6}
    space |= {"cell": execution.Cell("1", (), ("a",)), "mixed": [1, json]}
    space |= {"rows": np.ones((1, 2)), "turned": np.array([1j]), "In": [""]}
    told = json.loads(_names.tell(space))
    cell = {"source": "1", "tags": [], "shown": ["a"]}
    assert told["names"] == {"x": 1.5, "cell": cell, "rows": [[1.0, 1.0]]}
    assert "book/site/execution.py" in told["modules"]


def test_the_command_says_which_notebook_failed(tmp_path):
    _write(tmp_path, "1 / 0")
    command = [sys.executable, "-m", "carousel.book.site.execution"]
    done = subprocess.run(
        [*command, str(tmp_path / "chapters")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(execution.LIBRARY).parent)},
    )
    assert done.returncode == 1
    assert "01-one.ipynb: FAILED" in done.stderr
    assert "ZeroDivisionError" in done.stderr
