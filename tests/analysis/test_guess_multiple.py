import pytest

from analysis.codebook import Measure, Role
from analysis.guess import guess
from analysis.layout import lay_out
from tests.analysis.written import columns, group, raw

YES = ["1", "0", "1", "0"] * 5
NO = ["0", "1", "1", "0"] * 5


def test_numbered_columns_of_zero_and_one_are_one_question() -> None:
    found = guess(columns(**{"Q16#1": YES, "Q16#2": NO, "Q17#1": YES, "Q17#2": NO}))

    assert [q.name for q in found.codebook.questions()] == ["Q16", "Q17"]
    assert group(found, "Q16") == ["Q16#1", "Q16#2"]
    assert not found.codebook.get("Q16#1").labelled


def test_words_after_a_shared_beginning_are_the_choices() -> None:
    found = guess(columns(**{"問3（公園）": YES, "問3（図書館）": NO, "満足度": ["1", "2"] * 10}))

    assert group(found, "問3") == ["公園", "図書館"]


def test_choices_below_a_joint_header_are_one_question() -> None:
    rows = [["番号", "使った施設", ""], ["", "公園", "図書館"]]
    rows += [[str(n), a, b] for n, (a, b) in enumerate(zip(YES, NO, strict=True))]

    assert group(guess(raw(rows)), "使った施設") == ["公園", "図書館"]


def test_eights_and_nines_in_a_tick_are_not_asked_and_no_answer() -> None:
    book = guess(columns(q3_1=[*YES, "9", "8"], q3_2=[*NO, "9", "8"])).codebook

    assert book.get("q3_1").no_answer == ("9",)
    assert book.get("q3_1").not_asked == ("8",)


def test_a_last_choice_never_made_with_another_excludes_the_others() -> None:
    alone = ["0"] * 20 + ["1"] * 12

    book = guess(
        columns(q1_1=["1"] * 20 + ["0"] * 12, q1_2=["1"] * 20 + ["0"] * 12, q1_3=alone)
    ).codebook

    assert [v.exclusive for v in book.variables] == [False, False, True]


def test_marks_beside_blanks_are_choices() -> None:
    found = guess(columns(問1_徒歩=["○", "", "○"] * 5, 問1_車=["", "○", "○"] * 5))

    assert group(found, "問1") == ["徒歩", "車"]


def test_questions_answered_with_yes_and_no_stay_apart() -> None:
    book = guess(columns(利用した=["はい", "いいえ"] * 5, 困った=["いいえ", "はい"] * 5)).codebook

    assert [v.measure for v in book.variables] == [Measure.NOMINAL] * 2


LISTED = ["公園\n図書館", "図書館", "公園", "公園\n図書館", "図書館\n公園"] * 4


def test_a_cell_with_several_answers_is_expanded() -> None:
    for mark in ("\n", ";", ", ", "、"):
        cells = [cell.replace("\n", mark) for cell in LISTED]

        found = guess(columns(番号=[str(n) for n in range(20)], 施設=cells))

        assert group(found, "施設") == ["公園", "図書館"]
        assert found.codebook.get("施設：公園").separator == mark


@pytest.mark.parametrize("mark", [",", "/", ";", "、"])
def test_codes_in_one_cell_are_choices_and_no_large_number(mark: str) -> None:
    cells = [mark.join(codes) for codes in ("13", "2", "124", "3", "23", "1")] * 4
    table = columns(問1=cells, 満足度=["1", "2"] * 12)

    assert sorted(group(guess(table), "問1")) == ["1", "2", "3", "4"]


def test_sentences_and_choices_with_commas_are_not_taken_apart() -> None:
    voices = [f"道が狭いので、{n}番の道を、広くしてほしい" for n in range(20)]
    choices = ["買い物、飲食", "名所、旧跡", "買い物、飲食", "医療"] * 5

    book = guess(columns(意見=voices, 目的=choices)).codebook

    assert book.get("意見").measure is Measure.TEXT
    assert book.get("目的").measure is Measure.NOMINAL


def test_rare_answers_of_a_list_are_what_people_wrote_in() -> None:
    cells = [*LISTED, *(f"公園\n友人宅{n}" for n in range(5))]

    table = columns(番号=[str(n) for n in range(25)], 施設=cells)
    found = guess(table)
    frame = lay_out(table, found.codebook).frame

    assert group(found, "施設") == ["公園", "図書館", "その他"]
    assert int((frame["施設：その他"] == "1").sum()) == 5
    assert frame["施設：その他の内容"].iloc[-1] == "友人宅4"


def test_a_list_repeated_in_columns_is_read_from_the_columns() -> None:
    park = ["1" if "公園" in cell else "0" for cell in LISTED]
    library = ["1" if "図書館" in cell else "0" for cell in LISTED]

    found = guess(columns(施設ALL=LISTED, 公園=park, 図書館=library, 満足度=["1", "2"] * 10))

    assert group(found, "施設") == ["公園", "図書館"]
    assert found.codebook.get("施設：公園").column == "公園"
    assert found.codebook.get("施設ALL").role is Role.IGNORE


def test_a_list_that_says_more_than_its_columns_is_read_itself() -> None:
    """Exports keyed by header keep one column for a choice of two questions: the later one's."""
    first = ["車\n徒歩", "車", "徒歩", "車"] * 5
    later = ["車\nバス", "バス", "車", "バス"] * 5
    car = ["1" if "車" in cell else "0" for cell in later]
    bus = ["1" if "バス" in cell else "0" for cell in later]
    walk = ["1" if "徒歩" in cell else "0" for cell in first]

    table = columns(行きALL=first, 車=car, 徒歩=walk, 帰りALL=later, バス=bus)
    found = guess(table)
    frame = lay_out(table, found.codebook).frame

    assert found.codebook.get("行き：車").column == "行きALL"
    assert int((frame["行き：車"] == "1").sum()) == 15
    assert int((frame["帰り：車"] == "1").sum()) == 10
    assert found.codebook.get("帰り：車").column == "車"


def test_words_written_into_a_tick_count_as_ticked_and_are_kept() -> None:
    other = ["0", "0", "通りがかり", "1"] * 5

    table = columns(目的_買物=YES, 目的_観光=NO, 目的_その他=other, 満足度=["1", "2"] * 10)
    found = guess(table)
    frame = lay_out(table, found.codebook).frame

    assert group(found, "目的") == ["買物", "観光", "その他"]
    assert int((frame["目的_その他"] == "1").sum()) == 10
    assert frame["目的：その他の内容"].dropna().tolist() == ["通りがかり"] * 5


def test_a_group_does_not_swallow_the_next_question() -> None:
    found = guess(columns(問1_a=YES, 問1_b=NO, 同意=["1", "0"] * 10, 問2_a=YES, 問2_b=NO))

    assert group(found, "問1") == ["a", "b"]
    assert group(found, "問2") == ["a", "b"]
    assert found.codebook.get("同意").measure is not Measure.TICK


def test_lime_survey_marks_are_one_question() -> None:
    cells = {"Q03[SQ001]": ["はい", "", "はい"] * 5, "Q03[SQ002]": ["", "はい", "はい"] * 5}

    assert [
        q.name for q in guess(columns(番号=list("abcdefghijklmno"), **cells)).codebook.questions()
    ] == ["Q03"]


@pytest.mark.parametrize(("yes", "no"), [("はい", "いいえ"), ("Y", "N"), ("Yes", "No")])
def test_yes_and_no_below_the_choices_of_one_header_are_ticks(yes: str, no: str) -> None:
    table = columns(**{"施設 [公園]": [yes, no, yes] * 5, "施設 [図書館]": [no, no, yes] * 5})
    found = guess(table)

    assert group(found, "施設") == ["公園", "図書館"]
    assert list(lay_out(table, found.codebook).frame["施設 [公園]"]) == ["1", "0", "1"] * 5


def test_a_letter_for_yes_is_nothing_that_people_wrote() -> None:
    found = guess(columns(**{"Q1[SQ001]": ["Y", "", "Y"] * 5, "Q1[SQ002]": ["", "Y", "Y"] * 5}))

    assert [v.measure for v in found.codebook.variables] == [Measure.TICK] * 2


def test_a_choice_keeps_its_own_brackets() -> None:
    found = guess(columns(**{"問5（鉄道（私鉄））": YES, "問5（徒歩）": NO}))

    assert group(found, "問5") == ["鉄道（私鉄）", "徒歩"]


def test_columns_of_first_second_and_third_choices_are_no_rating() -> None:
    first, second, third = (
        ["1", "2", "3", "4"] * 8,
        ["2", "3", "4", "5"] * 8,
        ["5", "", "1", ""] * 8,
    )

    book = guess(columns(Q3_1=first, Q3_2=second, Q3_3=third)).codebook

    assert [v.measure for v in book.variables] == [Measure.NOMINAL] * 3
