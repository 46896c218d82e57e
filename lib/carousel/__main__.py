"""The tour: a worked number from each room of the mathematics; the wings' commands."""

import sys
from importlib import import_module

import numpy as np

from carousel import bptt, clipping, differences, flow, initial, jacobian
from carousel.cells import lstm

UNITS, INPUTS, STEPS = 8, 4, 50
COMMANDS = {  # of wings, by name alone, so that the core does not import them
    "checkup": "carousel.checkup.command",
    "exam": "carousel.book.exam.command",
}


def tour() -> list[tuple[str, str, str]]:
    """Room, what it was asked, and what it says, for one small random LSTM."""
    rng = np.random.default_rng(1997)
    params = lstm.init(UNITS, INPUTS, rng=rng, forget_bias=3.0)
    history = lstm.run(params, rng.normal(size=(STEPS, INPUTS)))
    J = jacobian.steps(params, history)
    last = np.ones(UNITS)
    dh = np.vstack([np.zeros((STEPS - 1, UNITS)), last])
    gradients = bptt.backward(params, history, dh)
    _, norm = clipping.by_norm(gradients.params, 1.0)
    profile = flow.profile(params, history, last)
    kept = flow.retention(history)[-1]

    def last_c(c: np.ndarray) -> np.ndarray:
        first = lstm.State(h=np.zeros(UNITS), c=c)
        return lstm.run(params, history.x, first).c[-1]

    block = flow.transport(J).matrix[UNITS:, UNITS:]
    half_life, bias = initial.half_life(3), initial.bias_for(100)
    nudged = differences.central(last_c, np.zeros(UNITS))
    return [
        ("cells", "mean forget gate at b_f = 3", f"{history.f.mean():.3f}"),
        ("jacobian", "size of one exact step, (h, c) by (h, c)", f"{J.shape[1:]}"),
        ("flow", f"norm kept by the direct path, {STEPS} steps", f"{_size(kept)}"),
        ("flow", "norm of the true dc_T/dc_0", f"{_size(block)}"),
        ("differences", "the same, by nudging c_0", f"{_size(nudged)}"),
        ("flow", "||dL/dc_1||, all routes", f"{profile.c[0]:.2e}"),
        ("flow", "||dL/dc_1||, direct path alone", f"{profile.direct[0]:.2e}"),
        ("bptt", "norm of the gradient of all weights", f"{norm:.2f}"),
        ("clipping", "what clipping to 1 keeps of it", f"{min(1, 1 / norm):.3f}"),
        ("initial", "steps to half at a forget bias of 3", f"{half_life:.1f}"),
        ("initial", "forget bias for half after 100 steps", f"{bias:.2f}"),
    ]


def _size(values: np.ndarray) -> str:
    return f"{np.linalg.norm(values):.3f}"


def main() -> int:
    """Print the tour, or do what the first word asks for: a checkup, an exam."""
    if sys.argv[1:] and sys.argv[1] in COMMANDS:
        return import_module(COMMANDS[sys.argv[1]]).main(sys.argv[2:])
    print(f"An LSTM with {UNITS} units reads {STEPS} random steps.\n")
    for room, asked, says in tour():
        print(f"  {room:<12} {asked:<46} {says:>10}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
