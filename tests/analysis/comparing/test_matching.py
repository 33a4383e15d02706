"""同じ設問さがし: what two surveys asked alike, and what is flagged."""

import pytest

from analysis.codebook import Codebook, Role, Variable
from analysis.comparing.matching import Match, match, matches, of_match, unmatched
from tests.analysis import made

STEPS = ("満足", "やや満足", "どちらともいえない", "やや不満", "不満")
LIST = ("バス", "道路", "医療", "公園", "買い物")


def found(own: tuple[Variable, ...], other: tuple[Variable, ...]) -> tuple[Match, ...]:
    return matches(Codebook(own), Codebook(other))


def test_the_same_words_are_found_whatever_their_number_width_and_column() -> None:
    own = made.scale("q1", *STEPS, label="問1 暮らしに満足していますか")
    other = made.scale("x", *STEPS, label="問１２　暮らしに 満足していますか")
    (pair,) = found((own,), (other,))
    assert (pair.reworded, pair.rechosen, pair.comparable) == (False, False, True)


def test_nearly_the_same_words_over_the_same_choices_are_flagged() -> None:
    own = made.scale("q4", *STEPS, label="市政全体に満足していますか")
    others = (
        made.scale("a", *STEPS, label="市政全体について満足していますか"),
        made.scale("b", *STEPS, label="ごみの収集に満足していますか"),
    )
    (pair,) = found((own,), others)
    assert pair.other.name == "a"
    assert pair.reworded


def test_one_list_asked_in_other_words_is_found_and_flagged() -> None:
    own, other = made.ticks("力を入れること", *LIST), made.ticks("望むこと", *LIST, "その他")
    (pair,) = found(own, other)
    assert (pair.reworded, pair.rechosen, pair.comparable) == (True, True, True)
    assert [choice.label for choice in pair.choices if choice.own is None] == ["その他"]


def test_a_list_that_two_questions_have_tells_neither() -> None:
    own = made.single("いちばん行く所", *LIST)
    others = (made.single("行かない所", *LIST), made.single("なくて困る所", *LIST))
    assert not found((own,), others)


def test_scales_of_the_same_steps_are_not_the_same_question() -> None:
    own = made.scale("q1", *STEPS, label="バスの便利さ")
    assert not found((own,), (made.scale("q2", *STEPS, label="公園の数"),))


def test_a_scale_that_lost_its_middle_is_matched_but_never_compared() -> None:
    own = made.scale("q1", *STEPS, label="暮らし")
    four = made.scale(
        "q1", *(step for step in STEPS if step != "どちらともいえない"), label="暮らし"
    )
    (pair,) = found((own,), (four,))
    assert not pair.comparable


def test_a_step_nobody_chose_may_be_missing_from_an_imported_file() -> None:
    (pair,) = found(
        (made.scale("q1", *STEPS, label="暮らし"),), (made.scale("x", *STEPS[:4], label="暮らし"),)
    )
    assert pair.comparable
    assert pair.rechosen


def test_a_reworded_choice_is_known_by_its_code_where_the_name_is_the_same() -> None:
    own = made.single("q1", "はい", "いいえ", "わからない", label="バスに乗りますか")
    other = made.single("q1", "はい", "いいえ", "分からない・その他", label="バスに乗りますか")
    (pair,) = found((own,), (other,))
    assert [choice.reworded for choice in pair.choices] == [False, False, True]
    assert pair.comparable
    assert pair.rechosen


def test_one_answer_and_several_are_different_questions() -> None:
    own = made.single("wish", *LIST, label="望むこと")
    assert not found((own,), made.ticks("望むこと", *LIST))


def test_attributes_are_no_questions_to_compare() -> None:
    own = made.axis("地区", "東", "西")
    assert not found((own,), (own,))
    assert own.role is Role.ATTRIBUTE
    question = made.single("q1", "はい", "いいえ")
    assert unmatched(Codebook((own, question)), found((question,), (question,))) == 0


def test_a_pair_turned_round_is_the_other_one_s_view() -> None:
    own, other = made.ticks("力を入れること", *LIST), made.ticks("望むこと", *LIST, "その他")
    (pair,) = found(own, other)
    assert pair.turned.own.name == "望むこと"
    assert pair.turned.turned == pair


@pytest.mark.parametrize(
    ("one", "other", "changes"),
    [
        (
            "問3 令和7年度の取組に、満足していますか。",
            "Q４．令和８年度の取組に満足していますか？",
            (),
        ),
        ("市政（全般）に満足していますか", "市政 全般 に満足していますか", ()),
        ("2025年に転入しましたか", "2026年に転入しましたか", ()),
        ("令和元年度の予算", "2020年度の予算", ()),
        ("平成20年より前の家ですか", "令和8年より前の家ですか", ("words",)),
        ("令和7年度と令和8年度の差", "令和7年度と令和9年度の差", ("words",)),
        ("この3年間に転入しましたか", "この5年間に転入しましたか", ("words",)),
        ("市政に満足していますか", "市政に満足していませんか", ("words",)),
    ],
)
def test_spelling_and_years_that_moved_on_are_no_change(
    one: str, other: str, changes: tuple[str, ...]
) -> None:
    (pair,) = found((made.scale("q", *STEPS, label=one),), (made.scale("q", *STEPS, label=other),))
    assert pair.changes == changes


def test_years_among_the_choices_tell_them_apart() -> None:
    own, other = (
        made.single("q", "令和7年度", "令和8年度"),
        made.single("q", "令和6年度", "令和7年度"),
    )
    pair = match(*(Codebook((each,)).question("q") for each in (own, other)))
    assert pair.rechosen


def test_what_changed_is_named_with_both_wordings() -> None:
    turned = made.scale("q", *reversed(STEPS), label="暮らしの満足度")
    (pair,) = found((made.scale("q", *STEPS, label="暮らしに満足か"),), (turned,))
    assert pair.changes == ("words", "order")
    assert of_match("令和7年度", pair) == (
        "※ 令和7年度は、設問文と段階の並び順が変わっています。"
        "令和7年度の設問文「暮らしの満足度」、いまの設問文「暮らしに満足か」。"
    )


def test_one_answer_is_never_compared_with_several_of_the_same_code() -> None:
    own, other = made.single("q", *LIST), made.ticks("q", *LIST)
    (pair,) = found((own,), other)
    assert "kind" in pair.changes
    assert not pair.comparable
