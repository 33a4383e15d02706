"""部署ごとのリンク: sections under ten people are joined before any link is given out."""

from flask import Flask

from app.extensions import db
from app.keyring import keys_of
from surveys import access, questionnaires
from surveys.questionnaires import Questionnaire
from tests.app import fielded
from tests.app.fielded import TWICE
from tests.app.test_publishing import prepare
from tests.conftest import SignIn
from tests.visit import submit, visit

SMALL = "総務部, 企画課, 12\n総務部, 秘書課, 4\n建設部, 土木課, 30"


def test_links_are_given_out_for_joined_sections_alone(app: Flask, sign_in: SignIn) -> None:
    here, client = fielded.draft(app, fielded.STAFF), sign_in("planner", "keeper")
    path = f"{here.desk}/departments"
    prepare(client, here, "departments")
    submit(client, f"{here.desk}/key/make", TWICE)
    assert "もう1人決めてください" in visit(client, f"{here.desk}/publishing").text
    submit(client, f"{here.desk}/publishing/publish", {}, 422)

    assert "企画課, \n土木課, " in visit(client, path).text
    page = submit(client, path, {"sections": SMALL})
    assert "リンクを配る部署を2に決めました（まとめたもの1）" in page.text
    assert "企画課 12人、秘書課 4人" in page.text
    submit(client, f"{here.desk}/publishing/publish", {})
    heads = visit(client, f"{here.desk}/poster").select(".department h2")
    assert [head.get_text() for head in heads] == ["総務部（企画課・秘書課）", "土木課"]

    with app.app_context():
        found = db.session.get_one(Questionnaire, here.questionnaire)
        choices = questionnaires.latest(db.session(), found).parsed.question("section").choices
        mark = access.department_mark(keys_of(found), choices[0].code)
    there = f"/respond/{here.questionnaire}/d/{mark}"
    reply = app.test_client().get(there, follow_redirects=True)
    assert "総務部（企画課・秘書課）" in reply.text


def test_a_list_that_cannot_be_used_is_shown_again_with_its_reason(
    app: Flask, sign_in: SignIn
) -> None:
    here, client = fielded.draft(app, fielded.STAFF), sign_in("planner")
    path = f"{here.desk}/departments"
    for typed, reason in (("企画課", "1行目を"), ("企画課, 3", "全部で10人に満たない")):
        page = submit(client, path, {"sections": typed}, 422)
        assert reason in page.text
        assert typed in page.text


def test_staff_are_warned_beside_what_they_write_and_told_who_never_reads_it(app: Flask) -> None:
    """The same questionnaire for residents says nothing of it: they share no page."""
    warned, promised = "開示請求の対象になることがあります", "上司にも、人事の担当にも"
    for how, said in ((fielded.STAFF, True), (fielded.OPEN_LINK, False)):
        there, client = fielded.published(app, how).questionnaire, app.test_client()
        page = client.get(f"/respond/{there}").text
        assert (promised in page) is said
        form = {"token": ""}
        page = client.post(f"/respond/{there}/start", data=form, follow_redirects=True).text
        assert (warned in page) is said
