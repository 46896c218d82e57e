"""The figures' words: one file has all, and another language leaves none behind."""

import json
import re
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from book.explorables import every, foreign
from carousel.book import explorables, plots
from carousel.book.explorables import words
from carousel.book.explorables.words import found, pictures
from carousel.book.kit import figures
from oracles import node

SPOKEN = Path(__file__).with_name("spoken.mjs")
# Their views stand on a page of their own making; the browser opens them.
ON_A_PAGE = ("playground",)
VIEWS = [figure for figure in every.ALL if figure.stem() not in ON_A_PAGE]
STILLS = [*every.ALL, explorables.Duel]


@pytest.fixture
def abroad():
    """The figures speak the language that nobody speaks."""
    words.speak("zz", foreign.catalogue())
    yield
    words.language(words.ENGLISH)


def test_the_english_file_has_every_text_of_the_sources_and_no_other():
    kept = words.read(words.HERE / "en.json")
    assert all(key == text for key, text in kept.items())
    assert list(kept) == found.texts(), "run python -m carousel.book.explorables.words"


def test_texts_are_found_in_both_languages():
    script = """const a = say("one\\u00a0step"); // say("not this")
      say`of ${of(`${say`inner ${1}`}`, { a: "}" })} and
        ${n}.` + say(label);"""
    assert list(found.of_script(script)) == [
        "one\u00a0step",
        "of {0} and {1}.",
        "inner {0}",
    ]
    module = 'say("A {0} " "b", 1); words.say("c"); say(name)'
    assert list(found.of_module(module)) == ["A {0} b", "c"]
    with pytest.raises(ValueError, match="double quotes"):
        list(found.of_script("say('one')"))


def test_a_language_is_read_from_its_file_and_wrong_places_are_refused(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(words, "HERE", tmp_path)
    with pytest.raises(ValueError, match="no words in de; they have"):
        words.language("de")
    german = tmp_path / "de.json"
    german.write_text('{"{0} of {1}": "von {1} sind es {0}", "all": ""}')
    words.language("de")
    assert words.say("{0} of {1}", 2, 3) == "von 3 sind es 2"
    assert words.say("all") == "all"
    german.write_text('{"{0} of {1}": "{0} von {2}"}')
    with pytest.raises(ValueError, match=r"'\{0\} of \{1\}' wants \{0\}, \{1\}, got"):
        words.language("de")
    words.language("en")
    assert words.say("{0} of {1}", 2, 3) == "2 of 3"


def test_one_of_a_unit_is_no_plural_in_english():
    for unit, one in ((" degrees", "1 degree"), (" powers of ten", "1 power of ten")):
        assert words.with_unit("1", unit) == one
        assert words.with_unit("0.1", unit) == f"0.1{unit}"


def test_another_language_has_its_own_plurals(abroad):
    assert words.with_unit("1", " pas") == "1 pas"


def test_a_page_says_which_language_it_is_in_and_jupyterlab_gets_the_words(abroad):
    figure = explorables.Highway()
    assert figure._spec["catalogue"]["RNN"] == "⟦RNN⟧"
    page = figure._on_page("")
    assert 'data-explorable="highway" lang="zz">' in page
    assert "catalogue" not in page
    assert figures.found(page) == {"highway": page}
    words.language("en")
    assert "catalogue" not in explorables.Highway()._spec
    assert "lang" not in explorables.Highway()._on_page("")


@pytest.mark.parametrize("kind", STILLS, ids=lambda kind: kind.stem())
def test_in_another_language_python_says_nothing_in_english(abroad, kind):
    for state in [{}, *every.anywhere(kind, 1), *every.extremes(kind, 2)]:
        figure = kind(**state)
        head, rows = figure.table()
        with plots.style():
            drawn = Figure(figsize=figure.static_size, layout="constrained")
            said = figure.static_figure(drawn.subplots())
        pictures.translate(drawn)
        written = [text.get_text() for text in drawn.findobj(Text)]
        cells = [cell for row in rows for cell in row if isinstance(cell, str)]
        texts = [said, *head, *cells, *(re.sub(r"\$.*?\$", "", one) for one in written)]
        assert {text for text in texts if foreign.unspoken(text)} == set()


def test_a_still_picture_keeps_what_it_does_not_know():
    assert pictures.translated("LSTM, p = 0.50") == "LSTM, p = 0.50"
    words.speak("zz", foreign.catalogue())
    assert pictures.translated("peepholes, full") == "⟦peepholes⟧⟦, full⟧"
    assert pictures.translated("$c$ = 1\n5 % above") == "$c$ = 1\n5⟦ % above⟧"
    words.language(words.ENGLISH)


def _spoken(told, path):
    path.write_text(json.dumps(told))
    return node.run(SPOKEN, path)


def test_in_another_language_the_page_says_nothing_in_english(tmp_path):
    shown = [figure() for figure in VIEWS] + [explorables.Highway(over="depth")]
    told = [
        {
            "stem": figure.stem(),
            "spec": figure._spec,
            "data": figure._data,
            "states": [
                figure.state(),
                *every.anywhere(type(figure), 8),
                *every.extremes(type(figure), 8),
                *({**figure.state(), **one} for one in every.corners(type(figure))),
            ],
        }
        for figure in shown
    ]
    for one in ([*told[:-1]], [told[-1]]):
        asked = {"catalogue": foreign.catalogue(), "figures": one}
        for stem, texts in _spoken(asked, tmp_path / "told.json").items():
            assert len(texts) > 200
            left = {text for text in texts if foreign.unspoken(text)}
            assert left == set(), stem
