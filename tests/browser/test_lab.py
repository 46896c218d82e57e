"""A real JupyterLab opens the chapter, runs it, and Python sees the slider move."""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from carousel.book.explorables._explorable import BUNDLES

ROOT = Path(__file__).parents[2]
CHAPTER = "01-constant-error-carousel.ipynb"
ASK = {
    CHAPTER: "from carousel.book.explorables import Highway\n"
    "asked = next(v for v in globals().values() if isinstance(v, Highway))\n"
    "print('forget_gate is', asked.forget_gate)",
}
pytestmark = pytest.mark.xdist_group("lab")  # one JupyterLab for all of them
START, RUN = 60_000, 240_000  # milliseconds a slow machine may take
# Every cell is drawn, so that a test can find it; no news are fetched.
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


def _notebooks(folder: Path) -> None:
    """The chapters as they are, and one more cell for the tests to ask Python in."""
    shutil.copytree(ROOT / "chapters", folder, dirs_exist_ok=True)
    for name, ask in ASK.items():
        path = folder / name
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cell = {"cell_type": "code", "id": "ask", "metadata": {}, "source": ask}
        notebook["cells"].append(cell | {"outputs": [], "execution_count": None})
        path.write_text(json.dumps(notebook), encoding="utf-8")


def _wait_for(address: str, process: subprocess.Popen) -> None:
    for _ in range(300):
        with contextlib.suppress(URLError, ConnectionError), urlopen(address):
            return
        if process.poll() is not None:
            pytest.fail(f"JupyterLab stopped with {process.returncode}")
        time.sleep(0.2)
    pytest.fail("JupyterLab did not start in a minute")


@pytest.fixture(scope="module")
def lab(tmp_path_factory) -> Iterator[str]:
    """The address of a JupyterLab that serves a copy of the chapters."""
    home = tmp_path_factory.mktemp("lab")
    _notebooks(home / "chapters")
    for name, values in SETTINGS.items():
        path = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--ServerApp.port={port}", "--IdentityProvider.token="]
    command += [f"--ServerApp.root_dir={home / 'chapters'}"]
    command += [f"--LabServerApp.extra_labextensions_path={BUNDLES / 'jupyterlab'}"]
    command += [f"--LabApp.user_settings_dir={home / 'settings'}"]
    command += [f"--LabApp.workspaces_dir={home / 'workspaces'}"]
    environment = {**os.environ, "IPYTHONDIR": str(home / "ipython")}
    with (home / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        try:
            _wait_for(f"http://127.0.0.1:{port}/api", process)
            yield f"http://127.0.0.1:{port}/lab/tree/"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _run(visit, address: str, last: str):
    """A notebook in JupyterLab, with every cell run."""
    seen = visit(address + "?reset", idle=False)  # no tab of an earlier visit
    page = seen.page
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=START)
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.get_by_text(re.compile(rf"^{last}")).wait_for(timeout=RUN)
    return seen


@pytest.fixture(scope="module")
def chapter(lab, visits):
    """The chapter, run once for all that is asked of it."""
    with visits() as visit:
        yield _run(visit, lab + CHAPTER, "forget_gate is")


def _ask(page) -> float:
    """Run the last cell again and read what Python says."""
    page.locator(".jp-CodeCell").last.locator(".cm-content").click()
    answer = page.locator(".jp-CodeCell").last.locator(".jp-OutputArea-output")
    page.locator(".jp-CodeCell").last.evaluate(
        "cell => cell.querySelector('.jp-OutputArea-output').textContent = ''"
    )
    page.keyboard.press("Control+Enter")
    answer.get_by_text("forget_gate is").wait_for(timeout=START)
    return float(answer.inner_text().split()[-1])


def test_a_slider_moved_in_jupyterlab_is_read_from_python(chapter):
    page = chapter.page
    before = _ask(page)
    slider = page.locator(".cx input[name=forget_gate]").first
    slider.scroll_into_view_if_needed()
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        "before => document.querySelector('.cx input[name=forget_gate]')"
        ".valueAsNumber !== before",
        arg=before,
    )
    moved = slider.evaluate("slider => slider.valueAsNumber")
    assert moved < before
    assert _ask(page) == pytest.approx(moved, abs=1e-9)


def test_a_chapter_runs_without_a_network_and_its_text_reads_well(chapter):
    page = chapter.page
    assert page.locator(".jp-RenderedText[data-mime-type*='stderr']").count() == 0
    text = page.locator(".jp-Notebook").inner_text()
    assert "{eval}" not in text
    assert "{cite}" not in text
    assert ":::" not in text
    assert "[Hochreiter, 1991]" in text
    assert "Hochreiter and Schmidhuber [1997] set" in text
    font = "document.fonts.load('16px Inter').then((found) => found.length)"
    assert page.evaluate(font) == 1
    sources = page.locator(".jp-Notebook a[href^='https://doi.org/']")
    assert sources.count() >= 3
    source = (ROOT / "chapters" / CHAPTER).read_text(encoding="utf-8")
    asked = set(re.findall(r"\{eval\}`([^`]+)`", source))
    shown = page.locator(".jp-MarkdownCell code").all_inner_texts()
    assert not asked & set(shown), "a name where its value belongs"
    assert chapter.outside == []
    assert [e for e in chapter.errors if not e.startswith("warning")] == []


def test_equations_have_the_numbers_of_the_page(chapter, html):
    page = (html / "chapters" / CHAPTER).with_suffix(".html").read_text("utf-8")
    wanted = re.findall(r'<span class="eqno">(\([\d.]+\))', page)
    shown = chapter.page.locator(".jp-Notebook a[aria-label='Link to this Equation']")
    assert shown.all_inner_texts() == wanted


def test_a_saved_chapter_shows_its_figures_when_it_is_opened_again(chapter, lab, visit):
    chapter.page.locator(".cx input[name=forget_gate]").first.focus()
    chapter.page.keyboard.press("ArrowRight")
    chapter.page.keyboard.press("Control+s")  # JupyterLab's, from within a figure
    chapter.page.wait_for_function(
        "!document.querySelector('.jp-mod-current.jp-mod-dirty')", timeout=START
    )
    page = visit(f"{lab}{CHAPTER}?reset", idle=False).page
    still = page.locator(".jp-OutputArea .carousel-still img").first
    still.wait_for(timeout=START)
    assert still.evaluate("image => image.naturalWidth") > 0


def test_the_start_page_is_a_page_and_leads_to_the_first_chapter(lab, visit):
    page = visit(f"{lab}start.md?reset", idle=False).page
    page.locator(".jp-MarkdownViewer h2").first.wait_for(timeout=START)
    page.locator(".jp-MarkdownViewer a", has_text="chapter 1").first.click()
    page.locator(".jp-Notebook .jp-MarkdownCell").first.wait_for(timeout=START)
