"""What a page marks in a text."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.text import coding_file
from analysis.text.lexicon import Lexicon
from analysis.text.marking import rule_marked, term_marked, word_marked
from analysis.text.words import normalise
from tests.analysis.text.made import ANSWERS


def marks(pieces: list[tuple[str, bool]]) -> list[str]:
    return [said for said, marked in pieces if marked]


def test_every_form_of_a_word_is_marked() -> None:
    assert word_marked("駅へ行った、また行く", "行く") == [
        ("駅へ", False), ("行っ", True), ("た、また", False), ("行く", True),
    ]  # fmt: skip


def test_what_is_counted_as_a_synonym_is_marked_as_it() -> None:
    lexicon = Lexicon(synonyms=(("子ども", ("児童",)),))
    assert marks(term_marked("児童とこどもの道", "子供", lexicon)) == ["児童", "こども"]


def test_a_rule_marks_what_speaks_for_its_code_and_nothing_else() -> None:
    rules = coding_file.loads(
        "＊バス\nバス | '本数'\n＊足\n<＊バス> & near(駅-遠い)[5] & ! 自転車\n"
    )
    text = "駅が遠い。バスの本数、徒歩"
    assert marks(rule_marked(text, rules[0], rules)) == ["バス", "本数"]
    assert marks(rule_marked(text, rules[1], rules)) == ["駅", "遠い", "バス", "本数"]


def test_words_in_a_row_are_one_mark() -> None:
    rules = coding_file.loads("＊道\n生活+道路\n")
    assert marks(rule_marked("生活道路の舗装", rules[0], rules)) == ["生活道路"]


@given(st.text(max_size=30) | st.sampled_from(ANSWERS), st.sampled_from(("バス", "行く", "公園")))
def test_the_pieces_are_the_whole_text(text: str, word: str) -> None:
    assert "".join(said for said, _ in word_marked(text, word)) == normalise(text)
