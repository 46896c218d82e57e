import json
import re

import pytest
from traitlets import TraitError

from carousel.explorables import Highway, _explorable


def _bundle(figure=None):
    return (figure or Highway())._repr_mimebundle_()[0]


def test_python_sets_and_observes_the_sliders():
    figure, heard = Highway(), []
    figure.observe(lambda change: heard.append(change.new), names="forget_gate")
    figure.forget_gate = 0.8
    figure.forget_gate = 0.8
    assert heard == [0.8]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("forget_gate", 1.1),
        ("forget_gate", -0.1),
        ("rnn_factor", float("nan")),
        ("forget_gate", "open"),
        ("rnn_factor", 2.0),
        ("horizon", 0),
        ("horizon", 1.5),
        ("log_scale", "yes"),
    ],
)
def test_a_value_outside_its_limits_is_refused_by_name(name, value):
    figure = Highway()
    before = figure.state()
    with pytest.raises(TraitError, match=name):
        setattr(figure, name, value)
    assert figure.state() == before


def test_the_bundle_serves_jupyterlab_the_page_and_paper():
    bundle = _bundle()
    assert set(bundle) == {
        "application/vnd.jupyter.widget-view+json",
        "text/html",
        "image/png",
        "text/plain",
    }
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert bundle["text/plain"] == (
        "Highway(forget_gate=0.9, rnn_factor=0.53, horizon=50, log_scale=True)"
    )


def test_the_page_gets_the_state_its_limits_and_a_still_picture():
    html = _bundle(Highway(forget_gate=0.25))["text/html"]
    data = json.loads(re.search(r"<script[^>]*>(.*?)</script>", html)[1])
    assert data["state"]["forget_gate"] == 0.25
    limits = data["spec"]["controls"]["forget_gate"]
    assert (limits["min"], limits["max"], limits["default"]) == (0.0, 1.0, 0.9)
    assert list(data["spec"]["controls"]) == list(data["state"])
    assert "<svg" in html
    assert "f = 0.250" in re.search(r'aria-label="([^"]*)"', html)[1]


def test_nothing_in_the_state_can_close_the_script():
    html = _bundle()["text/html"]
    inside = re.search(r'<script type="application/json">(.*?)</figure>', html, re.S)[1]
    assert inside.index("</script>") == inside.index("<")


def test_the_same_state_gives_the_same_page():
    assert _bundle(Highway(horizon=7)) | {
        "application/vnd.jupyter.widget-view+json": 0
    } == (_bundle(Highway(horizon=7)) | {"application/vnd.jupyter.widget-view+json": 0})


@pytest.mark.parametrize(
    "state",
    [
        {"forget_gate": 0.0, "rnn_factor": 0.0},
        {"forget_gate": 1.0, "rnn_factor": 1.5, "horizon": 200},
        {"horizon": 1, "log_scale": False},
    ],
)
def test_every_corner_has_a_still_picture(state):
    assert _bundle(Highway(**state))["image/png"].startswith(b"\x89PNG")


def test_an_unbundled_explorable_says_how_to_bundle(monkeypatch, tmp_path):
    monkeypatch.setattr(_explorable, "BUNDLES", tmp_path)
    with pytest.raises(RuntimeError, match=r"highway\.js is missing; run `pip install"):
        _explorable._bundle("highway")
