"""The Sphinx extension that puts explorables on a static page and keeps pages light.

A page of the book asks nothing of another server, runs no kernel, and loads only what
it shows: the explorables' scripts where a page has one, and of the theme's icons the
few that the pages use.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from carousel.book.site import fonts, icons, katex_server, pictures

HERE = Path(__file__).parent
BUNDLES = HERE.parent / "explorables" / "static"

_EXPLORABLE = re.compile(r'data-explorable="([a-z_]+)"')
_ASKS = re.compile(r'class="cx-(?:quiz|trial|believed)\b')
# What the theme's menu of downloads says instead of an ending of a name.
_DOWNLOADS = {
    "download-notebook-button": "Notebook (.ipynb)",
    "download-source-button": "Source ({})",
    "download-pdf-button": "Print, or save as PDF",
}
_NOTEBOOKS = re.compile(r'(<div class="cx-quiz".*?)<script>.*?</script>', re.DOTALL)


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the extension to a build."""
    app.connect("config-inited", katex_server.prepare)
    app.connect("builder-inited", _stage_static_files)
    app.connect("env-get-outdated", _read_anew)
    app.connect("env-updated", _write_anew)
    app.connect("html-page-context", _choose_scripts, priority=900)
    app.connect("build-finished", _slim)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _stage_static_files(app: Sphinx) -> None:
    """Lay out what the pages load under the names they load it by."""
    if app.builder.format != "html":
        return
    if not (BUNDLES / "page" / "shared.js").exists():
        raise ExtensionError(
            f"the explorables are not bundled: {BUNDLES.name}/page/shared.js is "
            "missing; run `pip install -e .` or `npm run build`"
        )
    stage = Path(app.doctreedir) / "carousel-static"
    shutil.rmtree(stage, ignore_errors=True)
    shutil.copytree(BUNDLES / "page", stage / "carousel")
    shutil.copytree(BUNDLES / "katex", stage / "katex")
    fonts.stage(stage / "carousel" / "fonts")
    with (stage / "carousel" / "page.css").open("a", encoding="utf-8") as style:
        style.write(pictures.dark() + pictures.swatches())
    app.config.html_static_path.append(str(stage))
    app.add_css_file("carousel/page.css", priority=900)
    app.add_js_file("carousel/page.js", loading_method="defer", priority=900)


def _read_anew(app: Sphinx, env: object, *_: object) -> list[str]:
    """Every page, when what reads pages has changed; what cells import is no matter."""
    changed = _changed(env, "carousel_readers", HERE.glob("*.py"))
    return sorted(env.found_docs) if changed else []


def _write_anew(app: Sphinx, env: object) -> list[str]:
    """Every page, when scripts or styles have changed: pages name them by content."""
    files = [
        *BUNDLES.rglob("*.js"),
        *BUNDLES.rglob("*.css"),
        *(HERE / "page").iterdir(),
    ]
    changed = _changed(env, "carousel_statics", files)
    return sorted(env.found_docs) if changed else []


def _changed(env: object, name: str, files: Iterable[Path]) -> bool:
    """Whether files are other than when the environment last saw them."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.read_bytes())
    before = getattr(env, name, None)
    setattr(env, name, digest.hexdigest())
    return before != digest.hexdigest()


def _choose_scripts(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    """Add the explorables a page shows; drop what no page uses."""
    if page == app.config.root_doc:
        app.add_css_file("carousel/first.css", priority=901)
    stems: dict[str, None] = {}
    for raw in doctree.findall(nodes.raw) if doctree is not None else ():
        stems.update(dict.fromkeys(_EXPLORABLE.findall(raw.astext())))
    for priority, stem in enumerate(["shared", *stems] if stems else [], start=901):
        app.add_js_file(
            f"carousel/{stem}.js", loading_method="defer", priority=priority
        )
    if _ASKS.search(context.get("body", "")):
        app.add_js_file("carousel/asked.js", loading_method="defer", priority=950)
    if "body" in context:
        # A quiz brings along its script for a notebook; a page loads it once.
        body = _NOTEBOOKS.sub(r"\1", context["body"])
        context["body"] = katex_server.typeset(_accessible(body))
    for menu in context.get("header_buttons", ()):
        for button in menu.get("buttons", ()):
            words = _DOWNLOADS.get(button.get("label"), button["text"])
            button["text"] = words.format(button["text"])
    context["script_files"] = [
        script for script in context["script_files"] if not _is_dead_weight(script)
    ]


def _accessible(body: str) -> str:
    """A page's body without what accessibility checkers object to in stock pages."""
    # A folded cell is called what it shows, not "Toggle hidden content".
    body = re.sub(r"<summary aria-label=[^>]*>", "<summary>", body)
    # A formula is the same in every language; Sphinx says so of code alone.
    body = re.sub(r'<(span|div) class="math\b', r'<\1 translate="no" class="math', body)
    # The role of a bibliography's entry has been withdrawn; it is a list's item.
    return body.replace('role="doc-biblioentry"', 'role="listitem"')


def _is_dead_weight(script: object) -> bool:
    attributes = getattr(script, "attributes", {})
    return (
        "THEBE_JS_URL" in attributes.get("body", "")
        or "thebe" in str(getattr(script, "filename", "") or "")
        or "widget-state" in attributes.get("type", "")
    )


def _write_lost_page(app: Sphinx) -> None:
    """The page of an address that is none; it knows the pages, and loads letters alone.

    A server shows it at whatever address was asked for, so that it cannot name files
    beside it: its script finds the book's root.
    """
    names = {name: title.astext() for name, title in sorted(app.env.titles.items())}
    known = json.dumps(names, ensure_ascii=False).replace("<", "\\u003c")
    page = (HERE / "page" / "404.html").read_text(encoding="utf-8")
    lost = Path(app.outdir) / "404.html"
    lost.write_text(page.replace('"PAGES"', known), encoding="utf-8")


def _slim(app: Sphinx, exception: Exception | None) -> None:
    """Serve only the icons in use, and no source maps."""
    if exception is not None or app.builder.format != "html":
        return
    icons.slim(Path(app.outdir))
    _write_lost_page(app)
    for dead in (Path(app.outdir) / "_static").rglob("*.map"):
        dead.unlink()
