import pytest

from analysis.presentation import base_mark, decimal, p_value, percent, points, ratio


@pytest.mark.parametrize(
    ("count", "base", "shown"),
    [
        (49, 400, "12.3"),  # 12.25: half goes up
        (7, 2000, "0.4"),  # 0.35
        (1, 3000, "0.0"),  # nonzero but under 0.05
        (0, 500, "-"),  # nobody
        (0, 0, "-"),
        (1, 8, "12.5"),
        (399, 400, "99.8"),  # 99.75
        (1000, 1000, "100.0"),
    ],
)
def test_a_share_is_rounded_half_up_from_the_exact_ratio(count: int, base: int, shown: str) -> None:
    assert ratio(count, base) == shown


def test_a_weighted_share_just_under_a_half_is_read_as_its_decimal() -> None:
    assert percent(0.1225) == "12.3"
    assert percent(float("nan")) == "-"
    assert percent(0.0) == "-"


def test_differences_of_shares_are_points_with_a_triangle_below_zero() -> None:
    assert points(0.0325) == "+3.3ポイント"
    assert points(-0.142) == "△14.2ポイント"


def test_a_negative_score_that_rounds_to_zero_has_no_triangle() -> None:
    assert decimal(-0.004) == "0.00"
    assert decimal(-1.005) == "△1.01"
    assert decimal(float("nan")) == "-"


def test_tiny_p_values_are_not_written_as_zero() -> None:
    assert p_value(1e-9) == "p<0.001"
    assert p_value(0.0125) == "p=0.013"


def test_a_p_value_just_under_a_twentieth_is_not_written_as_one() -> None:
    assert p_value(0.0499) == "p=0.0499"
    assert p_value(0.04999) == "p<0.05"
    assert p_value(0.05) == "p=0.050"


def test_a_base_under_thirty_is_for_reference_only() -> None:
    assert base_mark(29) == "参考値"
    assert base_mark(30) == ""
    assert base_mark(0) == ""
