"""Live figures: the same in JupyterLab and on a page without a kernel."""

from carousel.explorables.half_life import HalfLife
from carousel.explorables.clipping import Clipping
from carousel.explorables.highway import Highway
from carousel.explorables.paths import Paths
from carousel.explorables.predict import Predict
from carousel.explorables.race import Race
from carousel.explorables.spectrum import Spectrum
from carousel.explorables.trace import Trace

__all__ = ["Highway", "Paths", "Predict", "Spectrum"]
__all__ = ["Highway", "Paths", "Spectrum", "Trace"]
__all__ = ["HalfLife", "Highway", "Paths", "Spectrum"]
__all__ = ["HalfLife", "Highway", "Paths", "Race", "Spectrum"]
__all__ = ["Clipping", "Highway", "Paths", "Spectrum"]
