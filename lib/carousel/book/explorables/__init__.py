"""Live figures: the same in JupyterLab and on a page without a kernel."""

from carousel.book.explorables.answer import Answer
from carousel.book.explorables.clipping import Clipping
from carousel.book.explorables.duel import Duel
from carousel.book.explorables.half_life import HalfLife
from carousel.book.explorables.highway import Highway
from carousel.book.explorables.paths import Paths
from carousel.book.explorables.peepholes import Peepholes
from carousel.book.explorables.playground import Playground
from carousel.book.explorables.predict import Predict
from carousel.book.explorables.race import Race
from carousel.book.explorables.routes import Routes
from carousel.book.explorables.spectrum import Spectrum
from carousel.book.explorables.stepper import Stepper
from carousel.book.explorables.trace import Trace

__all__ = [
    "Answer",
    "Clipping",
    "Duel",
    "HalfLife",
    "Highway",
    "Paths",
    "Peepholes",
    "Playground",
    "Predict",
    "Race",
    "Routes",
    "Spectrum",
    "Stepper",
    "Trace",
]
