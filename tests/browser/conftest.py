"""A real Chromium over the built book, with every outside request aborted."""

import gzip
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Response,
    sync_playwright,
)

from browser.loading import loaded
from carousel.book.serve import server

ROOT = Path(__file__).parents[2]
HTML = ROOT / "_build" / "html"
PACKED = (".woff2", ".png", ".jpg", ".gz")  # already compressed
PATIENCE = 120_000  # milliseconds; a busy machine fails no test
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-frame-rate-limit",
    "--disable-gpu-vsync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


def find_chromium() -> str:
    """The path of a Chromium on this machine, the one without a window first.

    A page opened in it costs a fifth of the processor's time.
    """
    names = (
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "chrome",
    )
    found = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, names)), ""
    )
    if not found:
        pytest.fail(
            "the browser tests need Chromium or Chrome: install one, "
            "or set CHROMIUM to its path"
        )
    return found


@pytest.fixture(scope="session")
def html() -> Path:
    if not (HTML / "index.html").is_file():
        pytest.fail("the book is not built: run `make html`")
    return HTML


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=FLAGS
        )
        yield browser
        browser.close()


def _served(html: Path, prefix: str) -> Iterator[str]:
    serving = server(html, prefix=prefix)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}{prefix}"
    serving.shutdown()
    serving.server_close()
    thread.join()


@pytest.fixture(scope="session")
def site(html: Path) -> Iterator[str]:
    """The book's address, ending in a slash."""
    yield from _served(html, "/")


@pytest.fixture(scope="session")
def course(html: Path) -> Iterator[str]:
    """The book under a sub-path, as on a project page."""
    yield from _served(html, "/course/")


@dataclass
class Visit:
    """A page, and all that it did while it was looked at."""

    page: Page
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    fetched: list[Response] = field(default_factory=list)

    def weigh(self) -> dict[str, int]:
        """The compressed bytes of every file that the page fetched, by its path."""
        return {urlsplit(r.url).path: _packed(r) for r in self.fetched}

    def assert_quiet(self) -> None:
        assert self.outside == []
        assert self.errors == []


def _packed(response: Response) -> int:
    body = response.body()
    small = urlsplit(response.url).path.endswith(PACKED)
    return len(body if small else gzip.compress(body, 6))


Visitor = Callable[..., Visit]


@pytest.fixture(scope="session")
def visits(browser: Browser) -> Callable[[], AbstractContextManager[Visitor]]:
    """Something that opens pages, and closes them all at its end."""

    @contextmanager
    def visits() -> Iterator[Visitor]:
        contexts: list[BrowserContext] = []

        def open_page(
            url: str, *, width: int = 1280, height: int = 900, idle=True, **options
        ) -> Visit:
            viewport = {"width": width, "height": height}
            context = browser.new_context(viewport=viewport, **options)
            context.set_default_timeout(PATIENCE)
            contexts.append(context)
            seen = Visit(context.new_page())
            _watch(seen, context, urlsplit(url))
            seen.page.goto(url)
            if idle and options.get("java_script_enabled", True):
                loaded(seen.page)
            return seen

        yield open_page
        for context in contexts:
            context.close()

    return visits


@pytest.fixture
def visit(visits: Callable[[], AbstractContextManager[Visitor]]) -> Iterator[Visitor]:
    """Open an address in a fresh profile: `visit(url, color_scheme=…, width=…)`."""
    with visits() as visit:
        yield visit


def _watch(seen: Visit, context: BrowserContext, home) -> None:
    def refuse(route) -> None:
        seen.outside.append(route.request.url)
        route.abort()

    def note(response: Response) -> None:
        if response.status >= 400:
            seen.errors.append(f"{response.status} {response.url}")
        elif response.url.startswith("http"):
            seen.fetched.append(response)

    def hear(message) -> None:
        if message.type in ("error", "warning"):
            seen.errors.append(f"{message.type}: {message.text}")

    own = "file:///" if home.scheme == "file" else f"{home.scheme}://{home.netloc}/"
    at_home = "|".join(map(re.escape, (own, "data:", "blob:", "about:")))
    context.route(re.compile(f"^(?!{at_home})"), refuse)
    seen.page.on("response", note)
    seen.page.on("console", hear)
    seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
    seen.page.on("requestfailed", lambda r: seen.errors.append(f"failed: {r.url}"))
