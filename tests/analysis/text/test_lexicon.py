"""The settings of words: read, written, and what they make of a text."""

from contextlib import suppress
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import AnalysisError
from analysis.text import lexicon_file
from analysis.text.lexicon import NOTHING, Lexicon, documents
from analysis.text.space import Corpus
from analysis.text.words import normalise, terms, tokenise

WRITTEN = """
# 市民アンケートの語
[同義語]
子ども：児童、生徒
[強制抽出]
市民交流センター
スナバ
[使用しない語]
松本市
[必ず使う語]
ない
"""
WORDS = st.sampled_from(
    ["バス", "電車", "児童", "えんぱーく", "市民交流センター", "道の駅", "公園", "QRコード", "歩く"]
)


def surfaces(lexicon: Lexicon, text: str) -> list[str]:
    return [word.surface for word in lexicon.applied(tokenise(text))]


def test_a_forced_compound_is_one_word() -> None:
    lexicon = Lexicon(compounds=("市民交流センター",))
    assert surfaces(lexicon, "市民交流センターへ行く") == ["市民交流センター", "へ", "行く"]
    assert terms(lexicon.applied(tokenise("市民交流センターへ行く"))) == ["市民交流センター"]


def test_a_forced_compound_is_no_part_of_a_longer_word() -> None:
    assert surfaces(Lexicon(compounds=("バス",)), "バスケットとバス") == [
        "バスケット",
        "と",
        "バス",
    ]


def test_a_word_that_reaches_over_the_edge_of_a_compound_is_cut() -> None:
    plain = [word.surface for word in tokenise("東京都民")]
    assert "東京" in plain
    forced = surfaces(Lexicon(compounds=("京都",)), "東京都民")
    assert "".join(forced) == "東京都民"
    assert "京都" in forced


def test_synonyms_are_counted_and_shown_as_one() -> None:
    lexicon = lexicon_file.loads(WRITTEN)
    corpus = Corpus(documents(["児童の遊び場", "生徒の声", "子どもの声", "児童"], lexicon))
    assert "児童" not in corpus.terms
    assert corpus.written["子供"] == "子ども"
    assert corpus.texts_with[corpus.terms.index("子供")] == 4


def test_a_stop_word_says_nothing_and_a_pinned_one_always_counts() -> None:
    lexicon = lexicon_file.loads(WRITTEN)
    text = "松本市にはバスがない"
    assert terms(tokenise(text)) == ["マツモト", "市", "バス"]
    assert terms(lexicon.applied(tokenise(text))) == ["バス", "無い"]


def test_a_banned_word_still_counts() -> None:
    lexicon = Lexicon(banned=("バス",))
    assert terms(lexicon.applied(tokenise("バスが遅い"))) == ["バス", "遅い"]
    assert lexicon.bans("バス")
    assert not lexicon.bans("遅い")


def test_a_blank_text_has_no_words() -> None:
    assert documents([None, "", "バス"]) == [[], [], tokenise("バス")]


def test_the_same_settings_come_from_text_and_from_a_sheet() -> None:
    lexicon = lexicon_file.loads(WRITTEN)
    assert lexicon.synonyms == (("子ども", ("児童", "生徒")),)
    assert lexicon_file.from_rows(lexicon_file.to_rows(lexicon)) == lexicon
    assert lexicon_file.loads(lexicon_file.dumps(lexicon)) == lexicon


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(lexicon_file.KINDS[1:-1]), WORDS)), st.randoms())
def test_lines_in_any_order_are_the_same_settings(
    lines: list[tuple[str, str]], chance: Random
) -> None:
    first = lexicon_file.from_rows(lines)
    chance.shuffle(lines)
    again = lexicon_file.from_rows(lines)
    assert again == first
    assert lexicon_file.loads(lexicon_file.dumps(first)) == first


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=4), st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=6))
def test_no_letter_of_a_text_is_lost(compounds: list[str], parts: list[str]) -> None:
    text = "".join(parts)
    read = "".join(surfaces(Lexicon(compounds=tuple(compounds)), text))
    assert read == "".join(normalise(text).split())


def test_no_settings_change_nothing() -> None:
    words = tokenise("駅前の駐車場が狭い")
    assert NOTHING.applied(words) == words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("バス", "1行目: 語の前に"),
        ("[別名]\nバス", "1行目: 「別名」という種類"),
        ("[同義語]\nバス", "2行目: 「バス」にまとめる語がありません"),
        ("[強制抽出]\n！？", "2行目: 「!?」は語として使えません"),
        ("[同義語]\nバス：路線バス\n電車：路線バス", "3行目: 「路線バス」は2行目"),
        ("[同義語]\nバス：路線バス\n乗り物：バス", "3行目: 「バス」は2行目"),
        ("[使用しない語]\nバス\n[必ず使う語]\nバス", "4行目: 「バス」は2行目"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(AnalysisError) as raised:
        lexicon_file.loads(text)
    assert normalise(said) in normalise(str(raised.value))


def test_a_line_is_added_under_its_heading_and_notes_stay() -> None:
    text = "# 公園のこと\n[同義語]\n子ども：児童\n\n[使用しない語]\nこと"
    stopped = lexicon_file.added(text, lexicon_file.STOPPED, ["もの", "こと"])
    assert stopped == f"{text}\nもの\n"
    assert lexicon_file.added(text, lexicon_file.SYNONYMS, ["道：道路"]) == text.replace(
        "児童\n", "児童\n道：道路\n"
    ) + ("\n")
    assert lexicon_file.added("", lexicon_file.COMPOUNDS, ["駅前"]) == "[強制抽出]\n駅前\n"
    assert lexicon_file.added(text, lexicon_file.PINNED, ["市"]).endswith("\n\n[必ず使う語]\n市\n")


@given(st.lists(st.tuples(st.sampled_from(lexicon_file.KINDS[1:]), st.sampled_from("道駅園川"))))
def test_what_was_added_is_what_is_read(said: list[tuple[str, str]]) -> None:
    text = ""
    for kind, word in said:
        text = lexicon_file.added(text, kind, [word])
    with suppress(AnalysisError):
        rows = lexicon_file.to_rows(lexicon_file.loads(text))[1:]
        assert {row[:2] for row in rows} == set(said)
