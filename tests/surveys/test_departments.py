"""部署: no link and no answer names a section of under ten people."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from surveys import departments, documents, questionnaires
from surveys.departments import (
    DepartmentTwice,
    DepartmentUnreadable,
    NoDepartments,
    TooFewPeople,
    Unit,
    merge,
)
from surveys.documents import Document
from surveys.errors import SurveyError
from surveys.kinds import Choice, Question
from tests import make

LIST = """総務部, 総務課, 24
総務部, 秘書課, 6
総務部, 危機管理課, 5
福祉部\t福祉課\t31人
福祉部、保育課、8

会計局，会計課，4
"""
SECTIONS = st.lists(
    st.builds(
        Unit,
        above=st.sampled_from(["総務部", "福祉部", "建設部", "会計局"]),
        name=st.text("あいうえお課", min_size=1, max_size=6),
        people=st.integers(1, 40),
    ),
    min_size=1,
    max_size=25,
    unique_by=lambda unit: (unit.above, unit.name),
).filter(lambda units: sum(unit.people for unit in units) >= departments.LEAST_PEOPLE)


def told(said: str) -> list[tuple[str, int]]:
    return [(group.label, group.people) for group in merge(departments.read(said))]


def test_small_sections_share_a_link_in_their_department_or_with_the_one_beside() -> None:
    assert told(LIST) == [
        ("総務課", 24),
        ("総務部（秘書課・危機管理課）", 11),
        ("福祉部（福祉課・保育課）・会計局（会計課）", 43),
    ]


def test_a_list_without_departments_joins_the_smallest_sections() -> None:
    assert told("企画課, 8\n土木課, 30\n監査課, 3") == [("企画課・監査課", 11), ("土木課", 30)]


def test_where_all_of_a_department_is_small_it_shares_one_link() -> None:
    assert told("総務部,総務課,9\n総務部,秘書課,2\n福祉部,福祉課,12") == [
        ("総務部（総務課・秘書課）", 11),
        ("福祉課", 12),
    ]


@given(SECTIONS)
def test_every_group_has_ten_people_and_every_section_is_in_one(units: list[Unit]) -> None:
    groups = merge(units)

    assert all(group.people >= departments.LEAST_PEOPLE for group in groups)
    inside = list(chain.from_iterable(group.units for group in groups))
    assert sorted(inside, key=units.index) == units
    assert [units.index(group.units[0]) for group in groups] == sorted(
        units.index(group.units[0]) for group in groups
    )
    if all(unit.people >= departments.LEAST_PEOPLE for unit in units):
        assert not any(group.joined for group in groups), "nothing is joined without need"


@pytest.mark.parametrize(
    ("said", "refused", "line"),
    [
        ("総務部, 総務課, 24\n秘書課", DepartmentUnreadable, 2),
        ("総務課, 0", DepartmentUnreadable, 1),
        (", 3", DepartmentUnreadable, 1),
        ("本庁, 総務部, 総務課, 24", DepartmentUnreadable, 1),
        ("総務課, 24\n\n総務課, 3", DepartmentTwice, 3),
        (" \n", NoDepartments, None),
    ],
)
def test_a_line_that_cannot_be_read_is_named(
    said: str, refused: type[SurveyError], line: int | None
) -> None:
    with pytest.raises(refused) as caught:
        departments.read(said)
    assert caught.value.details.get("line") == line


def test_fewer_than_ten_people_in_all_get_no_links() -> None:
    with pytest.raises(TooFewPeople):
        merge([Unit("", "議会事務局", 9)])


def test_a_draft_asks_for_the_groups_alone_and_is_settled_until_it_changes(
    session: Session,
) -> None:
    asked = Question(
        "section",
        "所属",
        "single",
        choices=(Choice("1", "総務課"), Choice("2", "秘書課"), Choice("3", "福祉課")),
    )
    only = Question("q1", "何課ですか", "single", choices=asked.choices, show="section = 3")
    words = {"en": {"section:2": "Secretariat", "section:1": "General affairs"}}
    document = Document((asked, only), department="section", translations=words)
    found = make.questionnaire(session, state="draft", audience="staff", sampling="census")
    questionnaires.redraft(found, document)

    units = departments.read("総務部,総務課,12\n総務部,秘書課,4\n福祉部,福祉課,20")
    departments.decide(session, found, units)

    made = questionnaires.current(session, found)
    first = made.question("section")
    assert [(c.code, c.label) for c in first.choices] == [
        ("g1", "総務部（総務課・秘書課）"),
        ("3", "福祉課"),
    ]
    assert first.kind == "single", "a column of departments would tell sections by subtraction"
    assert made.translations == {"en": {}}
    assert departments.listed(session, found) == units
    assert departments.are_settled(session, found, made)
    assert not departments.are_settled(session, found, document)

    with pytest.raises(documents.RuleBroken):
        departments.decide(session, found, departments.read("総務部,総務課,6\n福祉部,福祉課,5"))
    departments.decide(session, found, departments.read("総務課,40\n福祉課,20"))
    again = questionnaires.current(session, found).question("section")
    assert again.codes == ["g2", "3"]
