"""The two languages agree: random networks, written by Python and read by node."""

import json
from pathlib import Path

import numpy as np
import pytest

from carousel import flow, jacobian
from oracles import node, unrolled

CHECK = Path(__file__).with_name("check.mjs")
LIBRARY = Path(__file__).parents[2] / "lib" / "carousel"
MATHEMATICS = LIBRARY / "book" / "explorables" / "mathematics"
AGREED = 1e-9  # relative to the largest entry
STATES = 200  # networks a cell, five steps each: 5,000 states
IN_FIGURES = ("rnn", "lstm_1997", "lstm", "peephole", "gru")


def _plain(value):
    return {n: np.asarray(v).tolist() for n, v in vars(value).items() if v is not None}


def _case(kind, seed):
    rng = np.random.default_rng(seed)
    hidden, inputs = (int(n) for n in rng.integers(1, 5, size=2))
    scale = float(rng.choice([0.5, 1.5, 8.0, 60.0]))  # the last one saturates gates
    params, history = unrolled.network(kind, seed, hidden, inputs, 5, scale)
    J, dh_last = jacobian.steps(params, history), rng.normal(size=hidden)
    rows = {n: v for n, v in _plain(history).items() if n not in ("x", "first")}
    memory = kind in unrolled.MEMORY
    paths = jacobian.paths(params, history) if memory else None
    return {
        "kind": kind,
        "params": _plain(params),
        "x": history.x.tolist(),
        "first": _plain(history.first),
        "dh_last": dh_last.tolist(),
        "history": rows,
        "steps": J.tolist(),
        "paths": {**_plain(paths), "total": paths.total.tolist()} if memory else {},
        "profile": _plain(flow.profile(params, history, dh_last)),
        # The direction of a product of saturated steps is made of last bits alone.
        "grown": _sensitivity(J, history, paths) if memory and scale < 8 else None,
    }


def _sensitivity(J, history, paths):
    """The derivative of c_T by c_0 three ways, the sizes as logarithms."""
    hidden = history.c.shape[1]
    product = flow.transport(J)
    truth = product.unit[hidden:, hidden:]
    kept = flow.retention(history)[-1]
    cosine = kept @ np.diag(truth) / np.linalg.norm(kept) / np.linalg.norm(truth)
    return {
        "exact": product.log_norm + float(np.log(np.linalg.norm(truth))),
        "fullState": product.log_norm,
        "productOfPartials": flow.product_of_partials(paths.total).log_norm,
        "direct": float(np.log(np.linalg.norm(kept))),
        "cosine": float(cosine),
        "rates": flow.spectrum(J).tolist(),
    }


@pytest.mark.parametrize("kind", IN_FIGURES)
def test_every_number_of_a_cell_agrees(kind, tmp_path):
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps([_case(kind, seed) for seed in range(STATES)]))
    worst = node.run(CHECK, cases)
    assert worst
    assert {what: error for what, error in worst.items() if error > AGREED} == {}


def test_the_highways_powers_agree_at_every_slider_stop():
    script = (
        f"import {{ logPowers }} from {json.dumps((MATHEMATICS / 'flow.js').as_uri())};"
        "const stops = [];"
        "for (let n = 0; n <= 1500; n += 1) stops.push(logPowers(n / 1000, 200)[200]);"
        "console.log(JSON.stringify(stops.map((l) => Number.isFinite(l) ? l : null)));"
    )
    found = node.run("--input-type=module", "--eval", script)
    assert found[0] is None
    expected = 200 * np.log10(np.arange(1, 1501) / 1000)
    assert np.abs(np.array(found[1:]) - expected).max() <= AGREED * 600
