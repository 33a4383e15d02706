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


def test_texts_that_share_little_stand_one_after_the_other() -> None:
    before, after = (
        "一人暮らしが増え、相談先が足りません。",
        "外出の機会が減り、見守りが届いていません。",
    )
    assert changed_words(before, after) == [Piece(GONE, before), Piece(NEW, after)]


def test_a_particle_between_two_long_changes_is_no_rest() -> None:
    same = "市の周りの地区では、暮らしに必要なものが身近な場所で手に入りません。"
    before, after = "運転をやめた高齢者の移動手段を", "免許を返した人たちの通院の足を"
    pieces = changed_words(f"{same}{before}考える。", f"{same}{after}考える。")
    assert [each.how for each in pieces] == [SAME, GONE, NEW, SAME]


def test_a_text_that_came_is_all_new() -> None:
    assert changed_words("", "本数が少ない") == [Piece(NEW, "本数が少ない")]


@given(st.text(), st.text())
def test_both_texts_can_be_read_from_the_pieces(before: str, after: str) -> None:
    pieces = changed_words(before, after)
    assert "".join(each.words for each in pieces if each.how != NEW) == before
    assert "".join(each.words for each in pieces if each.how != GONE) == after
