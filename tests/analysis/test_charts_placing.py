"""Labels of points: beside their own mark, and never where they seem to be another's."""

from math import hypot

from analysis.charts.placing import Point, placed


def test_a_label_between_two_marks_is_not_nearer_to_the_other() -> None:
    """Three marks almost in a row, as the four items to mend first often lie."""
    names = ("バスなどの公共交通", "働く場と産業の振興", "道路・歩道の整備と除雪")
    points = [
        Point(x, y, name) for x, y, name in zip((63, 141, 244), (294, 277, 279), names, strict=True)
    ]
    for place, spot in enumerate(placed(points, 720, 460)):
        apart = [_distance(spot, points[place].label, mark) for mark in points]
        assert apart[place] == min(apart)
        assert sorted(apart)[1] - apart[place] > 8


def _distance(spot: tuple[float, float], label: str, mark: Point) -> float:
    """From the box of a label to a mark."""
    half = 13 * len(label) / 2
    across = max(abs(mark.x - spot[0]) - half, 0.0)
    up = max(abs(mark.y - spot[1]) - 8, 0.0)
    return hypot(across, up)
