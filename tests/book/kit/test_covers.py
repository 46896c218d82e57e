from PIL import Image

from carousel.book.kit import course, covers

TOLD = course.read()
PAGE, TITLE = "chapters/01-constant-error-carousel", "The constant error carousel"


def test_a_picture_has_the_size_of_previews_and_is_drawn_once(tmp_path, monkeypatch):
    drawn = covers.drawn(TOLD, PAGE, TITLE, "What it keeps.", tmp_path)
    [kept] = tmp_path.iterdir()
    with Image.open(kept) as picture:
        assert picture.size == covers.SIZE
    monkeypatch.setattr(covers, "draw", lambda *_: b"again")
    assert covers.drawn(TOLD, PAGE, TITLE, "What it keeps.", tmp_path) == drawn
    assert covers.drawn(TOLD, PAGE, "Another", "", tmp_path) == b"again"
