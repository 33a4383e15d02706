import pytest

from analysis.guessing.listed import in_order
from analysis.guessing.scales import scale

SCALES = [
    "とても満足 満足 どちらでもない 不満 とても不満",
    "そう思う どちらかといえばそう思う どちらかといえばそう思わない そう思わない",
    "非常にあてはまる ややあてはまる どちらとも言えない あまりあてはまらない 全くあてはまらない",
    "重要 やや重要 あまり重要でない 重要でない",
    "良くなった 変わらない 悪くなった",
    "よくなった 変わらない 良くない",
    "増やす 現状のまま 減らす",
    "不満はない 少し不満 とても不満",
    "まったく不安はない あまり不安はない 少し不安 とても不安",
    "大変よい よい ふつう 悪い 大変悪い",
    "住み続けたい 当分は住み続けたい どちらともいえない 市外に移りたい",
    "よく利用する 時々利用する ほとんど利用しない 利用しない",
    "よく知っている 少し知っている 知らない",
    "ほぼ毎日 週に1回程度 月に1回 年に数回 ほとんど利用しない まったく利用しない",
]
AMOUNTS = [
    "初めて 2～5回目 6～10回目 11回目以上",
    "日帰り 1泊 2泊 3泊 4泊以上",
    "使わない 1,000円未満 1,000円以上3,000円未満 3,000円以上",
    "100万円未満 100万円以上200万円未満 200万円以上 1,000万円以上1,200万円未満",
    "10歳未満 10代 20代 70代 80歳以上",
    "5年未満 5～10年未満 10～20年未満 20年以上",
    "0-19 19-39 39-59 59-Inf",
]


@pytest.mark.parametrize("words", SCALES)
def test_scales_of_opinion_run_from_the_favourable_end(words: str) -> None:
    labels = words.split()

    found = scale(sorted(labels))

    assert found is not None
    assert found.labels == tuple(labels)
    assert (found.ordinal, found.reverse) == (True, True)


@pytest.mark.parametrize("words", AMOUNTS)
def test_scales_of_amount_run_from_little_to_much(words: str) -> None:
    labels = words.split()

    found = scale(sorted(labels, reverse=True))

    assert found is not None
    assert found.labels == tuple(labels)
    assert (found.ordinal, found.reverse) == (True, False)


def test_a_choice_beside_the_scale_stands_last_and_off_it() -> None:
    found = scale(["わからない", "不満", "満足", "やや満足", "やや不満"])

    assert found is not None
    assert found.labels == ("満足", "やや満足", "やや不満", "不満", "わからない")
    assert found.off == ("わからない",)


def test_numbers_before_the_labels_decide_their_order() -> None:
    found = scale(["3.不満", "1.満足", "2.普通"])

    assert found is not None
    assert found.labels == ("1.満足", "2.普通", "3.不満")
    assert found.reverse


def test_numbers_that_rise_with_satisfaction_are_not_reversed() -> None:
    found = scale(["3.満足", "1.不満", "2.どちらでもない"])

    assert found is not None
    assert found.labels[0] == "1.不満"
    assert not found.reverse


@pytest.mark.parametrize(
    "labels", [["男", "女", "その他"], ["自家用車", "新幹線", "在来線"], ["感じた", "感じなかった"]]
)
def test_names_have_no_order(labels: list[str]) -> None:
    assert scale(labels) is None


def test_numbered_places_are_ordered_but_no_scale() -> None:
    found = scale(["第10区", "第2区", "第1区"])

    assert found is not None
    assert found.labels == ("第1区", "第2区", "第10区")
    assert not found.ordinal


def test_prefectures_stand_in_their_own_order_and_not_as_they_came() -> None:
    said = ["福岡県", "東京都", "海外", "北海道", "大阪府", "福井県"]
    assert in_order(said, dict.fromkeys(said, 1)) == [
        "北海道", "東京都", "福井県", "大阪府", "福岡県", "海外",
    ]  # fmt: skip


def test_many_labels_stand_by_how_often_they_were_said_and_few_as_they_came() -> None:
    counts = {f"道の駅{n}": n for n in range(1, 13)} | {"その他": 99}
    assert in_order(list(counts), counts) == [*(f"道の駅{n}" for n in range(12, 0, -1)), "その他"]
    assert in_order(["男", "その他", "女"], {"男": 1, "その他": 9, "女": 5}) == [
        "男",
        "女",
        "その他",
    ]
