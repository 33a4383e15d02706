"""What other settings of words change, before anybody keeps them."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.text.lexicon import NOTHING, Lexicon, documents
from analysis.text.lexicon_change import Changed, compare
from tests.analysis.text.made import ANSWERS

TEXTS = ("児童の通学路", "児童と子どもの公園", "子どもの公園", "駅前の駐車場", "駅前の駐車場が狭い")


def changed(after: Lexicon, before: Lexicon = NOTHING, least: int = 1) -> Changed:
    return compare(documents(TEXTS, before), documents(TEXTS, after), least=least)


def moves(found: Changed) -> dict[str, tuple[int, int]]:
    return {each.word: (each.before, each.after) for each in found.words}


def test_a_synonym_takes_the_texts_of_the_other_word() -> None:
    found = changed(Lexicon(synonyms=(("子ども", ("児童",)),)))
    assert moves(found) == {"児童": (2, 0), "子ども": (2, 3)}
    gone, grown = found.words
    assert (gone.lost, gone.gained, gone.touched) == ((0, 1), (), 2)
    assert (grown.lost, grown.gained, grown.touched) == ((), (0,), 1)
    assert found.texts == 2


def test_a_forced_compound_appears_and_its_parts_vanish() -> None:
    found = changed(Lexicon(compounds=("駅前の駐車場",)))
    assert moves(found) == {"駅前": (2, 0), "駐車場": (2, 0), "駅前の駐車場": (0, 2)}


def test_a_stopped_word_is_gone_and_comes_back_when_it_is_let_in() -> None:
    stopped = Lexicon(stopped=("公園",))
    assert moves(changed(stopped)) == {"公園": (2, 0)}
    assert moves(changed(NOTHING, stopped)) == {"公園": (0, 2)}


def test_a_word_of_one_text_alone_is_not_told_of() -> None:
    found = changed(Lexicon(stopped=("通学路", "公園")), least=2)
    assert set(moves(found)) == {"公園"}
    assert found.texts == 3


@given(st.lists(st.sampled_from(ANSWERS), max_size=8), st.sampled_from(("バス", "公園", "道路")))
def test_nothing_changes_where_the_settings_do_not(texts: list[str], word: str) -> None:
    lexicon = Lexicon(pinned=(word,))
    read = documents(texts, lexicon)
    assert compare(read, documents(texts, lexicon)) == Changed((), 0)
