"""The check-up: where the gradient of anyone's recurrent network goes.

`checkup(layer, x, lengths=…, loss=…)` runs a layer on a batch, and
`with checkup.listen(model) as heard:` hears the layers of a whole model in one's own
training step; either gives a `Report`. `python -m carousel checkup FILE` asks for that
of a file of weights. The module itself is called: `from carousel import checkup`.
"""

import sys
from types import ModuleType

from carousel.checkup.asking import checkup
from carousel.checkup.listening import Heard, listen
from carousel.checkup.report import Report

__all__ = ["Heard", "Report", "checkup", "listen"]


class _Called(ModuleType):
    """A module that is called as its function of the same name."""

    __call__ = staticmethod(checkup)


sys.modules[__name__].__class__ = _Called
