"""A test that has passed is not run again while all that it reads is what it was.

`--changed` switches this on. What a test reads is told here by folders, generously; a
test that opens another file of the course than those fails, so that no list can be too
short. The versions of Python and of all packages count as well.
"""

import functools
import hashlib
import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STAMPS = ROOT / "build" / "stamps"
# Made from what is listed, or no business of a test.
DERIVED = re.compile(
    r"(^|/)(build|node_modules|static|\..*|__pycache__|.*\.egg-info)(/|$)|\.pyc$"
)
CODE = ("lib", "tests", "pyproject.toml", "package.json", "package-lock.json")
AT_HAND = ("chapters/*.md", "chapters/quiz", "chapters/images", "experiments", "*.bib")
COURSE = ("*", ".github", ".ci", ".binder")  # all but the built book
BOOK = ("_build/html", *COURSE)
running: list[pytest.Item] = []  # the test that is being run
strange: dict[str, set[str]] = {}  # what it opened and had not named


def reads(item: pytest.Item) -> tuple[str, ...]:
    """Patterns of all that a test may read, from the root."""
    path = item.path.relative_to(ROOT)
    room = "/".join(path.parts[1:]).replace("test_", "")
    if path.parts[1] == "browser":
        page = item.callspec.params.get("path") if hasattr(item, "callspec") else None
        return _page(page) if page else OF_BROWSER.get(path.name, BOOK)
    if len(path.parts) == 2:
        return CODE if (ROOT / "lib" / "carousel" / room).is_file() else COURSE
    of_pages = path.parts[1:3] in OF_COURSE or path.stem[5:] in OF_NOTEBOOKS
    return COURSE if of_pages else (*CODE, *AT_HAND)


OF_COURSE = (("book", "site"), ("book", "kit"))
# Unit tests that read a notebook of the course.
OF_NOTEBOOKS = ("exports", "callbacks", "cases", "words")
OF_BROWSER = {
    "test_explorables.py": CODE,
    "test_predict.py": CODE,
    "test_quiz.py": CODE,
    "test_words.py": CODE,
    # The page, for the numbers of its equations.
    "test_lab.py": (*COURSE, "_build/html/chapters/01-constant-error-carousel.html"),
    "test_latex.py": COURSE,
}


@functools.cache
def _page(name: str) -> tuple[str, ...]:
    """A page of the book and all that it loads."""
    if "/" not in name:  # the search and the index are about all pages
        return BOOK
    path = ROOT / "_build" / "html" / name
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    pictures = sorted(set(re.findall(r"_images/[\w.-]+", text)))
    loaded = [name, "_static", "chapters/glossary.html", *pictures]
    return (*CODE, *AT_HAND, "_toc.yml", *(f"_build/html/{each}" for each in loaded))


@functools.cache
def _files(pattern: str) -> frozenset[Path]:
    found = set()
    for path in ROOT.glob(pattern):
        if not _derived(path) and (path.name != "_build" or pattern != "*"):
            found |= set(path.rglob("*") if path.is_dir() else [path])
    return frozenset(path for path in found if path.is_file() and not _derived(path))


def _derived(path: Path) -> bool:
    name = path.relative_to(ROOT).as_posix()
    return bool(
        DERIVED.search(re.sub(r"^(\.github|\.ci|\.binder|_build/html)", "", name))
    )


@functools.cache
def _of_file(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


@functools.cache
def _environment() -> str:
    found = {f"{d.name}=={d.version}" for d in importlib.metadata.distributions()}
    return repr([sys.version, sorted(found)])


@functools.cache
def _digest(patterns: tuple[str, ...], how: str) -> str:
    digest = hashlib.sha256((_environment() + how).encode())
    for path in sorted(frozenset().union(*map(_files, patterns))):
        digest.update(path.relative_to(ROOT).as_posix().encode() + _of_file(path))
    return digest.hexdigest()


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "run what may fail since it last passed; NAME keeps one list of these"
    parser.addoption("--changed", metavar="NAME", help=told)


def pytest_configure(config: pytest.Config) -> None:
    if name := config.getoption("--changed"):
        stamps = Stamps(STAMPS / f"{name}.json", str(config.option.jaxtyping_packages))
        config.pluginmanager.register(stamps)


class Stamps:
    """The hooks, for a run with `--changed`."""

    def __init__(self, path: Path, how: str) -> None:
        self.path, self.how = path, how
        self.before: dict[str, str] = {}
        if path.is_file():
            self.before = json.loads(path.read_text(encoding="utf-8"))
        self.now: dict[str, str] = {}
        sys.addaudithook(_watch)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        due, done = [], []
        for item in items:
            digest = _digest(reads(item), self.how)
            item.user_properties.append(("stamp", digest))
            (done if self.before.get(item.nodeid) == digest else due).append(item)
        items[:] = due
        config.hook.pytest_deselected(items=done)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        running.append(item)
        try:
            return (yield)
        finally:
            running.remove(item)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        result = yield
        opened = strange.pop(item.nodeid, None)
        assert not opened, f"stamps.py does not say that this test reads {opened}"
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        good = report.passed and self.now.get(report.nodeid) != ""
        told = dict(report.user_properties)  # nothing, where a worker died
        self.now[report.nodeid] = told.get("stamp", "") if good else ""

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workerinput"):
            return
        if session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
            session.exitstatus = pytest.ExitCode.OK
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(self.before | self.now), encoding="utf-8")
        part.replace(self.path)


def _watch(event: str, arguments: tuple) -> None:
    """Note what the running test opens below the root."""
    if not running or event != "open":
        return
    name = str(arguments[0])
    if not name.startswith(str(ROOT)):
        return
    path, item = Path(name), running.pop()  # what is opened from here is not its doing
    listed = _derived(path) or any(path in _files(pattern) for pattern in reads(item))
    if path.is_file() and not listed:
        strange.setdefault(item.nodeid, set()).add(name)
    running.append(item)
