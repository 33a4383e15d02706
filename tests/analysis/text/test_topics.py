"""Word vectors turned towards topics, and how much meaning counts."""

import numpy as np
import pytest

from analysis.data.make_topical import learnt
from analysis.text.space import WORDING, Corpus
from analysis.text.topics import topical_vectors
from analysis.text.vectors import word_vectors
from analysis.text.words import tokenise

ROOF = ("赤", "青", "緑", "白", "黒", "茶色")
BUS, ANY = ("停留所", "運賃", "医院"), ("近い", "登場", "推進")
ROOFS = [
    "赤い屋根は遠くから目立つので待ち合わせに便利",
    "青い屋根なら空の色と調和して落ち着く",
    "白い屋根は日差しを反射して夏でも涼しい",
    "緑の屋根が周りの木々の色となじむと思う",
    "黒い屋根は高級感があるが夏は暑くなる色だ",
    "茶色の屋根は木目の雰囲気があって温かい",
    "黄色い屋根は子どもが喜ぶ明るい印象の色",
    "灰色の屋根は汚れの色が目立たず手入れが楽",
    "透明な屋根なら雨の日も光が入って明るい",
    "銀色の屋根は近代的だが反射する光がまぶしい",
    "オレンジの屋根は夕日の色に映える",
    "紺色の屋根は駅舎の色とそろって統一感が出る",
]


def nearness(one: str, other: str) -> float:
    known = topical_vectors().vectors
    left, right = (known.matrix[known.row((word,))] for word in (one, other))
    return float(left @ right / np.linalg.norm(left) / np.linalg.norm(right))


def meaning(texts: list[str]) -> float:
    """The share of the meaning in the length of all points."""
    corpus = Corpus([tokenise(text) for text in texts])
    points = corpus.points(np.ones(len(corpus.terms)))
    return float((points.meaning**2).sum() / points.number)


@pytest.mark.parametrize(
    ("word", "alike", "other"),
    [("病院", "薬", "図書館"), ("学校", "授業", "病院"), ("電車", "運賃", "冷蔵庫")],
)
def test_words_of_one_topic_are_nearer_than_words_used_alike(
    word: str, alike: str, other: str
) -> None:
    assert nearness(word, alike) > nearness(word, other)


def test_meaning_counts_little_where_all_mean_the_same() -> None:
    mixed = ["バスが少ない", "病院が遠い", "蕎麦が美味しい", "税金が高い", "公園で遊ぶ", "祭り"] * 3
    assert meaning(ROOFS) < 0.5 * meaning(mixed)


def test_wording_only_has_no_meaning() -> None:
    corpus = Corpus([tokenise(f"屋根は{one}") for one in ROOF], WORDING)
    assert not corpus.points(np.ones(len(corpus.terms))).meaning.any()


def test_the_town_of_all_texts_ties_them_less_than_another_word() -> None:
    texts = ["福井の魚", "福井の駅", "福井の雪", "魚が安い", "駅が遠い"] * 3
    corpus = Corpus([tokenise(text) for text in texts])
    weight = dict(zip(corpus.terms, corpus.weights.tolist(), strict=True))
    assert weight["フクイ"] < 0.5 * weight["魚"]


def test_voices_that_share_no_word_but_one_topic_are_at_one() -> None:
    texts = [
        "都電が残る",
        "地下鉄でどこへも行ける",
        "電車が正確",
        "鮨が旨い",
        "税金が高い",
        "滝の音",
    ]
    corpus = Corpus([tokenise(text) for text in texts])
    points = corpus.points(np.ones(len(corpus.terms)))
    assert points.unity([0, 1, 2]) > points.unity([2, 3, 4]) + 0.2
    assert points.unity([3]) == 1.0


def test_meaning_counts_where_all_texts_are_about_two_things() -> None:
    two = [f"{text}のは困る" for text in ("バスが少ない", "病院が遠い", "バスが高い", "病院が混む")]
    assert Corpus([tokenise(text) for text in two * 3]).meaning_weight > 0.5


def test_what_is_shipped_was_learnt_from_the_lists() -> None:
    turning, topicality = learnt()
    known = topical_vectors()
    assert known.vectors.matrix == pytest.approx(word_vectors().matrix @ turning, abs=1e-3)
    assert np.abs(known.topicality * 255 - topicality).max() <= 1


def test_a_word_that_may_stand_anywhere_tells_of_no_topic() -> None:
    known = topical_vectors()
    told = {word: float(known.topicality[known.vectors.row((word,))]) for word in (*BUS, *ANY)}
    assert min(told[word] for word in BUS) > 0.9
    assert max(told[word] for word in ANY) < 0.2
