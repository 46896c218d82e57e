import json
from urllib.parse import parse_qs, urlsplit

import nbformat
import pytest

from book.kit.test_notebooks import _ran
from carousel.book.kit import course, launch, plain

HERE = course.read()
PAGE = "chapters/02-derivation"


def _at(repository, **more):
    return course.Course(**{**vars(HERE), "repository": repository, **more})


@pytest.mark.parametrize("repository", ["", "https://gitlab.com/o/n"])
def test_without_an_address_that_hosts_can_open_there_is_no_button(repository):
    assert launch.buttons(_at(repository), PAGE) == {}


def test_each_host_is_told_repository_branch_and_notebook():
    found = launch.buttons(_at("https://github.com/o/n"), PAGE)
    colab = "https://colab.research.google.com/github/o/n/blob/launch/"
    assert found["Colab"] == f"{colab}{PAGE}.ipynb"
    binder = "https://mybinder.org/v2/gh/o/n/launch?urlpath=lab/tree/"
    assert found["Binder"] == f"{binder}{PAGE}.ipynb"
    asked = parse_qs(urlsplit(found["JupyterHub"]).query)
    assert asked["repo"] == ["https://github.com/o/n"]
    assert (asked["branch"], asked["filepath"]) == (["launch"], [f"{PAGE}.ipynb"])


def test_a_hub_of_ones_own_is_opened_at_once():
    found = launch.buttons(_at("https://github.com/o/n"), PAGE, "https://hub.edu/")
    url = urlsplit(found["JupyterHub"])
    assert (url.netloc, url.path) == ("hub.edu", "/hub/user-redirect/git-pull")
    assert parse_qs(url.query)["urlpath"] == [f"lab/tree/n/{PAGE}.ipynb"]


def test_a_notebook_installs_first_and_needs_no_myst(tmp_path):
    path = _ran(tmp_path)
    before = path.read_text()
    made = launch.notebook(path, "https://h/w.whl", plain.Text({}))
    nbformat.validate(nbformat.from_dict(made))
    first, *rest = made["cells"]
    assert 'carousel[notebooks] @ https://h/w.whl"' in first["source"]
    assert rest[2]["source"] == "It is 2."
    assert not any(cell.get("outputs") for cell in rest)
    assert path.read_text() == before


@pytest.mark.parametrize("home", ["", "https://github.com/o/n"])
def test_the_branch_has_all_that_its_hosts_read(tmp_path, home):
    _ran(tmp_path)
    wheel = tmp_path / "constant_error_carousel-0.1.0-py3-none-any.whl"
    wheel.write_bytes(b"")
    out = tmp_path / "branch"
    launch.write(tmp_path / "chapters", wheel, out, _at(home))
    held = {str(p.relative_to(out)) for p in out.rglob("*") if p.is_file()}
    binder = {f".binder/{name}" for name in ("runtime.txt", "requirements.txt")}
    binder |= {".binder/postBuild"}
    assert held == {"README.md", wheel.name, "chapters/01-one.ipynb"} | binder
    assert (out / ".binder" / "postBuild").stat().st_mode & 0o111
    made = json.loads((out / "chapters/01-one.ipynb").read_text())
    place = f"{home}/raw/launch/" if home else f"{out.as_uri()}/"
    assert f"@ {place}{wheel.name}" in made["cells"][0]["source"]
