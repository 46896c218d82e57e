"""What every explorable promises, whichever it is."""

import json
import re
from io import BytesIO
from urllib.parse import unquote
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import numpy as np
import pytest
import traitlets
from matplotlib import image
from traitlets import TraitError

from book.explorables import every
from carousel.book.explorables import Highway, _explorable

EACH = pytest.mark.parametrize("figure", every.ALL, ids=lambda f: f.stem())


def _bundle(figure):
    return figure._repr_mimebundle_()[0]


def _told(figure):
    html = _bundle(figure)["text/html"]
    return json.loads(re.search(r"<script[^>]*>(.*?)</script>", html, re.DOTALL)[1])


@EACH
def test_its_docstring_tells_of_every_control_and_its_limits(figure):
    told = re.sub(r"\s+", " ", figure.__doc__)
    assert "Attributes:" in told
    for name, control in figure()._spec["controls"].items():
        assert f" {name}: " in told or control.get("group"), name


@EACH
def test_python_sets_reads_and_observes_every_control(figure):
    shown = figure()
    for name, control in shown._spec["controls"].items():
        heard = []
        shown.observe(lambda change, heard=heard: heard.append(change.new), name)
        values = [v for v in every.ends(control) if v != shown.state()[name]]
        for value in values:
            setattr(shown, name, value)
            assert shown.state()[name] == value
        assert heard == values


@EACH
def test_a_value_that_no_slider_can_have_is_refused_by_name(figure):
    for name, control in figure()._spec["controls"].items():
        wrong = ["</script>", None, float("nan"), 1e308, -1e308]
        for value in wrong:
            shown = figure()
            before = shown.state()
            with pytest.raises(TraitError, match=name):
                setattr(shown, name, value)
            assert shown.state() == before, control


@EACH
def test_the_page_gets_the_state_its_limits_and_a_still_picture(figure):
    for state in every.anywhere(figure, 2):
        told = _told(figure(**state))
        assert told["state"] == state
        assert list(told["spec"]["controls"]) == list(state)
    html = _bundle(figure())["text/html"]
    assert len(re.search(r'<img alt="([^"]*)" src="data:image/svg', html)[1]) > 60
    inside = re.search(r'<script type="application/json">(.*?)</figure>', html, re.S)[1]
    assert inside.index("</script>") == inside.index("<")


def test_a_host_that_cleans_the_html_keeps_the_picture():
    html = _bundle(Highway())["text/html"]
    source = re.search(r'<img [^>]*src="data:image/svg\+xml,([^"]*)"', html)[1]
    picture = ElementTree.fromstring(unquote(source))
    assert picture.tag.endswith("svg")
    assert len(list(picture.iter())) > 50
    outside = re.sub(r"<script.*?</script>|<[^>]*>", "", html, flags=re.DOTALL)
    assert outside == re.search(r'alt="([^"]*)"', html)[1]


@EACH
def test_the_bundle_serves_jupyterlab_the_page_and_paper(figure):
    bundle = _bundle(figure())
    assert set(bundle) == {
        "application/vnd.jupyter.widget-view+json",
        "text/html",
        "image/png",
        "text/plain",
    }
    assert image.imread(BytesIO(bundle["image/png"])).std() > 0.02  # not blank
    assert bundle["text/plain"].startswith(f"{figure.__name__}(")


@EACH
def test_its_table_is_finite_and_drawable_in_every_corner(figure):
    for state in [*every.corners(figure), *every.extremes(figure, 16)]:
        shown = figure(**state)
        head, rows = shown.table()
        assert rows
        for row in rows:
            assert len(row) == len(head)
            numbers = [cell for cell in row if not isinstance(cell, str)]
            assert not np.isnan(numbers).any(), (state, row)
    for state in every.extremes(figure, 3):
        with np.errstate(all="raise", under="ignore"):
            axes = plt.figure().subplots()
            said = figure(**state).static_figure(axes)
        assert said
        assert not re.search(r"\de[-+]?\d", said)  # 5 × 10⁻²², as the book writes it
        plt.close(axes.figure)


@EACH
def test_the_same_state_gives_the_same_page(figure):
    state = next(every.anywhere(figure, 1))
    one, other = (_bundle(figure(**state)) for _ in range(2))
    for kind in ("text/html", "image/png", "text/plain"):
        assert one[kind] == other[kind]


@EACH
def test_a_subclass_keeps_the_controls_and_the_view_of_its_parent(figure):
    class Mine(figure):
        """The same, under another name."""

    state = next(every.anywhere(figure, 1))
    mine, parent = Mine(**state), figure(**state)
    assert mine.state() == state
    assert mine._spec["controls"] == parent._spec["controls"]
    assert repr(mine).startswith("Mine(")
    assert mine.stem() == figure.stem()
    assert mine._esm == parent._esm


def test_a_subclass_may_set_a_limit_of_its_own():
    class Short(Highway):
        """A picture of at most ten steps."""

        horizon = traitlets.Int(5, min=1, max=10).tag(sync=True, label="steps back")

    assert list(Short()._spec["controls"]) == list(Highway()._spec["controls"])
    assert Short()._spec["controls"]["horizon"]["max"] == 10


@EACH
def test_numpys_scalars_become_pythons_own(figure):
    shown = figure()
    kinds = {"number": np.float32, "integer": np.int64}
    for name, control in shown._spec["controls"].items():
        if control["kind"] in kinds:
            setattr(shown, name, kinds[control["kind"]](every.ends(control)[1]))
    assert "np." not in repr(shown)
    json.dumps(shown.state())


def test_every_view_has_its_python_twin():
    here = _explorable.BUNDLES.parent
    stems = {path.stem for path in here.glob("*.js")}
    assert stems == {figure.stem() for figure in every.VIEWS}


def test_an_unbundled_explorable_says_how_to_bundle(monkeypatch, tmp_path):
    monkeypatch.setattr(_explorable, "BUNDLES", tmp_path)
    with pytest.raises(RuntimeError, match=r"highway\.js is missing; run `pip install"):
        _explorable._bundle("highway")


def test_a_misspelt_control_is_refused_by_name():
    with pytest.raises(ValueError, match=r"Highway has no forget_gat; forget_gate\?"):
        Highway(forget_gat=0.5)
