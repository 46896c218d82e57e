"""Live figures: the same in JupyterLab and on a page without a kernel."""

from carousel.explorables.clipping import Clipping
from carousel.explorables.half_life import HalfLife
from carousel.explorables.highway import Highway
from carousel.explorables.paths import Paths
from carousel.explorables.peepholes import Peepholes
from carousel.explorables.predict import Predict
from carousel.explorables.race import Race
from carousel.explorables.spectrum import Spectrum
from carousel.explorables.trace import Trace

__all__ = [
    "Clipping",
    "HalfLife",
    "Highway",
    "Paths",
    "Peepholes",
    "Predict",
    "Race",
    "Spectrum",
    "Trace",
]
