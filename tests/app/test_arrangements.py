"""The planner's hands: themes renamed, merged, parted, their voices moved, and all of it undone."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import bridge, thematic
from app.extensions import db
from app.thematic import ChangedMeanwhile, Wish
from surveys import questionnaires, responses, revisions
from surveys.audit import AuditEntry
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.revisions import LEXICON, Kept
from tests import make
from tests.app.test_themes import BUS, OPINIONS, PARK, THEMES, search, town
from tests.conftest import SignIn
from tests.visit import one, submit, visit

ARRANGE = f"{THEMES}/arrange"


def sizes(page: BeautifulSoup) -> dict[str, int]:
    """{name: how many voices} of the themes in the list, as they are shown."""
    rows = page.select(".theme-list > li:has(a[href*='theme='])")
    return {
        next(row.select_one(".name").stripped_strings): int(  # type: ignore[union-attr] # is there
            next(one(row, ".name > .number").stripped_strings)
        )
        for row in rows
    }


def seen(page: BeautifulSoup) -> str:
    return str(page.select("input[name=seen]")[0]["value"])


def decide(client: FlaskClient, status: int = 200, **said: object) -> BeautifulSoup:
    """Decide something on the page of themes as it stands now."""
    now = visit(client, OPINIONS)
    return submit(client, f"{ARRANGE}?question=意見", {"seen": seen(now), **said}, status)


def key(page: BeautifulSoup, name: str) -> str:
    """The key of the theme of this name."""
    (row,) = [
        row for row in page.select(".theme-list > li") if name in one(row, ".name").get_text()
    ]
    return str(one(row, "input[name=theme]")["value"])


def voices(app: Flask, *words: str) -> list[str]:
    """The ids of the responses that wrote one of these."""
    with app.app_context():
        asked = db.session.get_one(Questionnaire, 1)
        found = responses.texts(db.session(), asked, "意見")
        return [str(each) for each, text in found if text in words]


def write(app: Flask, *words: str) -> None:
    """Let more voices come in."""
    with app.app_context():
        session = db.session()
        version = questionnaires.latest(session, session.get_one(Questionnaire, 1))
        batch = responses.add_batch(session, version, [{"意見": each} for each in words])
        bridge.make_partition(session, batch, version.parsed)
        session.commit()


@pytest.fixture
def client(app: Flask, sign_in: SignIn) -> FlaskClient:
    town(app)
    planner = sign_in("planner")
    search(planner)
    return planner


def test_a_theme_is_renamed_in_place_and_the_name_taken_back(client: FlaskClient) -> None:
    before = sizes(visit(client, OPINIONS))
    first = next(iter(before))
    page = decide(client, act="rename", theme="1", name="通学のバス")
    assert f"「{first}」の名前を「通学のバス」に変えました" in page.text
    assert list(sizes(page)) == ["通学のバス", *list(before)[1:]]

    page = submit(client, f"{ARRANGE}/undo?question=意見", {"seen": seen(page)})
    assert "取り消しました" in page.text
    assert sizes(page) == before
    page = submit(client, f"{ARRANGE}/redo?question=意見", {"seen": seen(page)})
    assert next(iter(sizes(page))) == "通学のバス"


def test_themes_are_looked_at_together_before_they_are_merged(client: FlaskClient) -> None:
    before = sizes(visit(client, OPINIONS))
    page = visit(client, f"{ARRANGE}?question=意見&act=merge&theme=1&theme=2")
    shown = one(page, "[data-previewed]").text
    assert "49件" in shown
    assert "なくなります" in shown
    assert sizes(visit(client, OPINIONS)) == before

    page = decide(client, act="merge", theme=["1", "2"], name="バスと公園")
    assert sizes(page) == {"バスと公園": 49, "どのテーマにも入らない声": 1}
    assert one(page, "h1").text == "バスと公園"
    parts = [link.get_text(" ") for link in page.select("#parts + ul a")]
    assert any("公園" in each and "24" in each for each in parts)


def test_a_merged_theme_is_parted_by_its_smaller_ones(client: FlaskClient) -> None:
    decide(client, act="merge", theme=["1", "2"], name="バスと公園")
    page = visit(client, f"{ARRANGE}?question=意見&act=part&theme=1")
    (park,) = [box for box in page.select("label.choice") if "公園" in one(box, "strong").text]
    assert len(park.select(".said")) == 2
    page = decide(client, act="part", theme="1", part=one(park, "input")["value"])
    assert sorted(sizes(page).values()) == [1, 24, 25]
    assert "「バスと公園」から1個のテーマを分けました" in page.text


def test_a_theme_is_parted_by_a_word(client: FlaskClient) -> None:
    bus = key(visit(client, OPINIONS), "バス")
    said: dict[str, Any] = {"act": "word", "theme": bus, "word": "通学", "name": "通学"}
    page = submit(client, f"{ARRANGE}/preview?question=意見", said)
    assert "6件" in one(page, "[data-previewed]").text
    assert sizes(decide(client, **said))["通学"] == 6


def test_the_part_of_a_page_that_changes_comes_alone(client: FlaskClient) -> None:
    reply = client.post(f"{ARRANGE}/preview?question=意見", data={"act": "merge", "only": "1"})
    assert reply.status_code == 200
    assert "<html" not in reply.text
    assert "2つ以上" in reply.text


def test_chosen_voices_are_moved_and_stay_where_they_were_put(
    client: FlaskClient, app: Flask
) -> None:
    page = visit(client, OPINIONS)
    bus, park = key(page, "バス"), key(page, "公園")
    chosen = voices(app, PARK[0])
    page = decide(client, act="move", response=chosen, to=bus)
    assert f"声{len(chosen)}件を" in page.text
    assert sorted(sizes(page).values()) == [1, 18, 31]

    page = decide(client, act="move", response=chosen[:2], to="")
    assert sizes(page)["どのテーマにも入らない声"] == 3
    page = decide(client, act="move", response=chosen[2:4], to="new", name="遊具")
    assert sizes(page)["遊具"] == 2
    page = decide(client, 422, act="move", response=voices(app, PARK[1]), to=park)
    assert "すでにそこに入っています" in page.text


def test_all_that_a_search_finds_is_moved_at_once(client: FlaskClient) -> None:
    now = visit(client, OPINIONS)
    said = {"act": "move", "every": "1", "to": "new", "name": "古い", "seen": seen(now)}
    page = submit(client, f"{ARRANGE}?question=意見&q=古くて", said)
    assert sizes(page)["古い"] == 6


def test_a_dissolved_theme_leaves_its_voices_to_no_theme(client: FlaskClient) -> None:
    page = decide(client, act="dissolve", theme="1")
    assert sizes(page)["どのテーマにも入らない声"] == 26
    assert "このテーマは、いまはありません" in visit(client, f"{OPINIONS}&theme=1").text


def test_a_decision_on_a_page_that_is_out_of_date_is_refused_and_kept_on_screen(
    client: FlaskClient,
) -> None:
    old = seen(visit(client, OPINIONS))
    decide(client, act="rename", theme="1", name="通学のバス")
    said = {"act": "rename", "theme": "2", "name": "子どもの遊び場", "seen": old}
    page = submit(client, f"{ARRANGE}?question=意見", said, 422)
    assert "テーマが変わりました" in page.text
    assert one(page, "#name")["value"] == "子どもの遊び場"
    assert "子どもの遊び場" not in sizes(visit(client, OPINIONS))

    again = {**said, "seen": seen(page)}
    assert "子どもの遊び場" in sizes(submit(client, f"{ARRANGE}?question=意見", again))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"act": "rename", "theme": "1", "name": ""}, "テーマの名前を入力してください"),
        ({"act": "rename", "theme": "99", "name": "道"}, "いまはありません"),
        ({"act": "merge", "theme": "1"}, "2つ以上"),
        ({"act": "part", "theme": "1"}, "分ける声を選んでください"),
        ({"act": "word", "theme": "1", "word": "水道"}, "「水道」を含む声はありません"),
        ({"act": "word", "theme": "1"}, "語を入力してください"),
        ({"act": "move", "to": "1"}, "声を1件以上"),
        ({"act": "move", "response": "1", "to": "1"}, "声を1件以上"),
    ],
)
def test_what_cannot_be_decided_says_why_in_a_sentence(
    client: FlaskClient, said: dict[str, str], told: str
) -> None:
    page = decide(client, 422, **said)
    assert told in one(page, ".callout.error").text
    assert str(one(page, "title").string).startswith("エラー")


def test_the_steps_tell_who_did_what_and_the_record_tells_no_words(
    client: FlaskClient, app: Flask
) -> None:
    decide(client, act="rename", theme="1", name="通学のバス")
    page = submit(client, f"{ARRANGE}/undo?question=意見", {"seen": seen(visit(client, OPINIONS))})
    steps = page.select("ol.steps > li")
    assert ["undone" in (step.get("class") or "") for step in steps] == [True, False]
    assert all("企画課 佐藤" in step.text for step in steps)
    with app.app_context():
        details = db.session.scalars(select(AuditEntry.details)).all()
        assert len(details) == 3
        assert "通学" not in str(details)


def test_a_search_anew_leaves_what_people_decided(client: FlaskClient) -> None:
    decide(client, act="rename", theme="1", name="通学のバス")
    run_id = search(client, number="3")
    page = visit(client, OPINIONS)
    assert sizes(page)["通学のバス"] == 25
    assert "直前の操作で変わったこと" in page.text
    assert "テーマを探し直しました" in one(page, ".history").text

    submit(client, f"{ARRANGE}/undo?question=意見", {"seen": seen(page)})
    assert search(client, number="3") == run_id
    assert len(visit(client, OPINIONS).select("ol.steps > li")) == 3

    search(client, number="3", anew="1")
    assert "通学のバス" not in sizes(visit(client, OPINIONS))


def test_new_voices_join_the_nearest_themes_and_nothing_old_moves(
    client: FlaskClient, app: Flask
) -> None:
    before = sizes(visit(client, OPINIONS))
    write(app, "通学に使うバスの本数が少ない", "公園の遊具がほしい", "公園の遊具が古い")
    page = visit(client, OPINIONS)
    assert "新しい声が3件あります" in page.text
    assert sizes(page) == before

    page = submit(client, f"{ARRANGE}/join?question=意見", {"seen": seen(page)})
    assert "新しい声3件を今のテーマに加えました" in page.text
    assert "新しい声が" not in one(page, "main").text.replace("新しい声3件", "")
    after = sizes(page)
    assert sorted(after.values()) == [1, 26, 26]
    assert set(after) == set(before)
    grown = [line.text for line in page.select(".changed li li")]
    assert len(grown) == 2

    page = submit(client, f"{ARRANGE}/join?question=意見", {"seen": seen(page)})
    assert "新しい声はありません" in page.text
    page = submit(client, f"{ARRANGE}/undo?question=意見", {"seen": seen(page)})
    assert "新しい声が3件あります" in page.text


def test_a_search_anew_takes_new_voices_in_and_says_what_became_of_the_themes(
    client: FlaskClient, app: Flask
) -> None:
    decide(client, act="rename", theme="1", name="通学のバス")
    write(app, *("ごみの収集日が分かりにくい", "ごみの分別を減らしてほしい", "ごみ袋が高い") * 5)
    search(client)
    page = visit(client, OPINIONS)
    assert sizes(page)["通学のバス"] == 25
    assert "新しいテーマ" in one(page, "details.changed").text
    assert "ごみ" in one(page, "details.changed").text


def test_other_settings_of_words_are_said_and_a_search_anew_offered(
    client: FlaskClient, app: Flask
) -> None:
    assert "語の設定が変わっています" not in visit(client, OPINIONS).text
    with app.app_context():
        kept = Kept(LEXICON, 1)
        revisions.keep(db.session(), kept, "[強制抽出]\n本数", who=None, now=make.NOON, seen=None)
        db.session.commit()
    assert "語の設定が変わっています" in visit(client, OPINIONS).text
    search(client)
    assert "語の設定が変わっています" not in visit(client, OPINIONS).text


def test_a_decision_made_while_themes_are_looked_for_is_not_lost(
    client: FlaskClient, app: Flask
) -> None:
    with app.app_context():
        session = db.session()
        asked, plan = session.get_one(Questionnaire, 1), session.get_one(Plan, 1)
        wanted = thematic.wanted(session, plan, asked, Wish("意見", 3))
        wanted.created_at = make.NOON
        run, _new = thematic.ask(session, wanted)
        session.commit()
        found = thematic.find(session, run, lambda _share: None)
        session.rollback()
    decide(client, act="rename", theme="1", name="通学のバス")
    assert found.store is not None
    with app.app_context(), pytest.raises(ChangedMeanwhile):
        found.store(db.session())


def test_who_does_not_plan_reads_the_steps_and_decides_nothing(
    client: FlaskClient, sign_in: SignIn
) -> None:
    decide(client, act="rename", theme="1", name="通学のバス")
    viewer = sign_in("viewer", name="suzuki")
    page = visit(viewer, f"{OPINIONS}&theme=1")
    assert "名前を「通学のバス」に変えました" in page.text
    assert "人が決めたテーマ" in page.text
    assert not page.select("form[action*='arrange'], input[name=response]")
    assert viewer.post(THEMES, data={"question": "意見", "number": "4"}).status_code == 403


def test_a_theme_of_a_few_chosen_voices_is_told_by_no_axis(client: FlaskClient, app: Flask) -> None:
    """Else a theme of one voice would tell every attribute of who wrote it."""
    few = voices(app, BUS[0])
    page = decide(client, act="move", response=few, to="new", name="少数")
    page = visit(client, f"{OPINIONS}&theme={key(page, '少数')}&axis=年代")
    assert "だれの声か" not in [heading.text for heading in page.select("h2")]
    assert "10件に満たないテーマ" in page.text


def test_voices_of_one_group_alone_are_read_where_ten_hold_the_same(client: FlaskClient) -> None:
    page = visit(client, f"{OPINIONS}&axis=年代&level=2")
    assert "「60代」の人の声だけ" in page.text
    assert {foot.text.strip() for foot in page.select(".voices footer")} == {"60代"}
    assert set(BUS) >= {quote.text for quote in page.select(".voices blockquote")} - {
        "バスの本数について電話ください 〔電話番号〕"
    }


def test_a_theme_of_a_few_voices_stands_in_no_table_by_group(
    client: FlaskClient, app: Flask
) -> None:
    few = voices(app, BUS[0])
    decide(client, act="move", response=few, to="new", name="少数")
    page = visit(client, "/desk/plans/1/questionnaires/1/theme-groups?question=意見&axis=年代")
    heads = [head.get_text(strip=True) for head in page.select("table.divided tbody th")]
    assert len(heads) > 2
    assert "少数" not in heads
    assert "10件に満たないテーマは" in page.text


def test_a_theme_never_gets_the_key_of_one_that_was_taken_back(
    client: FlaskClient, app: Flask
) -> None:
    made = decide(client, act="move", response=voices(app, BUS[0]), to="new", name="朝のバス")
    first = key(made, "朝のバス")
    submit(client, f"{ARRANGE}/undo?question=意見", {"seen": seen(visit(client, OPINIONS))})
    again = decide(client, act="move", response=voices(app, BUS[1]), to="new", name="増便")
    assert key(again, "増便") != first
