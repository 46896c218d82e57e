import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from carousel.book.site import execution, records

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
    record = records.load(path)
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
    assert records.load(path) is None
    execution.execute([path])
    assert ran == ["01-one"] * 2


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["assert 1 == 2, 'not so'"], "not so"),
        (["x = 1", "'{eval}`absent`'"], "{eval}`absent` gives NameError"),
        (["import numpy as np\nx = np.int64(2)", "'{eval}`x`'"], r"`x` shows np.int64"),
        (["import numpy as np\n[np.float64(2)]"], r"output shows \[np.float64"),
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
    assert records.load(bad) is None
    assert records.load(good)["names"] == {"x": 1}


def test_the_command_says_which_notebook_failed(tmp_path):
    _write(tmp_path, "1 / 0")
    command = [sys.executable, "-m", "carousel.book.site.execution"]
    done = subprocess.run(
        [*command, str(tmp_path / "chapters")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(records.LIBRARY).parent)},
    )
    assert done.returncode == 1
    assert "01-one.ipynb: FAILED" in done.stderr
    assert "ZeroDivisionError" in done.stderr
