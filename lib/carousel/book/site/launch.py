"""The Sphinx extension that lets a chapter be opened where its code runs.

Where the book has an address, its notebooks get buttons for Colab, Binder and a hub,
and its pages links to their source; without one there are none.
"""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from carousel.book.kit import course, launch

_ICONS = {
    "Colab": "_static/images/logo_colab.png",
    "Binder": "_static/images/logo_binder.svg",
    "JupyterHub": "_static/images/logo_jupyterhub.svg",
}


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the extension to a build."""
    app.connect("config-inited", _choose_buttons)
    app.connect("html-page-context", _add_buttons, priority=600)  # the theme's first
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _choose_buttons(app: Sphinx, config: object) -> None:
    """The theme's links to the source, which need an address."""
    has = bool(course.read(Path(app.srcdir)).repository)
    options = {"use_repository_button": has, "use_edit_page_button": has}
    config.html_theme_options = {**config.html_theme_options, **options}


def _add_buttons(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    if doctree is None or Path(app.env.doc2path(page)).suffix != ".ipynb":
        return
    asked = app.config.html_theme_options.get("launch_buttons") or {}
    hub = asked.get("jupyterhub_url", "")
    places = launch.buttons(course.read(Path(app.srcdir)), page, hub)
    links = [
        {
            "type": "link",
            "text": name,
            "tooltip": f"Open in {name}",
            "icon": _ICONS[name],
            "url": url,
        }
        for name, url in places.items()
    ]
    if links:
        group = {"type": "group", "icon": "fas fa-rocket", "label": "launch-buttons"}
        group |= {"tooltip": "Open where its code runs", "buttons": links}
        context["header_buttons"].append(group)
