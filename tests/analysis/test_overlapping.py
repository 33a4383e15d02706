"""複数回答を表側に: rows that one person may be in more than once."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.blanks import Asked, table
from analysis.codebook import NOT_ASKED, Role
from analysis.comparing.differing import differing
from analysis.crosstab import Crosstab, crosstab
from analysis.disclosure import DESK, LEAST_BASE, LEAST_CELL, PUBLIC, guard
from analysis.form import notes
from analysis.form.crossed import method, of_crosstab
from analysis.methods.letters import overlapping
from analysis.sentences.crosstab import of_crosstab as told_of
from analysis.sentences.differing import of_differing
from analysis.tabulation import crosstab_as_json
from tests.analysis import made
from tests.analysis.made import Row

WISHES = made.ticks("望むこと", "バス", "医療", "公園")
SIDE = made.axis("望み", "バス", "医療", "公園")
LIVING = made.scale("住みごこち", "よい", "よくない")
USES = made.ticks("使うもの", "電車", "車")
WEIGHT = made.number("重み", Role.WEIGHT)

UNHURRIED = settings(max_examples=25, deadline=None)


def wishing(*ticked: int) -> dict[str, object]:
    return {f"望むこと_{n}": str(int(n in ticked)) for n in (1, 2, 3)}


# 40 want the bus alone, 20 the bus and care, 30 care alone, 10 nothing; 5 left it blank.
ANSWERED = [
    *made.people(30, **wishing(1), 住みごこち="よい"),
    *made.people(10, **wishing(1), 住みごこち="よくない"),
    *made.people(10, **wishing(1, 2), 住みごこち="よい"),
    *made.people(10, **wishing(1, 2), 住みごこち="よくない"),
    *made.people(10, **wishing(2), 住みごこち="よい"),
    *made.people(20, **wishing(2), 住みごこち="よくない"),
    *made.people(10, **wishing(), 住みごこち="よくない"),
    *made.people(5, 住みごこち="よい"),
    *made.people(4, **wishing(1), 住みごこち=None),
]


def crossed(
    rows: Sequence[Row] = ANSWERED, question: str = "住みごこち", weight: str | None = None
) -> Crosstab:
    frame, book = made.frame((*WISHES, LIVING, *USES, WEIGHT), rows)
    return crosstab(frame, book, axis="望むこと", question=question, weight=weight)


def test_a_person_is_in_the_row_of_every_choice_they_ticked() -> None:
    made_ = crossed()
    assert made_.overlapping
    assert made_.n.tolist() == [[40, 20], [20, 30], [0, 0]]
    assert made_.bases.tolist() == [60, 50, 0]
    assert made_.shares[1].tolist() == [0.4, 0.6]


def test_everyone_is_who_answered_both_each_once() -> None:
    made_ = crossed()
    assert (made_.total_base, made_.total_n.tolist()) == (100, [50, 50])
    assert made_.total_shares.tolist() == [0.5, 0.5]
    assert made_.bases.sum() > made_.total_base
    assert made_.no_answer.tolist() == [4, 0, 0]
    assert (made_.total_no_answer, made_.blank) == (4, 4)


def test_each_tick_is_compared_with_those_who_did_not_make_it() -> None:
    """40 of 60 against 10 of 40: χ² = 100 (40·30 − 20·10)² / (60·40·50·50) = 16.67."""
    made_ = crossed()
    assert made_.residuals[0, 0] == pytest.approx(np.sqrt(100 * 1000**2 / (60 * 40 * 50 * 50)))
    assert made_.residuals[0, 1] == pytest.approx(-made_.residuals[0, 0])
    assert made_.association is None
    assert "表全体の検定はせず" in method(made_)


def test_a_tick_by_itself_is_judged_as_a_table_of_two_rows() -> None:
    rows = [
        {**row, "望み": "バス" if row.get("望むこと_1") == "1" else "医療"}
        for row in ANSWERED
        if "望むこと_1" in row
    ]
    one = crosstab(*made.frame((SIDE, LIVING), rows), axis="望み", question="住みごこち")
    many = crossed()
    for name in ("n", "shares", "low", "high", "se", "residuals", "effective"):
        np.testing.assert_allclose(
            getattr(many, name)[0], getattr(one, name)[0], rtol=0.06 if name == "se" else 1e-12
        )


def test_ticks_by_ticks_say_which_go_together_and_nothing_of_themselves() -> None:
    made_ = crossed(question="望むこと")
    assert made_.n.tolist() == [[64, 20, 0], [20, 50, 0], [0, 0, 0]]
    assert np.isnan(np.diag(made_.residuals)).all()
    assert made_.residuals[0, 1] < 0
    assert "「バス」を選んだ人が100" not in told_of(made_)


def test_a_question_by_itself_has_no_blank_choice() -> None:
    data = made.frame((*WISHES, LIVING, *USES, WEIGHT), ANSWERED)
    same = table(*data, Asked("望むこと", "望むこと", None, no_answer=True))
    assert same.question.labels == ["バス", "医療", "公園"]


def test_blanks_can_be_a_choice_of_the_question() -> None:
    data = made.frame((*WISHES, LIVING, *USES, WEIGHT), ANSWERED)
    made_ = table(*data, Asked("望むこと", "住みごこち", None, no_answer=True))
    assert made_.n[0].tolist() == [40, 20, 4]
    assert made_.total_base == 104


def test_the_form_and_the_sentence_say_that_rows_overlap() -> None:
    made_ = guard(crossed())
    assert notes.OVERLAPPING in of_crosstab(made_).notes
    assert [line.label for line in of_crosstab(made_).lines] == ["全体", "バス", "医療"]
    told = told_of(made_)
    assert told.startswith("「望むこと」で「バス」を選んだ人では、")
    assert "16.7ポイント" in told
    as_json = crosstab_as_json(made_)
    assert as_json["overlapping"]
    assert as_json["test"] is None
    assert "選んだ人と選ばなかった人" in as_json["method"]


def test_weights_change_shares_and_never_n() -> None:
    rows = [{**row, "重み": 2 if row["住みごこち"] == "よい" else 1} for row in ANSWERED]
    made_ = crossed(rows, weight="重み")
    assert made_.n[0].tolist() == [40, 20]
    assert made_.shares[0].tolist() == [80 / 100, 20 / 100]
    assert made_.effective[0] == pytest.approx(100**2 / (40 * 4 + 20))


# ---- whatever was ticked -------------------------------------------------------------------------

tick = st.sampled_from(["0", "1"])
wishes = st.one_of(
    st.fixed_dictionaries({f"望むこと_{n}": tick for n in (1, 2, 3)}),
    st.sampled_from([{f"望むこと_{n}": blank for n in (1, 2, 3)} for blank in (None, NOT_ASKED)]),
)
person = st.builds(
    lambda wish, rest: wish | rest,
    wishes,
    st.fixed_dictionaries(
        {
            "住みごこち": st.sampled_from([None, NOT_ASKED, "1", "2"]),
            "使うもの_1": tick,
            "使うもの_2": tick,
            "重み": st.floats(0.1, 9.0),
        }
    ),
)


@UNHURRIED
@given(st.lists(st.tuples(st.integers(1, 3), person), min_size=1, max_size=40))
@pytest.mark.parametrize("question", ["住みごこち", "使うもの"])
@pytest.mark.parametrize("weight", [None, "重み"])
def test_ticks_that_nobody_shares_equal_an_axis_of_single_answers(
    question: str, weight: str | None, said: list[tuple[int, dict[str, Any]]]
) -> None:
    rows = [row | wishing(place) | {"望み": str(place)} for place, row in said]
    data = made.frame((SIDE, *WISHES, LIVING, *USES, WEIGHT), rows)
    single, multiple = (
        crosstab(*data, axis=axis, question=question, weight=weight)
        for axis in ("望み", "望むこと")
    )
    for name in Crosstab.__slots__:
        if name not in ("axis", "question", "association"):
            np.testing.assert_allclose(
                getattr(multiple, name), getattr(single, name), atol=1e-9, err_msg=name
            )


@UNHURRIED
@given(st.lists(person, min_size=1, max_size=40))
def test_every_row_is_counted_as_its_people_say(rows: list[dict[str, Any]]) -> None:
    made_ = crossed(rows, weight="重み")
    both = [r for r in rows if r["望むこと_1"] in ("0", "1") and r["住みごこち"] in ("1", "2")]
    assert made_.total_base == len(both)
    for row in (1, 2, 3):
        inside = [r for r in both if r[f"望むこと_{row}"] == "1"]
        assert made_.bases[row - 1] == len(inside)
        assert made_.n[row - 1, 0] == sum(r["住みごこち"] == "1" for r in inside)


@UNHURRIED
@given(st.lists(st.tuples(person, st.integers(1, 15)), min_size=1, max_size=12))
@pytest.mark.parametrize("question", ["住みごこち", "使うもの"])
def test_no_row_and_no_cell_of_too_few_people_is_shown(
    question: str, groups: list[tuple[dict[str, Any], int]]
) -> None:
    rows = [row for person_, times in groups for row in [person_] * times]
    plain = crossed(rows, question=question)
    assert not _few(guard(plain, DESK).bases, LEAST_BASE).any()

    shown = guard(plain, PUBLIC)
    if (shown.total_n < 0).all():
        assert plain.total_base < LEAST_BASE
        assert shown.hidden.all()
        return
    bases, n = shown.bases[~shown.hidden], shown.n[~shown.hidden]
    rest, others = shown.total_base - bases, shown.total_n - n
    seen = n >= 0
    assert not _few(bases, LEAST_BASE).any()
    assert not _few(rest, LEAST_BASE).any()
    assert not _few(n[seen], LEAST_CELL).any()
    assert not _few(others[seen], LEAST_CELL).any()
    if shown.question.multiple:
        assert not _few((bases[:, None] - n)[seen], LEAST_CELL).any()
        assert not _few((rest[:, None] - others)[seen], LEAST_CELL).any()
    if shown.hidden.any():
        behind = plain.bases[shown.hidden]
        assert behind.max() >= LEAST_BASE or not plain.bases[~shown.hidden].any()
    else:
        assert (seen.sum(axis=1) != seen.shape[1] - 1).all() or shown.question.multiple


def test_a_hidden_cell_never_stands_alone_beside_zeros() -> None:
    """Nobody ticked anything: who did not tick a row is then everyone, and one is too few."""
    nobody = {"望むこと_1": "0", "望むこと_2": "0", "望むこと_3": "0"}
    rows = [{**nobody, "住みごこち": "1"}] * 9 + [{**nobody, "住みごこち": "2"}]
    shown = guard(crossed(rows, question="住みごこち"), PUBLIC)
    assert ((shown.n >= 0).sum(axis=1) != 1).all()


def _few(n: np.ndarray, least: int) -> np.ndarray:
    return np.asarray((n > 0) & (n < least))


# ---- rows with each other ------------------------------------------------------------------------


def test_letters_take_the_people_of_both_rows_into_account() -> None:
    """60 and 50 people, 20 of both: the p value of `letters.overlapping`."""
    frame, book = made.frame((*WISHES, LIVING, *USES, WEIGHT), ANSWERED)
    wanted = Asked("望むこと", "住みごこち")
    crossed_ = table(frame, book, wanted)
    got = differing(frame, book, crossed_, wanted)

    both = [r for r in ANSWERED if "望むこと_1" in r and r["住みごこち"]]
    groups = np.array([[r["望むこと_1"] == "1", r["望むこと_2"] == "1"] for r in both])
    answers = np.array([int(r["住みごこち"] == "よくない") for r in both])
    assert got.gaps[0].p == pytest.approx(overlapping(answers, groups, 2).p[0])
    assert got.named == ("A", "B", "")
    assert got.letters[0][0] == "B"
    # 40 of 60 less 10 of 40 who do not want the bus
    assert got.difference[0, 0] == pytest.approx(40 / 60 - 10 / 40)
    assert "「望むこと」で「バス」を選んだ人の66.7%（n=60）" in of_differing(got)
    assert "信頼区間" not in of_differing(got)


def test_rows_of_the_same_people_differ_in_nothing() -> None:
    rows = [{**row, "望むこと_2": row.get("望むこと_1")} for row in ANSWERED]
    frame, book = made.frame((*WISHES, LIVING, *USES, WEIGHT), rows)
    wanted = Asked("望むこと", "住みごこち")
    got = differing(frame, book, table(frame, book, wanted), wanted)
    assert not got.gaps


@pytest.mark.parametrize("question", ["望むこと", "使うもの"])
def test_ticks_are_compared_in_ticks_too(question: str) -> None:
    rows = [
        {**row, "使うもの_1": row.get("望むこと_1", "0"), "使うもの_2": "1", "重み": 1 + n % 2}
        for n, row in enumerate(ANSWERED)
    ]
    frame, book = made.frame((*WISHES, LIVING, *USES, WEIGHT), rows)
    wanted = Asked("望むこと", question, "重み", no_answer=True)
    got = differing(frame, book, table(frame, book, wanted), wanted)
    assert got.difference.shape == got.table.n.shape
    if question == "使うもの":
        assert got.difference[0, 0] == pytest.approx(1)
    else:
        assert np.isnan(np.diag(got.difference)).all()
        assert got.letters[0][0] == ""
