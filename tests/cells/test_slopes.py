import numpy as np

from carousel.cells import lstm, slopes


def test_the_column_before_starts_with_the_first_state():
    rng = np.random.default_rng(3)
    history = lstm.run(lstm.init(3, 2, rng=rng), rng.normal(size=(4, 2)))
    before = slopes.before(history, "c")
    np.testing.assert_array_equal(before[0], history.first.c)
    np.testing.assert_array_equal(before[1:], history.c[:-1])
