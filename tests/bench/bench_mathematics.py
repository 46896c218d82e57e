"""The library beside the usual ways, on one thread, as ratios within one run.

Each pair is timed in turns, so that a slow moment of the machine strikes both. A ratio
is that of the medians; its spread is the middle half of the ratios of turns.
"""

import statistics
import time
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import torch

from carousel import bptt, flow, jacobian
from oracles import unrolled

REPORT = Path(__file__).parents[2] / "build" / "bench" / "mathematics.md"
TURN = 0.02  # seconds
ROWS = [
    "| what | beside | ours ms | ratio | middle half | wanted |",
    "|" + " --- |" * 6,
]


@pytest.fixture(scope="module", autouse=True)
def report():
    torch.set_num_threads(1)
    yield
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    print("\n" + "\n".join(ROWS))


def seconds(call, times=1):
    start = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - start) / times


def measure(what, beside, ours, theirs, turns, wanted, *, at_most=False):
    # A turn is long enough for the clock, and for caches to be each call's own.
    often = [max(1, int(TURN / max(seconds(call), 1e-9))) for call in (ours, theirs)]
    pairs = [(seconds(ours, often[0]), seconds(theirs, often[1])) for _ in range(turns)]
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    each = [b / a if not at_most else a / b for a, b in pairs]
    low, _, high = statistics.quantiles(each, n=4)
    ratio = mine / other if at_most else other / mine
    sign = "at most" if at_most else "at least"
    spread = f"{low:.1f} to {high:.1f}"
    ROWS.append(
        f"| {what} | {beside} | {1000 * mine:.2f} | {ratio:.1f} "
        f"| {spread} | {sign} {wanted} |"
    )
    assert ratio <= wanted if at_most else ratio >= wanted, ROWS[-1]


def torch_step(params):
    w = {name: torch.tensor(value) for name, value in vars(params).items()}

    def step(s, x_t):
        h, c = s[: params.hidden], s[params.hidden :]
        return torch.cat(unrolled.step("lstm", w, x_t, h, c))

    return step


@pytest.mark.parametrize("hidden", [8, 32, 128])
def test_steps_beside_automatic_differentiation(hidden):
    params, history = unrolled.network("lstm", 0, hidden, 8, 100, scale=1.0)
    step, x = torch_step(params), torch.tensor(history.x)
    rows = np.vstack(
        [
            np.r_[history.first.h, history.first.c],
            np.hstack([history.h, history.c])[:-1],
        ]
    )
    s = torch.tensor(rows)
    batched = torch.func.vmap(torch.func.jacrev(step))
    assert np.allclose(
        batched(s, x).numpy(), jacobian.steps(params, history), atol=1e-10
    )

    def loop():
        for s_t, x_t in zip(s, x, strict=True):
            torch.autograd.functional.jacobian(lambda v, x_t=x_t: step(v, x_t), s_t)

    def ours():
        return jacobian.steps(params, history)

    name = f"jacobian.steps, T = 100, h = {hidden}"
    turns = 15 if hidden < 128 else 5
    measure(name, "vmap(jacrev)", ours, lambda: batched(s, x), turns, 12)
    measure(name, "a loop of autograd's jacobian", ours, loop, 3, 150)


def test_steps_beside_copying_their_result():
    params, history = unrolled.network("lstm", 0, 128, 8, 100, scale=1.0)
    result = jacobian.steps(params, history)
    measure(
        "jacobian.steps, T = 100, h = 128",
        "a copy of the result",
        lambda: jacobian.steps(params, history),
        result.copy,
        25,
        2.5,
        at_most=True,
    )


@pytest.mark.parametrize(("steps", "wanted"), [(50, 1), (200, 30), (800, 1)])
def test_profile_beside_one_backward_pass_a_step(steps, wanted):
    params, history = unrolled.network("lstm", 0, 32, 8, steps, scale=1.0)
    w, x = unrolled.weights(params), torch.tensor(history.x)
    h, c = unrolled.first_state(history)
    hs, cs = unrolled.unroll("lstm", w, x, h, c, [False] * steps)
    loss = hs[-1].sum()

    def one_pass_a_step():
        for c_t in cs:
            torch.autograd.grad(loss, c_t, retain_graph=True)

    measure(
        f"flow.profile, T = {steps}, h = 32",
        "one backward pass a step",
        lambda: flow.profile(params, history, np.ones(32)),
        one_pass_a_step,
        3,
        wanted,
    )


def test_profile_grows_like_the_number_of_steps():
    def profile(steps):
        params, history = unrolled.network("lstm", 0, 32, 8, steps, scale=1.0)
        return lambda: flow.profile(params, history, np.ones(32))

    name, four = "flow.profile, T = 800, h = 32", "itself at T = 200"
    measure(name, four, profile(800), profile(200), 25, 6, at_most=True)


def test_backward_beside_autograd_of_the_same_cell():
    params, history = unrolled.network("lstm", 0, 32, 8, 100, scale=1.0)
    w, x, dh = unrolled.weights(params), torch.tensor(history.x), np.ones((100, 32))
    h, c = unrolled.first_state(history)
    leaves = [*w.values(), h, c]
    hs, _ = unrolled.unroll("lstm", w, x, h, c, [False] * 100)
    loss = torch.stack(hs).sum()

    def autograd():
        return torch.autograd.grad(loss, leaves, retain_graph=True)

    def ours():
        return bptt.backward(params, history, dh)

    what = "bptt.backward, T = 100, h = 32"
    measure(what, "autograd, its backward pass alone", ours, autograd, 15, 2)
    layer = torch.nn.LSTM(8, 32).double()
    out = layer(x)[0].sum()
    inner = list(layer.parameters())

    def fused():
        return torch.autograd.grad(out, inner, retain_graph=True)

    measure(what, "nn.LSTM's backward pass", ours, fused, 15, 0)


def test_a_hundred_thousand_steps():
    J = np.random.default_rng(0).normal(size=(100_000, 32, 32)) / 32**0.5
    for name, call in (("transport", flow.transport), ("spectrum", flow.spectrum)):
        took = seconds(lambda call=call: call(J))
        memory = J.nbytes / 2**20
        ROWS.append(
            f"| flow.{name}, 100,000 steps, h = 16 | {memory:.0f} MiB of Jacobians "
            f"| {1000 * took:.0f} | | | seconds |"
        )
        assert took < 30


def test_a_profile_of_a_gru_needs_no_jacobians():
    params, history = unrolled.network("gru", 0, 384, 8, 1500, scale=0.5)
    tracemalloc.start()
    flow.profile(params, history, np.ones(384))
    most = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    took = seconds(lambda: flow.profile(params, history, np.ones(384)))
    ROWS.append(
        f"| flow.profile of a GRU, T = 1500, h = 384 | {most:.0f} MiB at most "
        f"| {1000 * took:.0f} | | | at most 100 MiB |"
    )
    assert most <= 100, ROWS[-1]
