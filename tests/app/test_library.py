"""ひな形: what is read there becomes a draft of the plan's own, whole."""

import pytest
from flask import Flask

from app.extensions import db
from surveys import library, questionnaires
from surveys.questionnaires import DRAFT, Questionnaire
from tests import make
from tests.conftest import SignIn

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SAID = {"title": "令和9年度 市民意識調査", "audience": "citizen", "sampling": "random"}


@pytest.fixture
def desk(app: Flask) -> str:
    with app.app_context():
        plan = make.plan(municipality="みほん町")
        db.session.add(plan)
        db.session.commit()
        return f"/desk/plans/{plan.id}/library"


def test_an_entry_is_read_first_with_what_to_change_and_its_factors(
    desk: str, sign_in: SignIn
) -> None:
    planner = sign_in("planner")
    listed = planner.get(desk).text
    assert all(entry.title in listed for entry in library.listed())
    page = planner.get(f"{desk}/wellbeing").text
    assert library.entry("wellbeing").before in page
    assert "多様性と寛容性" in page
    assert "自宅の近辺では、騒音に悩まされている【逆】" in page
    assert "デジタル庁" in page


def test_an_entry_becomes_a_draft_in_the_name_of_the_municipality(
    app: Flask, desk: str, sign_in: SignIn
) -> None:
    planner = sign_in("planner")
    refused = planner.post(f"{desk}/citizens", data=SAID | {"surveyed_year": "そのうち"})
    assert refused.status_code == 422
    assert "令和9年度 市民意識調査" in refused.text
    assert (
        planner.post(f"{desk}/citizens", data=SAID | {"surveyed_year": "2027"}).status_code == 302
    )
    with app.app_context():
        made = db.session.query(Questionnaire).one()
        document = questionnaires.current(db.session(), made)
    assert (made.state, made.title, document.title) == (DRAFT, SAID["title"], SAID["title"])
    assert (
        document.question("satisfied").label == "みほん町での暮らしに、どのくらい満足していますか。"
    )
    assert len(document.questions) == library.entry("citizens").questions


def test_what_the_library_does_not_have_is_not_found(desk: str, sign_in: SignIn) -> None:
    assert sign_in("planner").get(f"{desk}/nothing").status_code == 404
