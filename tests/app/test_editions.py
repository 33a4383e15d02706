"""版: previewed as it will be public, published with its Word file, read by anyone, withdrawn."""

from io import BytesIO

import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient

from app.extensions import db
from surveys import issues, voices
from surveys.issues import Evidence
from surveys.plans import Plan
from surveys.voices import Voice
from tests import make
from tests.app import town
from tests.app.test_issues import add
from tests.app.town import Town
from tests.conftest import SignIn
from tests.visit import one, spoken, submit, visit

TITLE = "車がなくても、行きたい所へ行ける"
SAID = "〔地名〕のバスが少ない"
ORIGIN = "市民意識調査 2026年・「お困りのこと」"
FORM = {"stage": "draft", "title": "見本市 政策論点集", "preface": "はじめに。"}


@pytest.fixture
def place(app: Flask) -> Town:
    return town.found(app)


@pytest.fixture
def planner(sign_in: SignIn) -> FlaskClient:
    return sign_in("planner")


def adopt(app: Flask, client: FlaskClient, place: Town, *, approved: bool = True) -> None:
    """Take the draft about buses up, with one voice."""
    said = {"desired_state": TITLE, "horizon": "long", "measures": "乗合タクシーの試行"}
    client.post(f"{place.desk}/drafts/{place.draft}/adopt", data=said)
    with app.app_context():
        session = db.session()
        (issue,) = issues.of_plan(session, session.get_one(Plan, place.plan))
        voice = Voice(
            plan_id=place.plan,
            response_id=place.responses[0],
            questionnaire_id=place.questionnaire,
            question_code="trouble",
            words=SAID,
            attributes=["40代"],
        )
        issues.add_voice(session, issue, voices.choose(session, voice))
        if approved:
            voices.approve(voice, 1, make.NOON)
        session.commit()


def publish(app: Flask, client: FlaskClient, place: Town) -> str:
    """Publish, and give the public address."""
    adopt(app, client, place)
    submit(client, f"{place.desk}/editions/new", FORM)
    return f"/digests/{place.plan}/1/"


def test_nothing_can_be_published_before_an_issue_is_adopted(
    place: Town, planner: FlaskClient
) -> None:
    assert "公開できる論点がまだありません" in visit(planner, f"{place.desk}/editions/").get_text()
    page = submit(planner, f"{place.desk}/editions/new", FORM, status=422)
    assert "公開する論点がありません" in page.get_text()


def test_a_voice_nobody_approved_is_named_before_publishing(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    adopt(app, planner, place, approved=False)
    assert "承認していない声" in visit(planner, f"{place.desk}/editions/new").get_text()
    page = submit(planner, f"{place.desk}/editions/new", FORM, status=422)
    assert "公開を承認していない声が1件あります" in page.get_text()
    (preface,) = page.select("#preface")
    assert preface.get_text(strip=True) == "はじめに。"


def test_the_preview_reads_as_the_public_page_will(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    adopt(app, planner, place)
    listed = visit(planner, f"{place.desk}/editions/preview")
    assert TITLE in listed.get_text()
    shown = visit(planner, f"{place.desk}/editions/preview/1")
    submit(planner, f"{place.desk}/editions/new", FORM)
    public = visit(app.test_client(), f"/digests/{place.plan}/1/issues/1")
    sections = [section.get_text() for section in public.select("section")]
    assert [section.get_text() for section in shown.select("section")] == sections
    assert planner.get(f"{place.desk}/editions/preview/2").status_code == 404


def test_anyone_reads_what_was_published(app: Flask, place: Town, planner: FlaskClient) -> None:
    address = publish(app, planner, place)
    reader = app.test_client()
    assert visit(reader, "/").select(f"a[href='{address}']")

    page = visit(reader, address)
    assert page.h1 is not None
    assert page.h1.get_text() == "見本市 政策論点集"
    assert "50.0%（n=24）" in page.get_text().replace(" ", "")

    page = visit(reader, f"{address}issues/1")
    said = page.get_text()
    assert page.h1 is not None
    assert page.h1.get_text() == TITLE
    for words in (SAID, "40代", ORIGIN, "乗合タクシーの試行", "長期投資", town.STATEMENT):
        assert words in said
    for place_number in (0, 2):
        assert reader.get(f"{address}issues/{place_number}").status_code == 404


def test_the_data_hold_no_response(app: Flask, place: Town, planner: FlaskClient) -> None:
    reply = app.test_client().get(f"{publish(app, planner, place)}files/digest.json")
    assert reply.json is not None
    assert (reply.json["stage"], reply.json["number"]) == ("素案", 1)
    told = {"text": SAID, "attributes": ["40代"], "origin": ORIGIN}
    assert reply.json["issues"][0]["voices"] == [told]
    for response_id in place.responses:
        assert str(response_id) not in reply.text


def test_the_word_file_is_the_one_that_was_published(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    address = publish(app, planner, place)
    public = app.test_client().get(f"{address}files/digest.docx")
    said = "\n".join(p.text for p in Document(BytesIO(public.data)).paragraphs)
    for words in (TITLE, SAID, "素案 第1版", "乗合タクシーの試行"):
        assert words in said

    current = planner.get(f"{place.desk}/editions/current/digest.docx")
    told = "\n".join(p.text for p in Document(BytesIO(current.data)).paragraphs)
    assert "公開前" in told
    assert planner.get(f"{place.desk}/editions/1/files/digest.docx").data == public.data


def test_an_open_call_is_marked_on_every_public_number(app: Flask, planner: FlaskClient) -> None:
    address = publish(app, planner, town.found(app, sampling="open"))
    reader = app.test_client()
    for path in (address, f"{address}issues/1"):
        assert "公募・代表性なし・参考" in visit(reader, path).get_text()
    paper = Document(BytesIO(reader.get(f"{address}files/digest.docx").data))
    (said,) = (
        p.text
        for p in paper.paragraphs
        if p.style and p.style.name == "List Bullet" and town.STATEMENT in p.text
    )
    assert said.endswith("（公募・代表性なし・参考）")


def test_example_data_are_never_taken_for_real(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    with app.app_context():
        db.session.get_one(Plan, place.plan).example = True
        db.session.commit()
    address = publish(app, planner, place)
    for path in ("/", address, f"{address}issues/1"):
        assert visit(app.test_client(), path).select(".chip.example")


def test_a_withdrawn_edition_is_gone_for_the_public(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    address = publish(app, planner, place)
    page = submit(planner, f"{place.desk}/editions/1/withdraw", {})
    assert "取り下げ" in page.get_text()
    for path in ("", "issues/1", "files/digest.json", "files/digest.docx"):
        assert app.test_client().get(f"{address}{path}").status_code == 410
    assert TITLE not in visit(app.test_client(), address, 410).get_text()
    assert app.test_client().get(f"/digests/{place.plan}/outcomes/").status_code == 404
    again = planner.post(f"{place.desk}/editions/1/withdraw")
    assert again.status_code == 422
    assert planner.get(f"{place.desk}/editions/1/files/digest.docx").status_code == 200


def test_editions_are_compared_and_an_old_one_says_there_is_a_newer(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    first, reader = publish(app, planner, place), app.test_client()
    assert "最初の版です" in visit(reader, f"{first}changes/").get_text()
    assert reader.get(f"{first}changes/?before=1").status_code == 404
    (bus,) = listed(app, place)
    said = {"desired_state": TITLE, "horizon": "long", "measures": "路線バスの試行"}
    planner.post(f"{place.desk}/issues/{bus}/edit", data=said | {"revision": "1"})
    park = add(planner, place, desired_state="公園で遊べる", topic="公園")
    planner.post(f"{place.desk}/issues/{park}/move", data={"to": "1"})
    new = visit(planner, f"{place.desk}/editions/new").get_text()
    for words in ("第2版になります", "新しい論点1件、文章が変わった論点1件", "前の版は「素案」"):
        assert words in new, words
    submit(planner, f"{place.desk}/editions/new", FORM | {"stage": "proposal"})

    second = f"/digests/{place.plan}/2/"
    page = visit(reader, f"{second}changes/")
    assert "新しい論点1件、文章が変わった論点1件" in page.get_text()
    assert "［追加］" in page.select(".changed-words ins")[0].get_text()
    assert "乗合タクシー" in "".join(tag.get_text() for tag in page.select("del"))
    assert "番号 1 → 2" in spoken(page)
    assert "違いはありません" in visit(planner, f"{place.desk}/editions/changes").get_text()
    both = visit(planner, f"{place.desk}/editions/changes?before=1&after=2").get_text()
    assert "新しい論点1件" in both
    assert planner.get(f"{place.desk}/editions/changes?before=9").status_code == 404

    for path in (first, f"{first}issues/1", f"{first}whole"):
        assert "案 第2版を読む" in visit(reader, path).get_text()
    assert "新しい版があります" not in visit(reader, second).get_text()
    whole = visit(reader, f"{second}whole")
    assert [spoken(tag) for tag in whole.select(".chapter > h2")] == [
        "1 公園で遊べる",
        f"2 {TITLE}",
    ]


def test_a_stage_goes_back_only_on_purpose(app: Flask, place: Town, planner: FlaskClient) -> None:
    adopt(app, planner, place)
    submit(planner, f"{place.desk}/editions/new", FORM | {"stage": "final"})
    page = submit(planner, f"{place.desk}/editions/new", FORM, status=422)
    assert "前の版は「成案」です。「素案」に戻して公開するときは" in page.get_text()
    page = submit(planner, f"{place.desk}/editions/new", FORM | {"backwards": "y"})
    assert "素案 第2版" in page.get_text()


def test_a_chart_is_read_as_a_picture_and_as_a_table(
    app: Flask, place: Town, planner: FlaskClient
) -> None:
    adopt(app, planner, place)
    with app.app_context():
        session = db.session()
        (issue,) = issues.of_plan(session, session.get_one(Plan, place.plan))
        (told,) = issues.evidence(session, issue)
        made = {name: getattr(told, name) for name in ("statement", "strength", "n")}
        source = told.source | {"axis": "年代", "chart": town.CHART}
        found = Evidence(kind="group_gap", source=source, **made)
        issues.set_evidence(session, issue, [found])
        session.commit()
    new = visit(planner, f"{place.desk}/editions/new").get_text()
    assert "新しい集計と違う根拠があります" in new  # it was written over by hand, above
    preview = visit(planner, f"{place.desk}/editions/preview/1")
    submit(planner, f"{place.desk}/editions/new", FORM)
    reader = app.test_client()
    public = visit(reader, f"/digests/{place.plan}/1/issues/1")
    for client, page in ((planner, preview), (reader, public)):
        picture, narrow = one(page, ".chart img"), one(page, ".chart source")
        assert picture["alt"] == town.CHART["alt"]
        for address in (picture["src"], narrow["srcset"]):
            assert client.get(str(address)).content_type == "image/svg+xml"
        rows = [spoken(row) for row in page.select(".chart tbody tr")]
        assert rows == ["20代10.0%120", "60代非表示非表示", "全体20.0%200"]
    assert reader.get(f"/digests/{place.plan}/1/issues/1/charts/2.svg").status_code == 404


def listed(app: Flask, place: Town) -> list[int]:
    with app.app_context():
        plan = db.session.get_one(Plan, place.plan)
        return [issue.id for issue in issues.of_plan(db.session(), plan)]


def test_only_planners_publish(
    app: Flask, place: Town, planner: FlaskClient, sign_in: SignIn
) -> None:
    publish(app, planner, place)
    viewer = sign_in("viewer", name="tanaka")
    visit(viewer, f"{place.desk}/editions/")
    assert viewer.get(f"{place.desk}/editions/new").status_code == 403
    assert viewer.post(f"{place.desk}/editions/new", data=FORM).status_code == 403
    assert viewer.post(f"{place.desk}/editions/1/withdraw").status_code == 403


def test_the_first_public_page_is_light(app: Flask, place: Town, planner: FlaskClient) -> None:
    address = publish(app, planner, place)
    reader = app.test_client()
    page = visit(reader, address)
    parts = [str(tag.get("href") or tag.get("src")) for tag in page.select("link, script, img")]
    assert sum(weight(reader, path) for path in [address, *dict.fromkeys(parts)]) <= 50 * 1024


def weight(reader: FlaskClient, path: str) -> int:
    with reader.get(path) as reply:
        return len(reply.data)
