"""志向の軸: what is kept of an axis, and which names it may have."""

import pytest
from sqlalchemy.orm import Session

from surveys import orientations
from surveys.orientations import (
    LONGEST,
    GroupsNamedAlike,
    OrientationTaken,
    OrientationTooLong,
    OrientationUnnamed,
)
from surveys.questionnaires import Questionnaire
from tests import make

RECIPE = {"items": ["q1", "q2"], "mean": [0.0, 0.0], "sd": [1.0, 1.0], "centres": [[1, 1], [0, 0]]}


@pytest.fixture
def asked(session: Session) -> Questionnaire:
    return make.questionnaire(session)


def keep(
    session: Session, asked: Questionnaire, label: str, *names: str
) -> orientations.Orientation:
    return orientations.keep(session, asked, label, RECIPE, names=names, now=make.NOON)


def test_an_axis_is_kept_with_its_recipe_and_the_names_of_its_groups(
    session: Session, asked: Questionnaire
) -> None:
    made = keep(session, asked, " 暮らしの志向 ", "成長 ", "自然")
    assert made.label == "暮らしの志向"
    assert made.names == ["成長", "自然"]
    assert made.recipe["items"] == ["q1", "q2"]
    assert orientations.of(session, asked) == [made]


def test_equal_recipes_under_other_names_are_other_axes(
    session: Session, asked: Questionnaire
) -> None:
    one, other = (
        keep(session, asked, "一", "成長", "自然"),
        keep(session, asked, "二", "成長", "自然"),
    )
    assert one.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    ("label", "names", "broken"),
    [
        ("", ("成長", "自然"), OrientationUnnamed),
        ("志向", ("成長", " "), OrientationUnnamed),
        ("志" * (LONGEST + 1), ("成長", "自然"), OrientationTooLong),
        ("志向", ("成長", "長" * (LONGEST + 1)), OrientationTooLong),
        ("志向", ("成長", "成長 "), GroupsNamedAlike),
    ],
)
def test_names_people_cannot_tell_apart_are_refused(
    session: Session,
    asked: Questionnaire,
    label: str,
    names: tuple[str, ...],
    broken: type[Exception],
) -> None:
    with pytest.raises(broken):
        keep(session, asked, label, *names)


def test_a_name_is_used_once_and_is_free_again_when_its_axis_is_gone(
    session: Session, asked: Questionnaire
) -> None:
    made = keep(session, asked, "志向", "成長", "自然")
    with pytest.raises(OrientationTaken, match="志向"):
        keep(session, asked, "志向", "成長", "自然")
    orientations.drop(session, made)
    assert orientations.named(session, asked, "志向") is None
    assert keep(session, asked, "志向", "成長", "自然").label == "志向"


def test_with_its_questionnaire_an_axis_goes_too(session: Session, asked: Questionnaire) -> None:
    keep(session, asked, "志向", "成長", "自然")
    session.delete(asked)
    session.flush()
    session.expire_all()
    assert session.query(orientations.Orientation).count() == 0
