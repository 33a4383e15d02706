"""The list of words: counts, texts, parts of speech; parts add up."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text.lexicon import Lexicon, documents
from analysis.text.wordlist import Listed, Tally, in_parts, table, tally
from tests.analysis.text.made import ANSWERS


def test_a_word_is_counted_as_often_as_it_is_written_and_once_a_text() -> None:
    made = tally(documents(["バス、バスとこども", "子どもと子ども", None]))
    assert made.texts == 3
    assert made.lines() == (
        Listed("子供", "子ども", "名詞", 3, 2),
        Listed("バス", "バス", "名詞", 2, 1),
    )


def test_parts_of_speech_have_the_names_of_the_trade() -> None:
    made = tally(documents(["松本で静かに運転して遅く帰る"]))
    assert {line.word: line.pos for line in made.lines()} == {
        "松本": "地名", "静か": "形容動詞", "運転": "サ変名詞", "遅い": "形容詞", "帰る": "動詞",
    }  # fmt: skip


def test_rare_words_are_left_out_unless_they_are_pinned() -> None:
    lexicon = Lexicon(pinned=("蕎麦",))
    made = tally(documents(["バス", "バス", "蕎麦", "駅"], lexicon))
    assert [line.word for line in made.lines(lexicon, least=2)] == ["バス", "蕎麦"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(ANSWERS)), st.randoms(), st.integers(1, 4))
def test_tallies_of_any_parts_add_up(texts: list[str], chance: Random, parts: int) -> None:
    whole = tally(documents(texts)).lines()
    shuffled = texts.copy()
    chance.shuffle(shuffled)
    added = Tally()
    for part in range(parts):
        added += tally(documents(shuffled[part::parts]))
    assert added.lines() == whole
    assert added.texts == len(texts)


def test_the_table_says_what_it_counts() -> None:
    made = tally(documents(["バスが遅い", "バス"]))
    shown = table(made.lines(), made.texts)
    assert shown.body["声の数"].tolist() == [2, 1]
    assert "n=2" in shown.note


def test_processes_count_as_one() -> None:
    lexicon = Lexicon(synonyms=(("バス", ("電車",)),), compounds=("駅のトイレ",))
    texts = [*ANSWERS, None, "電車", "駅のトイレ"]
    whole = tally(documents(texts, lexicon))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        found = in_parts(texts, processes, parts=3, lexicon=lexicon)
    assert found == whole
    assert found.lines() == whole.lines()
