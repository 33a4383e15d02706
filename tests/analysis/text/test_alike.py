"""Short lines are counted where they say the same, and joined no further."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.text.alike import Alike, alike


def test_width_case_and_spacing_make_no_difference_and_the_usual_way_is_shown() -> None:
    said = [
        "道の駅 旭",
        "道の駅旭",
        "道の駅旭。",
        "道の駅旭",
        "ＡＢＣストア",
        "abcストア",
        "イオン",
        "イオンモール",
    ]
    assert alike(said) == (
        Alike("道の駅旭", 4),
        Alike("abcストア", 2),
        Alike("イオン", 1),
        Alike("イオンモール", 1),
    )


def test_what_says_nothing_is_not_counted() -> None:
    assert alike(["", "　", "。"]) == ()


@given(st.lists(st.text(max_size=4)))
def test_nothing_is_counted_twice_and_the_order_of_people_does_not_show(said: list[str]) -> None:
    assert sum(each.number for each in alike(said)) <= len(said)
    assert alike(said) == alike(sorted(said))
