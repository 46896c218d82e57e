"""Training, so that a claim about trained networks can be looked at.

`train(Settings("latch", forget_bias=3.0), seeds=range(5))` trains five LSTMs side by
side. Needs PyTorch.
"""

from carousel.lab.training.cells import GRU, KINDS, LSTM, LSTM1997, RNN, Peephole
from carousel.lab.training.layer import Layer
from carousel.lab.training.loop import train
from carousel.lab.training.network import Network
from carousel.lab.training.settings import Settings
from carousel.lab.training.trained import Trained

__all__ = [
    "GRU",
    "KINDS",
    "LSTM",
    "LSTM1997",
    "RNN",
    "Layer",
    "Network",
    "Peephole",
    "Settings",
    "Trained",
    "train",
]
