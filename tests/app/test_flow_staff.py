"""Staff: axes without small groups, and texts that belong to nobody once they were read."""

import pytest
from flask import Flask

from app.extensions import db
from surveys import documents, runs
from surveys.questionnaires import Questionnaire
from surveys.runs import Run
from tests.app import opened
from tests.app.opened import ASKED, DESK
from tests.conftest import SignIn
from tests.visit import visit

STAFF = documents.parse(
    {
        "title": "職員アンケート",
        "department": "dept",
        "questions": [
            {
                "code": "dept",
                "label": "所属",
                "kind": "single",
                "part": "attribute",
                "choices": [
                    {"code": "1", "label": "総務部"},
                    {"code": "2", "label": "福祉部"},
                    {"code": "3", "label": "議会事務局"},
                ],
            },
            {
                "code": "years",
                "label": "勤続年数",
                "kind": "number",
                "part": "attribute",
                "unit": "年",
                "bands": [0, 10],
                "band_code": "career",
                "band_label": "勤続年数の区分",
                "choices": [
                    {"code": "0", "label": "10年未満"},
                    {"code": "10", "label": "10年以上"},
                ],
            },
            {
                "code": "tie",
                "label": "部署を越えた連携ができている",
                "kind": "scale",
                "choices": [
                    {"code": "1", "label": "そう思う"},
                    {"code": "2", "label": "そう思わない"},
                ],
            },
            {"code": "wish", "label": "仕事で困っていること", "kind": "text"},
        ],
    }
)
HARD = (
    "会議が多くて困っています",
    "会議の時間が長いので減らしてほしい",
    "会議の資料づくりが負担です",
)
COLLEAGUES = (
    *({"dept": ["1"], "years": ["3"], "tie": ["2"], "wish": [HARD[n % 3]]} for n in range(12)),
    *([{"dept": ["2"], "years": ["20"], "tie": ["1"]}] * 14),
    *([{"dept": ["3"], "years": ["20"], "tie": ["1"]}] * 4),
)


@pytest.fixture
def asked_staff(app: Flask) -> None:
    with app.app_context():
        opened.opened(app, STAFF, COLLEAGUES, audience="staff")


def _release(app: Flask) -> None:
    with app.app_context():
        assert opened.let_go(db.session.get_one(Questionnaire, 1)) == 12


@pytest.mark.usefixtures("asked_staff")
def test_departments_and_years_of_service_are_axes_and_small_ones_never_show(
    sign_in: SignIn,
) -> None:
    client = sign_in("planner")
    rows = opened.rows(opened.crosstab(client, "tie", "career"))
    assert rows["10年未満"][0] == "12"
    assert rows["10年以上"][0] == "18"
    rows = opened.rows(opened.crosstab(client, "tie", "dept"))
    assert "非表示" in rows["議会事務局"][0]
    assert sum("非表示" in cells[0] for cells in rows.values()) == 2, "nor by subtracting"


@pytest.mark.usefixtures("asked_staff")
def test_texts_of_staff_are_voices_once_they_were_read_and_belong_to_nobody(
    app: Flask, sign_in: SignIn
) -> None:
    client = sign_in("planner", "keeper")
    assert "声 0件" in opened.words(visit(client, f"{ASKED}/themes"))
    _release(app)
    assert "n=30" in opened.words(visit(client, f"{ASKED}/tables")), "a voice is no respondent"
    assert "声 12件" in opened.words(visit(client, f"{ASKED}/themes"))

    run_id = opened.run(client, f"{ASKED}/themes", question="wish")
    page = opened.theme(app, client, run_id)
    assert not [head for head in page.select("h2, h3") if "だれの声か" in head.get_text()]
    assert "回答票から切り離してある" in opened.words(page)
    for voice in page.select("ol.voices li"):
        assert not [part for part in ("総務部", "10年未満") if part in voice.get_text()]


@pytest.mark.usefixtures("asked_staff")
def test_themes_and_digest_found_before_a_text_was_read_are_known_to_be_old(
    app: Flask, sign_in: SignIn
) -> None:
    client = sign_in("planner")
    opened.run(client, f"{DESK}/drafts/ask/1")
    before = opened.words(visit(client, f"{DESK}/drafts"))
    assert "このあとに変わって" not in before
    _release(app)
    assert "論点案のあとに変わっています" in opened.words(visit(client, f"{DESK}/drafts"))


@pytest.mark.usefixtures("asked_staff")
def test_a_digest_of_staff_counts_texts_where_it_cannot_count_people(
    app: Flask, sign_in: SignIn
) -> None:
    client = sign_in("planner")
    _release(app)
    run_id = opened.run(client, f"{DESK}/drafts/ask/1")
    with app.app_context():
        made = runs.result(db.session.get_one(Run, run_id))
    assert made["n"] == 30
    heard = [issue for issue in made["issues"] if issue["groups"]]
    assert heard
    for issue in heard:
        told = [each for each in issue["evidence"] if each["kind"].startswith("theme")]
        assert "不満や要望の書かれた声12件の" in told[0]["statement"]
        assert "人の声" not in told[0]["statement"]
        assert {each["kind"] for each in told} == {"theme"}, "by no axis"
        assert not [voice for voice in issue["voices"] if voice["attributes"]]
        path = f"{DESK}/runs/{run_id}/drafts/{issue['draft_key']}?axis=dept"
        assert "だれが挙げているか" not in opened.words(visit(client, path))
    visit(client, f"{DESK}/drafts")
