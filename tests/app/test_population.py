"""母集団と重み at the desk: from the register's numbers to weighted tables."""

import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select

from analysis.codebook import Codebook
from app import bridge
from app.extensions import db
from surveys import questionnaires, responses, weightings
from surveys.margins import PopulationMargin
from surveys.questionnaires import Questionnaire
from surveys.weightings import Weighting
from tests import make
from tests.analysis import made
from tests.analysis.made import Row
from tests.conftest import SignIn
from tests.visit import one, spoken, submit, visit

SEX = made.axis("性別", "男性", "女性", "答えたくない")
AGE = made.axis("年代", "18〜39歳", "40歳以上")
BUS = made.single("バス", "使う", "使わない", label="バスを使うか")
VARIABLES = (SEX, AGE, BUS)
PLAN = "/desk/plans/1"
POPULATION = f"{PLAN}/population"
ASKED = f"{PLAN}/questionnaires/1"
# 20 young men of whom 10 go by bus, 60 old women of whom none does, 20 young women who all do.
ANSWERS = (
    *made.people(10, 性別="男性", 年代="18〜39歳", バス="使う"),
    *made.people(10, 性別="男性", 年代="40歳以上", バス="使わない"),
    *made.people(60, 性別="女性", 年代="40歳以上", バス="使わない"),
    *made.people(20, 性別="女性", 年代="18〜39歳", バス="使う"),
)
REGISTER = "軸,区分,人数\n性別,男性,5000\n性別,女性,5000\n"
WITH_AGES = REGISTER + "年齢,18・19歳,500\n年齢,20〜39歳,2500\n年齢,40歳以上,7000\n"


def town(app: Flask, rows: tuple[Row, ...] = ANSWERS, **changes: object) -> None:
    make.town(app, made.frame(VARIABLES, rows), **changes)


def registered(client: FlaskClient, counts: str = REGISTER, status: int = 200) -> BeautifulSoup:
    said = {"as_of": "2026-04-01", "counts": counts}
    return submit(client, f"{POPULATION}/edit", said, status)


def in_use(client: FlaskClient, **changed: str) -> BeautifulSoup:
    """Press the button of the page of weights."""
    form = one(visit(client, f"{ASKED}/weights"), "form[action$='/weights/use']")
    said = {str(box["name"]): str(box["value"]) for box in form.select("input[name]")}
    return submit(client, f"{ASKED}/weights/use", said | changed)


def kept(app: Flask, table: type[Any]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def headlines(client: FlaskClient, more: str = "") -> str:
    return visit(client, f"{ASKED}/tables{more}").select(".counted")[2].get_text(" ", strip=True)


def test_a_register_is_typed_shown_and_comes_back_as_it_was(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    assert "母集団の人数がまだありません" in visit(client, POPULATION).text

    page = registered(client, WITH_AGES)
    assert "母集団の人数を保存しました（5区分）" in page.text
    assert "10,000人 ・ 令和8年4月1日現在" in spoken(one(page, ".lead"))
    rows = [row.get_text(" ", strip=True) for row in page.select(".margins tbody tr")]
    assert rows[:3] == ["計 10,000 100.0%", "男性 5,000 50.0%", "女性 5,000 50.0%"]
    assert rows[4] == "18・19歳 500 5.0%"

    edit = visit(client, f"{POPULATION}/edit")
    assert one(edit, "#counts").text.strip() == WITH_AGES.strip()
    assert one(edit, "#as_of")["value"] == "2026-04-01"


def test_a_register_is_brought_as_a_file_of_any_office(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    registered(client)
    file = (io.BytesIO("性別,人数\n男性,40\n女性,60\n計,101\n".encode("cp932")), "人口.csv")
    said = {"as_of": "2026-10-01", "counts": REGISTER, "file": file}
    page = submit(client, f"{POPULATION}/edit", said)
    assert "合計の行は101人ですが、区分の人数を足すと100人です" in page.text
    rows = [row.get_text(" ", strip=True) for row in page.select(".margins tbody tr")]
    assert rows == ["計 100 100.0%", "男性 40 40.0%", "女性 60 60.0%"]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ("男性,5000\n女性,5000", "見出しの行がありません"),
        ("軸,区分,人数\n性別,男性,多い", "2行目の人数が"),
        ("軸,区分,人数\n性別,男性,5.5", "2行目の人数を、整数で"),
        (f"軸,区分,人数\n性別,{'男' * 101},5", "2行目の名前が長すぎます"),
    ],
)
def test_what_is_wrong_is_said_beside_the_table_and_nothing_is_lost(
    app: Flask, sign_in: SignIn, counts: str, said: str
) -> None:
    town(app)
    client = sign_in("planner")
    registered(client)
    page = registered(client, counts, 422)
    assert said in one(page, "#counts-error").text
    assert one(page, "#counts").text.strip() == counts
    assert kept(app, PopulationMargin) == 2


def test_an_emptied_table_takes_the_population_away(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    registered(client)
    assert "母集団の人数を消しました" in registered(client, "").text
    assert kept(app, PopulationMargin) == 0


def test_respondents_stand_beside_the_register(app: Flask, sign_in: SignIn) -> None:
    """20 men of 100 where the register has half: half-width 1.96·√(9900/9999·0.25/100) = 9.75 %."""
    town(app)
    registered(sign_in("planner"))
    client = sign_in("viewer", name="reader")
    page = visit(client, f"{ASKED}/representation")
    assert "「女性」が30.0ポイント多く、「男性」が30.0ポイント少なくなっています" in page.text
    rows = [row.get_text(" ", strip=True) for row in page.select(".composed tbody tr")]
    assert rows == ["男性 20 50.0% 20.0% △30.0 少ない ±9.8", "女性 80 50.0% 80.0% +30.0 多い ±9.8"]
    picture = one(page, ".composed img")
    assert "男性 母集団50.0% 回答者20.0%" in str(picture["alt"])
    assert client.get(str(picture["src"])).content_type == "image/svg+xml"

    reply = client.post(f"{ASKED}/representation/excel")
    sheet = load_workbook(io.BytesIO(reply.data)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "性別の回収構成（割合）" in cells
    assert 0.2 in cells


def test_weights_are_proposed_used_and_left(app: Flask, sign_in: SignIn) -> None:
    """Men weigh 2.5 and women 0.625: bus users are 10·2.5 + 20·0.625 = 37.5 of 100."""
    town(app)
    client = sign_in("planner")
    registered(client)
    page = visit(client, f"{ASKED}/weights")
    assert "重みは0.63〜2.50倍、有効回答者数は64人です" in one(page, ".headline").text
    assert kept(app, Weighting) == 0
    assert "使う 30 30.0 使わない" in headlines(client)

    page = in_use(client)
    assert "令和8年4月1日現在の母集団に合わせた重みで集計しています" in page.text
    assert "使う 30 37.5 30.0" in headlines(client)
    assert "「母集団に合わせた重み」による" in visit(client, f"{ASKED}/tables").text
    assert "使う 30 30.0 使わない" in headlines(client, "?weight=0")
    assert not page.select("form[action$='/weights/use']")

    page = submit(client, f"{ASKED}/weights/leave", {})
    assert "重みを外しました" in page.text
    assert "使う 30 30.0 使わない" in headlines(client)


def test_weights_follow_when_more_answers_are_opened(app: Flask, sign_in: SignIn) -> None:
    """With 20 more men of 120 they weigh 1.5, women 0.75: 30·1.5 + 20·0.75 = 60 go by bus."""
    town(app)
    client = sign_in("planner")
    registered(client)
    in_use(client)
    with app.app_context():
        session = db.session()
        asked = session.get_one(Questionnaire, 1)
        version = questionnaires.latest(session, asked)
        more = made.people(20, 性別="男性", 年代="18〜39歳", バス="使う")
        frame, _ = made.frame(VARIABLES, more)
        sheets = bridge.sheets(frame, Codebook(VARIABLES), version.questions)
        bridge.make_partition(
            session, responses.add_batch(session, version, sheets), version.parsed
        )
        session.commit()
    assert "使う 50 50.0 41.7" in headlines(client)
    assert "重みは0.75〜1.50倍" in visit(client, f"{ASKED}/weights").text


def test_the_book_of_all_tables_tells_how_it_was_weighed(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    registered(client)
    in_use(client)
    submit(client, f"{ASKED}/tables/book", {})
    sheets = load_workbook(io.BytesIO(client.post(f"{PLAN}/runs/1/file").data))
    cells = [cell for row in sheets["重み付け"].iter_rows(values_only=True) for cell in row]
    assert "性別の構成と重み" in cells
    assert "64.0" in cells


def test_a_new_register_changes_nothing_until_somebody_decides(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    registered(client)
    in_use(client)
    registered(client, REGISTER.replace("男性,5000", "男性,5050"))
    assert "使う 30 37.5 30.0" in headlines(client)
    page = visit(client, f"{ASKED}/weights")
    assert "使っている重みと母集団か決め方が違います" in page.text
    assert page.select("form[action$='/weights/use']")


def test_nobody_decides_on_what_was_not_on_the_page(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    registered(client)
    page = submit(client, f"{ASKED}/weights/use", {"seen": "another"}, 422)
    assert "母集団の人数か回答が変わりました" in page.text
    assert kept(app, Weighting) == 0


def test_a_population_of_another_time_is_pointed_out(app: Flask, sign_in: SignIn) -> None:
    town(app, surveyed_year=2023)
    client = sign_in("planner")
    registered(client)
    for page in ("weights", "representation"):
        assert "母集団と調査の年が離れています" in visit(client, f"{ASKED}/{page}").text


def test_limits_are_tried_kept_and_explained(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    registered(client)
    page = visit(client, f"{ASKED}/weights?low=０．５&high=2倍")
    assert "上下限にそろえた人は20人で、構成比のずれは最大10.0ポイントです" in page.text
    form = one(page, "form[action$='/weights/use']")
    said = {str(box["name"]): str(box["value"]) for box in form.select("input[name]")}
    submit(client, f"{ASKED}/weights/use", said)
    again = visit(client, f"{ASKED}/weights")
    assert (one(again, "#low")["value"], one(again, "#high")["value"]) == ("0.5", "2")
    assert "重みの下限は0以上1未満" in visit(client, f"{ASKED}/weights?low=3&high=強め").text


def test_ages_are_matched_alone_and_the_rest_by_a_person(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    registered(client, WITH_AGES.replace("男性", "おとこ"))
    page = visit(client, f"{ASKED}/weights")
    assert "「性別」の選択肢に合わない区分があります: おとこ" in spoken(page)
    assert "「性別」の「おとこ」にあたる選択肢がありません" in page.text
    assert not page.select("form[action$='/weights/use']")
    chosen = one(page, "#class-3 option[selected]")
    assert chosen.text == "18〜39歳"

    matched = visit(client, f"{ASKED}/weights?axis-0=性別&axis-1=年代&class-1=性別%3D1")
    assert "性別・年代の構成を母集団に合わせました" in matched.text
    alone = visit(client, f"{ASKED}/weights?axis-0=&axis-1=年代")
    assert "年代の構成を母集団に合わせました" in one(alone, ".headline").text
    assert "まだ使われていない軸" not in alone.text
    other = visit(client, f"{ASKED}/weights?axis-0=性別&axis-1=年代&class-1=年代%3D1")
    assert "「おとこ」にあたる選択肢がありません" in other.text


def test_what_cannot_be_weighed_is_said_and_the_form_stays(app: Flask, sign_in: SignIn) -> None:
    town(app, tuple(made.people(30, 性別="男性", 年代="18〜39歳", バス="使う")))
    client = sign_in("planner")
    registered(client)
    page = visit(client, f"{ASKED}/weights")
    assert "「女性」は母集団に5,000人いますが、回答者が0人です" in page.text
    assert one(page, "#high")
    submit(client, f"{ASKED}/weights/use", {"seen": ""}, 422)


def test_an_open_call_gets_no_weights(app: Flask, sign_in: SignIn) -> None:
    town(app, sampling="open")
    client = sign_in("planner")
    registered(client)
    page = visit(client, f"{ASKED}/weights")
    assert "公募の回答には重みを付けられません" in page.text
    assert not page.select("form[action*='/weights/']")
    page = submit(client, f"{ASKED}/weights/use", {"seen": ""}, 422)
    assert "公募の回答には重みを付けられません" in page.text
    assert kept(app, Weighting) == 0


@pytest.mark.parametrize("audience", ["staff", "outside"])
def test_only_residents_are_set_beside_the_register(
    app: Flask, sign_in: SignIn, audience: str
) -> None:
    """Nor can small groups of staff be read off a comparison, its pictures or its files."""
    town(app, audience=audience, sampling="census")
    client = sign_in("planner")
    registered(client)
    said = "住民の母集団と比べられるのは、市民を対象にした調査だけです"
    for page in ("representation", "weights", "representation/old/composition.svg?axis=性別"):
        assert said in visit(client, f"{ASKED}/{page}", 422).text
    for form in ("representation/excel", "weights/use"):
        assert said in submit(client, f"{ASKED}/{form}", {}, 422).text
    for page in (ASKED, f"{ASKED}/tables", POPULATION):
        assert not visit(client, page).select(f"a[href^='{ASKED}/representation']")
    assert kept(app, Weighting) == 0


def test_an_open_call_is_set_beside_the_register_without_a_test(
    app: Flask, sign_in: SignIn
) -> None:
    town(app, sampling="open")
    client = sign_in("planner")
    registered(client)
    page = visit(client, f"{ASKED}/representation")
    sentence = one(page, ".composed p.measure").text
    assert "「女性」が30.0ポイント多く" in sentence
    assert "検定" not in sentence
    assert "±" not in one(page, ".composed table").text


def test_a_handful_of_answers_is_neither_shown_nor_weighed(app: Flask, sign_in: SignIn) -> None:
    town(app, ANSWERS[5:14])
    client = sign_in("planner")
    registered(client)
    assert "回答が10人に満たない" in visit(client, f"{ASKED}/representation").text
    assert "回答が10人に満たない" in visit(client, f"{ASKED}/weights").text
    submit(client, f"{ASKED}/representation/excel", {}, 404)
    visit(client, f"{ASKED}/representation/old/composition.svg?axis=性別", 404)
    submit(client, f"{ASKED}/weights/use", {"seen": ""}, 422)


def test_weights_that_no_longer_fit_are_left_out_and_said(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    registered(client)
    in_use(client)
    with app.app_context():
        asked = db.session.get_one(Questionnaire, 1)
        found = weightings.of(db.session(), asked)
        assert found is not None
        gone = {**found.recipe, "margins": [{**found.recipe["margins"][0], "name": "消えた軸"}]}
        weightings.use(db.session(), asked, gone, as_of=found.as_of, now=make.NOON)
        db.session.commit()
    page = visit(client, f"{ASKED}/tables")
    assert "重みを使っていません" in page.text
    assert "消えた軸" in page.text
    assert "使う 30 30.0 使わない" in headlines(client)


def test_how_far_shares_may_be_off_is_a_table_and_a_file(app: Flask, sign_in: SignIn) -> None:
    """1.96·√((10000−100)/9999·0.25/100) = 9.75 %, in two stages 2·√(2·…) = 14.07 %."""
    town(app)
    registered(sign_in("planner"))
    client = sign_in("section", name="reader")
    page = visit(client, f"{PLAN}/sampling-error")
    assert "回答者が100人のとき、回答が50%だった割合の標本誤差は±9.8ポイントです" in page.text
    rows = [row.get_text(" ", strip=True) for row in page.select(".errors tbody tr")]
    assert rows[0] == "100 市民意識調査 ±5.9 ±7.8 ±8.9 ±9.6 ±9.8"
    two = visit(client, f"{PLAN}/sampling-error?people=１０,０００&stages=2").select(".errors td")
    assert two[4].text == "±14.1"
    endless = visit(client, f"{PLAN}/sampling-error?people=").select(".errors td")
    assert endless[0].text == "±5.9"
    assert "十分に大きい" in visit(client, f"{PLAN}/sampling-error?people=ない").text
    reply = client.post(f"{PLAN}/sampling-error/excel?people=10000&stages=2")
    assert load_workbook(io.BytesIO(reply.data)).active is not None


def test_readers_see_and_only_planners_decide(app: Flask, sign_in: SignIn) -> None:
    town(app)
    registered(sign_in("planner"))
    reader = sign_in("viewer", name="reader")
    assert not visit(reader, POPULATION).select("a[href$='/edit']")
    assert not visit(reader, f"{ASKED}/weights").select("form[action*='/weights']")
    submit(reader, f"{POPULATION}/edit", {}, 403)
    submit(reader, f"{ASKED}/weights/use", {}, 403)
    submit(reader, f"{ASKED}/weights/leave", {}, 403)
