"""Indicators of a plan's mid-term review, each judged by hand, and what is said of them."""

import pytest

from analysis.digest.indicators import (
    SURVEY,
    Indicator,
    NoTarget,
    Target,
    Value,
    judge,
    target,
)
from analysis.digest.off_target import cautions, statement, told

R1, R2, R3 = "令和元年度", "令和2年度", "令和3年度"
NO_TEST = "nが分からず、この変化が偶然の範囲かどうかは検定していません。"


# A review's tables: kind, name, unit, decimals, baseline, its year, results of two years, target;
# then what it is by hand: target met, moving towards it, the kind of its evidence ("" for none).
REVIEW = """
市民|子育てしやすいまち|%|1|61.4|令和2年度|61.4|61.7|70.0%|False|True|indicator
統計|合計特殊出生率||2|1.50|令和元年度|1.58||1.81%|False|True|indicator
統計|生産年齢人口の増加数|人|0|||1306|1305|642人|True|None|indicator
統計|一人当たり課税対象所得|千円|0|3067|令和元年度|2976||増加|False|False|indicator_away
市民|市民幸福度①|%|1|57.4|令和2年度|57.4|52.7|70.0%|False|False|indicator
市民|市民幸福度②|%|1|42.1|令和2年度|42.1|39.3|65.9%|False|False|indicator
市民|市民幸福度③|%|1|82.3|令和2年度|82.3|78.0|82.3%|False|False|indicator
市民|総合満足度|%|1|68.3|令和2年度|68.3|73.2|74.0%|False|True|indicator
市民|再生可能エネルギー|%|1|23.6|令和2年度|23.6|23.7|30.0%|False|True|indicator
市民|地域産食材|%|1|66.7|令和2年度|66.7|69.2|70.0%|False|True|indicator
市民|災害時への対策|%|1|71.1|令和2年度|71.1|77.0|74.0%|True|True|indicator
統計|財政力指数||3|0.651|令和元年度|0.645||0.6以上|True|False|indicator
市民|ささえあい|%|1|43.3|令和2年度|43.3|42.3|52.1%|False|False|indicator
市民|いきがい|%|1|76.6|令和2年度|76.6|71.1|増加|False|False|indicator
統計|健康寿命（男）|歳|1|82.0|平成29年度|||延伸|None|None|
統計|平均寿命（女）|歳|1|87.6|平成27年度|||延伸|None|None|
"""


def one(line: str) -> Indicator:
    kind, name, unit, digits, base, when, second, third, wanted, *_ = line.split("|")
    values = (_value(R2, second), _value(R3, third))
    return Indicator("k", name, kind, unit, _value(when, base), values, target(wanted), int(digits))


def _value(when: str, said: str) -> Value:
    return Value(when, float(said) if said else None)


def named(name: str) -> Indicator:
    return next(one(line) for line in REVIEW.split() if line.split("|")[1] == name)


@pytest.mark.parametrize("line", REVIEW.split(), ids=lambda line: line.split("|")[1])
def test_every_indicator_of_the_review_is_judged_as_by_hand(line: str) -> None:
    row, (met, towards, kind) = one(line), line.split("|")[-3:]
    how, found = judge(row), told([row])
    assert [str(how.met), str(how.towards)] == [met, towards]
    assert "".join(each.evidence.kind for each in found) == kind
    for each in found:
        assert (each.evidence.strength > 0) is not how.met
        assert each.evidence.statement == statement(row)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "子育てしやすいまち",
            (
                "『子育てしやすいまち』（市民）は、基準値の61.4%（令和2年度）から61.7%（令和3年度）へ"
                "0.3ポイント上がりましたが、目標の70.0%まで8.3ポイントのひらきがあります。"
                + NO_TEST
            ),
        ),
        (
            "生産年齢人口の増加数",
            (
                "『生産年齢人口の増加数』（統計）は、1,305人（令和3年度）で、目標の642人に達しています。"
            ),
        ),
        (
            "一人当たり課税対象所得",
            (
                "『一人当たり課税対象所得』（統計）は、基準値の3,067千円（令和元年度）から2,976千円"
                "（令和2年度）へ91千円減り、目標の「増加」とは逆の動きです。"
            ),
        ),
        (
            "財政力指数",
            (
                "『財政力指数』（統計）は、基準値の0.651（令和元年度）から0.645（令和2年度）へ0.006"
                "下がりましたが、目標の0.6以上は満たしています。"
            ),
        ),
        (
            "健康寿命（男）",
            (
                "『健康寿命（男）』（統計）は、基準値の82.0歳（平成29年度）のあとの結果がまだなく、"
                "目標（延伸）に近づいたかどうかは分かりません。"
            ),
        ),
    ],
)
def test_the_sentence_says_where_it_stands_and_never_why(name: str, said: str) -> None:
    assert statement(named(name)) == said


def pupils(country: dict[str, float]) -> Indicator:
    values = (Value(R2, None), Value(R3, 71.5, beside=country))
    aim = target("国・県より高")
    return Indicator("k", "夢を持つ中学生", SURVEY, "%", Value(R1, 70.7), values, aim)


def test_a_target_to_pass_others_is_set_beside_their_values() -> None:
    assert judge(pupils({"国": 68.6, "県": 69.1})).met
    assert "目標の「国・県より高」に達しています（国68.6%・県69.1%）" in statement(
        pupils({"国": 68.6, "県": 69.1})
    )
    assert judge(pupils({"国": 68.6, "県": 71.5})).met is False
    assert judge(pupils({"国": 68.6})).met is None
    assert "県の値が登録されていないので" in statement(pupils({"国": 68.6}))


@pytest.mark.parametrize(("n", "beyond"), [(200, False), (2000, True)])
def test_a_change_of_a_survey_counts_only_beyond_chance(n: int, *, beyond: bool) -> None:
    """82.3 % to 78.0 %: z = 1.08 of 200 each, 3.42 of 2,000 each."""
    aim = target("82.3%")
    row = Indicator("k", "生きがい", SURVEY, "%", Value(R2, 82.3, n), (Value(R3, 78.0, n),), aim)
    (found,) = told([row])
    assert found.evidence.kind == ("indicator_away" if beyond else "indicator")
    assert found.evidence.n == n
    said = "偶然の範囲を超えています" if beyond else "超えているとは言えません"
    assert said in found.evidence.statement
    assert f"n={n:,}" in found.evidence.statement


def test_a_percent_sign_on_a_rate_is_pointed_out() -> None:
    assert cautions(named("合計特殊出生率")) == (
        "『合計特殊出生率』は割合ではないため、単位の「%」を確かめてください。",
    )
    assert cautions(pupils({})) == ()
    other = one("統計|公園の面積|ha|0|5|令和元年度|6|7|10㎡")
    assert cautions(other) == ("目標の単位「㎡」が、結果の単位「ha」と合っていません。",)


def test_fewer_is_better_where_the_target_lies_below() -> None:
    waiting = one("統計|待機児童数|人|0|82|令和元年度|12|0|0人")
    assert judge(waiting).met
    left = one("統計|待機児童数|人|0|82|令和元年度|12||0人")
    assert "目標の0人まで12人のひらきがあります" in statement(left)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("70.0%", Target("70.0%", 0, 70.0, "%", 1)),
        ("0.6以上", Target("0.6以上", 1, 0.6, "", 1)),
        ("1,200人以下", Target("1,200人以下", -1, 1200.0, "人", 0)),
        ("延伸", Target("延伸", 1)),
        ("国・県より高", Target("国・県より高", 1, others=("国", "県"))),
        ("県平均を下回る", Target("県平均を下回る", -1, others=("県",))),
    ],
)
def test_targets_are_read_as_plans_write_them(said: str, read: Target) -> None:
    assert target(said) == read


def test_a_target_nobody_can_read_is_refused_with_examples() -> None:
    with pytest.raises(NoTarget, match="国・県より高"):
        target("がんばる")
