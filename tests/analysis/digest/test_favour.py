import pytest

from analysis.codebook import Codebook, Question, Variable
from analysis.digest.favour import (
    asks_needs,
    asks_praise,
    desired_state,
    favourable,
    state_of,
    unfavourable,
)
from tests.analysis import made


def _question(variable: Variable) -> Question:
    return Codebook((variable,)).question(variable.name)


@pytest.mark.parametrize(
    ("label", "labels", "bad", "good"),
    [
        (
            "市の交通の満足度",
            ("満足", "やや満足", "どちらともいえない", "やや不満", "不満"),
            ["やや不満", "不満"],
            ["満足", "やや満足"],
        ),
        ("不便さ", ("感じなかった", "感じた"), ["感じた"], ["感じなかった"]),
        (
            "住みやすいと思うか",
            ("そう思う", "どちらかといえばそう思わない", "そう思わない", "わからない"),
            ["どちらかといえばそう思わない", "そう思わない"],
            ["そう思う"],
        ),
        (
            "将来に不安がありますか",
            ("とても不安である", "やや不安である", "あまり不安ではない"),
            ["とても不安である", "やや不安である"],
            ["あまり不安ではない"],
        ),
        ("旅行の同行者", ("家族", "友人", "ひとり"), [], []),
        ("どのくらい来るか", ("週1回以上", "月1回", "年1回"), [], []),
    ],
)
def test_the_words_of_the_choices_say_what_is_amiss(
    label: str, labels: tuple[str, ...], bad: list[str], good: list[str]
) -> None:
    question = _question(made.scale("q", *labels, label=label))
    assert [labels[place] for place in unfavourable(question)] == bad
    assert [labels[place] for place in favourable(question)] == good


def test_a_scale_of_bare_codes_claims_nothing() -> None:
    coded = Variable(
        "q", "満足度", made.scale("q", "1").measure, made.levels("1", "2", "3"), labelled=False
    )
    assert unfavourable(_question(coded)) == ()


def test_questions_about_needs_and_about_praise_are_told_apart() -> None:
    assert asks_needs("改善してほしいところ")
    assert asks_needs("福井県に求めるもの")
    assert not asks_needs("訪問の目的")
    assert asks_praise("おすすめしたいところ")
    assert not asks_needs("魅力を感じるところ")


@pytest.mark.parametrize(
    ("label", "labels", "state"),
    [
        (
            "問6 部門を越えた連携ができている",
            ("そう思う", "そう思わない"),
            "部門を越えた連携ができている",
        ),
        ("市政に満足していますか", ("満足", "不満"), ""),
        ("仕事の負担が大きいと感じる", ("そう思う", "そう思わない"), ""),
    ],
)
def test_a_statement_to_agree_with_is_itself_a_desired_state(
    label: str, labels: tuple[str, ...], state: str
) -> None:
    assert desired_state(_question(made.scale("q", *labels, label=label))) == state


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("子育てのしやすさ", "子育てがしやすい"),
        ("買い物の便利さ", "買い物が便利である"),
        ("まち並みの美しさ", "まち並みが美しい"),
        ("医療体制の充実", ""),
        ("バスの不便さ", ""),
    ],
)
def test_a_name_of_something_good_is_a_desired_state_and_a_means_is_none(
    name: str, state: str
) -> None:
    assert state_of(name) == state
