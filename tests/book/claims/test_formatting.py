import pytest

from carousel.book import claims


@pytest.mark.parametrize(
    ("value", "digits", "words"),
    [
        (0, 2, "0"),
        (0.5, 2, "0.50"),
        (0.00123, 2, "0.0012"),
        (0.9999, 2, "1.0"),
        (34.1543, 4, "34.15"),
        (1220.87, 4, "1,221"),
        (161.6, 2, "160"),
        (999_999.0, 2, "1.0 × 10⁶"),
        (3945396.08, 2, "3.9 × 10⁶"),
        (5.13e-11, 2, "5.1 × 10⁻¹¹"),
        (-5e-20, 1, "-5 × 10⁻²⁰"),
    ],
)
def test_a_number_reads_as_one_would_write_it(value, digits, words):
    assert claims.rounded(value, digits) == words


def test_what_is_not_a_number_is_refused():
    with pytest.raises(ValueError, match="expected a finite number, got nan"):
        claims.rounded(float("nan"))
