"""The Sphinx extension that shows notebooks as nbval ran them.

MyST-NB is told to run nothing: it asks for a client, and gets one that reads a record.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from myst_nb import sphinx_
from myst_nb.core.execute import create_client
from myst_nb.core.execute.base import NotebookClientBase
from nbformat import NotebookNode, from_dict
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from carousel.book.site import execution, records


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the extension to a build."""
    sphinx_.create_client = _client
    app.connect("env-get-outdated", _outdated)
    app.connect("env-before-read-docs", _execute)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


class Executed(NotebookClientBase):
    """A notebook with the outputs of its record, and the values its prose shows."""

    def start_client(self) -> None:
        """Put the outputs into the cells."""
        record = records.load(self.path)
        if record is None:
            raise ExtensionError(f"{self.path} has changed while the book was built")
        code = [c for c in enumerate(self.notebook.cells) if c[1].cell_type == "code"]
        self._after, self._values = {}, {}
        for (index, cell), kept in zip(code, record["cells"], strict=True):
            cell.outputs = [from_dict(output) for output in kept["outputs"]]
            self._after[index] = kept["values"]
        for count, (_, cell) in enumerate(code, start=1):
            cell.execution_count = count
        self.notebook.metadata["language_info"] = {"pygments_lexer": "ipython3"}

    def code_cell_outputs(self, index: int) -> tuple[int | None, list[NotebookNode]]:
        """The outputs of a cell; from here on, names are what they were after it."""
        self._values.update(self._after[index])
        return super().code_cell_outputs(index)

    def eval_variable(self, name: str) -> list[NotebookNode]:
        """The value of a name at this place of the page."""
        return [from_dict({"output_type": "execute_result", **self._values[name]})]


def _client(notebook: NotebookNode, source: str, *rest: object, **options: object):
    if Path(source).suffix != ".ipynb":
        return create_client(notebook, source, *rest, **options)
    return Executed(notebook, Path(source), *rest[:2])


def _notebooks(env: object, docs: Iterator[str]) -> dict[str, Path]:
    paths = {doc: Path(env.doc2path(doc)) for doc in docs}
    return {doc: path for doc, path in paths.items() if path.suffix == ".ipynb"}


def _outdated(app: Sphinx, env: object, *_: object) -> list[str]:
    """The notebooks whose record is not the one that their page shows."""
    shown = getattr(env, "carousel_records", {})
    found = _notebooks(env, env.found_docs)
    return sorted(doc for doc, path in found.items() if shown.get(doc) != _seal(path))


def _execute(app: Sphinx, env: object, docs: list[str]) -> None:
    """Have those notebooks run whose pages are read and which have no record."""
    found = _notebooks(env, docs)
    try:
        execution.execute(found.values())
    except execution.NotebookError as error:
        raise ExtensionError(str(error)) from error
    records = getattr(env, "carousel_records", {})
    env.carousel_records = records | {doc: _seal(p) for doc, p in found.items()}


def _seal(notebook: Path) -> str | None:
    record = records.load(notebook)
    told = json.dumps(record, sort_keys=True).encode()
    return record and hashlib.sha256(told).hexdigest()
