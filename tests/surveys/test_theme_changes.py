"""What became of themes, said by names and numbers."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from surveys import theme_decisions
from surveys.arrangement import Arrangement, Theme
from surveys.theme_changes import Became, changes

THEN = Arrangement(
    (
        Theme("1", "バス", (1, 2, 3, 4)),
        Theme("2", "公園", (11, 12, 13)),
        Theme("3", "道", (21, 22)),
    ),
    others=(31,),
    next_key=4,
)


def test_nothing_changed_is_no_change() -> None:
    found = changes(THEN, THEN)
    assert not found.any
    assert found.same == 3


def test_a_merged_theme_has_grown_and_the_other_is_gone() -> None:
    found = changes(THEN, THEN.with_patch(theme_decisions.merged(THEN, ["2", "3"])))
    assert found.grown == (Became("公園", "", 3, 5),)
    assert found.gone == (Became("道", "", 2, 0),)
    assert (found.new, found.shrunk, found.renamed, found.same) == ((), (), (), 1)


def test_a_parted_theme_has_shrunk_and_the_part_is_new() -> None:
    patch = theme_decisions.parted(THEN, "1", [("夕方のバス", (1, 2))])
    found = changes(THEN, THEN.with_patch(patch))
    assert found.new == (Became("夕方のバス", "", 0, 2),)
    assert found.shrunk == (Became("バス", "", 4, 2),)


def test_a_renamed_theme_says_what_it_was_called() -> None:
    found = changes(THEN, THEN.with_patch(theme_decisions.renamed(THEN, "3", "歩道")))
    assert found.renamed == (Became("歩道", "道", 2, 2),)
    assert found.any


def test_voices_of_no_theme_are_told_before_and_after() -> None:
    found = changes(THEN, THEN.with_patch(theme_decisions.dissolved(THEN, "3")))
    assert found.others == (1, 3)


def test_a_theme_found_anew_under_another_key_is_still_itself() -> None:
    """「バス」 has three of its four voices in a new theme of five: at least half of both."""
    found = changes(THEN, Arrangement((Theme("9", "本数", (1, 2, 3, 5, 6)),), next_key=10))
    assert found.renamed == (Became("本数", "バス", 4, 5),)
    assert [each.name for each in found.gone] == ["公園", "道"]


def test_a_theme_that_holds_less_than_half_of_another_is_a_new_one() -> None:
    found = changes(THEN, Arrangement((Theme("9", "本数", (1, 5, 6)),), next_key=10))
    assert [each.name for each in found.new] == ["本数"]
    assert len(found.gone) == 3


@given(st.permutations(range(12)), st.permutations(range(12)), st.integers(1, 5))
def test_every_theme_of_before_and_after_is_told_once(
    first: list[int], second: list[int], size: int
) -> None:
    def cut(ids: list[int], base: int) -> Arrangement:
        groups = [tuple(ids[at : at + size]) for at in range(0, 12, size)]
        return Arrangement(
            tuple(Theme(str(base + n), f"{base + n}", g) for n, g in enumerate(groups))
        )

    before, after = cut(first, 100), cut(second, 200)
    found = changes(before, after)
    kept = [each for each in (*found.grown, *found.shrunk) if not each.was]
    followed = len(found.renamed) + len(kept) + found.same
    assert followed + len(found.new) == len(after.themes)
    assert followed + len(found.gone) == len(before.themes)
    assert changes(before, replace(before, next_key=999)).same == len(before.themes)
