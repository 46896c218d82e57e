"""The Sphinx extension by which pages are found, previewed and dated.

Every page says what it is called and what it is about, to search engines, to previews
of links, and as data of schema.org; its foot names the version. What needs an address
(canonical links, pictures of previews, the sitemap) is there where the book has one.
"""

import html
import json
import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from carousel.book.kit import course, covers, figures
from carousel.book.kit.course import Course

LONGEST = 200  # letters of a description
FIRST, CITING = "chapters/intro", "chapters/how-to-cite"
COVERS = "covers"

_MINUTES = re.compile(r"\bAbout (\d+) minutes to read")
_CHAPTER = re.compile(r"chapters/(\d\d)-")


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the extension to a build."""
    app.connect("config-inited", _take_address)
    app.connect("html-page-context", _describe, priority=800)
    app.connect("build-finished", _finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _told(app: Sphinx) -> Course:
    return course.read(Path(app.srcdir))


def _take_address(app: Sphinx, config: object) -> None:
    """Sphinx's own canonical links go by the course's address."""
    config.html_baseurl = config.html_baseurl or _told(app).site


def description(page: nodes.document) -> str:
    """What a page is about: its first paragraphs, cut at a sentence or a word."""
    said = ""
    for paragraph in page.findall(nodes.paragraph):
        if not isinstance(paragraph.parent, nodes.section):
            continue
        said = f"{said} {_words(paragraph)}".strip()
        if len(said) > LONGEST / 2:
            break
    if len(said) <= LONGEST:
        return said
    whole = re.match(rf"(.{{60,{LONGEST - 1}}}[.?!])(?=\s)", said)
    return whole[1] if whole else f"{said[:LONGEST].rsplit(' ', 1)[0]} …"


def _words(node: nodes.Node) -> str:
    """A node's text, without the sources of formulas' layout and without marks."""
    text = " ".join(node.astext().split())
    return re.sub(r"\\(?:tilde|mathrm|partial)\b ?|[\\{}$]", "", text)


def metatags(told: Course, page: str, title: str, about: str, minutes: int) -> str:
    """The tags that a page's head gets."""
    names = {"description": about, "author": told.authors}
    properties = {
        "og:title": title,
        "og:description": about,
        "og:type": "website" if page == FIRST else "article",
        "og:site_name": told.name,
        "og:locale": "en_GB",
    }
    if told.site:
        picture = covers.name(page) if _CHAPTER.match(page) else covers.name(FIRST)
        names |= {
            "twitter:card": "summary_large_image",
            "carousel-figures": figures.home(told),
        }
        properties |= {
            "og:url": f"{told.site}{page}.html",
            "og:image": f"{told.site}{COVERS}/{picture}",
            "og:image:width": str(covers.SIZE[0]),
            "og:image:height": str(covers.SIZE[1]),
            "og:image:alt": title,
        }
    lines = [_meta("name", *pair) for pair in names.items() if pair[1]]
    lines += [_meta("property", *pair) for pair in properties.items() if pair[1]]
    data = json.dumps(schema(told, page, title, about, minutes), ensure_ascii=False)
    data = data.replace("<", "\\u003c")
    return "\n".join([*lines, f'<script type="application/ld+json">{data}</script>'])


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{html.escape(content)}" />'


def schema(told: Course, page: str, title: str, about: str, minutes: int) -> dict:
    """What a page is, in the words of schema.org."""
    by = {"@type": "Organization", "name": told.authors}
    common = {
        "@context": "https://schema.org",
        "author": by,
        "inLanguage": "en",
        "license": figures.LICENCE,
        "isAccessibleForFree": True,
        "version": told.version,
        "datePublished": told.released.isoformat(),
    }
    whole = {"@type": "Course", "name": told.name, "description": told.title}
    whole |= {"provider": by} | ({"url": told.site} if told.site else {})
    here = {"url": f"{told.site}{page}.html"} if told.site else {}
    if page == FIRST:
        return {**common, **whole, "description": about or told.title}
    told_of = {"@type": "LearningResource", "name": title, "description": about}
    time = {"timeRequired": f"PT{minutes}M"} if minutes else {}
    kind = "chapter" if _CHAPTER.match(page) else "reference"
    resource = {"learningResourceType": kind, "isPartOf": whole}
    return {**common, **told_of, **here, **time, **resource}


def _describe(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give a page its tags and its foot."""
    told = _told(app)
    foot = f"Version {told.version}, {told.day}"
    if CITING in app.env.found_docs:
        way = context["pathto"](CITING)
        foot += f' · <a href="{way}">How to cite</a>'
    context["theme_extra_footer"] = f"<p>{foot}</p>"
    if doctree is None:
        return
    title = app.env.titles[page].astext()
    text = " ".join(p.astext() for p in list(doctree.findall(nodes.emphasis))[:8])
    minutes = _MINUTES.search(text)
    about = description(doctree)
    context["metatags"] = context.get("metatags", "") + metatags(
        told, page, title, about, int(minutes[1]) if minutes else 0
    )


def _finish(app: Sphinx, exception: Exception | None) -> None:
    """Where the book has an address: the pictures of previews, and the sitemap."""
    told = _told(app)
    if exception is not None or app.builder.format != "html" or not told.site:
        return
    out, kept = Path(app.outdir), Path(app.doctreedir) / COVERS
    (out / COVERS).mkdir(exist_ok=True)
    for page in sorted(app.env.found_docs):
        if page == FIRST or _CHAPTER.match(page):
            title, tree = app.env.titles[page].astext(), app.env.get_doctree(page)
            drawn = covers.drawn(told, page, title, description(tree), kept)
            (out / COVERS / covers.name(page)).write_bytes(drawn)
    (out / "sitemap.xml").write_text(
        sitemap(told, sorted(app.env.found_docs)), encoding="utf-8"
    )


def sitemap(told: Course, pages: list[str]) -> str:
    """The list of the pages for search engines."""
    rows = "".join(
        f"<url><loc>{html.escape(told.site)}{html.escape(page)}.html</loc></url>\n"
        for page in pages
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n'
        f"{rows}</urlset>\n"
    )
