"""What a person decides about themes, and that it can be laid over what was found."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import arrangement, theme_decisions
from surveys.arrangement import Arrangement, Part, Patch, Theme, ThemeGone
from surveys.theme_decisions import (
    NothingToPart,
    NoVoiceChosen,
    ThemeNameTaken,
    ThemeNameTooLong,
    ThemeUnnamed,
    TooFewToMerge,
)

FOUND = Arrangement(
    themes=(
        Theme("1", "バスの本数", (11, 12, 13), (Part("夕方", (11, 12)), Part("休日", (13,)))),
        Theme("2", "歩道の段差", (21, 22)),
    ),
    others=(31,),
    next_key=3,
)


def names(now: Arrangement) -> dict[str, tuple[int, ...]]:
    return {theme.name: theme.ids for theme in now.themes}


def test_a_renamed_theme_keeps_its_voices_and_is_a_persons() -> None:
    after = FOUND.with_patch(theme_decisions.renamed(FOUND, "2", "  歩きやすい　道 "))
    assert names(after) == {"バスの本数": (11, 12, 13), "歩きやすい 道": (21, 22)}
    assert after.get("2").kept
    assert not after.get("1").kept


def test_a_merged_theme_has_the_parts_of_both_and_the_name_of_the_larger() -> None:
    after = FOUND.with_patch(theme_decisions.merged(FOUND, ["2", "1"]))
    assert names(after) == {"バスの本数": (11, 12, 13, 21, 22)}
    assert [part.name for part in after.get("1").parts] == ["夕方", "休日", "歩道の段差"]


def test_a_part_becomes_a_theme_and_the_rest_stays() -> None:
    after = FOUND.with_patch(theme_decisions.parted(FOUND, "1", [("夕方のバス", (11, 12, 99))]))
    assert names(after) == {"夕方のバス": (11, 12), "歩道の段差": (21, 22), "バスの本数": (13,)}
    assert after.get("3").ids == (11, 12)
    assert after.next_key == 4


def test_a_theme_parted_to_the_last_voice_is_gone() -> None:
    groups = [("夕方", (11, 12)), ("休日", (13,))]
    after = FOUND.with_patch(theme_decisions.parted(FOUND, "1", groups))
    assert names(after) == {"夕方": (11, 12), "歩道の段差": (21, 22), "休日": (13,)}


def test_a_moved_voice_is_in_one_theme_only() -> None:
    after = FOUND.with_patch(theme_decisions.moved(FOUND, [13, 31], "2"))
    assert names(after) == {"歩道の段差": (21, 22, 13, 31), "バスの本数": (11, 12)}
    assert after.others == ()
    assert after.get("1").told is None


def test_a_theme_whose_last_voice_is_moved_away_is_gone() -> None:
    after = FOUND.with_patch(theme_decisions.moved(FOUND, [21, 22], None))
    assert names(after) == {"バスの本数": (11, 12, 13)}
    assert after.others == (31, 21, 22)


def test_chosen_voices_make_a_theme() -> None:
    after = FOUND.with_patch(theme_decisions.gathered(FOUND, [13, 22], "休日の移動"))
    assert names(after)["休日の移動"] == (13, 22)
    assert after.voices == FOUND.voices


def test_a_dissolved_theme_leaves_its_voices_without_one() -> None:
    after = FOUND.with_patch(theme_decisions.dissolved(FOUND, "2"))
    assert after.others == (31, 21, 22)


def test_new_voices_join_without_making_a_theme_a_persons() -> None:
    after = FOUND.with_patch(theme_decisions.joined(FOUND, {41: "2", 42: None}))
    assert after.get("2").ids == (21, 22, 41)
    assert after.others == (31, 42)
    assert not after.get("2").kept


def test_names_given_in_a_sheet_move_voices_and_make_themes() -> None:
    said = {11: "バスの本数", 12: "バス停の屋根", 13: "", 21: "バス停の屋根", 99: "だれもいない"}
    after = FOUND.with_patch(theme_decisions.assigned(FOUND, said))
    assert names(after) == {"バス停の屋根": (12, 21), "バスの本数": (11,), "歩道の段差": (22,)}
    assert after.others == (31, 13)


@pytest.mark.parametrize(
    ("decide", "error"),
    [
        (lambda: theme_decisions.renamed(FOUND, "9", "名前"), ThemeGone),
        (lambda: theme_decisions.renamed(FOUND, "1", " 　"), ThemeUnnamed),
        (lambda: theme_decisions.renamed(FOUND, "1", "あ" * 61), ThemeNameTooLong),
        (lambda: theme_decisions.renamed(FOUND, "1", "歩道の段差"), ThemeNameTaken),
        (lambda: theme_decisions.merged(FOUND, ["1", "1"]), TooFewToMerge),
        (lambda: theme_decisions.parted(FOUND, "1", [("全部", (11, 12, 13))]), NothingToPart),
        (lambda: theme_decisions.moved(FOUND, [99], "1"), NoVoiceChosen),
    ],
)
def test_what_cannot_be_decided_is_refused(
    decide: Callable[[], object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        decide()


def test_a_patch_survives_being_kept_as_json() -> None:
    patch = theme_decisions.merged(FOUND, ["1", "2"], "移動")
    again = arrangement.patch_of(json.loads(json.dumps(arrangement.as_json(patch))))
    assert again == patch


def test_voices_that_are_there_no_more_are_left_out() -> None:
    left = FOUND.among([11, 12, 31])
    assert names(left) == {"バスの本数": (11, 12)}
    assert [part.name for part in left.get("1").parts] == ["夕方"]


def decided(now: Arrangement, kind: str, ids: list[int], key: str, name: str) -> Patch:
    decide: dict[str, Callable[[], Patch]] = {
        "moved": lambda: theme_decisions.moved(now, ids, key),
        "merged": lambda: theme_decisions.merged(now, [key, "1"]),
        "parted": lambda: theme_decisions.parted(now, key, [("", ids)]),
        "gathered": lambda: theme_decisions.gathered(now, ids, name),
        "dissolved": lambda: theme_decisions.dissolved(now, key),
    }
    return decide[kind]()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["moved", "merged", "dissolved", "gathered", "parted"]),
            st.lists(st.sampled_from([11, 12, 13, 21, 22, 31]), max_size=4),
            st.sampled_from(["1", "2", "3", "4"]),
        ),
        max_size=8,
    )
)
def test_no_voice_is_lost_or_doubled_by_any_decisions(
    said: list[tuple[str, list[int], str]],
) -> None:
    now = FOUND
    for place, (kind, ids, key) in enumerate(said):
        try:
            now = now.with_patch(decided(now, kind, ids, key, f"新しい{place}"))
        except (ThemeGone, NoVoiceChosen, NothingToPart, TooFewToMerge):
            continue
        held = [*now.others, *(each for theme in now.themes for each in theme.ids)]
        assert sorted(held) == [11, 12, 13, 21, 22, 31]
        assert len({theme.key for theme in now.themes}) == len(now.themes)
        for theme in now.themes:
            assert {each for part in theme.parts for each in part.ids} <= set(theme.ids)
