"""見守り: what speaks of harm to life is read by one named person before anyone else."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import texts
from app.extensions import db
from surveys import alarms, staff
from surveys.alarms import Alarm
from surveys.audit import AuditEntry
from surveys.questionnaires import Questionnaire
from tests import make
from tests.analysis import made
from tests.app import fielded
from tests.app.fielded import PASSPHRASE
from tests.conftest import SignIn
from tests.visit import one, submit, visit

OPINION = made.text("意見", "市への意見")
URGENT = "もう死にたいです。誰にも言えません"
MENTION = "自殺を防ぐための相談窓口を増やしてほしい"
CALM = "公園に遊具が少ない"
DESK = "/desk/plans/1"
ASKED = f"{DESK}/questionnaires/1"
HERE = f"{ASKED}/watching"


def town(app: Flask) -> None:
    """Three people wrote: one of danger, one of prevention, one of a park."""
    rows = [{"意見": words} for words in (URGENT, MENTION, CALM)]
    make.town(app, made.frame((OPINION,), rows))


def reviewer(app: Flask, sign_in: SignIn, name: str = "mimori") -> FlaskClient:
    """Somebody of a section who is named to read first."""
    client = sign_in("section", name=name)
    with app.app_context():
        member = staff.by_name(db.session(), name)
        db.session.get_one(Questionnaire, 1).reviewer_id = member.id if member else None
        db.session.commit()
    return client


def readable(app: Flask) -> list[str]:
    with app.app_context():
        held = texts.of(db.session(), db.session.get_one(Questionnaire, 1), "意見")
        return sorted(held.readable.values())


def test_the_reviewer_reads_what_is_most_pressing_first(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(reviewer(app, sign_in), HERE)
    said = [quote.get_text(strip=True) for quote in page.select("ol.watched blockquote")]
    assert said == [URGENT, MENTION]
    first, second = page.select("ol.watched > li")
    assert "緊急" in first.text
    assert "念のため" in second.text
    assert "連絡することはできません" in page.text
    assert "0120-279-338" in page.text


def test_nobody_but_the_reviewer_opens_the_page(app: Flask, sign_in: SignIn) -> None:
    town(app)
    reviewer(app, sign_in)
    for role in ("planner", "keeper", "section", "administrator", "viewer"):
        page = visit(sign_in(role, name=f"other-{role}"), HERE, 403)
        assert URGENT not in page.text
    planner = sign_in("planner", name="planner")
    assert "確認担当に決められた人だけ" in visit(planner, HERE, 403).text
    assert planner.post(HERE, data={"alarm": "1", "state": "handled"}).status_code == 403


def test_a_reviewer_who_lost_the_role_is_kept_out(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = reviewer(app, sign_in)
    with app.app_context():
        member = staff.by_name(db.session(), "mimori")
        assert member is not None
        for given in staff.roles_of(db.session(), member):
            staff.take(db.session(), given)
        db.session.commit()
    visit(client, HERE, 403)


def test_a_pressing_text_is_read_by_nobody_else_until_its_reviewer_has(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    assert readable(app) == sorted((MENTION, CALM))
    page = visit(reviewer(app, sign_in), HERE)
    alarm = str(
        one(page.select("ol.watched > li")[0], "form:first-of-type input[name=alarm]")["value"]
    )
    client = reviewer(app, sign_in, name="second")
    submit(client, HERE, {"alarm": alarm, "state": "unfounded"})
    assert readable(app) == sorted((URGENT, MENTION, CALM))


def test_several_texts_are_read_at_once(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = reviewer(app, sign_in)
    page = submit(client, HERE, {"alarm": ["1", "2"], "state": "unfounded"})
    assert "待っている声はありません" in page.text
    assert client.post(HERE, data={"alarm": ["1", "9"], "state": "handled"}).status_code == 404


def test_what_was_read_can_wait_again(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = reviewer(app, sign_in)
    with app.app_context():
        alarm = db.session.scalars(select(Alarm.id).where(Alarm.level == 2)).one()
    page = submit(client, HERE, {"alarm": str(alarm), "state": "handled"})
    assert "読み終えた声 1件" in " ".join(page.text.split())
    submit(client, HERE, {"alarm": str(alarm), "state": "waiting"})
    assert URGENT not in readable(app)
    with app.app_context():
        told = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        assert [entry.details for entry in told] == [
            {"state": "handled", "levels": [2]},
            {"state": "waiting", "levels": [2]},
        ]


def test_planners_see_how_many_wait_and_who_is_named(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    page = visit(client, f"{DESK}/watching")
    assert "確認担当が決まっていません" in page.text
    assert "待つ声が2件" in page.text
    assert URGENT not in page.text
    options = page.select("select[name=reviewer] option")
    assert [option.text for option in options] == ["まだ決めない", "企画課 佐藤"]
    page = submit(client, f"{HERE}/reviewer", {"reviewer": options[1]["value"]})
    assert "確認担当が決まっていません" not in page.text
    with app.app_context():
        assert db.session.get_one(Questionnaire, 1).reviewer_id == int(str(options[1]["value"]))


def test_who_may_not_plan_cannot_be_named(app: Flask, sign_in: SignIn) -> None:
    town(app)
    sign_in("viewer", name="viewer")
    client = sign_in("planner")
    with app.app_context():
        viewer = staff.by_name(db.session(), "viewer")
        assert viewer is not None
        number = viewer.id
    for said in (str(number), "999", "x"):
        page = submit(client, f"{HERE}/reviewer", {"reviewer": said}, 422)
        assert "役割を持つ人を選んでください" in page.text


def test_the_reviewer_is_told_where_the_desk_begins(app: Flask, sign_in: SignIn) -> None:
    town(app)
    told = "あなたが最初に読む声が2件あります"
    client = reviewer(app, sign_in)
    for path in ("/desk/", DESK):
        assert told in visit(client, path).text
        assert told not in visit(sign_in("planner", name=f"p{len(path)}"), path).text


def test_another_questionnaires_alarm_is_not_found(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = reviewer(app, sign_in)
    assert client.post(HERE, data={"alarm": "999", "state": "handled"}).status_code == 404
    assert client.post(HERE, data={"alarm": "1", "state": "x"}).status_code == 400


def test_alarms_are_raised_when_a_batch_is_opened(app: Flask, sign_in: SignIn) -> None:
    """And nothing is kept of the cue; an opening that fails raises none."""
    made = fielded.published(app, arrived=19, days=0)
    with app.app_context():
        asked = db.session.get_one(Questionnaire, made.questionnaire)
        fielded.write(asked, URGENT)
        db.session.commit()
    submit(sign_in("keeper"), f"{made.desk}/opening", {"passphrase": PASSPHRASE})
    with app.app_context():
        kept = alarms.of(db.session(), db.session.get_one(Questionnaire, made.questionnaire))
        assert [(one.level, one.state, one.question_code) for one in kept] == [(2, "waiting", "q2")]


def test_a_text_of_staff_that_is_let_go_waits_for_the_reviewer(app: Flask, sign_in: SignIn) -> None:
    made = fielded.published(app, fielded.STAFF, arrived=19, days=0)
    with app.app_context():
        asked = db.session.get_one(Questionnaire, made.questionnaire)
        fielded.write(asked, URGENT)
        db.session.commit()
    keeper = sign_in("keeper")
    submit(keeper, f"{made.desk}/opening", {"passphrase": PASSPHRASE})
    page = visit(keeper, f"{made.desk}/texts")
    first = page.select("ol.held > li")[0]
    assert URGENT in first.text, "the keeper reads it before the others, too"
    chosen = str(one(first, "input[name=chosen]")["value"])
    said = {"chosen": chosen, f"words-{chosen}": URGENT, "decision": "release", "question": "q2"}
    submit(keeper, f"{made.desk}/texts", said)
    with app.app_context():
        asked = db.session.get_one(Questionnaire, made.questionnaire)
        assert alarms.waiting(db.session(), asked) == 1
        held = texts.of(db.session(), asked, "q2")
        assert (list(held.readable.values()), held.withheld) == ([], 1)


@pytest.mark.parametrize("role", ["viewer", "administrator", "typist"])
def test_who_has_no_part_in_it_does_not_see_the_list(
    sign_in: SignIn, app: Flask, role: str
) -> None:
    town(app)
    visit(sign_in(role), f"{DESK}/watching", 403)


def test_what_was_opened_before_is_listened_to_again(app: Flask, sign_in: SignIn) -> None:
    """And what was read stays read."""
    town(app)
    submit(reviewer(app, sign_in), HERE, {"alarm": "1", "state": "handled"})
    with app.app_context():
        db.session.delete(db.session.get_one(Alarm, 2))
        db.session.commit()
    runner = app.test_cli_runner()
    assert "新しく1件" in runner.invoke(args=["watching", "listen"]).output
    assert "新しく0件" in runner.invoke(args=["watching", "listen"]).output
    with app.app_context():
        kept = alarms.of(db.session(), db.session.get_one(Questionnaire, 1))
        assert [alarm.state for alarm in kept] == ["waiting", "handled"]
