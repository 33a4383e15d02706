"""Words, themes and groups on one map."""

import numpy as np
import pandas as pd
import pytest

from analysis.charts import word_map as chart
from analysis.charts.labels import Spot, placed
from analysis.charts.picture import svg
from analysis.codebook import Role
from analysis.disclosure import PUBLIC
from analysis.mapped import Withheld
from analysis.methods.correspondence import NothingToMap, correspondence
from analysis.sentences.word_map import of_word_map
from analysis.text.lexicon import documents
from analysis.text.space import Corpus
from analysis.text.word_map import WordMap, of_themes, of_words, telling
from tests.analysis import made

AGE = made.axis("年代", "若年", "中年", "高齢", "不明")
WEIGHT = made.number("重み", Role.WEIGHT)
SAID = {
    "若年": ("公園", 20, "駅", 10),
    "中年": ("駅", 16, "公園", 14),
    "高齢": ("温泉", 20, "駅", 10),
}


def rows() -> list[tuple[str, str]]:
    """30 of each generation say one of two words; four of unknown age say 温泉."""
    listed = [
        (age, word) for age, (one, n, other, m) in SAID.items() for word in [one] * n + [other] * m
    ]
    return [*listed, *[("不明", "温泉")] * 4]


def frame(weights: list[float] | None = None) -> pd.DataFrame:
    said = rows()
    numbers = weights or [1.0] * len(said)
    cells = [{"年代": age, "重み": n} for (age, _), n in zip(said, numbers, strict=True)]
    return made.frame((AGE, WEIGHT), cells)[0]


def corpus() -> Corpus:
    return Corpus(documents([text for _, text in rows()]))


def columns(found: Corpus) -> list[int]:
    return [found.terms.index(word) for word in ("公園", "温泉", "駅")]


def mapped() -> WordMap:
    found = corpus()
    return of_words(frame(), AGE, found, columns(found))


def test_a_map_of_words_is_the_correspondence_of_who_says_them() -> None:
    made_ = mapped()
    # Rows: 若年, 中年, 高齢; columns 公園, 温泉, 駅. Those of unknown age are too few to be shown.
    known = correspondence(np.array([[20, 0, 10], [14, 0, 16], [0, 20, 10.0]]))
    assert made_.made.sides == ("若年", "中年", "高齢")
    assert made_.made.tops == ("公園", "温泉", "駅")
    assert np.abs(made_.made.answers) == pytest.approx(np.abs(known.columns))
    assert made_.texts.tolist() == [34, 20, 36]
    assert made_.contribution.sum() == pytest.approx(known.inertia.sum())


def test_its_table_says_words_and_how_many_voices() -> None:
    (table,) = mapped().tables()
    assert table.body.index[3] == "語: 公園"
    assert table.body["声の数"].tolist() == [30, 30, 30, 34, 20, 36]
    assert {"第1軸への寄与", "図での再現"} <= set(table.body.columns)


def test_weights_move_the_points_and_not_the_voices() -> None:
    found = corpus()
    heavy = frame([3.0] * 20 + [1.0] * 74)
    weighed = of_words(heavy, AGE, found, columns(found), weight=WEIGHT)
    assert weighed.texts.tolist() == mapped().texts.tolist()
    assert not np.allclose(np.abs(weighed.made.groups), np.abs(mapped().made.groups))


def test_themes_are_mapped_by_who_is_in_them() -> None:
    place = {"公園": 0, "駅": 1, "温泉": None}
    made_ = of_themes(
        frame(), AGE, [("7", "公園のこと"), ("9", "駅のこと")], [place[w] for _, w in rows()]
    )
    assert made_.keys == ("7", "9")
    assert made_.texts.tolist() == [34, 36]
    assert made_.sure is None


def test_words_that_part_the_groups_most_are_chosen_first() -> None:
    found = Corpus(
        documents([f"{text}と道" if n % 2 else text for n, (_, text) in enumerate(rows())])
    )
    groups = [age for age, _ in rows()]
    chosen = telling(found, groups, levels=list(SAID), number=2)
    assert sorted(found.terms[column] for column in chosen) == ["公園", "温泉"]


def test_what_few_people_wrote_is_on_no_public_map() -> None:
    rare = Corpus(documents([*["道"] * 70, "駅", "駅", *["道"] * 22]))
    with pytest.raises(Withheld):
        of_words(frame(), AGE, rare, [0, 1], rules=PUBLIC)
    with pytest.raises(NothingToMap):
        of_words(frame().iloc[:30], AGE, Corpus(documents(["駅"] * 30)), [0])
    with pytest.raises(NothingToMap):
        of_words(frame(), AGE, corpus(), [])


def test_a_word_that_only_hidden_groups_say_is_not_on_the_map() -> None:
    """Five have 道: four of the group that is too small to be shown, and one of another."""
    texts = [f"{text}と道" if n == 0 or n >= 90 else text for n, (_, text) in enumerate(rows())]
    found = Corpus(documents(texts))
    made_ = of_words(frame(), AGE, found, [*columns(found), found.terms.index("道")])
    assert "道" not in made_.made.tops
    assert min(made_.texts) >= 3


def test_its_sentence_says_when_no_word_parts_the_groups() -> None:
    quiet = of_word_map(WordMap(mapped().made, "語", mapped().keys, mapped().texts, sure=0))
    assert "読み取らないでください" in quiet
    told = of_word_map(WordMap(mapped().made, "語", mapped().keys, mapped().texts, sure=2))
    assert "100.0%を表しています" in told


def test_a_phone_has_the_words_that_shape_the_map_and_is_no_wider() -> None:
    narrow = chart.drawn(mapped(), narrow=True)
    assert narrow.width <= 328
    across = [x for x, _ in (mark.at for mark in narrow.marks)]
    assert 0 <= min(across) <= max(across) <= narrow.width
    assert {mark.label for mark in narrow.marks} == {"若年", "中年", "高齢", "公園", "温泉", "駅"}
    picture = svg(chart.word_map(mapped()))
    assert "公園".encode() in picture
    assert "公園" in {mark.label for mark in chart.drawn(mapped()).marks}
    assert "層3個と語3個" in chart.words(mapped())


@pytest.mark.parametrize("seed", range(4))
def test_labels_of_a_crowd_lie_on_no_other_label_or_mark(seed: int) -> None:
    rng = np.random.default_rng(seed)
    spots = [
        Spot(float(x), float(y), 11, float(wide), 17)
        for x, y, wide in zip(
            rng.uniform(60, 268, 22), rng.uniform(40, 460, 22), rng.uniform(30, 90, 22), strict=True
        )
    ]
    middles = placed(spots, 328, 500)
    for place, (x, y) in enumerate(middles):
        for other, spot in enumerate(spots):
            high = (spots[place].high + 11) / 2
            apart = abs(x - spot.x) >= (spots[place].wide + 11) / 2 or abs(y - spot.y) >= high
            assert apart or other == place
        for other, (x2, y2) in enumerate(middles):
            wide = (spots[place].wide + spots[other].wide) / 2
            assert other == place or abs(x - x2) >= wide - 1e-6 or abs(y - y2) >= 17 - 1e-6
