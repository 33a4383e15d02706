"""論点 at the editing desk: written by several, merged and parted, brought up to date, undone."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from app import bridge
from app.extensions import db
from surveys import issues, questionnaires, responses
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.voices import Voice
from tests.app import town
from tests.app.test_issues import TITLE, add, done, issue_of, written
from tests.app.town import Town
from tests.conftest import SignIn
from tests.visit import one, spoken, submit, visit


@pytest.fixture
def place(app: Flask) -> Town:
    return town.found(app)


@pytest.fixture
def planner(sign_in: SignIn) -> FlaskClient:
    return sign_in("planner")


def adopt(app: Flask, client: FlaskClient, place: Town, **changes: str) -> int:
    """Adopt the draft about buses and give the issue's id."""
    send(client, f"{place.desk}/drafts/{place.draft}/adopt", written(**changes))
    with app.app_context():
        listed = issues.of_plan(db.session(), db.session.get_one(Plan, place.plan))
        return listed[-1].id


def titles(client: FlaskClient, place: Town, asked: str = "") -> list[str]:
    page = visit(client, f"{place.desk}/issues{asked}")
    return [link.get_text() for link in page.select(".digest-list h2 a")]


def send(client: FlaskClient, path: str, said: dict[str, Any]) -> None:
    """Send a form that must be taken, without reading where it leads."""
    reply = client.post(path, data=said)
    assert reply.status_code == 302, (path, reply.status_code)


def undo(client: FlaskClient, place: Town, page: str = "history") -> None:
    """Take back the newest step that a page of history offers."""
    found = visit(client, f"{place.desk}/issues/{page}")
    form = next(f for f in found.select(".issue-steps form") if "やり直す" not in f.get_text())
    said = {str(box["name"]): str(box["value"]) for box in form.select("input")}
    send(client, str(form["action"]), said)


def held_on(page: BeautifulSoup) -> list[int]:
    """How many voices an issue quotes on each side."""
    return [len(side.select(".voices > li details")) for side in page.select(".side")]


def outdate(app: Flask, issue_id: int) -> None:
    """Let an issue hold a sentence with older numbers."""
    with app.app_context():
        found = db.session.get_one(issues.PolicyIssue, issue_id)
        row = issues.evidence(db.session(), found)[0]
        row.statement = row.statement.replace("12件", "9件")
        db.session.commit()


def test_an_issue_is_adopted_rewritten_merged_and_parted_again(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    bus = adopt(app, planner, place, gap="本数が少ない。", desired_state="公共交通の整備")
    here = f"{place.desk}/issues/{bus}"
    assert "安心して公共交通を使える" in visit(planner, here).get_text()
    page = submit(planner, f"{here}/edit", written(gap="本数が減った。"))
    assert one(page, ".callout.success").get_text(strip=True) == "論点を保存しました"
    walk = add(planner, place, desired_state="安心して歩ける", gap="歩道が狭い。", section="土木課")

    page = visit(planner, f"{place.desk}/issues/merge?issue={bus}&issue={walk}&into={walk}")
    assert "歩道が狭い。\n\n本数が減った。" in one(page, ".side.after").get_text()
    said: dict[str, Any] = {"issue": [str(bus), str(walk)], "into": str(bus)}
    page = submit(planner, f"{place.desk}/issues/merge", said)
    assert spoken(one(page, "h1")) == TITLE
    assert titles(planner, place) == [TITLE]
    assert (issue_of(app, bus).section, issue_of(app, walk).gone) == ("土木課", True)

    undo(planner, place)
    page = visit(planner, f"{place.desk}/issues/history")
    assert "「論点をまとめた」を取り消した" in page.get_text()
    assert titles(planner, place) == [TITLE, "安心して歩ける"]
    assert issue_of(app, bus).gap == "本数が減った。"
    assert {"issue.merge", "issue.undo"} <= set(done(app))


def test_an_issue_is_parted_and_made_whole_again(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    bus = adopt(app, planner, place)
    add(planner, place, desired_state="安心して歩ける")
    here = f"{place.desk}/issues/{bus}"
    voice = {"response": str(place.responses[0]), "question": "trouble"}
    send(planner, f"{here}/voices/", voice)
    page = submit(planner, f"{here}/part", {"desired_state": "夜のバスの整備"}, status=422)
    assert "根拠か声を、1つ以上" in one(page, "#marks").get_text()
    assert "安心して夜のバスを使える" in one(page, ".hinted").get_text()
    (held,) = page.select("#voices input")
    said = {"desired_state": "夕方も乗れる", "voices": str(held["value"])}
    page = submit(planner, f"{here}/part", said)
    assert spoken(one(page, "h1")) == "夕方も乗れる"
    assert titles(planner, place) == [TITLE, "夕方も乗れる", "安心して歩ける"]
    undo(planner, place)
    assert titles(planner, place) == [TITLE, "安心して歩ける"]
    assert held_on(visit(planner, here)) == [1, 0]


def test_new_data_are_offered_to_be_accepted_or_declined(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    issue_id = adopt(app, planner, place)
    here = f"{place.desk}/issues/{issue_id}"
    assert "最新の論点案と同じ" in visit(planner, f"{here}/evidence/").get_text()
    outdate(app, issue_id)
    assert "新しい集計あり 1" in visit(planner, f"{place.desk}/issues").get_text()
    assert titles(planner, place, "?need=news") == [TITLE]
    page = visit(planner, f"{here}/evidence/")
    assert spoken(one(page, ".differences del")) == "〔削除〕9〔削除ここまで〕"
    assert spoken(one(page, ".differences ins")) == "〔追加〕12〔追加ここまで〕"
    page = submit(planner, f"{here}/evidence/accept", {})
    assert "選んだ変更はありません" in page.get_text()
    mark = str(one(page, ".differences input")["value"])

    page = submit(planner, f"{here}/evidence/decline", {"mark": mark})
    assert "見送った変更 1件" in page.get_text()
    page = submit(planner, f"{here}/evidence/again", {})
    page = submit(planner, f"{here}/evidence/accept", {"mark": mark})
    assert not page.select(".differences")

    send(planner, f"{here}/evidence/leave-out", {"mark": mark})
    assert not visit(planner, here).select(".evidence li")
    undo(planner, place)
    assert len(visit(planner, here).select(".evidence li")) == 1


def test_new_data_change_no_words_of_a_person(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    issue_id = adopt(app, planner, place, gap="人が書いた課題")
    outdate(app, issue_id)
    here = f"{place.desk}/issues/{issue_id}"
    page = submit(planner, f"{here}/evidence/accept", {"every": "1"})
    assert "隔たりがあります。" in page.get_text()
    assert issue_of(app, issue_id).gap == "人が書いた課題"

    said = {"name": "gap", "draft": place.draft, "revision": "99"}
    page = submit(planner, f"{here}/evidence/rewrite", said)
    assert "ほかの人がこの論点を先に保存しました" in page.get_text()
    said["revision"] = str(one(page, "input[value=gap] ~ [name=revision]")["value"])
    send(planner, f"{here}/evidence/rewrite", said)
    assert issue_of(app, issue_id).gap == "隔たりがあります。"
    undo(planner, place, f"{issue_id}/history")
    assert issue_of(app, issue_id).gap == "人が書いた課題"


def test_nothing_typed_is_lost_when_two_write_at_once(
    app: Flask, place: Town, planner: FlaskClient, sign_in: SignIn
) -> None:
    issue_id = add(planner, place)
    path = f"{place.desk}/issues/{issue_id}/edit"
    section = sign_in("section", name="suzuki")
    send(section, path, {"measures": "増便する", "section": "交通課", "revision": "1"})
    assert "企画課 佐藤 ・ たった今" in visit(planner, path).get_text()

    page = submit(planner, path, written(gap="本数が少ない", measures="", section=""))
    assert "「取り組み、主管課」も残しています" in page.get_text()
    kept = issue_of(app, issue_id)
    assert (kept.gap, kept.measures, kept.section) == ("本数が少ない", "増便する", "交通課")

    page = submit(planner, path, written(gap="本数が減った", measures="", section=""), status=409)
    assert "ほかの人がこの論点を保存しました" in page.get_text()
    assert one(page, "#gap").get_text(strip=True) == "本数が減った"
    assert "本数が少ない" in one(page, "#decide-gap .quote").get_text()
    assert one(page, "#measures").get_text(strip=True) == "増便する"

    newest = str(one(page, "[name=revision]")["value"])
    both = written(gap="本数が減った", measures="増便する", section="交通課", revision=newest)
    submit(planner, path, {**both, "apart": "gap"}, status=409)
    send(planner, path, {**both, "apart": "gap", "use-gap": "theirs"})
    assert issue_of(app, issue_id).gap == "本数が少ない"
    send(planner, path, {**both, "apart": "gap", "use-gap": "mine"})
    assert issue_of(app, issue_id).gap == "本数が減った"


def test_sections_comment_and_settle(
    app: Flask, place: Town, planner: FlaskClient, sign_in: SignIn
) -> None:
    issue_id = add(planner, place)
    here, section = f"{place.desk}/issues/{issue_id}", sign_in("section", name="suzuki")
    page = submit(section, f"{here}/comments/", {"about": "gap", "words": " "})
    assert "意見を入力してください" in page.get_text()
    page = submit(section, f"{here}/comments/", {"about": "gap", "words": "夜の便も書きたい"})
    assert "夜の便も書きたい" in one(page, "section[aria-labelledby=gap] .thread").get_text()
    assert "話し合い中の意見 1" in visit(planner, f"{place.desk}/issues").get_text()
    long = {"about": "gap", "words": "長" * 2001}
    assert "長" * 2001 in submit(section, f"{here}/comments/", long, status=422).get_text()
    assert section.post(f"{here}/comments/", data={"about": "x"}).status_code == 400

    comment = str(one(page, ".thread form")["action"]).rpartition("/")[0]
    page = submit(planner, f"{comment}/settle", {})
    assert "済み（企画課 佐藤）" in page.get_text()
    assert "話し合い中の意見" not in visit(planner, f"{place.desk}/issues").get_text()
    page = submit(section, f"{comment}/reopen", {})
    assert not page.select(".thread .settled")


def test_voices_of_both_sides_stand_side_by_side(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    issue_id = adopt(app, planner, place)
    here = f"{place.desk}/issues/{issue_id}"
    said = {"response": str(place.responses[0]), "question": "trouble"}
    send(planner, f"{here}/voices/", said)
    said = {"response": str(place.responses[1]), "question": "trouble", "contrary": "1"}
    page = submit(planner, f"{here}/voices/", said)
    assert held_on(page) == [1, 1]
    with app.app_context():
        voice = db.session.scalars(db.select(Voice).order_by(Voice.id)).first()
        assert voice is not None
        turned = voice.id
    page = submit(planner, f"{here}/voices/{turned}/turn", {})
    assert held_on(page) == [0, 2]
    send(planner, f"{here}/voices/{turned}/approve", {})
    page = submit(planner, f"{here}/voices/{turned}/hold", {})
    assert len(page.select(".side .chip.wait")) == 2

    send(planner, f"{here}/voices/{turned}/remove", {})
    undo(planner, place)
    undo(planner, place)
    assert held_on(visit(planner, here)) == [1, 1]


def test_a_voice_that_praises_what_others_miss_is_offered_beside_them(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    issue_id = adopt(app, planner, place)
    with app.app_context():
        session = db.session()
        asked = session.get_one(Questionnaire, place.questionnaire)
        version = questionnaires.latest(session, asked)
        said = {"trouble": "バスの本数が増えて、とても助かっています"}
        batch = responses.add_batch(session, version, [said])
        bridge.make_partition(session, batch, version.parsed)
        session.commit()
    against = visit(planner, f"{place.desk}/issues/{issue_id}").select(".side")[1]
    first = against.select(".voices > li")[0].get_text()
    assert "とても助かっています" in first
    assert "よいと書いている声" in first


def test_what_was_left_out_and_moved_comes_back(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    first, second = (add(planner, place, desired_state=name) for name in "甲乙")
    send(planner, f"{place.desk}/issues/{second}/move", {"to": "up"})
    assert "2番目から1番目へ" in visit(planner, f"{place.desk}/issues/history").get_text()
    undo(planner, place)
    assert titles(planner, place) == ["甲", "乙"]

    send(planner, f"{place.desk}/issues/{first}/drop", {})
    assert titles(planner, place) == ["乙"]
    page = visit(planner, f"{place.desk}/issues/{first}")
    assert "この論点は一覧から外してあります" in page.get_text()
    send(planner, f"{place.desk}/issues/{first}/back", {})
    assert titles(planner, place) == ["甲", "乙"]


def test_a_later_change_of_the_same_is_taken_back_first(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    issue_id = add(planner, place)
    path = f"{place.desk}/issues/{issue_id}/edit"
    send(planner, path, written(gap="はじめ"))
    page = visit(planner, f"{place.desk}/issues/{issue_id}/history")
    early = str(page.select(".issue-steps form")[0]["action"])
    send(planner, path, written(gap="つぎ", revision="2"))
    assert (
        "先に新しい操作を取り消してください"
        in visit(planner, f"{place.desk}/issues/{issue_id}/history").get_text()
    )
    page = submit(planner, early, {"issue": str(issue_id)})
    assert "取り消せません" in one(page, ".callout.error").get_text()
    assert issue_of(app, issue_id).gap == "つぎ"


def test_the_list_is_narrowed_by_what_is_asked(place: Town, planner: FlaskClient) -> None:
    add(planner, place, desired_state="甲", section="交通課", horizon="long", measures="x")
    add(planner, place, desired_state="乙の整備", horizon="")
    assert titles(planner, place, "?section=交通課") == ["甲"]
    assert titles(planner, place, "?section=none") == ["乙の整備"]
    assert titles(planner, place, "?horizon=none") == ["乙の整備"]
    assert titles(planner, place, "?horizon=long&need=section") == []
    assert titles(planner, place, "?need=means") == ["乙の整備"]


def test_a_title_is_looked_at_while_it_is_written(place: Town, planner: FlaskClient) -> None:
    asked = {"said": "公共交通の整備", "field": ""}
    part = planner.get(f"{place.desk}/issues/hints", query_string=asked).text
    assert "手段の言い方です" in part
    assert "無理なく移動できる" in part
    assert planner.get(f"{place.desk}/issues/hints?said=誰もが歩ける").text.strip() == ""
    page = submit(
        planner, f"{place.desk}/issues/new", written(desired_state="公園の整備") | {"check": "1"}
    )
    assert "公園が足りないために困る人がいない" in one(page, ".hinted").get_text()
    assert titles(planner, place) == []
