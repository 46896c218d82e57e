"""The buttons of a book with an address, and of one without."""

import json

import pytest
from sphinx.application import Sphinx

CONF = """
extensions = ["myst_nb", "carousel.book.site.launch"]
html_theme = "sphinx_book_theme"
html_theme_options = {"repository_url": %r, "repository_branch": "main"}
nb_execution_mode = "off"
root_doc = "index"
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}
"""
NOTEBOOK = {
    "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# One"}],
    "metadata": {"kernelspec": {"display_name": "P", "name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
HOSTS = ("colab.research.google.com", "mybinder.org", "nbgitpuller")


@pytest.mark.parametrize("home", ["", "https://github.com/o/n"])
def test_notebooks_have_buttons_where_the_book_has_a_home(tmp_path, home):
    (tmp_path / "conf.py").write_text(CONF % home)
    (tmp_path / "_config.yml").write_text(f"repository: {{url: '{home}'}}\n")
    (tmp_path / "index.md").write_text("# Book\n\n```{toctree}\none\n```\n")
    (tmp_path / "one.ipynb").write_text(json.dumps(NOTEBOOK))
    out = tmp_path / "out"
    app = Sphinx(tmp_path, tmp_path, out, tmp_path / "trees", "html", status=None)
    app.build()
    assert app.statuscode == 0
    one, index = ((out / f"{name}.html").read_text() for name in ("one", "index"))
    for host in HOSTS:
        assert (host in one) == bool(home)
        assert host not in index
    assert ("https://github.com/o/n/edit/main/one.ipynb" in one) == bool(home)
