"""What every explorable has in common: its bundle, its limits, its still picture."""

import html
import json
from difflib import get_close_matches
from io import BytesIO, StringIO
from numbers import Real
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

import anywidget
import traitlets
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from carousel.book import plots
from carousel.book.explorables.words import ENGLISH, each, pictures, spoken

BUNDLES = Path(__file__).parent / "static"
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_KINDS = {
    traitlets.Bool: "switch",
    traitlets.Int: "integer",
    traitlets.Float: "number",
    traitlets.Enum: "choice",
}


class BoundedFloat(traitlets.Float):
    """A float between two limits; NaN, which no limit stops, is refused as well."""

    def validate(self, obj: object, value: object) -> float:
        """The value as Python's own float, whichever real number came."""
        if not isinstance(value, Real) or value != value:
            self.error(obj, value)
        return super().validate(obj, float(value))


def _bundle(stem: str) -> str:
    path = BUNDLES / f"{stem}.js"
    if not path.is_file():
        raise RuntimeError(
            f"the explorable {stem} is not bundled: {path.name} is missing; "
            "run `pip install -e .` or `npm run build`"
        )
    return path.read_text(encoding="utf-8")


class Explorable(anywidget.AnyWidget):
    """A live figure: its state is its traits, its view a JavaScript file of its name.

    A trait with a `label` is a control. It is synced with the view, and its limits are
    the slider's. A value outside of them raises `traitlets.TraitError`. A subclass that
    is written elsewhere keeps the view and the controls of its parent.
    """

    static_size = (6.8, 3.6)  # inches
    constants: ClassVar[dict] = {}  # what the view uses as well
    words: ClassVar[dict] = {}  # texts that the view says as well, in lists and dicts
    _stem = ""

    _spec = traitlets.Dict().tag(sync=True)
    _data = traitlets.Dict().tag(sync=True)

    def __init_subclass__(cls, **kwargs: object) -> None:
        stem = cls.__module__.rpartition(".")[2]
        is_figure = cls.__module__ == f"{__package__}.{stem}" and stem[0] != "_"
        if is_figure and "_esm" not in cls.__dict__:
            cls._esm = _bundle(stem)
        if isinstance(cls.__dict__.get("_esm"), str):  # ipywidgets' own has a trait
            cls._stem = stem
        super().__init_subclass__(**kwargs)

    def __init__(self, **values: object) -> None:
        """Make a figure whose named controls have these values.

        Raises:
            ValueError: for a name that the figure does not have.
            TraitError: for a value outside a control's limits.
        """
        known = self.trait_names()
        for name in values:
            if name not in known:
                near = get_close_matches(name, known, 1)
                hint = f"{near[0]}?" if near else "it has " + ", ".join(self.state())
                raise ValueError(f"{type(self).__name__} has no {name}; {hint}")
        super().__init__(**values)

    @classmethod
    def stem(cls) -> str:
        """The name that the Python file, the JavaScript file and links share."""
        return cls._stem

    @traitlets.default("_spec")
    def _default_spec(self) -> dict:
        controls = {
            name: _control(trait)
            for cls in reversed(type(self).__mro__)
            for name, trait in vars(cls).items()
            if isinstance(trait, traitlets.TraitType) and "label" in trait.metadata
        }
        name, constants = type(self).__name__, self.constants
        spec = {"name": name, "controls": controls, "constants": constants}
        catalogue = spoken()[1]
        brought = {"catalogue": catalogue} if catalogue else {}
        return {**spec, "words": self.words, **brought}

    def _say(self, name: str) -> str | list | dict:
        """What `words` has of this name, in the figures' language."""
        return each(self.words[name])

    def state(self) -> dict[str, float | int | bool | str]:
        """The value of every control, by name."""
        return {name: getattr(self, name) for name in self._spec["controls"]}

    def _told(self) -> dict[str, float | int | bool | str]:
        """The state, and what else a link may say where it is not as it began."""
        also = self._spec.get("also", {}).items()
        rest = {name: getattr(self, name) for name, _ in also}
        changed = {n: rest[n] for n, one in also if rest[n] != one["default"]}
        return {**self.state(), **changed}

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self.state().items())
        return f"{type(self).__name__}({values})"

    def static_figure(self, ax: Axes) -> str:
        """Draw the state without a browser, and return what the picture shows."""
        raise NotImplementedError(f"{type(self).__name__} has no still picture")

    def table(self) -> tuple[list[str], list[list[str | float]]]:
        """The numbers behind the picture: the names of the columns, and the rows.

        What the figure shows as its table, computed here by the library.
        """
        raise NotImplementedError(f"{type(self).__name__} has no table")

    def _pictures(self) -> tuple[bytes, str, str]:
        """The still picture as PNG and as SVG, and its description."""
        with plots.style():
            figure = Figure(figsize=self.static_size, layout="constrained")
            shown = self.static_figure(figure.subplots())
            if spoken()[1]:
                pictures.translate(figure)
            png, svg = BytesIO(), StringIO()
            figure.savefig(png, format="png", dpi=150)
            figure.savefig(svg, format="svg", metadata=_NO_METADATA)
        drawn = svg.getvalue()
        return png.getvalue(), drawn[drawn.index("<svg") :], shown

    def _still(self, svg: str, shown: str) -> str:
        """What stands on a page before the figure comes alive, and without scripts."""
        said = html.escape(shown)
        address = _address(svg)
        return f'<img alt="{said}" src="{address}"><p aria-hidden="true">{said}</p>'

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict, dict]:
        bundle = super()._repr_mimebundle_(**kwargs) or {}
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        png, svg, shown = self._pictures()
        page = self._on_page(self._still(svg, shown))
        pictures = {"image/png": png, "text/html": page, "text/plain": repr(self)}
        return {**data, **pictures}, metadata

    def _on_page(self, still: str) -> str:
        """The element that the page's script makes live, with what it replaces."""
        spec = {n: v for n, v in self._spec.items() if n != "catalogue"}
        told = {"state": self._told(), "spec": spec, "data": self._data}
        state = json.dumps(told, allow_nan=False)
        state = state.replace("<", "\\u003c").replace("&", "\\u0026")
        language = spoken()[0]
        lang = "" if language == ENGLISH else f' lang="{language}"'
        return (
            f'<figure class="carousel-explorable" data-explorable="{self.stem()}"'
            f"{lang}>"
            f'<script type="application/json">{state}</script>'
            f'<div class="carousel-still">{still}</div></figure>'
        )


def _address(svg: str) -> str:
    """A picture as the address of an image.

    Hosts that clean HTML, as JupyterLab does with a notebook that it does not trust,
    keep an image; of a picture in the page they would leave the words alone.
    """
    short = " ".join(plots.fewer_digits(svg).split())
    return "data:image/svg+xml," + quote(short, safe=" :/=,;()'.-+")


def _control(trait: traitlets.TraitType) -> dict:
    kind = next(kind for base, kind in _KINDS.items() if isinstance(trait, base))
    bounded = kind in ("integer", "number")
    limits = {"min": trait.min, "max": trait.max} if bounded else {}
    words = {name: trait.metadata[name] for name in trait.metadata if name != "sync"}
    return {"kind": kind, **limits, **words, "default": trait.default_value}
