"""The book as one PDF, printed by a browser from the built pages: `make pdf`.

LaTeX was tried on two chapters beside it. It sets paragraphs better. But it prints each
prediction with its answer, all assertions, no sentence under a figure and no key to a
quiz, since it never sees what the site's extensions make of a page; and it counts the
chapters anew. The pages have all that already.
"""

import html
import io
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from carousel.book.kit import course

if TYPE_CHECKING:  # of the extra `paper`, which a learner does not install
    from playwright.sync_api import Page
    from pypdf import PdfReader, PdfWriter

HERE = Path(__file__).parent
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Letters stand where the font has them, not on whole pixels of a screen.
FLAGS = ("--no-sandbox", "--disable-gpu", "--font-render-hinting=none")
UNPRINTED = {"what-you-believed", "take-a-figure"}  # they live in a browser alone
WIDTH = 582  # pixels of CSS between the margins of A4
LEAF = "https://leaf.invalid/"  # before the number of a page, until it is a link to it
EVERYWHERE = {"Exercises", "Quiz", "Summary", "Answers"}  # no news in the contents
DEPTH = 3  # headings that the bookmarks name
ART = course.ROOT / "chapters" / "images" / "routes.svg"
_FRONT = "@page { @bottom-center { content: counter(page, lower-roman); } }"
_SHEETS = re.compile(r'<link[^>]*rel="stylesheet"[^>]*>')

SKELETON = """<!doctype html>
<html lang="en" data-theme="light" data-mode="light" data-code="margin">
<head><meta charset="utf-8"><title>{title}</title>{sheets}<style>{look}</style></head>
<body><article class="bd-article">{body}</article></body></html>
"""


@dataclass(frozen=True)
class Heading:
    """A line of the contents: how deep it stands, its words, its page, its height."""

    level: int
    text: str
    page: int
    top: float


def chapters(toc: Path) -> list[tuple[str, str]]:
    """The pages that are printed: the caption of each one's part, and its name."""
    told = yaml.safe_load(toc.read_text(encoding="utf-8"))
    found = [("", told["root"])]
    for part in told["parts"]:
        found += [(part["caption"], entry["file"]) for entry in part["chapters"]]
    named = [(caption, Path(file).name) for caption, file in found]
    return [(caption, name) for caption, name in named if name not in UNPRINTED]


def browser_path() -> str:
    """A Chromium of this machine, or the one that CHROMIUM names.

    Raises:
        FileNotFoundError: where there is none.
    """
    found = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, BROWSERS)), ""
    )
    if not found:
        raise FileNotFoundError("the PDF needs Chromium or Chrome: install one")
    return found


def _sheets(page: Path) -> str:
    """The style sheets of a page, whose addresses hold anywhere."""
    text = page.read_text(encoding="utf-8")
    sheets = "".join(_SHEETS.findall(text.partition("</head>")[0]))
    base = page.parent.resolve().as_uri()
    return re.sub(r'href="(?=\.\.?/)', f'href="{base}/', sheets)


def _print(page: "Page", *, outline: bool) -> bytes:
    """The document that is open, as the paper has it."""
    page.emulate_media(media="print")
    page.evaluate("document.fonts.ready")
    return page.pdf(
        prefer_css_page_size=True,
        print_background=True,
        outline=outline,
        tagged=outline,
    )


def print_pages(
    browser_page: "Page", html_folder: Path, names: list[str], site: str, scratch: Path
) -> tuple[bytes, list[str]]:
    """The pages of the book as one PDF with bookmarks, and its headings in letters."""
    pages = {name: html_folder / "chapters" / f"{name}.html" for name in names}
    first = next(iter(pages.values()))
    told = {"title": "The book", "body": "", "look": _look(), "sheets": _sheets(first)}
    skeleton = scratch / "paper.html"
    skeleton.write_text(SKELETON.format(**told), encoding="utf-8")
    browser_page.set_viewport_size({"width": WIDTH, "height": 900})
    browser_page.goto(skeleton.as_uri())
    browser_page.evaluate((HERE / "paper.js").read_text(encoding="utf-8"))
    browser_page.evaluate("site => carouselPaper.at(site)", site)
    for name, path in pages.items():
        add = {"name": name, "url": path.resolve().as_uri(), "pages": names}
        add["html"] = path.read_text(encoding="utf-8")
        browser_page.evaluate("page => void carouselPaper.add(page)", add)
    browser_page.emulate_media(media="print")
    browser_page.wait_for_function("[...document.images].every((i) => i.complete)")
    done = browser_page.evaluate("carouselPaper.finish()")
    sys.stderr.write(
        f"links to nothing: {done['dead']}, made smaller: {done['shrunk']}\n"
    )
    titles = browser_page.evaluate("carouselPaper.headings()")
    return _print(browser_page, outline=True), titles


def _look() -> str:
    return (HERE / "paper.css").read_text(encoding="utf-8")


def headings(reader: "PdfReader", titles: list[str]) -> list[Heading]:
    """The bookmarks of a PDF in their order, called by their titles.

    A browser leaves out the formulas of a heading. Pages count from 0.

    Raises:
        ValueError: if there are not as many titles.
    """
    called = iter(titles)

    def walk(items: list, level: int) -> Iterator[Heading]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, level + 1)
            elif level <= DEPTH:
                page = reader.get_destination_page_number(item)
                yield Heading(level, next(called), page, float(item.top or 0))

    try:
        found = list(walk(reader.outline, 1))
    except RuntimeError:  # what a generator makes of a `next` that finds nothing
        found = []
    if len(found) != len(titles):
        raise ValueError(f"{len(titles)} headings, but not as many bookmarks")
    return found


def front(told: course.Course, lines: list[Heading], parts: list[str]) -> str:
    """The title page and the contents as HTML.

    Args:
        told: the course.
        lines: its headings; the first level has one for each page of the book.
        parts: the caption of each page's part.
    """
    subtitle = told.title.partition(":")[2].strip()
    address = f'<p><a href="{told.site}">{told.site}</a></p>' if told.site else ""
    title = (
        f'<style>{_FRONT}</style><section class="paper-title">'
        f"<h1>{html.escape(told.name)}</h1>"
        f'<p class="paper-claim">{html.escape(subtitle[:1].upper() + subtitle[1:])}</p>'
        f"<p>{html.escape(told.authors)}</p><p>Version {told.version}, {told.day}</p>"
        f'{address}<img alt="" src="{ART.as_uri()}">'
        '<p class="paper-foot">Prose and pictures are under the licence CC BY 4.0, '
        "code under the MIT licence. The figures of this book move in a browser; here "
        "each stands still, with the sentence that it says.</p></section>"
    )
    return (
        title
        + '<section class="paper-contents"><h1>Contents</h1>'
        + "".join(_contents(lines, parts))
        + "</section>"
    )


def _contents(lines: list[Heading], parts: list[str]) -> Iterator[str]:
    captions, last = iter(parts), ""
    for number, line in enumerate(lines):
        if line.level > 2 or line.text in EVERYWHERE:
            continue
        if line.level == 1 and (caption := next(captions, "")) != last:
            last = caption
            yield f'<p class="paper-part">{html.escape(caption)}</p>'
        yield (
            f'<a class="paper-{line.level}" href="{LEAF}{number}">'
            f"<span>{html.escape(line.text)}</span><span>{line.page + 1}</span></a>"
        )


def bind(
    body: bytes, leaves: bytes, lines: list[Heading], told: course.Course
) -> bytes:
    """The title page and the contents before the book, which they lead into."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.annotations import Link
    from pypdf.generic import Fit

    writer = PdfWriter(clone_from=io.BytesIO(body))
    before = PdfReader(io.BytesIO(leaves))
    writer.merge(0, before, import_outline=False)
    count = len(before.pages)
    for number in range(count):
        page = writer.pages[number]
        kept = []
        for annotation in page.get("/Annots", []):
            uri = annotation.get_object().get("/A", {}).get("/URI", "")
            if not str(uri).startswith(LEAF):
                kept.append(annotation)
                continue
            line = lines[int(str(uri).removeprefix(LEAF))]
            box = [float(x) for x in annotation.get_object()["/Rect"]]
            fit = Fit.xyz(left=None, top=line.top or None)
            link = Link(rect=box, target_page_index=count + line.page, fit=fit)
            kept.append(link)
        if "/Annots" in page:
            del page["/Annots"]
        for annotation in kept:
            writer.add_annotation(page_number=number, annotation=annotation)
    _name_bookmarks(writer, lines)
    writer.set_page_label(0, count - 1, style="/r")
    writer.set_page_label(count, len(writer.pages) - 1, style="/D", start=1)
    writer.add_metadata({"/Title": told.title, "/Author": told.authors})
    writer.page_mode = "/UseOutlines"
    held = io.BytesIO()
    writer.write(held)
    again = io.BytesIO()  # what is put before a document is not in its own count
    PdfWriter(clone_from=held).write(again)
    return again.getvalue()


def _name_bookmarks(writer: "PdfWriter", lines: list[Heading]) -> None:
    """Give the bookmarks their titles, and leave out the deeper ones."""
    from pypdf.generic import NameObject, TextStringObject

    called = iter(lines)

    def walk(item: dict | None, level: int) -> None:
        while item is not None:
            item[NameObject("/Title")] = TextStringObject(next(called).text)
            first = item.get("/First")
            if level < DEPTH:
                walk(first and first.get_object(), level + 1)
            elif first is not None:
                for name in ("/First", "/Last", "/Count"):
                    item.pop(NameObject(name), None)
            after = item.get("/Next")
            item = after and after.get_object()

    root = writer.root_object["/Outlines"].get("/First")
    walk(root and root.get_object(), 1)


def make(html_folder: Path, out: Path, only: list[str] | None = None) -> Path:
    """Print the built book.

    Args:
        html_folder: where the book is built.
        out: the folder of the PDF.
        only: names of pages, if not all are wanted.
    """
    from playwright.sync_api import sync_playwright
    from pypdf import PdfReader

    told = course.read()
    listed = [
        (caption, name)
        for caption, name in chapters(course.ROOT / "_toc.yml")
        if not only or name in only
    ]
    parts, names = zip(*listed, strict=True)
    out = out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(), args=list(FLAGS)
        )
        page = browser.new_page()
        page.set_default_timeout(300_000)
        body, titles = print_pages(page, html_folder, list(names), told.site, out)
        lines = headings(PdfReader(io.BytesIO(body)), titles)
        first = html_folder / "chapters" / f"{names[0]}.html"
        leaves = {"title": told.title, "look": _look(), "sheets": _sheets(first)}
        body_of = front(told, lines, list(parts))
        page.set_content(SKELETON.format(body=body_of, **leaves))
        bound = bind(body, _print(page, outline=False), lines, told)
        browser.close()
    path = out / f"carousel-book-{told.version}.pdf"
    path.write_bytes(bound)
    (out / "paper.html").unlink()
    return path


def main(html_folder: str, out: str, *only: str) -> None:
    """Print the book, and say how large it is and how long it took."""
    from pypdf import PdfReader

    begun = time.monotonic()
    path = make(Path(html_folder), Path(out), list(only))
    count = len(PdfReader(path).pages)
    size, took = path.stat().st_size / 1e6, time.monotonic() - begun
    sys.stderr.write(f"{path}: {count} pages, {size:.1f} MB, in {took:.0f} s\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
