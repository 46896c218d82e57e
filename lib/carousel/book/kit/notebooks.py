"""Notebooks with what they gave when they were run, to be read where nothing runs."""

import json
from collections.abc import Iterator
from pathlib import Path

from carousel.book.site import records

VIEW = "application/vnd.jupyter.widget-view+json"  # of a kernel that is gone
LIVE = 'class="carousel-explorable"'


def with_outputs(notebook: Path) -> dict:
    """A notebook with its outputs, and with the values that its prose shows.

    A live figure is its still picture there: its view would ask for a kernel.

    Raises:
        ValueError: if the notebook has changed since it was last run.
    """
    told = json.loads(notebook.read_text(encoding="utf-8"))
    record = records.load(notebook)
    if record is None:
        raise ValueError(f"{notebook.name} has changed since it was run: make html")
    kept, values, count = iter(record["cells"]), {}, 0
    for cell in told["cells"]:
        if cell["cell_type"] == "code":
            given, count = next(kept), count + 1
            values.update(given["values"])
            cell["outputs"] = [_still(one, count) for one in given["outputs"]]
            cell["execution_count"] = count
        elif shown := list(_shown("".join(cell["source"]), values)):
            cell["metadata"]["user_expressions"] = shown
    return told


def _still(output: dict, count: int) -> dict:
    """An output without what needs a kernel, or a script of the book's page."""
    if output["output_type"] == "execute_result":
        output = {**output, "execution_count": count}
    if "data" not in output:
        return output
    data = {kind: said for kind, said in output["data"].items() if kind != VIEW}
    if "image/png" in data and LIVE in "".join(data.get("text/html", "")):
        del data["text/html"]
    return {**output, "data": data}


def _shown(text: str, values: dict[str, dict]) -> Iterator[dict]:
    """The values of a cell's prose, as JupyterLab's extension for MyST keeps them."""
    for name in records.EVALUATED.findall(text):
        result = {"status": "ok", **values[name]}
        yield {"expression": name, "result": result}
