"""抽出ウエイト at the desk: an adopted design is what the answers are weighed by."""

from datetime import date
from urllib.parse import urlencode

from flask import Flask

from app.clock import now
from app.desk import sample_designs_worked
from app.extensions import db
from surveys import sample_designs
from surveys.questionnaires import Questionnaire
from surveys.sample_designs import SampleDesign
from tests.app.test_population import ASKED, headlines, registered, town
from tests.conftest import SignIn
from tests.visit import one, submit, visit

BY_DESIGN = {"start": "design", "low": "", "high": ""}


def adopted(app: Flask, *bands: str) -> None:
    """2,000 in the first band and 8,000 in the second; each got a hundred letters."""
    with app.app_context():
        session = db.session()
        design = SampleDesign(
            questionnaire_id=session.get_one(Questionnaire, 1).id,
            reference_day=date(2026, 4, 1),
            youngest=18,
            rate=0.5,
            margin=0.05,
            per="whole",
            allocation="equal",
            total=200,
            least=0,
            systematic=True,
            cells=[["", band, people] for band, people in zip(bands, (2000, 8000), strict=True)],
            merged=[[0], [1]],
            words={},
            changed_at=now(),
        )
        design = sample_designs.keep(session, design)
        sample = sample_designs_worked.worked(design)
        drawn = sample_designs_worked.drawn(design, sample)
        assert [(each.drawn, each.people) for each in drawn] == [(100, 2000), (100, 8000)]
        sample_designs.adopt(session, design, drawn, now=now())
        session.commit()


def test_answers_are_weighed_by_the_chance_of_being_drawn(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    adopted(app, "18〜39歳", "40歳以上")
    assert "70.0%" in headlines(client)

    page = visit(client, f"{ASKED}/weights?{urlencode(BY_DESIGN)}")  # no population is needed
    assert "標本の抽出率の差を戻しました" in page.text
    form = one(page, "form[action$='/weights/use']")
    said = {str(box["name"]): str(box["value"]) for box in form.select("input[name]")}
    page = submit(client, f"{ASKED}/weights/use", said)
    assert "標本設計（基準日 令和8年4月1日）の抽出ウエイトで集計しています" in page.text
    # 30 of the young stand for 20 residents each, 70 of the old for 80: 600 of 6,200.
    assert "90.3%" in headlines(client)

    # With a population beside it, the raking begins there: half of the residents are men.
    registered(client)
    both = BY_DESIGN | {"axis-0": "性別"}
    page = visit(client, f"{ASKED}/weights?{urlencode(both)}")
    assert "性別の構成を母集団に合わせました" in page.text
    assert "年代の回答から分かる抽出ウエイト（N/n）から始めました" in page.text
    assert "母集団に合わせた" not in one(page, ".callout.success").text


def test_a_design_that_the_answers_cannot_tell_is_not_used(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    adopted(app, "18〜34歳", "35歳以上")
    page = visit(client, f"{ASKED}/weights?{urlencode(BY_DESIGN)}")
    assert "「35歳以上」にあたる選択肢が" in page.text
    assert not page.select("form[action$='/weights/use']")
    submit(client, f"{ASKED}/weights/use", BY_DESIGN | {"seen": "x"}, 422)
    page = visit(client, ASKED.replace("questionnaires/1", "questionnaires/1/sample"))
    assert "採用済み" in page.text
    assert not page.select("form[action$='/sample/leave']")  # what was asked by it stays
