"""ほかの調査とくらべる at the desk."""

from collections.abc import Mapping

import pytest
from flask import Flask

from app.extensions import db
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from tests import make
from tests.analysis import made
from tests.analysis.made import Row
from tests.conftest import SignIn
from tests.visit import visit

BUS = made.single("bus", "乗る", "乗らない", label="バスに乗りますか")
AGE = made.axis("年代", "20代以下", "30代以上")
LIST = "/desk/plans/1/questionnaires/1/comparison"
PAGE = f"{LIST}?question=bus"
TABLES = "/desk/plans/1/questionnaires/1/tables"


def rides(share: int, n: int = 100) -> list[Row]:
    young, old = {"年代": "20代以下"}, {"年代": "30代以上"}
    return [
        {"bus": "乗る" if place < share else "乗らない"} | (young if place % 2 else old)
        for place in range(n)
    ]


def plan(app: Flask, *surveys: tuple[list[Row], Mapping[str, object]]) -> None:
    """The first survey is the one at hand."""
    with app.app_context():
        stored = make.plan()
        db.session.add(stored)
        db.session.flush()
        for rows, changes in surveys:
            _asked(stored, rows, changes)
        db.session.commit()


def _asked(stored: Plan, rows: list[Row], changes: Mapping[str, object]) -> None:
    said = dict(changes)
    bus = made.single("bus", "乗る", "乗らない", label=str(said.pop("label", BUS.label)))
    frame, codebook = made.frame((bus, AGE), rows)
    make.answered(db.session(), stored, frame, codebook, **said)


def test_the_list_of_what_was_asked_alike_comes_first(app: Flask, sign_in: SignIn) -> None:
    plan(app, (rides(60), {}), (rides(40), {"surveyed_year": 2025}))
    page = visit(sign_in("viewer"), LIST)
    assert "令和7年度と同じことを尋ねた設問は1問です。1問に、偶然とは考えにくい違い" in page.text
    rows = [tag.get_text(" ", strip=True) for tag in page.select(".compared tbody tr")]
    assert rows == ["バスに乗りますか 乗る 60.0 （40.0） 同じ"]
    assert not page.select("figure")


def test_two_waves_stand_side_by_side_the_earlier_one_in_brackets(
    app: Flask, sign_in: SignIn
) -> None:
    plan(app, (rides(60), {}), (rides(40), {"surveyed_year": 2025}))
    page = visit(sign_in("viewer"), PAGE)

    assert "「乗る」と答えた人は令和8年度が60.0%（n=100）で、令和7年度の40.0%" in page.text
    heads = [tag.get_text(" ", strip=True) for tag in page.select(".compared thead th")]
    assert heads[:4] == ["選択肢", "令和8年度 n=100", "（令和7年度） n=100", "差 95%信頼区間"]
    cells = [tag.get_text(strip=True) for tag in page.select(".compared tbody tr")[0].select("td")]
    assert cells[0] == "▲60.0"
    assert cells[1] == "（40.0）"
    assert "経年の動き" not in page.text


def test_what_a_survey_was_copied_from_is_offered_first(app: Flask, sign_in: SignIn) -> None:
    plan(app, (rides(60), {}), (rides(40), {"surveyed_year": 2025}), (rides(50), {}))
    with app.app_context():
        db.session.get_one(Questionnaire, 1).copied_from_id = 2
        db.session.commit()
    page = visit(sign_in("viewer"), LIST)
    assert page.select("#with option")[0]["value"] == "2"


def test_what_a_survey_was_copied_from_is_offered_from_another_plan(
    app: Flask, sign_in: SignIn
) -> None:
    plan(app, (rides(60), {}))
    plan(app, (rides(40), {"surveyed_year": 2025}), (rides(40), {"surveyed_year": 2024}))
    with app.app_context():
        db.session.get_one(Questionnaire, 1).copied_from_id = 2
        db.session.commit()
    page = visit(sign_in("viewer"), PAGE)
    assert [each["value"] for each in page.select("#with option")] == ["2"]
    assert "令和7年度の40.0%" in page.text


def test_three_waves_show_their_trend(app: Flask, sign_in: SignIn) -> None:
    earlier = [(rides(share), {"surveyed_year": year}) for share, year in ((50, 2025), (40, 2024))]
    plan(app, (rides(60), {}), *earlier)
    client = sign_in("viewer")
    assert "40.0%→50.0%→60.0%と、増える傾向" in visit(client, PAGE).text
    drawn = client.get(f"{TABLES}/old/waves.svg", follow_redirects=True)
    assert "令和6年度" in drawn.text


def test_an_open_call_is_a_reference_without_a_test_and_no_wave(
    app: Flask, sign_in: SignIn
) -> None:
    earlier: list[tuple[list[Row], dict[str, object]]] = [
        (rides(40), {"surveyed_year": 2025, "sampling": "open"}),
        (rides(40), {"surveyed_year": 2024}),
    ]
    plan(app, (rides(60), {}), *earlier)
    page = visit(sign_in("viewer"), f"{PAGE}&with=2")

    assert "参考として並べています" in page.text
    assert "（令和7年度・公募）" in page.text
    assert "経年の動き" not in page.text
    assert not page.select(".compared td.high")


def test_changed_words_are_flagged_and_shown(app: Flask, sign_in: SignIn) -> None:
    plan(app, (rides(60), {}), (rides(40), {"label": "路線バスに乗りますか"}))
    client = sign_in("viewer")
    page = visit(client, PAGE)
    callout = page.select(".callout")[0]
    assert "※ 設問文が変わっています" in callout.text
    assert [each.text for each in callout.select("del")] == ["路線"]
    assert "路線バスに乗りますか" in callout.text
    listed = visit(client, f"{LIST}?with=2")
    assert listed.select(".compared tbody td")[-1].text == "※ 設問文が変わっています"


def test_staff_can_be_composed_like_residents(app: Flask, sign_in: SignIn) -> None:
    plan(app, (rides(60), {"audience": "staff", "sampling": "census"}), (rides(40), {}))
    client = sign_in("viewer")
    assert "構成をそろえた差" not in visit(client, PAGE).text
    page = visit(client, f"{PAGE}&standard=年代")
    assert "構成をそろえた差" in page.text
    assert "年代の構成を市民に合わせると20.0ポイントから20.0ポイントになります" in page.text
    other = visit(client, f"{PAGE.replace('questionnaires/1', 'questionnaires/2')}&standard=年代")
    assert "職員−市民" in other.text


def test_its_file_says_which_surveys_and_what_was_found(app: Flask, sign_in: SignIn) -> None:
    plan(app, (rides(60), {}), (rides(40), {"surveyed_year": 2025}))
    reply = sign_in("planner").post(f"{TABLES}/comparing/csv?with=2&question=bus")
    assert "くらべる調査: 市民意識調査（無作為抽出" in reply.text
    assert "より20.0ポイント高くなっています" in reply.text
    assert "バスに乗りますか（令和8年度と令和7年度）" in reply.text


@pytest.mark.parametrize("asked", ["with=9", "with=2&question=none", "with=1"])
def test_what_is_not_there_is_not_found(app: Flask, sign_in: SignIn, asked: str) -> None:
    plan(app, (rides(60), {}), (rides(40), {"surveyed_year": 2025}))
    assert sign_in("planner").get(f"{LIST}?{asked}").status_code == 404


def test_alone_in_its_plan_a_survey_is_told_what_to_bring(app: Flask, sign_in: SignIn) -> None:
    plan(app, (rides(60), {}))
    page = visit(sign_in("viewer"), PAGE)
    assert "同じことを尋ねた調査がありません" in page.text
