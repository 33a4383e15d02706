"""昨年度の調査票を写す: codes stay, years move on where somebody says so."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from surveys import copies, documents, fiscal_words, questionnaires
from surveys.copies import Wish, YearNotLater
from surveys.documents import Document
from surveys.kinds import Choice, Question
from surveys.plans import Plan
from surveys.regrouping import regrouped
from tests import make
from tests.surveys.asked import DOCUMENT, choices
from tests.surveys.test_questionnaires import drafted

YEARS = replace(
    DOCUMENT,
    title="令和８年度 市民意識調査",
    purpose="前回（令和7年度）と比べます。平成20年の合併から続く調査です。",
    kept_until="令和14年3月31日まで",
    translations={"en": {"title": "Citizen Survey 2026", "q3": "Do you drive?"}},
)


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        ("令和8年度", "令和9年度"),
        ("令和８年度", "令和９年度"),
        ("平成31年4月", "令和2年4月"),
        ("平成30年度", "令和元年度"),
        ("2026年", "2027年"),
        ("Survey 2026", "Survey 2027"),
        ("18歳以上の3,000人に、5年ごと", "18歳以上の3,000人に、5年ごと"),
        ("電話 0000-2026", "電話 0000-2026"),
    ],
)
def test_years_move_on_as_they_are_written(words: str, moved: str) -> None:
    assert fiscal_words.moved(words, 1, lambda _: True) == moved


def test_what_is_plainly_the_years_own_is_told_from_what_may_be() -> None:
    listed = copies.suggestions(YEARS, 2026, 2027)
    assert [(each.key, each.after, each.sure) for each in listed] == [
        (":title", "令和９年度 市民意識調査", True),
        (":purpose", "前回（令和8年度）と比べます。平成20年の合併から続く調査です。", False),
        (":kept_until", "令和15年3月31日まで", False),
        ("en:title", "Citizen Survey 2027", True),
    ]


def test_a_copy_keeps_every_code_and_only_the_accepted_words_change(session: Session) -> None:
    last_year = drafted(session, YEARS)
    plan = session.get_one(Plan, last_year.plan_id)
    wish = Wish(2027, (":title", "en:title"))
    made = copies.copy(session, last_year, plan, wish, make.NOON)
    document = questionnaires.current(session, made)
    assert made.title == document.title == "令和９年度 市民意識調査"
    assert (made.surveyed_year, made.state, made.copied_from_id) == (2027, "draft", last_year.id)
    assert document.translations["en"] == {"title": "Citizen Survey 2027", "q3": "Do you drive?"}
    assert (document.questions, document.purpose) == (YEARS.questions, YEARS.purpose)
    assert (made.opens_at, made.access, made.public_key, made.key_name) == (None,) * 4
    with pytest.raises(YearNotLater):
        copies.copy(session, last_year, plan, Wish(2025), make.NOON)
    session.delete(last_year)
    session.flush()
    session.refresh(made)
    assert made.copied_from_id is None


def test_the_columns_of_a_brought_file_become_grids_under_the_same_names() -> None:
    steps = choices("満足", "不満")
    lines = [
        Question(f"sat_{code}", f"満足度／{name}", "scale", choices=steps)
        for code, name in (("bus", "バス"), ("park", "公園"))
    ]
    alone = Question("sat_all", "全体の満足", "scale", choices=steps)
    weight = Question("w", "重み", "number", "weight")
    grid, last = regrouped((*lines, alone, weight))
    assert (grid.code, grid.label, grid.kind, grid.ordered) == ("sat", "満足度", "matrix", True)
    assert [(row.code, row.label) for row in grid.rows] == [("bus", "バス"), ("park", "公園")]
    assert last is alone
    unchosen = replace(lines[1], choices=steps[:1])
    assert [each.choices for each in regrouped((unchosen, lines[0]))] == [steps]
    plain = [replace(line, code=line.label) for line in lines]
    (worded,) = regrouped(plain)
    assert (worded.code, [row.code for row in worded.rows]) == ("満足度", ["バス", "公園"])
    other = replace(lines[1], choices=(Choice("1", "はい"), Choice("2", "いいえ")))
    assert [each.kind for each in regrouped((lines[0], other))] == ["scale", "scale"]


def test_a_brought_file_is_copied_as_questions_that_can_be_asked(session: Session) -> None:
    steps = choices("よい", "わるい")
    asked = Document(
        tuple(
            Question(f"q_{n}", f"暮らし／{name}", "scale", choices=steps)
            for n, name in enumerate(("バス", "公園"))
        )
    )
    brought = drafted(session, None, title="令和8年度の調査", state="imported")
    questionnaires.freeze(session, brought, documents.write(asked), make.NOON)
    plan = session.get_one(Plan, brought.plan_id)
    made = copies.copy(session, brought, plan, Wish(2027, (":title",)), make.NOON)
    (grid,) = questionnaires.current(session, made).questions
    assert (made.title, grid.kind, len(grid.rows)) == ("令和9年度の調査", "matrix", 2)
