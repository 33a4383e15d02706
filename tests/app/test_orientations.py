"""志向の軸 at the desk: found, named, used as an axis, and taken away again."""

from flask import Flask
from sqlalchemy import select

from app import weighing
from app.extensions import db
from surveys.audit import AuditEntry
from surveys.orientations import Orientation
from surveys.questionnaires import Questionnaire
from tests import make
from tests.analysis import made
from tests.analysis.test_orientation import TOWN, VARIABLES
from tests.conftest import SignIn
from tests.visit import visit

ASKED = "/desk/plans/1/questionnaires/1"
PAGE = f"{ASKED}/orientations"
CHOSEN = "item=grow&item=keep&groups=3"
NAMED = {
    "item": ["grow", "keep"],
    "groups": "3",
    "label": "まちへの志向",
    "name": ["成長", "自然", "中間"],
}


def town(app: Flask) -> None:
    make.town(app, made.frame(VARIABLES, TOWN))


def test_items_are_chosen_and_the_groups_are_shown(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("viewer")
    page = visit(client, PAGE)
    assert [tag.get_text(strip=True) for tag in page.select(".picks legend")] == [
        "そのほかの段階評価",
        "望むこと",
    ]
    shown = visit(client, f"{PAGE}?{CHOSEN}")
    assert "130人を、答え方の似た3つの群に分けました" in shown.text
    heads = [tag.get_text(" ", strip=True) for tag in shown.select(".compared thead th")]
    assert heads == ["項目", "全体 n=130", "群1 n=60", "群2 n=40", "群3 n=30"]
    assert "この軸を保存する" not in shown.text  # a viewer names nothing
    drawn = client.get(f"{ASKED}/tables/old/orientation.svg?{CHOSEN}", follow_redirects=True)
    assert "開発を進める" in drawn.text


def test_a_named_axis_is_used_in_every_table_and_can_be_taken_away(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    client = sign_in("planner")
    assert client.post(PAGE, data=NAMED).status_code == 302
    assert "まちへの志向" in visit(client, PAGE).text

    table = visit(client, f"{ASKED}/tables/crosstab?question=望むこと&axis=orientation_1")
    rows = [tag.get_text(strip=True) for tag in table.select("table.crossed tbody th")]
    assert [row for row in rows if row in {"成長", "自然", "中間"}] == ["成長", "自然", "中間"]
    assert "この設問から分けた軸です" not in table.text
    circular = visit(client, f"{ASKED}/tables/crosstab?question=grow&axis=orientation_1")
    assert "この設問から分けた軸です" in circular.text

    client.post(f"{PAGE}/drop", data={"label": "まちへの志向"})
    assert "志向の軸「まちへの志向」を消しました" in visit(client, PAGE).text
    assert "まちへの志向" not in visit(client, f"{ASKED}/tables").text
    with app.app_context():
        assert db.session.scalars(select(AuditEntry.what)).all() == [
            "orientation.keep",
            "orientation.drop",
        ]


def test_the_axis_changes_the_state_of_the_answers_and_is_no_evidence(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    client = sign_in("planner")
    with app.app_context():
        asked = db.session.get_one(Questionnaire, 1)
        before = weighing.answers(db.session(), asked)
    client.post(PAGE, data=NAMED)
    with app.app_context():
        asked = db.session.get_one(Questionnaire, 1)
        after = weighing.answers(db.session(), asked)
        plain = weighing.answers(db.session(), asked, derived=False)
    assert after.fingerprint != before.fingerprint
    assert plain.fingerprint == before.fingerprint
    assert [axis.label for axis in after.codebook.axes()] == ["地区", "まちへの志向"]
    assert [axis.label for axis in plain.codebook.axes()] == ["地区"]


def test_a_form_that_cannot_be_kept_comes_back_with_what_was_written(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    client = sign_in("planner")
    reply = client.post(PAGE, data=NAMED | {"name": ["成長", "成長", "中間"]})
    assert reply.status_code == 422
    assert "群の名前「成長」が2回使われています" in reply.text
    assert 'value="まちへの志向"' in reply.text
    reply = client.post(PAGE, data=NAMED | {"item": ["grow"]})
    assert "項目を2つ以上選んでください" in reply.text
    with app.app_context():
        assert not db.session.scalars(select(Orientation)).all()


def test_groups_that_cannot_be_found_are_said_in_words(app: Flask, sign_in: SignIn) -> None:
    town(app)
    page = visit(sign_in("viewer"), f"{PAGE}?item=grow&item=keep&groups=9")
    assert "群の数は2から6までにしてください" in page.text


def test_its_file_tells_of_every_group(app: Flask, sign_in: SignIn) -> None:
    town(app)
    file = sign_in("planner").post(f"{ASKED}/tables/orientation/csv?{CHOSEN}").text
    assert "群1: 「開発を進める」が高い、「自然を守る」が低い群です。" in file
    assert "群3,30" in file


def test_only_planners_keep_an_axis(app: Flask, sign_in: SignIn) -> None:
    town(app)
    assert sign_in("viewer").post(PAGE, data=NAMED).status_code == 403
