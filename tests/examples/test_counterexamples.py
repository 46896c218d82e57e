import numpy as np
import pytest

from carousel import jacobian
from carousel.cells import lstm
from carousel.examples import counterexamples

GATES = {"f": 0.6, "i": 0.5, "c_tilde": 0.6, "o": 0.5}


def test_one_unit_stands_still_at_the_gates_it_was_given():
    params, first = counterexamples.one_unit(**GATES, u_c=2, u_o=6)
    run = lstm.run(params, np.zeros((50, 1)), first)
    for name, value in GATES.items():
        assert np.allclose(getattr(run, name), value, rtol=1e-12)
    assert np.allclose(run.c, first.c, rtol=1e-12)
    assert np.allclose(run.h, first.h, rtol=1e-12)


def test_its_jacobian_is_the_one_that_can_be_written_down():
    params, first = counterexamples.one_unit(**GATES, u_c=2, u_o=6)
    run = lstm.run(params, np.zeros((1, 1)), first)
    f, i, c_tilde, o = GATES.values()
    shown = o * (1 - np.tanh(first.c[0]) ** 2)
    J_ch = i * (1 - c_tilde**2) * 2
    J_hh = np.tanh(first.c[0]) * o * (1 - o) * 6 + shown * J_ch
    expected = [[J_hh, shown * f], [J_ch, f]]
    assert np.allclose(jacobian.steps(params, run)[0], expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"f": 1.0}, "f must lie between 0 and 1, got 1.0"),
        ({"i": 0.0}, "i must lie between 0 and 1, got 0.0"),
        ({"c_tilde": -1.0}, "c_tilde must lie between -1 and 1, got -1.0"),
        ({"o": float("nan")}, "o must lie between 0 and 1, got nan"),
    ],
)
def test_a_gate_at_its_limit_is_refused(changed, message):
    with pytest.raises(ValueError, match=message):
        counterexamples.one_unit(**{**GATES, **changed})
