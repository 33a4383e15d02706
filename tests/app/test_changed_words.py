"""変わった言葉: what went and what came, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from app.desk.changed_words import GONE, NEW, SAME, Piece, changed_words


def test_the_numbers_that_changed_are_marked_and_nothing_else() -> None:
    pieces = changed_words("声が9件ありました（3.5%）。", "声が12件ありました（3.5%）。")
    assert pieces == [
        Piece(SAME, "声が"),
        Piece(GONE, "9"),
        Piece(NEW, "12"),
        Piece(SAME, "件ありました（3.5%）。"),
    ]


def test_a_text_that_came_is_all_new() -> None:
    assert changed_words("", "本数が少ない") == [Piece(NEW, "本数が少ない")]


@given(st.text(), st.text())
def test_both_texts_can_be_read_from_the_pieces(before: str, after: str) -> None:
    pieces = changed_words(before, after)
    assert "".join(each.words for each in pieces if each.how != NEW) == before
    assert "".join(each.words for each in pieces if each.how != GONE) == after
