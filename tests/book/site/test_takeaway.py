"""Every figure of a book has a file of its own, and a page lists them."""

import re

from sphinx.application import Sphinx

from carousel.book.explorables import HalfLife, Highway

CONF = """
extensions = ["myst_parser", "carousel.book.site.takeaway"]
"""
TAKE = "# Take\n\n```{take-figures}\n```\n"


def _page(title, *figures):
    shown = "".join(
        f"```{{raw}} html\n{figure._on_page('')}\n```\n\n" for figure in figures
    )
    return f"# {title}\n\n{shown}"


def _build(folder, **pages):
    for name, text in pages.items():
        (folder / f"{name.replace('__', '-')}.md").write_text(text, encoding="utf-8")
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    app = Sphinx(folder, folder, folder / "out", folder / "trees", "html", status=None)
    app.build()
    assert app.statuscode == 0
    return folder / "out"


def test_a_chapter_goes_before_the_page_that_opens_the_book(tmp_path):
    out = _build(
        tmp_path,
        index="# Book\n\n```{toctree}\nintro\n01__one\ntake\n```\n".replace("__", "-"),
        intro=_page("Welcome", Highway(forget_gate=0.5), HalfLife()),
        **{"01__one": _page("First", Highway(forget_gate=0.75))},
        take=TAKE,
    )
    assert '"forget_gate": 0.75' in (out / "figures/highway.html").read_text()
    assert "Welcome" in (out / "figures/half_life.html").read_text()
    page = (out / "take.html").read_text(encoding="utf-8")
    assert re.findall(r"<h2>(\w+)", page) == ["Highway", "HalfLife"]
    assert "&lt;iframe" in page.replace('<span class="p">&lt;</span>', "&lt;") or (
        "iframe" in page
    )
    for stem in ("highway", "half_life"):
        assert f'href="../figures/{stem}.html" download="{stem}.html"' in page
