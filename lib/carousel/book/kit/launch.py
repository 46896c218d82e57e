"""The notebooks that a button opens elsewhere: `make launch` calls this.

A chapter of the book expects its library; these install it in their first cell, and
tell what they tell in plain Markdown. They lie on a branch of the repository of their
own, with the wheel that they install and what Binder reads.
"""

import json
import shutil
import sys
from collections.abc import Collection
from pathlib import Path
from urllib.parse import quote, urlencode

from carousel.book.kit import course, plain, sources
from carousel.book.kit.course import Course
from carousel.book.site import records

BRANCH = "launch"
EXTRA = "notebooks"
HUBS = "https://nbgitpuller.readthedocs.io/en/latest/link.html"  # asks for one's hub

FIRST = """\
# Installs the course where it is not there yet, as on Colab: a minute or two.
import importlib.util
import sys

if importlib.util.find_spec("carousel") is None:
    %pip install --quiet "constant-error-carousel[{extra}] @ {wheel}"
if "google.colab" in sys.modules:  # the figures are widgets
    from google.colab import output

    output.enable_custom_widget_manager()"""
RUNTIME = "python-3.11\n"
REQUIREMENTS = "jupyterlab>=4.4\njupyterlab-myst>=2.4\n"
# PyTorch without libraries for graphics cards, which Binder has not.
POST = """#!/usr/bin/env bash
set -euo pipefail
python -m pip install --no-cache-dir uv
uv pip install --system --torch-backend cpu torch
python -m pip install --no-cache-dir "./{wheel}[{extra}]"
"""
README = """# Notebooks to open elsewhere

Made from the branch `{branch}` by `make launch`; what is changed here is lost with the
next version. Each notebook is a chapter of *{name}* that installs the course in its
first cell. The book itself: {site}
"""


def buttons(told: Course, page: str, hub: str = "") -> dict[str, str]:
    """The addresses that open a chapter, by the name of the host; none without a home.

    Args:
        told: the course.
        page: its name in the book, as `chapters/02-derivation`.
        hub: the address of one's own JupyterHub, if there is one.
    """
    host, _, path = told.repository.removeprefix("https://").partition("/")
    if host != "github.com" or not path:
        return {}
    notebook = f"{page}.ipynb"
    name = path.partition("/")[2]
    pulled = {"repo": told.repository, "branch": BRANCH}
    if hub:
        pulled["urlpath"] = f"lab/tree/{name}/{notebook}"
        at = f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{urlencode(pulled)}"
    else:
        at = (
            f"{HUBS}?{urlencode({**pulled, 'filepath': notebook, 'app': 'jupyterlab'})}"
        )
    tree = quote(f"lab/tree/{notebook}", safe="/")
    return {
        "Colab": f"https://colab.research.google.com/github/{path}/blob/{BRANCH}/{notebook}",
        "Binder": f"https://mybinder.org/v2/gh/{path}/{BRANCH}?urlpath={tree}",
        "JupyterHub": at,
    }


def notebook(path: Path, wheel: str, text: plain.Text) -> dict:
    """A chapter that installs the course first and needs no MyST.

    Args:
        path: the chapter; it must have been run since it last changed.
        wheel: where the wheel is, as an address.
        text: what its prose refers to.

    Raises:
        ValueError: if the chapter has changed since it was run.
    """
    told = json.loads(path.read_text(encoding="utf-8"))
    record = records.load(path)
    if record is None:
        raise ValueError(f"{path.name} has changed since it was run: make html")
    kept = iter(record["cells"])
    for cell in told["cells"]:
        text.number("".join(cell["source"]))
    for cell in told["cells"]:
        if cell["cell_type"] == "code":
            text.values.update(next(kept)["values"])
        else:
            cell["source"] = text.plain("".join(cell["source"]))
    first = FIRST.format(extra=EXTRA, wheel=wheel)
    made = {"cell_type": "code", "id": "install", "metadata": {}, "source": first}
    told["cells"].insert(0, made | {"outputs": [], "execution_count": None})
    return told


def write(
    chapters: Path,
    wheel: Path,
    out: Path,
    told: Course,
    at: str = "",
    only: Collection[str] = (),
) -> None:
    """Write the branch: the notebooks, the wheel, what Binder reads.

    Args:
        chapters: the folder of the chapters.
        wheel: the file to install.
        out: the folder of the branch, made anew.
        told: the course.
        at: the address of the wheel; by default the branch's own.
        only: the names of some chapters, if not all are wanted.
    """
    shutil.rmtree(out, ignore_errors=True)
    for folder in ("chapters", ".binder"):
        (out / folder).mkdir(parents=True)
    shutil.copy(wheel, out)
    home = f"{told.repository}/raw/{BRANCH}/" if told.repository else out.as_uri() + "/"
    address = at or home + wheel.name
    known = sources.read(course.ROOT / "references.bib")
    for path in sorted(chapters.glob("*.ipynb")):
        if only and path.stem not in only:
            continue
        number = path.stem[:2].lstrip("0") if path.stem[:2].isdigit() else ""
        text = plain.Text(known, site=told.site, chapter=number)
        made = json.dumps(notebook(path, address, text), indent=1, ensure_ascii=False)
        (out / "chapters" / path.name).write_text(made + "\n", encoding="utf-8")
    binder = out / ".binder"
    (binder / "runtime.txt").write_text(RUNTIME)
    (binder / "requirements.txt").write_text(REQUIREMENTS)
    (binder / "postBuild").write_text(POST.format(wheel=wheel.name, extra=EXTRA))
    (binder / "postBuild").chmod(0o755)
    about = {"branch": told.branch, "name": told.name, "site": told.site}
    (out / "README.md").write_text(README.format(**about), encoding="utf-8")


def main(wheels: str, out: str) -> None:
    """Write the branch for the one wheel in a folder."""
    (wheel,) = Path(wheels).glob("*.whl")
    told = course.read()
    write(course.ROOT / "chapters", wheel, Path(out).resolve(), told)
    sys.stderr.write(f"{out} is the branch `{BRANCH}`.\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
