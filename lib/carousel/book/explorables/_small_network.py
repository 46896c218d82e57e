"""The small network of `paths` and `spectrum`, and how sliders change it."""

from typing import ClassVar

import numpy as np
import traitlets

from carousel.book.explorables import _portable_rng
from carousel.book.explorables._explorable import Explorable
from carousel.cells import lstm, peephole

HIDDEN, INPUTS, SEED = 6, 3, 1997
WIDEST = 16


class SmallNetwork(Explorable):
    """An explorable of one small network, whose weights may be the learner's own.

    Attributes:
        weights: None for the course's network (6 units, 3 inputs, weights uniform in
            ±1/√6 by a seeded generator), or `cells.lstm.Params` or
            `cells.peephole.Params` of 2 to 16 units, as `interop.from_torch` gives. The
            sliders then change these: scales multiply, biases are added. Anything else
            raises `traitlets.TraitError`, and the figure stays as it was.
    """

    constants: ClassVar = {"hidden": HIDDEN, "inputs": INPUTS, "seed": SEED}

    weights = traitlets.Any(None)

    @traitlets.validate("weights")
    def _acceptable(self, proposal: dict) -> object:
        came = proposal["value"]
        known = type(came) in (lstm.Params, peephole.Params)  # not with other gates
        if came is None or (known and 2 <= came.hidden <= WIDEST):
            return came
        what = f"{came.hidden} units" if known else type(came).__name__
        raise traitlets.TraitError(
            f"weights must be None or the Params of an LSTM of 2 to {WIDEST} units, "
            f"got {what}"
        )

    @traitlets.observe("weights")
    def _tell_the_view(self, change: dict) -> None:
        came = change["new"]
        self._data = (
            {}
            if came is None
            else {name: value.tolist() for name, value in vars(came).items()}
        )

    def network(
        self,
        *,
        forget_bias: float = 0.0,
        output_bias: float = 0.0,
        recurrent_scale: float = 1.0,
        output_scale: float = 1.0,
        peephole_scale: float = 1.0,
    ) -> peephole.Params:
        """The weights as the sliders leave them."""
        base = self.weights
        if base is None:
            base = _portable_rng.network("peephole", HIDDEN, INPUTS, SEED)
        weights = {f"p_{k}": np.zeros(base.hidden) for k in "ifo"} | vars(base)
        scales = {"U": recurrent_scale, "p": peephole_scale}
        weights = {
            name: value * scales.get(name[0], 1.0) for name, value in weights.items()
        }
        weights["U_o"] = weights["U_o"] * output_scale
        weights["b_f"] = weights["b_f"] + forget_bias
        weights["b_o"] = weights["b_o"] + output_bias
        return peephole.Params(**weights)

    @staticmethod
    def run(params: peephole.Params, steps: int) -> peephole.History:
        """So many steps over inputs uniform in [-1, 1), the same every time."""
        return peephole.run(params, _portable_rng.inputs_of(SEED, steps, params.inputs))
