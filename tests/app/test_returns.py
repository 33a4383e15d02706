"""回収: numbers that move by tens, so that nobody is seen answering."""

from datetime import timedelta

from flask import Flask

from app.clock import today
from app.extensions import db
from surveys.questionnaires import Questionnaire
from surveys.returns import ReturnCount
from tests.app import fielded
from tests.conftest import SignIn
from tests.visit import one, visit


def test_what_came_is_told_in_whole_tens(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app, arrived=27), sign_in("viewer")
    for path in (here.desk, f"{here.desk}/returns", f"/desk/plans/{here.plan}/returns"):
        page = visit(client, path)
        assert "約20票" in one(page, "main").get_text()
        assert "27票" not in page.text


def test_under_ten_no_number_is_told(app: Flask, sign_in: SignIn) -> None:
    here = fielded.published(app, fielded.OPEN_LINK, arrived=3)
    page = visit(sign_in("viewer"), here.desk)
    assert "10票未満" in one(page, ".page-head").get_text()


def test_nights_are_listed_with_what_was_added(app: Flask, sign_in: SignIn) -> None:
    here = fielded.published(app)
    with app.app_context():
        for back, number in ((3, 0), (2, 30), (1, 30)):
            day = today() - timedelta(days=back)
            count = ReturnCount(questionnaire_id=here.questionnaire, day=day, number=number)
            db.session.add(count)
        db.session.commit()
    page = visit(sign_in("viewer"), f"{here.desk}/returns")
    cells = [[c.get_text() for c in row.select("td.number")] for row in page.select(".nights tr")]
    assert cells[1:4] == [["30", "－"], ["30", "+30"], ["0", "－"]]


def test_the_way_on_follows_the_state(app: Flask, sign_in: SignIn) -> None:
    fresh, over = fielded.published(app), fielded.published(app, arrived=21, days=0)
    client = sign_in("planner", "keeper")
    assert one(visit(client, fresh.desk), ".next-step a").get_text() == "回答コードを発行する"
    assert one(visit(client, over.desk), ".next-step a").get_text() == "開封する"
    alone = visit(sign_in("planner", name="suzuki"), over.desk)
    assert "開封責任者に、開封を頼んでください" in one(alone, ".next-step").get_text()


def test_pages_of_the_field_lead_home_when_nothing_is_out(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.published(app), sign_in("planner", "keeper")
    with app.app_context():
        db.session.get_one(Questionnaire, here.questionnaire).state = "ended"
        db.session.commit()
    for room in ("codes", "reminders", "poster", "deadline", "key"):
        reply = client.get(f"{here.desk}/{room}")
        assert reply.headers["Location"] == here.desk, room


def test_the_list_of_questionnaires_tells_what_has_arrived_in_tens(
    app: Flask, sign_in: SignIn
) -> None:
    made = fielded.published(app, fielded.OPEN_LINK, arrived=23)
    listed = visit(sign_in("planner"), made.desk.rpartition("/")[0])
    assert "届いた回答 約 20票" in " ".join(listed.get_text().split())
