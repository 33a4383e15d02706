"""The themes as they stand, among the voices that are there still."""

from surveys.arrangement import Arrangement, Part, Theme, Told

TOLD = Told(clause="バスの本数が少ない", clause_id=11, terms=(("バス", 3),), edge=(13,))
NOW = Arrangement(
    (
        Theme("1", "バス", (11, 12, 13), (Part("夕方", (11,)), Part("休日", (12, 13))), TOLD),
        Theme("2", "公園", (21,)),
    ),
    others=(31, 32),
    next_key=3,
)


def test_voices_that_are_gone_are_in_no_theme_and_no_smaller_one() -> None:
    left = NOW.among([12, 13, 32])
    assert [(theme.key, theme.ids) for theme in left.themes] == [("1", (12, 13))]
    assert left.themes[0].parts == (Part("休日", (12, 13)),)
    assert left.others == (32,)
    assert left.next_key == 3


def test_the_clause_of_a_voice_that_is_not_shown_any_more_is_not_shown_either() -> None:
    """As when its reviewer has to read it first, because it speaks of harm to life."""
    assert NOW.among([11, 12]).themes[0].told == TOLD
    told = NOW.among([12, 13]).themes[0].told
    assert told is not None
    assert (told.clause, told.clause_id, told.terms) == ("", None, TOLD.terms)
