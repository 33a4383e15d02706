"""変わった言葉: what went and what came, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from surveys.word_changes import GONE, NEW, SAME, Piece, compared


def test_the_numbers_that_changed_are_marked_and_nothing_else() -> None:
    pieces = compared("声が9件ありました（3.5%）。", "声が12件ありました（3.5%）。")
    assert list(pieces) == [
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
    assert compared(before, after) == (Piece(GONE, before), Piece(NEW, after))


def test_a_particle_between_two_long_changes_is_no_rest() -> None:
    same = "市の周りの地区では、暮らしに必要なものが身近な場所で手に入りません。"
    before, after = "運転をやめた高齢者の移動手段を", "免許を返した人たちの通院の足を"
    pieces = compared(f"{same}{before}考える。", f"{same}{after}考える。")
    assert [each.kind for each in pieces] == [SAME, GONE, NEW, SAME]


def test_a_text_that_came_is_all_new() -> None:
    assert compared("", "本数が少ない") == (Piece(NEW, "本数が少ない"),)


@given(st.text(), st.text())
def test_both_texts_can_be_read_from_the_pieces(before: str, after: str) -> None:
    pieces = compared(before, after)
    assert "".join(each.words for each in pieces if each.kind != NEW) == before
    assert "".join(each.words for each in pieces if each.kind != GONE) == after


def test_a_text_is_compared_by_words_and_not_by_letters() -> None:
    before = "バスの本数が少なく、通学に困っています。"
    after = "バスの便数が少なく、通院に困っています。"
    assert [(p.kind, p.words) for p in compared(before, after)] == [
        (SAME, "バスの"),
        (GONE, "本数"),
        (NEW, "便数"),
        (SAME, "が少なく、"),
        (GONE, "通学"),
        (NEW, "通院"),
        (SAME, "に困っています。"),
    ]


def test_a_number_is_one_word_with_its_unit() -> None:
    told = compared("35.2%（n=1,204）です", "38.1%（n=1,190）です")
    assert [(p.kind, p.words) for p in told][:2] == [(GONE, "35.2%"), (NEW, "38.1%")]
