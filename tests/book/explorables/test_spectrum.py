import numpy as np
import pytest

from carousel import flow, jacobian
from carousel.book.explorables import Spectrum


def test_without_recurrent_weights_the_three_stories_are_one():
    seen, _ = Spectrum(recurrent_scale=0.0, horizon=40).found()
    assert np.allclose(seen.exact, seen.direct, atol=1e-10)
    assert np.allclose(seen.product_of_partials, seen.direct, atol=1e-10)
    assert seen.cosine[-1] == pytest.approx(1)


def test_the_direct_path_tells_little_of_the_truth_at_default_weights():
    seen, _ = Spectrum(forget_bias=1.0, horizon=100).found()
    assert seen.exact[-1] - seen.direct[-1] > np.log(100)
    assert abs(seen.cosine[-1]) < 0.5


def test_the_best_direction_grows_at_the_rate_of_the_whole_product():
    figure = Spectrum(forget_bias=3.0, recurrent_scale=4.0, horizon=500)
    seen, rates = figure.found()
    assert rates[0] == pytest.approx(seen.full_state / 500, abs=0.01)


def test_the_numbers_are_those_of_the_library():
    figure = Spectrum(output_scale=8.0, horizon=30)
    params = figure.network(
        forget_bias=figure.forget_bias, output_scale=8.0, peephole_scale=0.0
    )
    P = flow.transport(jacobian.steps(params, figure.run(params, 30)))
    truth = np.log10(np.linalg.norm(P.matrix[6:, 6:]))
    assert figure.table()[1][0][1] == pytest.approx(truth)
