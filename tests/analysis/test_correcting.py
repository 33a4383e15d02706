"""A planner's corrections: what was guessed wrong becomes right, and the rest stays."""

from dataclasses import replace

import pytest

from analysis import correcting, files
from analysis.codebook import Codebook, Measure, Role
from analysis.correcting import correct, said
from analysis.guess import guess
from analysis.guessing.columns import Column, profile
from analysis.outline import Entry, Use, outline
from analysis.raw import Raw
from analysis.uses import (
    BandsOutOfOrder,
    ChoiceSaid,
    LookUp,
    NotNumbers,
    NotSeveral,
    TooManyDifferentCells,
    TwiceTheSameLevel,
)

FIVE = (("1", "満足"), ("2", "やや満足"), ("3", "やや不満"), ("4", "不満"), ("9", "わからない"))
HEAD = "性別,住みごこち,交通,公園,利用_図書館,利用_公園,利用_特にない,意見,年齢,手段\n"
ROWS = [
    f"{'男' if n % 2 else '女'},{n % 4 + 1},{n % 4 + 1},{n % 3 + 1},{n % 2},{(n + 1) % 2},0,"
    f"バスの本数を{n}本に増やしてほしい,{18 + n},{'バス;電車' if n % 2 else 'バス'}\n"
    for n in range(60)
]


@pytest.fixture(scope="module")
def raw() -> Raw:
    return files.read_bytes((HEAD + "".join(ROWS)).encode(), "answers.csv")


@pytest.fixture(scope="module")
def book(raw: Raw) -> Codebook:
    return guess(raw, as_of=2026).codebook


@pytest.fixture(scope="module")
def look(raw: Raw) -> LookUp:
    known: dict[str, Column] = {column.name: column for column in profile(raw)}
    return known.__getitem__


def entry(book: Codebook, key: str) -> Entry:
    return next(one for one in outline(book) if one.key == key)


def test_every_column_stands_in_the_outline_once(book: Codebook, raw: Raw) -> None:
    columns = [name for one in outline(book) for name in one.columns]

    assert sorted(columns) == sorted(raw.cells.columns)


def test_what_nobody_corrects_stays_as_it_was(book: Codebook, look: LookUp) -> None:
    for one in outline(book):
        assert correct(book, one, said(one), look) is book


def test_codes_get_names_an_order_and_choices_beside_the_scale(
    book: Codebook, look: LookUp
) -> None:
    one = entry(book, "住みごこち")
    wanted = replace(
        said(one), use=Use.SCALE, levels=FIVE, off_scale=("9",), reverse=True, label="住みごこち"
    )

    made = correct(book, one, wanted, look).get("住みごこち")

    assert (made.measure, made.levels, made.off_scale) == (Measure.ORDINAL, FIVE, ("9",))
    assert made.reverse
    assert made.labelled


def test_a_code_that_means_no_answer_is_no_choice(book: Codebook, look: LookUp) -> None:
    one = entry(book, "住みごこち")

    made = correct(book, one, replace(said(one), levels=FIVE, no_answer=("9",)), look)

    assert made.get("住みごこち").codes == ["1", "2", "3", "4"]


def test_names_go_to_the_columns_with_the_same_bare_codes_alone(
    book: Codebook, look: LookUp
) -> None:
    one = entry(book, "住みごこち")
    named = correct(book, one, replace(said(one), use=Use.SCALE, levels=FIVE[:4]), look)

    made = correcting.spread(named, "住みごこち", book)

    assert made.get("交通").labels == ["満足", "やや満足", "やや不満", "不満"]
    assert made.get("交通").measure is Measure.ORDINAL
    assert made.get("公園").labels == ["満足", "やや満足", "やや不満", "不満"]  # nobody chose 4
    assert made.get("性別") == book.get("性別")


def test_a_text_becomes_an_attribute_with_the_answers_as_choices(
    book: Codebook, look: LookUp
) -> None:
    one = entry(book, "性別")
    text = correct(book, one, replace(said(one), use=Use.TEXT), look)
    again = entry(text, "性別")

    made = correct(text, again, replace(said(again), use=Use.ATTRIBUTE), look).get("性別")

    assert (made.role, made.measure) == (Role.ATTRIBUTE, Measure.NOMINAL)
    assert set(made.codes) == {"男", "女"}


def test_an_age_is_cut_where_a_planner_says(book: Codebook, look: LookUp) -> None:
    one = entry(book, "年齢")

    made = correct(book, one, replace(said(one), use=Use.AGE, bands=(18, 30, 40, 65)), look)

    cut = entry(made, "年齢").band
    assert cut is not None
    assert cut.labels == ["18～29歳", "30代", "40～64歳", "65歳以上"]
    assert made.get("年齢").measure is Measure.NUMBER


def test_a_group_gets_its_words_and_lets_a_column_go(book: Codebook, look: LookUp) -> None:
    one = next(each for each in outline(book) if each.grouped and "利用_図書館" in each.columns)
    choices = tuple(
        ChoiceSaid(c.name, f"{c.label}施設", c.exclusive, c.name != "利用_特にない")
        for c in said(one).choices
    )

    made = correct(book, one, replace(said(one), label="使った施設", choices=choices), look)

    question = made.question(one.key)
    assert question.label == "使った施設"
    assert question.labels == ["図書館施設", "公園施設"]
    assert made.get("利用_特にない").role is Role.IGNORE


def test_a_group_can_be_left_out_and_taken_in_again(book: Codebook, look: LookUp) -> None:
    one = next(each for each in outline(book) if each.use is Use.MULTIPLE)

    out = correct(book, one, replace(said(one), use=Use.IGNORE), look)
    gone = entry(out, one.key)
    back = correct(out, gone, replace(said(gone), use=Use.MULTIPLE), look)

    assert not [q for q in out.questions() if q.name == one.key]
    assert [v.label for v in entry(back, one.key).variables] == [v.label for v in one.variables]


def test_a_column_of_lists_is_one_text_when_a_planner_says_so(book: Codebook, look: LookUp) -> None:
    one = next(each for each in outline(book) if each.columns == ("手段",))
    as_text = correct(book, one, replace(said(one), use=Use.TEXT), look)
    text = entry(as_text, "手段")

    listed = correct(as_text, text, replace(said(text), use=Use.LISTED, separator=";"), look)

    assert text.use is Use.TEXT
    assert entry(listed, "手段").use is Use.LISTED
    assert {v.label for v in entry(listed, "手段").variables} == {"バス", "電車"}


def test_what_is_not_used_is_not_taken_in(book: Codebook, look: LookUp) -> None:
    one = entry(book, "意見")

    kept = correcting.used(correct(book, one, replace(said(one), use=Use.IGNORE), look))

    assert "意見" not in [v.name for v in kept.variables]


def test_the_plans_words_make_an_attribute(book: Codebook) -> None:
    made, found = correcting.propose_axes(book, ["交通"])

    assert found == ["交通"]
    assert made.get("交通").role is Role.ATTRIBUTE


def test_what_makes_no_sense_is_refused(book: Codebook, look: LookUp) -> None:
    text, place = entry(book, "意見"), entry(book, "性別")

    for one, change, error in (
        (text, {"use": Use.NUMBER}, NotNumbers),
        (text, {"use": Use.AGE}, NotNumbers),
        (place, {"use": Use.LISTED, "separator": ";"}, NotSeveral),
        (place, {"levels": (("男", "男"), ("男", "女"))}, TwiceTheSameLevel),
        (place, {"bands": (30, 20)}, BandsOutOfOrder),
    ):
        with pytest.raises(error):
            correct(book, one, replace(said(one), **change), look)


def test_a_free_text_has_too_many_answers_to_be_choices() -> None:
    cells = "".join(f"意見その{n}はこうです\n" for n in range(130))
    raw = files.read_bytes(f"意見\n{cells}".encode(), "a.csv")
    book = guess(raw).codebook
    one = outline(book)[0]

    with pytest.raises(TooManyDifferentCells):
        correct(
            book,
            one,
            replace(said(one), use=Use.SINGLE),
            {c.name: c for c in profile(raw)}.__getitem__,
        )


def test_bare_codes_are_a_doubt_until_they_have_names(book: Codebook, look: LookUp) -> None:
    one = entry(book, "住みごこち")

    made = correct(book, one, replace(said(one), levels=FIVE), look)

    assert one.doubts == ("番号のまま（1、2、3、4…）",)
    assert entry(made, "住みごこち").doubts == ()
