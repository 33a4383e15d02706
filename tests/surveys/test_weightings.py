"""母集団と重み付け: what a plan keeps of its register, and a questionnaire of its weights."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import margins, questionnaires, weightings
from surveys.errors import SurveyError
from surveys.margins import MOST_CLASSES, Count
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.weightings import NotDrawn, NotOfResidents, Weighting
from tests import make

APRIL = date(2026, 4, 1)
RECIPE = {"margins": [{"name": "sex"}], "limits": [None, 3.0]}


def plan(session: Session) -> Plan:
    made = make.plan()
    session.add(made)
    session.flush()
    return made


def asked(session: Session, **changes: object) -> Questionnaire:
    ordinary: dict[str, object] = {
        "plan_id": plan(session).id,
        "title": "市民意識調査",
        "audience": "citizen",
        "sampling": "random",
        "surveyed_year": 2026,
        "created_at": make.NOON,
    }
    made = Questionnaire(**(ordinary | changes))
    session.add(made)
    session.flush()
    return made


def use(session: Session, questionnaire: Questionnaire, **changes: object) -> Weighting:
    recipe = RECIPE | changes
    return weightings.use(session, questionnaire, recipe, as_of=APRIL, now=make.NOON)


def test_a_population_is_written_anew_in_its_order(session: Session) -> None:
    here, other = plan(session), plan(session)
    margins.write(session, other, [Count("性別", "男性", 5, 2)], APRIL)
    margins.write(session, here, [Count("性別", "男性", 7, 2)], APRIL)
    counts = [Count("年齢", "20〜24歳", 30, 2, "20代"), Count("年齢", "18・19歳", 0, 3)]
    margins.write(session, here, counts, APRIL)
    rows = margins.of_plan(session, here)
    assert [(row.level, row.people, row.counted_in) for row in rows] == [
        ("20〜24歳", 30, "20代"),
        ("18・19歳", 0, ""),
    ]
    assert len(margins.of_plan(session, other)) == 1
    margins.write(session, here, [], APRIL)
    assert margins.of_plan(session, here) == []


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([Count("性別", "男" * 101, 5, 7)], "7行目の名前が長すぎます"),
        ([Count("性別", "男性", 5.5, 7)], "7行目の人数を、整数で"),
        ([Count("性別", "男性", -1, 7)], "7行目の人数を、整数で"),
        ([Count("性別", "男性", 3e9, 7)], "7行目の人数を、整数で"),
        ([Count("性別", str(n), 5, n) for n in range(MOST_CLASSES + 1)], "2000行まで"),
    ],
)
def test_what_no_register_holds_is_refused(
    session: Session, counts: list[Count], said: str
) -> None:
    here = plan(session)
    margins.write(session, here, [Count("性別", "男性", 7, 2)], APRIL)
    with pytest.raises(SurveyError) as caught:
        margins.write(session, here, counts, APRIL)
    assert said in caught.value.message % caught.value.details
    assert [row.people for row in margins.of_plan(session, here)] == [7]


def test_one_recipe_is_in_use_at_a_time(session: Session) -> None:
    here = asked(session)
    assert weightings.of(session, here) is None
    first = use(session, here).fingerprint
    second = use(session, here, limits=[0.3, 3.0]).fingerprint
    assert first != second
    assert use(session, here).fingerprint == first
    weightings.leave(session, here)
    weightings.leave(session, here)
    assert weightings.of(session, here) is None


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"sampling": "open"}, NotDrawn),
        ({"audience": "staff", "sampling": "census"}, NotOfResidents),
        ({"audience": "outside"}, NotOfResidents),
    ],
)
def test_only_residents_who_were_drawn_are_weighed(
    session: Session, changes: dict[str, object], error: type[SurveyError]
) -> None:
    here = asked(session, **changes)
    with pytest.raises(error):
        use(session, here)
    assert weightings.of(session, here) is None


def test_a_deleted_questionnaire_takes_its_weighting_along(session: Session) -> None:
    here = asked(session)
    use(session, here)
    questionnaires.delete(session, here, repeated=here.title)
    session.flush()
    session.expire_all()
    assert session.scalars(select(Weighting)).all() == []
