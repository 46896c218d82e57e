"""Whatever a learner's function does comes back as a sentence."""

import numpy as np
import pytest

from carousel.book import check


def _says(function):
    verdict = check.step(function, rng=np.random.default_rng(0))
    assert not verdict.right
    assert "\n" not in verdict.says
    assert "Traceback" not in verdict.says
    return verdict.says


def _undefined(params, x_t, h_prev, c_prev):
    h_t = nowhere  # noqa: F821
    return h_t, c_prev


def _calls_another(params, x_t, h_prev, c_prev):
    return np.linalg.inv(np.ones((2, 3))), c_prev


def _divides(params, x_t, h_prev, c_prev):
    return h_prev / 0.0, c_prev


def _writes(params, x_t, h_prev, c_prev):
    h_prev += 1
    return h_prev, c_prev


def _exits(params, x_t, h_prev, c_prev):
    raise SystemExit


def _unwritten(params, x_t, h_prev, c_prev):
    raise NotImplementedError


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (_undefined, "`h_t = nowhere  # noqa: F821`: NameError, name 'nowhere'"),
        (_calls_another, "`return np.linalg.inv(np.ones((2, 3))), c_prev`: LinAlgErr"),
        (_divides, "h_t holds "),
        (_writes, "It writes into an array that it was given: make a new one."),
        (_exits, "`raise SystemExit`: SystemExit, without a word."),
        (_unwritten, "Not written yet."),
        (lambda params, x_t, h_prev, c_prev: (None, None), "Not written yet."),
        (lambda params, x_t, h_prev, c_prev: h_prev, "It should give 2 things"),
        (lambda params, x_t, h_prev, c_prev: 3.0, "2 things (h_t and c_t), it gives 1"),
        (lambda params, x_t, h_prev, c_prev: ("a", "b"), "It gives no numbers: h_t"),
        (lambda params, x_t, h_prev, c_prev: (x_t, c_prev), "h_t has shape"),
        (
            lambda params, x_t: None,
            "(params, x_t, h_prev, c_prev); it takes (params, x_t)",
        ),
        (3.0, "A function is wanted, this is 3.0."),
    ],
)
def test_it_is_told_in_a_sentence(function, words):
    assert words in _says(function)


def test_the_line_is_that_of_the_learner():
    line = _undefined.__code__.co_firstlineno + 1
    assert f"It stopped in line {line}, " in _says(_undefined)


def test_a_dict_that_lacks_a_part_is_told_which():
    verdict = check.net_inputs(lambda now, dh_t, dc_t: {"i": dh_t, "f": dh_t})
    assert "It gives nothing for c and o; its keys are i and f." in verdict.says


def test_a_matrix_that_lies_on_its_side_is_told_so():
    verdict = check.retention(lambda f: np.cumprod(f, axis=0).T)
    assert verdict.right or "It is transposed." in verdict.says


def test_a_wish_to_stop_comes_through():
    def stops(W, U, b, x_t, h_prev):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check.gate(stops)


def test_a_seed_is_no_generator():
    with pytest.raises(ValueError, match="rng must be a generator"):
        check.gate(None, rng=3)
