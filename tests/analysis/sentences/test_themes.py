"""Themes by group in sentences: what stands out, and nothing about groups too small to judge."""

import pandas as pd

from analysis.charts import theme_groups as picture
from analysis.charts.picture import svg
from analysis.crosstab import Crosstab
from analysis.disclosure import DESK
from analysis.results import Stage, State
from analysis.sentences.grammar import TOO_FEW
from analysis.sentences.themes import of_theme_groups
from analysis.text.membership import by_axis
from tests.analysis import made

AGE = made.axis("年代", "20代", "40代", "60代")
NAMES = ("バス・本数", "公園・遊具")


def table(*groups: tuple[str, int, int, int]) -> Crosstab:
    """(level, of buses, of parks, of none) of each group, guarded."""
    rows = [{"年代": level} for level, *numbers in groups for _ in range(sum(numbers))]
    places = [place for _, *numbers in groups for place, n in enumerate(numbers) for _ in range(n)]
    frame, _ = made.frame((AGE,), rows)
    return by_axis(pd.DataFrame(frame), AGE, NAMES, places, rules=DESK)


def test_a_theme_that_a_group_raises_more_often_has_a_sentence() -> None:
    told = of_theme_groups(table(("1", 10, 60, 30), ("3", 60, 10, 30)))
    assert len(told) == 2
    assert "「バス・本数」は、20代の声の10.0%で、全体（35.0%）より25.0ポイント低い" in told[0]
    assert "（n=100、差の95%信頼区間" in told[0]
    assert "BH補正後 p<0.001" in told[0]
    assert "「公園・遊具」は、20代の声の60.0%" in told[1]


def test_only_the_last_sentence_says_when_it_is_from() -> None:
    state = State(Stage.FINAL)
    told = of_theme_groups(table(("1", 10, 60, 30), ("3", 60, 10, 30)), state=state)
    assert "確定" not in told[0]
    assert told[-1].endswith("（確定・時点の指定なし）")


def test_a_difference_chance_explains_is_told_as_none() -> None:
    (told,) = of_theme_groups(table(("1", 20, 20, 10), ("3", 21, 19, 10)))
    assert told.startswith("「年代」による違いのうち、偶然とは考えにくいものは見つかりませんでした")
    assert "違いがないことを示すものではありません" in told


def test_a_group_under_thirty_is_never_spoken_of() -> None:
    (told,) = of_theme_groups(table(("1", 29, 0, 0), ("2", 50, 50, 10), ("3", 50, 50, 10)))
    assert "20代" not in told


def test_a_table_of_too_few_voices_says_nothing_else() -> None:
    assert of_theme_groups(table(("1", 3, 2, 0), ("3", 2, 2, 0))) == (TOO_FEW,)


def test_the_picture_marks_what_stands_out_and_leaves_small_groups_out() -> None:
    made_of = table(("1", 10, 60, 30), ("2", 5, 2, 0), ("3", 60, 10, 30))
    drawn = svg(picture.theme_groups(made_of)).decode()
    assert "▽10.0" in drawn
    assert "▲60.0" in drawn
    assert "40代" not in drawn
    assert "▲" in svg(picture.theme_groups(made_of, narrow=True)).decode()


def test_the_picture_is_told_in_words() -> None:
    told = picture.words(table(("1", 10, 60, 30), ("3", 60, 10, 30)))
    assert told.startswith("テーマの割合を「年代」別に見た図。声200件。")
    assert "「バス・本数」は20代で低い" in told
