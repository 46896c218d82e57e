"""The pytest plugin that keeps what nbval saw, once every cell has passed."""

import ast
import functools
import json
import re
from collections.abc import Iterator

import pytest
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbCell

from carousel.book.site import records

KEPT = pytest.StashKey[list]()
TELL = "__import__('carousel.book.site._names', fromlist=['_']).tell(globals())"
NUMPY = re.compile(r"\bnp\.\w+\(")  # of a NumPy number, as Python code
PATIENCE = 60  # seconds to show a value


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """After a cell: its outputs, and the values that the prose below it shows."""
    if not isinstance(item, IPyNbCell):
        return (yield)
    item.parent.kernel.execute_cell_input = functools.partial(
        _enter, item.parent.kernel
    )
    yield
    notebook = item.parent.path
    all_cells = records.cells(notebook)
    kept = item.parent.stash.setdefault(KEPT, [])
    values = _ask(item, all_cells[item.cell_num].shown)
    _refuse_code(item, values)
    kept.append({"outputs": item.test_outputs, "values": values})
    if len(kept) == len(all_cells):  # none failed on the way
        said = _ask(item, [TELL])[TELL]["data"]["text/plain"]
        records.keep(notebook, kept, **json.loads(ast.literal_eval(said)))


def _refuse_code(item: IPyNbCell, values: dict[str, dict]) -> None:
    """A page shows numbers, and never np.int64(2)."""
    shown = [(f"{{eval}}`{name}`", value) for name, value in values.items()]
    shown += [("its output", output) for output in item.test_outputs]
    for where, value in shown:
        text = value.get("data", {}).get("text/plain", "")
        if NUMPY.search(text):
            item.raise_cell_error(f"after it, {where} shows {text}")


def _enter(
    kernel: RunningKernel, source: str, *, allow_stdin: bool | None = None
) -> str:
    """Run a cell as JupyterLab does: without a history, IPython ignores a last `;`."""
    return kernel.kc.execute(
        source, store_history=True, allow_stdin=allow_stdin, stop_on_error=False
    )


def _ask(item: IPyNbCell, names: tuple[str, ...] | list[str]) -> dict[str, dict]:
    """What names stand for now, as a cell that ends in them would show it."""
    if not names:
        return {}
    kernel = item.parent.kernel
    asked = kernel.kc.execute(
        "", silent=True, store_history=False, user_expressions={n: n for n in names}
    )
    while (reply := kernel.get_message("shell", PATIENCE))["parent_header"].get(
        "msg_id"
    ) != asked:
        pass
    values = reply["content"]["user_expressions"]
    for name, value in values.items():
        if value["status"] != "ok":
            problem = f"{value['ename']}: {value['evalue']}"
            item.raise_cell_error(f"after it, {{eval}}`{name}` gives {problem}")
    return {
        name: {"data": value["data"], "metadata": value["metadata"]}
        for name, value in values.items()
    }
