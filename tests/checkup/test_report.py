import json

import jsonschema
import numpy as np
import pytest

from carousel import checkup
from carousel.checkup import asking, drawing, page, record, report
from carousel.checkup.words import CHAPTERS
from checkup.cases import network

X = np.random.default_rng(0).normal(size=(4, 30, 2))


@pytest.fixture(scope="module", params=["lstm", "rnn"])
def found(request):
    return checkup(network(request.param, hidden=5), X)


def test_the_record_is_what_its_schema_describes(found):
    schema = record.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    written = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    jsonschema.validate(written, schema)
    by_lag = written["layers"][0]["by_lag"]
    assert len(by_lag["lag"]) == len(by_lag["log_left"][1]) == 30


def _described(part):
    """Every field of an object has a description; of a list, what it lists."""
    for one in part.get("properties", {}).values():
        assert one.get("description"), one
        for inside in (one, one.get("items", {}), one.get("additionalProperties", {})):
            if isinstance(inside, dict):
                _described(inside)


def test_every_field_of_the_schema_is_described():
    schema = record.schema()
    _described(schema)
    _described(schema["$defs"]["layer"])


def test_a_record_of_many_lags_has_few_rows_and_the_ends():
    for reach in (1, 19, 59, 60, 1000, 99_999):
        at = record.lags(reach)
        assert at == sorted(set(at))
        assert (at[0], at[-1]) == (0, reach)
        assert len(at) <= 60
    assert record.few_lags(7) == [0, 1, 2, 5, 7]
    assert record.few_lags(0) == [0]


@pytest.mark.parametrize("ending", ["html", "json", "png", "txt"])
def test_a_report_is_saved_by_the_ending_of_its_file(ending, tmp_path):
    found = checkup(network("lstm"), X)
    path = found.save(tmp_path / f"report.{ending}")
    written = path.read_bytes()
    if ending == "png":
        assert written.startswith(b"\x89PNG")
    elif ending == "json":
        assert json.loads(written) == found.to_dict()
    else:
        assert found.verdicts[0].says.split(" % ")[0] in written.decode()


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"must end in .html, .json, .png or .txt"):
        checkup(network("rnn"), X).save(tmp_path / "report.pdf")


def test_a_saved_page_asks_for_nothing_and_links_where_it_is_told(found):
    text = page.whole(found, "https://example.org/book/")
    links = {v.chapter for v in found.verdicts}
    for key in links:
        assert f'href="https://example.org/book/{CHAPTERS[key][0]}.html"' in text
    assert "src=" not in text
    assert "@import" not in text
    assert "<script" not in text
    assert text.count("https://") == text.count('href="https://')


def test_a_notebook_links_to_the_chapters_beside_it(found):
    text = found._repr_html_()
    stem = CHAPTERS[found.verdicts[0].chapter][0]
    assert f'href="{stem}.html"' in text
    assert text.startswith("<style>")


def test_a_kind_is_not_said_twice():
    text = page.whole(checkup(network("rnn"), X))
    assert '<span class="cx-kind">Cannot say</span> what your loss does' in text
    assert '<span class="cx-kind">Vanishing.</span> Sequences reach' in text


def test_the_pictures_have_words_and_names_of_their_own(found):
    text = page.whole(found)
    assert text.count('<svg role="img" aria-label="') == 3
    names = [part.split('"')[0] for part in text.split(' id="')[1:]]
    assert len(names) == len(set(names))
    assert "DejaVu" not in text
    assert "<tspan" not in text  # numbers that a formula's layout would tear apart
    assert not set(drawing.LIGHT.values()) & set(text.split("<body>")[1].split('"'))


def test_a_figure_has_a_row_for_every_layer():
    layers = checkup(network("gru"), X).layers
    fig = drawing.figure([*layers, *layers])
    assert len(fig.axes) == 6
    assert fig.axes[0].get_xlabel() == "lag: steps before the loss reads"


def test_the_progress_is_told_up_to_the_end():
    shares = []
    checkup(network("rnn"), X, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_long_work_speaks_on_a_terminal_alone(monkeypatch, capsys):
    monkeypatch.setattr(asking, "PATIENCE", -1.0)
    asking._Spoken()(0.5)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    asking._Spoken()(1.0)
    assert "100 %" in capsys.readouterr().err


def test_a_report_is_the_same_every_time():
    one, other = (str(checkup(network("peephole"), X)) for _ in range(2))
    assert one == other
    assert repr(report.Report([], [], [], None)) == "<check-up of 0 layers: >"
