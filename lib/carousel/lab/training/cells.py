"""The five cells as PyTorch layers; they agree with those in `carousel.cells`."""

import torch

from carousel.cells import gru, lstm, lstm_1997, peephole, rnn
from carousel.lab.training.layer import Layer


class RNN(Layer):
    """The plain recurrent cell."""

    cell, order = rnn, ("",)

    def step(self, a_t, h, c, detach):  # noqa: D102
        h = torch.baddbmm(a_t, detach(h), self.U).tanh()
        return h, h


class LSTM(Layer):
    """The LSTM with a forget gate."""

    cell, order = lstm, "ifoc"

    def step(self, a_t, h, c, detach):  # noqa: D102
        a, a_c = torch.baddbmm(a_t, detach(h), self.U).split(3 * self.hidden, -1)
        i, f, o = a.sigmoid().chunk(3, -1)
        c = f * c + i * a_c.tanh()
        return o * c.tanh(), c


class LSTM1997(Layer):
    """The LSTM of 1997, without a forget gate."""

    cell, order = lstm_1997, "ioc"

    def step(self, a_t, h, c, detach):  # noqa: D102
        a, a_c = torch.baddbmm(a_t, detach(h), self.U).split(2 * self.hidden, -1)
        i, o = a.sigmoid().chunk(2, -1)
        c = c + i * a_c.tanh()
        return o * c.tanh(), c


class Peephole(Layer):
    """The LSTM whose gates see the cell state: i and f the old one, o the new."""

    cell, order, extra = peephole, "ifoc", ("p_i", "p_f", "p_o")

    def step(self, a_t, h, c, detach):  # noqa: D102
        a_i, a_f, a_o, a_c = torch.baddbmm(a_t, detach(h), self.U).chunk(4, -1)
        seen = detach(c)
        i, f = (a_i + self.p_i * seen).sigmoid(), (a_f + self.p_f * seen).sigmoid()
        c = f * c + i * a_c.tanh()
        return (a_o + self.p_o * detach(c)).sigmoid() * c.tanh(), c


class GRU(Layer):
    """The gated recurrent unit; a detached step leaves h to h through z open."""

    cell, order, extra = gru, "rzn", ("b_hn",)

    def step(self, a_t, h, c, detach):  # noqa: D102
        through = detach(h) @ self.U
        a_rz, a_n = a_t.split(2 * self.hidden, -1)
        u_rz, u_n = through.split(2 * self.hidden, -1)
        r, z = (a_rz + u_rz).sigmoid().chunk(2, -1)
        h = (1 - z) * (a_n + r * (u_n + self.b_hn)).tanh() + z * h
        return h, h


KINDS: dict[str, type[Layer]] = {
    "rnn": RNN,
    "lstm": LSTM,
    "lstm_1997": LSTM1997,
    "peephole": Peephole,
    "gru": GRU,
}
