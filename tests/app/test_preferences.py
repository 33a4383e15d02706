"""選好 at the desk: questions that rank, share points or choose best and worst."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from analysis import codebook_file
from analysis.codebook import Score
from app import bridge
from app.extensions import db
from surveys import documents, questionnaires, responses
from surveys.audit import AuditEntry
from surveys.documents import Document
from surveys.factors import Factor
from surveys.kinds import KINDS, Choice, Question, Row, Value
from surveys.plans import Plan
from tests import make
from tests.analysis import made
from tests.conftest import SignIn
from tests.visit import visit

PAGE = "/desk/plans/1/questionnaires/1/preferences"
TABLES = "/desk/plans/1/questionnaires/1/tables"
TOPICS = (
    Choice("bus", "バス"),
    Choice("care", "医療"),
    Choice("park", "公園"),
    Choice("art", "文化"),
)
STEPS = tuple(Choice(str(n), label) for n, label in enumerate(("満足", "普通", "不満"), 1))
WEIGHTS = tuple(Choice(str(n), label) for n, label in enumerate(("重要", "普通", "重要でない"), 1))
AREA = Question(
    "area",
    "地区",
    "single",
    part="attribute",
    choices=(Choice("e", "東"), Choice("w", "西"), Choice("n", "北")),
)
ASKED = (
    AREA,
    Question("rank", "力を入れてほしい取り組み", "ranking", choices=TOPICS, limit=3),
    Question("share", "予算の配り方", "points", choices=TOPICS),
    Question(
        "ends",
        "大切なこと",
        "best_worst",
        choices=TOPICS,
        sets=(("bus", "care", "park"), ("bus", "care", "art"), ("bus", "park", "art")),
    ),
    Question(
        "both",
        "取り組み",
        "pair",
        choices=STEPS,
        others=WEIGHTS,
        aspects=(Row("sat", "満足度"), Row("imp", "重要度")),
        rows=tuple(Row(one.code, one.label) for one in TOPICS),
        reverse=True,
    ),
    Question("moved", "転入した日", "date"),
)


def sheets(n: int = 80) -> Iterator[dict[str, Value | None]]:
    for each in range(n):
        east = each % 2 == 0
        yield {
            "area": "n" if each < 4 else "e" if east else "w",
            "rank": ["bus", "care", "park"] if east else ["care", "park"],
            "share": {"bus": 60, "care": 40} if east else {"care": 100},
            "ends": {"1_best": "bus", "1_worst": "park", "2_best": "care", "2_worst": "art"},
            "both": {f"sat_{one.code}": "3" if east else "2" for one in TOPICS}
            | {f"imp_{one.code}": "1" for one in TOPICS},
            "moved": date(2020 + each % 3, 1 + each % 12, 1).isoformat(),
        }


def town(app: Flask, n: int = 80, **changes: Any) -> None:
    with app.app_context():
        plan = make.plan()
        db.session.add(plan)
        db.session.flush()
        survey(plan, n, **changes)
        db.session.commit()


def survey(plan: Plan, n: int, factors: tuple[Factor, ...] = (), **changes: Any) -> None:
    session = db.session()
    one = make.questionnaire(session, plan, **changes)
    document = documents.write(Document(ASKED, factors=factors))
    version = questionnaires.freeze(session, one, document, make.NOON)
    batch = responses.add_batch(session, version, sheets(n))
    bridge.make_partition(session, batch, version.parsed)


def test_scores_stand_among_the_questions_and_no_column_of_them_alone(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    page = visit(sign_in("viewer"), TABLES)
    headings = [tag.text for tag in page.select("section.counted h2")]
    assert headings[:6] == [
        "地区",
        "力を入れてほしい取り組み",
        "力を入れてほしい取り組み（1位）",
        "予算の配り方",
        "大切なこと",
        "取り組み（満足度）／バス",
    ]
    assert headings[-3:] == ["転入した日（年）", "転入した日（月）", "転入した日（曜日）"]
    ranked = page.select("section.counted")[1]
    assert "順位の得点（0〜3）がもっとも高いのは「医療」で2.50です（n=80" in ranked.text
    told = [row.get_text(" ", strip=True) for row in ranked.select("tbody tr")]
    assert told[:2] == [
        "1 医療 2.50 2.39〜2.61 50.0 100.0 1.50",
        "2 バス 1.50 1.16〜1.84 50.0 50.0 1.00",
    ]
    assert "順位・配分・最良最悪・因子の得点" in [a.text for a in page.select("a.chip")]
    weekday = page.select("section.counted")[-1]
    assert weekday.select("tbody th")[0].text.startswith("月")
    assert "TOP2" not in weekday.text
    years = page.select("section.counted")[-3]
    assert [th.text for th in years.select("tbody th")] == ["2020年", "2021年", "2022年"]


def test_a_question_has_its_page_and_is_told_by_group(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("viewer")
    page = visit(client, f"{PAGE}?question=share&axis=area")
    assert "配分の平均点がもっとも高いのは「医療」で70.00です" in page.select(".headline")[0].text
    groups = page.select("table.itemised")[0]
    heads = [th.get_text(" ", strip=True) for th in groups.select("thead th")]
    assert heads == ["項目", "全体 n=80", "東 n=38", "西 n=38", "北 非表示"]
    told = [row.get_text(" ", strip=True) for row in groups.select("tbody tr")]
    assert told[0].startswith("医療 70.00 63.28〜76.72 ▽ 40.00 40.00〜40.00 ▲ 100.00")
    assert told[0].endswith("非表示")
    assert "地区が「東」の人では、" in page.text or "東では、" in page.text
    picture = page.select_one("figure img")
    assert picture is not None
    assert "高い順に、医療 70.00、バス 30.00" in str(picture["alt"])
    assert len(visit(client, f"{PAGE}?axis=none").select("table.itemised")) == 0
    best = visit(client, f"{PAGE}?question=ends")
    assert "最良最悪の得点（−1〜1）がもっとも高いのは「医療」で0.50です" in best.text


@pytest.mark.parametrize(
    ("said", "reason"),
    [("question=x", "選好の設問「x」はありません"), ("axis=x", "列「x」はありません")],
)
def test_what_is_not_there_is_said_in_words(
    app: Flask, sign_in: SignIn, said: str, reason: str
) -> None:
    town(app)
    assert reason in visit(sign_in("viewer"), f"{PAGE}?{said}", 422).text


def test_its_pictures_and_files_are_made_and_recorded(app: Flask, sign_in: SignIn) -> None:
    town(app)
    client = sign_in("planner")
    for question in ("rank", "ends"):
        address = f"{TABLES}/old/preferences.svg?question={question}&narrow=1"
        drawn = client.get(address, follow_redirects=True)
        assert "医療" in drawn.text
    for form in ("csv", "word"):
        assert client.post(f"{TABLES}/preferences/{form}?question=rank").status_code == 200
    reply = client.post(f"{TABLES}/preferences/excel?question=rank&axis=area")
    rows = list(load_workbook(io.BytesIO(reply.data)).worksheets[0].iter_rows(values_only=True))
    assert ("医療", 1, 2.5, 2.39, 2.61, 50, 100, 1.5) in [row[:8] for row in rows]
    assert ("n", 80, 38, 38, "非表示") in [row[:5] for row in rows]
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert entry.details == {"kind": "preferences", "form": "excel"}


def test_a_list_of_last_year_is_set_beside_this_year(app: Flask, sign_in: SignIn) -> None:
    town(app)
    with app.app_context():
        plan = db.session.get_one(Plan, 1)
        survey(plan, 41, surveyed_year=2025)
        survey(plan, 40, surveyed_year=2024)
        db.session.commit()
    client = sign_in("planner")
    assert "」との違い" not in visit(client, PAGE).text
    page = visit(client, f"{PAGE}?question=share&axis=none&with=2")
    listed = [option.text for option in page.select("select[name=with] option")]
    assert listed == ["くらべない", "令和7年度", "令和6年度"]
    assert "「令和7年度」との違い" in page.text
    heads = [
        th.get_text(" ", strip=True) for th in page.select("[aria-labelledby=beside] thead th")
    ]
    assert heads == ["項目", "令和8年度 n=80", "令和7年度 n=41", "差"]
    assert "偶然とは考えにくい得点の違いは見つかりませんでした" in page.text
    assert "令和6年度・令和7年度・令和8年度の3回を通じて、" in page.text
    heads = [th.get_text(" ", strip=True) for th in page.select("[aria-labelledby=waves] thead th")]
    assert heads == ["項目", "令和6年度 n=40", "令和7年度 n=41", "令和8年度 n=80", "1年あたり"]
    drawn = client.get(f"{TABLES}/old/score_waves.svg?question=share", follow_redirects=True)
    assert "令和6年度" in drawn.text
    file = client.post(f"{TABLES}/preferences/csv?question=share&with=2").data.decode()
    assert "項目,令和8年度,令和7年度,差" in file
    assert "項目,令和6年度,令和7年度,令和8年度,1年あたり" in file


def test_factors_are_scored_from_their_good_end_and_say_what_they_are_made_of(
    app: Flask, sign_in: SignIn
) -> None:
    moving = Factor("move", "移動", ("both_sat_bus", "both_imp_bus"), ("both_imp_bus",), "市の指標")
    town(app, factors=(moving, Factor("care", "医療", ("both_sat_care",))))
    client = sign_in("planner")
    page = visit(client, f"{PAGE}?question=__factors_1_3&axis=area")
    # 満足度 1 in the east and 2 in the west of 3; 重要度 3 everywhere, turned: 1
    told = [row.get_text(" ", strip=True) for row in page.select("table.scored tbody tr")]
    assert told[0].startswith("1 医療 1.50 1.39〜1.61 80 1 - -")
    assert told[1].startswith("2 移動 1.25 1.19〜1.31 80 2 ")
    made_of = page.select("details dd")[0].get_text("|", strip=True)
    assert made_of.count("バス") == 2
    assert made_of.endswith("【逆に数える】")
    assert "因子の組み方の出典: 市の指標。" in page.text
    groups = [row.get_text(" ", strip=True) for row in page.select("table.itemised tbody tr")]
    assert groups[0].startswith("医療 1.50 1.39〜1.61 ▽ 1.00")
    book = client.post(f"{TABLES}/preferences/excel?question=__factors_1_3").data
    rows = list(load_workbook(io.BytesIO(book)).worksheets[0].iter_rows(values_only=True))
    assert ("医療", 1, 1.5, 1.39, 1.61, 80, 1) in [row[:7] for row in rows]


def test_a_pair_meets_without_being_chosen_and_a_first_place_can_be_crossed(
    app: Flask, sign_in: SignIn
) -> None:
    town(app)
    client = sign_in("planner")
    page = visit(client, "/desk/plans/1/questionnaires/1/importance")
    chosen = [option.text for option in page.select("option[selected]")]
    assert chosen[:2] == ["取り組み（満足度）", "取り組み（重要度）"]
    items = visit(client, "/desk/plans/1/questionnaires/1/matrices")
    assert items.select("table.itemised")[0].select("tbody th")[0].text == "バス"
    crossed = visit(client, f"{TABLES}/crosstab?question=rank_first&axis=area")
    assert "力を入れてほしい取り組み（1位） × 地区" in crossed.text


def test_the_codebook_of_every_kind_comes_back_from_its_file() -> None:
    every = [
        Question(f"k_{key}", key, key, choices=TOPICS, rows=ASKED[4].rows, aspects=ASKED[4].aspects)
        for key in KINDS
    ]
    book = bridge.codebook([*every, *ASKED])
    assert codebook_file.loads(codebook_file.dumps(book)) == book
    assert {v.score for v in book.variables} == set(Score) - {Score.MEAN}  # no question has it
    assert not any("_lat" in v.name or "_lon" in v.name for v in book.numbers())


def test_staff_are_guarded_more_strictly(app: Flask, sign_in: SignIn) -> None:
    """Four in the north: another group goes with them, and no file tells either."""
    town(app, audience="staff", sampling="census")
    client = sign_in("planner")
    page = visit(client, f"{PAGE}?question=share&axis=area")
    heads = [th.get_text(" ", strip=True) for th in page.select("table.itemised thead th")]
    assert sum("非表示" in head for head in heads) == 2
    file = client.post(f"{TABLES}/preferences/csv?question=share&axis=area").data.decode()
    assert "n,80,非表示,38,非表示" in file


def test_few_people_are_guarded(app: Flask, sign_in: SignIn) -> None:
    town(app, 9)
    client = sign_in("planner")
    assert "回答が少ないため、得点を表示しません" in visit(client, PAGE).text
    file = client.post(f"{TABLES}/preferences/csv").data.decode()
    assert "医療,非表示,非表示,非表示" in file


def test_without_such_a_question_the_page_says_what_is_needed(app: Flask, sign_in: SignIn) -> None:
    make.town(app, made.frame((made.axis("地区", "東", "西"),), made.people(12, 地区="東")))
    client = sign_in("viewer")
    assert "得点にする設問がありません" in visit(client, PAGE).text
    assert "順位・配分・最良最悪" not in visit(client, TABLES).text
