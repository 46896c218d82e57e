import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

PAGE = Path(__file__).parents[2] / "chapters" / "check-up.ipynb"


@pytest.fixture
def callback(monkeypatch):
    """The callback that the page prints, over a stand-in for Lightning."""
    stub = SimpleNamespace(Callback=object)
    monkeypatch.setitem(sys.modules, "lightning", stub)
    cells = json.loads(PAGE.read_text(encoding="utf-8"))["cells"]
    text = "".join(next(c["source"] for c in cells if c["id"] == "lightning"))
    made: dict = {}
    exec(re.search(r"```python\n(.*?)```", text, re.DOTALL)[1], made)
    return made["CheckUp"]


def _train(called, batches, fails=()):
    """The order in which Lightning calls: start, step, backward, optimiser, end."""
    model = torch.nn.LSTM(2, 3)
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    for index in range(batches):
        called.on_train_batch_start(None, model, None, index)
        if index in fails:
            called.on_exception(None, model, ValueError())
            return
        optimiser.zero_grad()
        model(torch.randn(30, 4, 2))[0][-1].sum().backward()
        optimiser.step()
        called.on_train_batch_end(None, model, None, None, index)


def test_the_callback_saves_a_report_now_and_then(callback, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _train(callback(every=2), 3)
    saved = sorted(path.name for path in tmp_path.iterdir())
    assert saved == ["check-up-0.html", "check-up-2.html"]
    assert "29 steps back" in (tmp_path / "check-up-2.html").read_text(encoding="utf-8")


def test_a_batch_that_fails_leaves_no_block_open(callback, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = torch._C._len_torch_function_stack()
    _train(callback(every=1), 2, fails={0})
    assert torch._C._len_torch_function_stack() == before
