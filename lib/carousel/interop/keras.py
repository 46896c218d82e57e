"""Keras' arrays to Params and back, without Keras.

Keras stacks the columns of its arrays: i, f, c, o for an LSTM and z, r, n for a GRU. It
multiplies rows from the right, so its matrices are the transposes of ours. A GRU that
resets after the product has a bias of two rows, one that resets before has one.
`CuDNNLSTM` and `CuDNNGRU` of Keras 2 have two biases end to end, each part of a kernel
laid out anew, and each part of a recurrent kernel turned over.
"""

import numpy as np

from carousel.cells import gru, gru_reset_before, hard, lstm, rnn
from carousel.cells.slopes import AnyParams
from carousel.interop._stacks import stack, unstack
from carousel.shapes import ArrayLike, Real, as_array, describe

# Our letters, in the order in which Keras stacks the columns.
KERAS, KERAS_GRU = "ifco", "zrn"
_ORDERS = {4: KERAS, 3: KERAS_GRU, 1: ""}


def from_keras(
    kernel: ArrayLike,
    recurrent_kernel: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    recurrent_activation: str | Real = "sigmoid",
    reset_after: bool | None = None,
) -> AnyParams:
    """Params of the arrays of a Keras LSTM, GRU or SimpleRNN.

    The shapes tell the cell, and a `CuDNNLSTM` or `CuDNNGRU` by its two biases. A
    SimpleRNN is taken to have tanh.

    Args:
        kernel: (input, n hidden), what `layer.get_weights()` gives first; n is 4 for an
            LSTM, 3 for a GRU and 1 for an RNN.
        recurrent_kernel: (hidden, n hidden), second.
        bias: third; None with `use_bias=False`.
        recurrent_activation: "sigmoid", or the slope of a hard sigmoid: 0.2 in Keras 1
            and 2, 1/6 in Keras 3.
        reset_after: of a GRU without a bias; otherwise the bias says it.

    Raises:
        ValueError: for other shapes, another activation, or a GRU of which nothing says
            where it resets.
    """
    U = as_array("recurrent_kernel", recurrent_kernel, ("hidden", "n hidden"))
    hidden, n = len(U), U.shape[1] // len(U) if len(U) else 0
    if n not in _ORDERS or U.shape[1] != n * hidden:
        raise ValueError(
            f"recurrent_kernel has shape {U.shape}, expected 4 (LSTM), 3 (GRU) or 1 "
            "(SimpleRNN) times as many columns as rows"
        )
    W = as_array("kernel", kernel, ("input", n * hidden))
    b = None if bias is None else as_array("bias", bias)
    if n > 1 and b is not None and b.shape == (2 * n * hidden,):
        if recurrent_activation != "sigmoid":
            raise ValueError("a CuDNN layer has no recurrent_activation but sigmoid")
        W, U = _from_cudnn(W, U, n)
        b = b.reshape(2, n * hidden)
    elif n == 4:
        b = _bias(b, (4 * hidden,))
    cell = {4: lstm, 1: rnn}.get(n) or _gru(b, reset_after, hidden)
    b = _bias(b, (2, 3 * hidden) if cell is gru else (n * hidden,))
    b_W, b_U = b if b.ndim == 2 else (b, np.zeros_like(b))
    params = unstack(cell, _ORDERS[n], W.T, U.T, b_W, b_U)
    return params if n == 1 else _gated(params, recurrent_activation)


def _bias(b: np.ndarray | None, shape: tuple[int, ...]) -> np.ndarray:
    if b is None:
        return np.zeros(shape)
    summed = b.ndim == 2 and len(shape) == 1  # of CuDNN: two of which the sum counts
    return as_array("bias", b.sum(axis=0) if summed else b, shape)


def _from_cudnn(W: np.ndarray, U: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Kernels of `CuDNNLSTM` or `CuDNNGRU` as LSTM and GRU have them."""
    laid = [part.T.reshape(part.shape, order="F") for part in np.split(W, n, axis=1)]
    return np.hstack(laid), np.hstack([part.T for part in np.split(U, n, axis=1)])


def _gru(b: np.ndarray | None, reset_after: bool | None, hidden: int):
    if b is not None:
        shapes = {(2, 3 * hidden): True, (3 * hidden,): False}
        if b.shape not in shapes:
            wanted = f"(2, {3 * hidden}), ({3 * hidden},) or, of CuDNN, ({6 * hidden},)"
            raise ValueError(f"bias has shape {b.shape}, expected {wanted}")
        reset_after = shapes[b.shape]
    if reset_after is None:
        raise ValueError(
            "a GRU without a bias does not say where it resets; say reset_after=True "
            "(the default from TensorFlow 2 on) or reset_after=False"
        )
    return gru if reset_after else gru_reset_before


def _gated(params: AnyParams, activation: str | Real) -> AnyParams:
    if activation == "sigmoid":
        return params
    if isinstance(activation, str):
        way = (
            "its slope is 0.2 in Keras 1 and 2 and 1/6 in Keras 3: say the slope"
            if activation == "hard_sigmoid"
            else "expected sigmoid, or the slope of a hard sigmoid"
        )
        raise ValueError(f"recurrent_activation is {activation!r}; {way}")
    return hard.harden(params, activation)


def to_keras(params: AnyParams) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The kernel, recurrent kernel and bias of a Keras layer with these weights.

    Shapes (input, n hidden), (hidden, n hidden) and (n hidden,), for `set_weights` of
    an LSTM (n = 4), a GRU (3) or a SimpleRNN (1). For `cells.gru` the bias has shape
    (2, 3 hidden); `cells.gru_reset_before` goes into a GRU with `reset_after=False`.

    Raises:
        ValueError: for the weights of another cell, or hard gates, which the layer's
            arrays cannot say.
    """
    check_soft(params, "Keras")
    orders = {lstm: KERAS, gru: KERAS_GRU, gru_reset_before: KERAS_GRU, rnn: ""}
    order = next((o for c, o in orders.items() if isinstance(params, c.Params)), None)
    if order is None:
        came = describe(params).removesuffix(".Params")
        raise ValueError(f"Keras has no layer for {came}; expected lstm, gru or rnn")
    W, U, b_W, b_U = stack(params, order)
    b = np.stack([b_W, b_U]) if isinstance(params, gru.Params) else b_W
    return W.T.copy(), U.T.copy(), b.copy()


def check_soft(params: object, library: str) -> None:
    """Refuse gates that are hard sigmoids, which arrays alone do not say.

    Raises:
        ValueError: saying how to get the arrays all the same.
    """
    if hasattr(params, "slope"):
        raise ValueError(
            f"the gates are hard sigmoids of slope {params.slope:.3g}, which arrays of "
            f"{library} do not say; set that in the layer, and hand over the weights "
            "alone (cells.lstm.Params(**vars(params)))"
        )
