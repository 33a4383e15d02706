"""The public life of a digest: read on a phone, compared, printed; and what became of it told."""

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.clock import today
from app.exports.digest import framed
from app.extensions import db
from surveys import edition_files, editions, issues, outcomes, voices
from surveys.editions import Edition
from surveys.issues import Evidence, PolicyIssue
from surveys.outcomes import Outcome
from surveys.plans import Plan
from surveys.voices import Voice
from tests import make
from tests.app import town
from tests.app.town import Town
from tests.browser.look import come_in, drawn, look

BUS, PARK = "車がなくても、行きたい所へ行ける", "どの年代も公園で過ごせる"


@pytest.fixture
def place(app: Flask) -> Town:
    """The town with two editions, the second of which is not as the first."""
    made = town.found(app)
    with app.app_context():
        _publish(made)
        db.session.commit()
    return made


def _publish(place: Town) -> None:
    session = db.session()
    plan = session.get_one(Plan, place.plan)
    bus = _issue(plan, place, BUS)
    _edition(plan, "draft")
    bus.measures, bus.section = "路線バスの便数を見直す", "地域交通課"
    issues.place(session, plan, _issue(plan, place, PARK), 1)
    _edition(plan, "proposal")
    told = Outcome(plan_id=plan.id, issue_id=bus.id, state="planned", words="第3章に書きました")
    told.day, told.made_at = today() - timedelta(days=200), make.NOON
    outcomes.say(session, told, today())


def _issue(plan: Plan, place: Town, title: str) -> PolicyIssue:
    session = db.session()
    made = PolicyIssue(plan_id=plan.id, topic=title, desired_state=title, created_at=make.NOON)
    made.parts, made.draft_field = {}, "移動・交通"
    made.present_state, made.measures = town.STATEMENT, "乗合タクシーの試行"
    issues.add(session, made)
    source = {"questionnaire_id": place.questionnaire, "question": "trouble", "axis": "年代"}
    source |= {"subject": "バス", "chart": town.CHART}
    found = Evidence(kind="theme", statement=town.STATEMENT, strength=0.5, n=24, source=source)
    issues.set_evidence(session, made, [found])
    if title == BUS:
        _quote(made, place)
    return made


def _quote(issue: PolicyIssue, place: Town) -> None:
    session = db.session()
    voice = Voice(plan_id=place.plan, questionnaire_id=place.questionnaire)
    voice.response_id, voice.question_code = place.responses[0], "trouble"
    voice.words, voice.attributes = "バスの本数が少ない", ["40代"]
    session.add(voice)
    session.flush()
    voices.approve(voice, make.member(session, "suzuki").id, make.NOON)
    issues.add_voice(session, issue, voice)


def _edition(plan: Plan, stage: str) -> None:
    """The pages need the charts alone; the files have tests of their own."""
    made = Edition(plan_id=plan.id, stage=stage, title="政策論点集", published_at=make.NOON)
    made.preface = "はじめに。"
    editions.publish(db.session(), made)
    edition_files.keep(db.session(), made, framed.charts(made))


def test_an_edition_is_read_compared_and_followed_on_a_phone(
    app: Flask, address: str, place: Town, phone: Page
) -> None:
    phone.goto(f"{address}/")
    phone.get_by_role("link", name="政策論点集 案 第2版").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("政策論点集")
    look(phone)
    phone.get_by_role("link", name=PARK).focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text(PARK)
    assert drawn(phone)
    phone.get_by_text("数字を表で見る").click()
    expect(phone.get_by_role("cell", name="非表示").first).to_be_visible()
    look(phone)
    phone.get_by_role("link", name=f"次の論点: {BUS}").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(BUS)
    expect(phone.get_by_text("第3章に書きました")).to_be_visible()
    _follow(phone, address, place)


def _follow(phone: Page, address: str, place: Town) -> None:
    """From what changed to the booklet, and to what became of it."""
    phone.goto(f"{address}/digests/{place.plan}/2/changes/")
    expect(phone.get_by_text("新しい論点1件、文章が変わった論点1件")).to_be_visible()
    look(phone)
    phone.goto(f"{address}/digests/{place.plan}/1/")
    phone.get_by_role("link", name="案 第2版を読む").click()
    expect(phone.get_by_text("いま読んでいる版")).to_be_visible()
    phone.get_by_role("link", name="全体を1ページで読む・印刷する").click()
    expect(phone.get_by_role("heading", level=2, name=BUS)).to_be_visible()
    look(phone)
    phone.goto(f"{address}/digests/{place.plan}/outcomes/")
    phone.get_by_role("link", name="計画に反映 1").click()
    expect(phone.get_by_role("heading", level=2)).to_have_text([BUS])
    look(phone)
    phone.goto(f"{address}/results/{place.questionnaire}/")
    expect(phone.get_by_role("heading", level=3)).to_have_text([PARK, BUS])
    look(phone)


def test_what_became_of_an_issue_is_written_by_keyboard(
    app: Flask, address: str, place: Town, desk: Page
) -> None:
    come_in(desk, app, address, "planner")
    desk.goto(f"{address}{place.desk}/outcomes/")
    expect(desk.get_by_role("listitem").filter(has_text="6か月更新がありません")).to_be_visible()
    look(desk)
    desk.get_by_role("cell", name=BUS).get_by_role("link").or_(
        desk.get_by_role("rowheader", name=BUS).get_by_role("link")
    ).first.click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(BUS)
    look(desk)
    desk.get_by_label("状況", exact=True).select_option(label="実施済み")
    desk.get_by_label("内容").fill("新しい便を走らせました")
    desk.get_by_label("計画・予算のどこに").fill("令和9年度予算")
    desk.get_by_label("計画・予算のどこに").press("Enter")
    expect(desk.get_by_text("反映状況を書きました")).to_be_visible()
    desk.goto(f"{address}/digests/{place.plan}/2/issues/2")
    expect(desk.get_by_text("新しい便を走らせました")).to_be_visible()
    look(desk)
    for path in ("editions/new", "editions/changes?before=1&after=2", "editions/preview/1"):
        desk.goto(f"{address}{place.desk}/{path}")
        expect(desk.get_by_role("heading", level=1)).to_be_visible()
        look(desk)
