import subprocess
from zipfile import ZipFile

from carousel.book.kit import release

DAY = (2026, 11, 21)


def _folder(place):
    (place / "chapters").mkdir(parents=True)
    (place / "index.html").write_text("<p>ü</p>", encoding="utf-8")
    (place / "chapters" / "one.html").write_text("one")
    (place / "a.png").write_bytes(b"\x89PNG")
    (place / ".buildinfo").write_text("of the builder")
    return place


def test_a_zip_holds_one_folder_and_is_the_same_every_time(tmp_path):
    folder = _folder(tmp_path / "html")
    twice = []
    for number in "12":
        (tmp_path / number).mkdir()
        zipped = tmp_path / number / "book-1.0.zip"
        twice.append(release.pack(release.files(folder), zipped, DAY).read_bytes())
    assert twice[0] == twice[1]
    names = ["a.png", "chapters/one.html", "index.html"]
    held = ZipFile(zipped)
    assert held.namelist() == [f"book-1.0/{name}" for name in names]
    assert held.read("book-1.0/index.html").decode() == "<p>ü</p>"
    assert held.testzip() is None


def test_checksums_are_checked_by_the_command_that_people_have(tmp_path):
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").write_text("b")
    release.checksums(tmp_path)
    sums = release.checksums(tmp_path)  # a second time: it does not list itself
    check = ["sha256sum", "--check", "--strict", sums.name]
    subprocess.run(check, cwd=tmp_path, check=True, capture_output=True)
    assert len(sums.read_text().splitlines()) == 2


def test_the_notes_are_the_newest_section_of_the_changelog():
    told = "# Changelog\n\n## 2026-02\n\n- New.\n\n## 2026-01\n\n- Old.\n"
    assert release.notes(told) == "- New.\n"
