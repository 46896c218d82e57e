import json
from importlib.resources import files

from carousel.checkup import drawing


def test_the_colours_are_those_of_the_course():
    palette = files("carousel.book.explorables.figure").joinpath("palette.json")
    known = json.loads(palette.read_text(encoding="utf-8"))
    for name, (light, dark) in drawing.COLOURS.items():
        assert known[name] == {"light": light, "dark": dark}
