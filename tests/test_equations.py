"""Every labelled equation of the book has a test that is named after its label."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
LABEL = re.compile(r"^:label: (\S+)$|^\$\$ \(([\w-]+)\)$", re.MULTILINE)


def labels_in(text: str) -> list[str]:
    return [first or second for first, second in LABEL.findall(text)]


def _texts() -> list[str]:
    pages = [path.read_text("utf-8") for path in (ROOT / "chapters").rglob("*.md")]
    for path in (ROOT / "chapters").rglob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        pages += ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
    return pages


def _tests() -> set[str]:
    sources = [
        path.read_text("utf-8") for path in (ROOT / "tests/equations").glob("*.py")
    ]
    return set(re.findall(r"^(?:def )?test_eq_(\w+)", "\n".join(sources), re.MULTILINE))


def test_a_label_is_found_in_both_spellings():
    text = "```{math}\n:label: one-two\nx\n```\n\n$$\ny\n$$ (three)\n"
    assert labels_in(text) == ["one-two", "three"]


def test_every_labelled_equation_has_its_test_and_no_test_is_left_over():
    labels = [label for text in _texts() for label in labels_in(text)]
    assert len(labels) == len(set(labels))
    assert {label.replace("-", "_") for label in labels} == _tests()
