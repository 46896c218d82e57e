import numpy as np

from carousel import differences


def test_a_quadratic_is_differentiated_exactly_up_to_rounding():
    A = np.array([[2.0, 1.0], [0.0, 3.0]])
    x = np.array([0.3, -0.7])
    found = differences.central(lambda v: v @ A @ v, x)
    assert np.allclose(found, (A + A.T) @ x, atol=1e-9)


def test_the_shape_is_that_of_the_value_and_then_of_the_point():
    found = differences.central(lambda M: M.sum(axis=0), np.ones((2, 3)))
    assert found.shape == (3, 2, 3)
    assert np.allclose(found[1], [[0, 1, 0], [0, 1, 0]])


def test_the_error_falls_with_the_square_of_the_nudge():
    errors = [
        abs(differences.central(np.exp, 1.0, nudge=nudge) - np.e)
        for nudge in (1e-2, 1e-3)
    ]
    assert np.isclose(errors[0] / errors[1], 100, rtol=0.01)
