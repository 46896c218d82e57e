import datetime

import pytest

from carousel.book.kit import course

CITED = """title: "A Course: on gradients"
authors:
  - name: Its contributors
version: 1.2.0
date-released: 2026-03-01
"""


def _read(folder, config):
    (folder / "CITATION.cff").write_text(CITED)
    (folder / "_config.yml").write_text(config)
    return course.read(folder)


@pytest.mark.parametrize("config", ["title: x", "repository: {url: ''}"])
def test_a_course_without_an_address_has_no_site(tmp_path, config):
    told = _read(tmp_path, config)
    assert (told.repository, told.site) == ("", "")
    assert (told.name, told.version) == ("A Course", "1.2.0")
    assert told.released == datetime.date(2026, 3, 1)
    assert told.day == "1 March 2026"


@pytest.mark.parametrize(
    ("repository", "site"),
    [
        ("https://github.com/Owner/name", "https://owner.github.io/name/"),
        ("https://github.com/owner/owner.github.io/", "https://owner.github.io/"),
        ("https://gitlab.com/owner/name", ""),
    ],
)
def test_the_site_is_where_the_host_publishes_pages(tmp_path, repository, site):
    told = _read(tmp_path, f"repository:\n  url: {repository}\n")
    assert told.site == site


def test_a_site_of_its_own_goes_first(tmp_path):
    config = (
        "repository: {url: 'https://github.com/a/b'}\nhtml: {baseurl: https://c.org}"
    )
    assert _read(tmp_path, config).site == "https://c.org/"
