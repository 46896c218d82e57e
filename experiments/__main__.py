"""All experiments, one bar: `python experiments`, or `make experiments`."""

import biases
import clipping
import forget_bias
import gradients
import sizes
import timing
import trained

import cells
from carousel.lab.sweeps import main

ALL = (forget_bias, cells, gradients, trained, clipping, timing, sizes, biases)

if __name__ == "__main__":
    raise SystemExit(main([module.EXPERIMENT for module in ALL], __file__))
