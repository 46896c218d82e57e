import json

import numpy as np
import pytest

from book.site.test_execution import _write
from carousel.book.site import _names, records


def _kept(tmp_path, monkeypatch, *, modules=("a.py",)):
    library = tmp_path / "library"
    library.mkdir()
    for name in ("a.py", "b.py", "data.json", "look.css"):
        (library / name).write_text(name)
    monkeypatch.setattr(records, "LIBRARY", library)
    path = _write(tmp_path, "x = 1")
    quiz = path.parent / "quiz"
    quiz.mkdir()
    for name in ("01.json", "02.json"):
        (quiz / name).write_text("[]")
    given = [{"outputs": [], "values": {}}]
    records.keep(path, given, modules=list(modules), packages=["numpy"], names={})
    return path, library


@pytest.mark.parametrize("name", ["a.py", "data.json", "../chapters/quiz/01.json"])
def test_a_record_ends_with_what_it_was_made_of(tmp_path, monkeypatch, name):
    path, library = _kept(tmp_path, monkeypatch)
    assert records.load(path)
    (library / name).write_text("other")
    assert records.load(path) is None
    (library / name).unlink()
    assert records.load(path) is None


@pytest.mark.parametrize("name", ["b.py", "look.css", "../chapters/quiz/02.json"])
def test_a_record_outlives_what_it_was_not_made_of(tmp_path, monkeypatch, name):
    path, library = _kept(tmp_path, monkeypatch)
    (library / name).write_text("other")
    assert records.load(path)


def test_another_version_of_a_package_ends_every_record(tmp_path, monkeypatch):
    path, _ = _kept(tmp_path, monkeypatch)
    monkeypatch.setattr(records, "_version", lambda name: "99")
    assert records.load(path) is None


@pytest.mark.parametrize("text", ['{"inputs": "', '{"inputs": "", "modules": []}'])
def test_half_a_record_is_none(tmp_path, monkeypatch, text):
    path, _ = _kept(tmp_path, monkeypatch)
    records.place(path).write_text(text)
    assert records.load(path) is None


def test_names_are_told_where_they_are_plain():
    space = {"x": 1.5, "_own": 2, "module": json, "many": "x" * 10**6}
    space |= {"cell": records.Cell("1", (), ("a",)), "mixed": [1, json]}
    space |= {"rows": np.ones((1, 2)), "turned": np.array([1j]), "In": [""]}
    told = json.loads(_names.tell(space))
    cell = {"source": "1", "tags": [], "shown": ["a"]}
    assert told["names"] == {"x": 1.5, "cell": cell, "rows": [[1.0, 1.0]]}
    assert "book/site/records.py" in told["modules"]
