"""An update of the playground beside one of PyTorch, as ratios within one run.

Both train an LSTM on 16 sequences of 50 steps, forward, backward and Adam, on one
thread; ours also draws its data and walks them in double precision. They take turns, so
that a slow moment of the machine strikes both.
"""

import json
import statistics
import subprocess
import time
from pathlib import Path

import pytest
import torch

from oracles.node import binary

PARTNER = Path(__file__).with_name("bench_training.mjs")
REPORT = Path(__file__).parents[2] / "build" / "bench" / "training.md"
ROWS = [
    "| hidden | kernels | ours ms | PyTorch ms | ratio | middle half | wanted |",
    "|" + " --- |" * 7,
]
TURNS, UPDATES, WARM = 25, 20, 100


@pytest.fixture(scope="module")
def node():
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([binary(), str(PARTNER)], **pipes) as running:

        def took(hidden, simd, updates):
            running.stdin.write(json.dumps([hidden, simd, updates]) + "\n")
            running.stdin.flush()
            return float(running.stdout.readline())

        yield took
        running.stdin.close()
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    print("\n" + "\n".join(ROWS))


def pytorch(hidden):
    torch.set_num_threads(1)
    layer, readout = torch.nn.LSTM(2, hidden), torch.nn.Linear(hidden, 1)
    parameters = [*layer.parameters(), *readout.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=0.01)
    x, y = torch.rand(50, 16, 2), torch.rand(16, 1)

    def took(updates):
        before = time.perf_counter()
        for _ in range(updates):
            optimizer.zero_grad()
            ((readout(layer(x)[0][-1]) - y) ** 2).mean().backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
        return 1000 * (time.perf_counter() - before) / updates

    return took


@pytest.mark.parametrize(
    ("hidden", "simd", "wanted"),
    [(8, True, 2), (16, True, 1), (8, False, 0), (16, False, 0)],
)
def test_an_update_beside_pytorchs(node, hidden, simd, wanted):
    theirs = pytorch(hidden)
    node(hidden, simd, WARM)
    theirs(WARM)
    pairs = [(node(hidden, simd, UPDATES), theirs(UPDATES)) for _ in range(TURNS)]
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    low, _, high = statistics.quantiles([b / a for a, b in pairs], n=4)
    kernels = "WebAssembly" if simd else "JavaScript"
    ROWS.append(
        f"| {hidden} | {kernels} | {mine:.2f} | {other:.2f} | {other / mine:.1f} "
        f"| {low:.1f} to {high:.1f} | at least {wanted} |"
    )
    assert other / mine >= wanted, ROWS[-1]
