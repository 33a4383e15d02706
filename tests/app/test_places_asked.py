"""地区と地図: answered from a long list, by a pin, without a map, and told back before sending."""

from io import BytesIO

from flask import Flask

from app.extensions import db
from surveys import pin_maps, place_maps
from surveys.documents import Document
from surveys.kinds import Choice, Question
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from tests.app import asking
from tests.app.asking import Town
from tests.app.opened import ASKED, opened
from tests.conftest import SignIn
from tests.surveys import mapped
from tests.visit import one, spoken, submit, visit

AREAS = (
    *(
        Choice(
            f"{n}区",
            f"{n}区",
            within=(f"第{n // 15}小学校", f"{n // 60}地区"),
            reading="あ" * (n % 5 + 3),
        )
        for n in range(300)
    ),
    Choice(
        "郷原（広丘小学校）",
        "郷原（小学校区が広丘小学校の所）",
        within=("広丘小学校", "広丘地区"),
        reading="ごうばら",
    ),
    Choice("outside", "市外"),
    Choice("unknown", "わからない・行政区に入っていない"),
)
CITIES = (Choice("m", "松本市"), Choice("y", "山形村"))
PLACES = ("西地区", "東地区", "離島", "outside")


def asked(app: Flask) -> Town:
    """A questionnaire that asks 300 areas and a pin, in a plan with a map."""
    where = Question(
        "area",
        "お住まい",
        "area",
        choices=AREAS,
        levels=("行政区", "小学校区", "地区"),
        others=CITIES,
    )
    labels = [*PLACES[:3], "地図の外"]
    places = tuple(Choice(code, label) for code, label in zip(PLACES, labels, strict=True))
    pin = Question("pin", "危ない場所", "pin", place_map="map1", choices=places)
    town = asking.publish(app, Document((where, pin), title="場所の調査"))
    with app.app_context():
        plan = db.session.get_one(Plan, db.session.get_one(Questionnaire, town.id).plan_id)
        said = mapped.collection()
        place_maps.bring(db.session(), plan, said, name="地区", attribution=mapped.CREDIT)
        db.session.commit()
    return town


def test_places_are_answered_and_told_back(app: Flask) -> None:
    someone = asked(app).somebody()
    page = someone.starts()
    assert len(page.select("select[name=area] optgroup")) == 6, "under the districts"
    chains = str(one(page, "[data-around]")["data-around"]).split("\n")
    part = one(page, "option[data-kana=ごうばら][value='郷原（広丘小学校）']")
    assert chains[int(str(part["data-in"]))] == "広丘小学校 → 広丘地区"
    assert len(chains) == 21, "each is written once"
    assert len(page.select("svg .areas path")) == 3
    assert "ご自宅の位置は指さないでください" in spoken(one(page, "#q2"))
    someone.answers(area="郷原（広丘小学校）", pin_lat="36.13412", pin_lon="137.92456")
    told = [spoken(each) for each in someone.page.select(".reviewed dd")]
    assert told[0].startswith("郷原（小学校区が広丘小学校の所） → 広丘小学校 → 広丘地区")
    assert told[1].startswith("西地区北緯36.134度、東経137.925度のあたり")

    someone.opens("/pages/1?then=review")
    someone.answers(then="review", area="", area_other="m", pin_area="離島")
    told = [spoken(each) for each in someone.page.select(".reviewed dd")]
    assert told[0].startswith("市外: 松本市")
    assert told[1].startswith("離島"), "the list counts before a pin set earlier"

    someone.opens("/pages/1?then=review")
    someone.answers(422, then="review", area="火星", pin_area="離島", pin_lat="x")
    assert [spoken(each) for each in someone.page.select("#errors li")] == [
        "お住まい：選択肢の中から選んでください"
    ]


def test_three_hundred_areas_and_a_map_take_at_most_50_kilobytes(app: Flask) -> None:
    someone = asked(app).somebody()
    someone.starts()
    assert len(someone.page.select("select[name=area] option")) > 300
    page = someone.client.get(f"/respond/{someone.id}/pages/1")
    assert len(page.data) <= 50_000, len(page.data)


def test_a_map_is_brought_named_asked_about_and_kept(app: Flask, sign_in: SignIn) -> None:
    asked(app)
    client, desk = sign_in("planner"), "/desk/plans/1/maps"
    refused = submit(client, desk, {**mapped.form("地区"), "attribution": "私の出典"}, 422)
    assert "「地区」という地図はもうあります" in spoken(one(refused, "#errors"))
    assert one(refused, "#attribution")["value"] == "私の出典", "nothing typed is lost"
    for said, error in (
        ({"name": "校区"}, "ファイルを選んでください"),
        ({**mapped.form("校区"), "attribution": ""}, "出典・利用条件を入力してください"),
    ):
        assert error in spoken(one(submit(client, desk, said, 422), "#errors"))

    page = submit(client, desk, mapped.form("校区"))
    assert spoken(one(page, "h1")) == "校区"
    assert len(page.select("svg .areas path")) == 3
    address = f"{desk}/2"
    page = submit(client, f"{address}/names", {"property": "side"})
    assert [text.get_text() for text in page.select("svg .names text")] == ["町", "島"]
    submit(client, f"{address}/names", {"property": "none"}, 422)

    kept = submit(client, f"{desk}/1/delete", {}, 422)
    assert "「場所の調査」で使っている" in spoken(one(kept, ".callout.error"))
    page = submit(client, f"{address}/delete", {})
    assert [spoken(each) for each in page.select("tbody th")] == ["地区"]
    assert pin_maps.OUTSIDE_LABEL not in spoken(page)


def test_a_file_asks_about_a_map_by_its_name(app: Flask, sign_in: SignIn) -> None:
    asked(app)
    client = sign_in("planner")
    head = "title: 調査\naudience: citizen\nsampling: open\nquestions:\n"
    yaml = f"{head}  - {{code: q1, label: 場所, kind: pin, place_map: 地区, grain: 10}}\n"

    def sent(said: str, status: int = 200) -> str:
        form = {"file": (BytesIO(said.encode()), "asked.yaml")}
        return spoken(one(submit(client, "/desk/plans/1/drafting", form, status), "main"))

    assert "設問「q1」の地図「どこか」が、この計画にありません" in sent(
        yaml.replace("place_map: 地区", "place_map: どこか"), 422
    )
    sent(yaml)
    shown = visit(client, "/desk/plans/1/maps/1")
    assert {spoken(each) for each in shown.select("section:last-of-type li")} == {
        "場所の調査",
        "調査 下書き",
    }


def test_pins_are_shown_over_their_map_once_they_are_opened(app: Flask, sign_in: SignIn) -> None:
    where = Question(
        "pin",
        "危ない場所",
        "pin",
        place_map="map1",
        choices=tuple(Choice(code, code) for code in PLACES),
    )
    west, east, far = ("36.131", "137.921"), ("36.151", "137.961"), ("36.171", "137.941")
    said = [
        *({"pin_lat": [lat], "pin_lon": [lon]} for lat, lon in (*[west] * 12, *[east] * 5, far)),
        *({"pin_area": ["離島"]} for _ in range(3)),
        *({"pin_area": [""]} for _ in range(4)),
    ]
    with app.app_context():
        opened(app, Document((where,), title="場所"), said)
        plan, content = db.session.get_one(Plan, 1), mapped.collection()
        place_maps.bring(db.session(), plan, content, name="地区", attribution=mapped.CREDIT)
        db.session.commit()
    client = sign_in("planner")
    tables = visit(client, f"{ASKED}/tables")
    assert "危ない場所" in spoken(tables), "by area"
    page = visit(client, str(one(tables, "a[href*='/pins']")["href"]))
    assert mapped.CREDIT in spoken(one(page, "main"))
    rows = [[spoken(cell) for cell in row.select("td")][:2] for row in page.select("tbody tr")]
    assert rows == [["西地区", "12"], ["東地区", "少数"], ["西地区", "少数"]], (
        "one would tell another"
    )
    assert "「西地区」に中心のある升目で、12件" in spoken(one(page, ".headline"))
    assert "ピン18件。ほかに、一覧から選んだ人と答えなかった人が7人" in spoken(one(page, ".method"))
    with client.get(str(one(page, "picture img")["src"])) as picture:
        assert "少数" in picture.get_data(as_text=True)
    wide = f"{ASKED}/pins?mesh=10km"
    assert [spoken(one(row, "td:nth-of-type(1)")) for row in visit(client, wide).select("tbody tr")]
    assert visit(client, f"{ASKED}/pins?mesh=x&question=pin").select("tbody tr")
    assert "回答がありません" in spoken(visit(client, f"{ASKED}/pins?question=none"))
    with client.post(f"{ASKED}/tables/pins/csv?question=pin") as file:
        assert file.get_data(as_text=True).count("非表示") == 2
