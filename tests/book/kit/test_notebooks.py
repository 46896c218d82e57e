import nbformat
import pytest

from book.site.test_execution import _write
from carousel.book.kit import notebooks
from carousel.book.site import records


def _ran(folder):
    """A notebook of a figure, a value and a sentence, as if it had been run."""
    said = "'It is {eval}`x`.'"
    path = _write(folder, "figure", "x = 2\nx", said, "print(1)")
    kinds = {"image/png": "aGVsbG8=", "text/plain": "a figure", notebooks.VIEW: {}}
    data = {"text/html": '<figure class="carousel-explorable"></figure>', **kinds}
    shown = {"output_type": "display_data", "data": data, "metadata": {}}
    plain = {"data": {"text/plain": "2"}, "metadata": {}}
    value = {"output_type": "execute_result", "execution_count": None, **plain}
    text = {"output_type": "stream", "name": "stdout", "text": "1\n"}
    given = [
        {"outputs": [shown], "values": {}},
        {"outputs": [value], "values": {"x": plain}},
        {"outputs": [text], "values": {}},
    ]
    records.keep(path, given, modules=[], packages=[], names={})
    return path


def test_a_notebook_shows_what_it_gave_and_what_its_prose_says(tmp_path):
    told = notebooks.with_outputs(_ran(tmp_path))
    nbformat.validate(nbformat.from_dict(told))
    figure, value, said, text = told["cells"]
    assert set(figure["outputs"][0]["data"]) == {"image/png", "text/plain"}
    assert value["outputs"][0]["execution_count"] == value["execution_count"] == 2
    assert text["outputs"][0]["text"] == "1\n"
    [shown] = said["metadata"]["user_expressions"]
    assert shown["expression"] == "x"
    assert shown["result"]["data"] == {"text/plain": "2"}


def test_a_notebook_that_has_changed_is_refused(tmp_path):
    path = _ran(tmp_path)
    path.write_text(path.read_text().replace("x = 2", "x = 3"))
    with pytest.raises(ValueError, match="has changed since it was run"):
        notebooks.with_outputs(path)
