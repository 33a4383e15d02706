import csv
import re
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from analysis.files import read
from app.example import citizens, officials
from app.example.city import AREAS, DISTRICTS
from app.example.grammar import VOICES, Deck, clauses, fits, spoken
from app.example.people import TOPICS, concern, person
from app.example.writing import LEAD, TROUBLE, WISH, Author, Pen
from app.extensions import db
from surveys import editions, issues, questionnaires, responses
from surveys.audit import AuditEntry
from surveys.plans import Plan
from tests import make
from tests.visit import visit

WHO = Author(polite=True, place="北沢", life="シニア")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_loading_the_example_gives_the_whole_loop_once(app: Flask) -> None:
    with app.app_context():
        make.member(db.session())
        db.session.commit()
    runner = app.test_cli_runner()

    first, second = (runner.invoke(args=["example", "load"]) for _ in range(2))

    assert first.output == "見本の計画を用意しました\n", first.exception
    assert second.output == "見本の計画はすでにあります\n"
    with app.app_context():
        _has_the_whole_loop()
        _quotes_what_was_written()
    _shows_the_edition(app.test_client())


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_files_of_the_example_can_be_had_to_try_with(app: Flask, tmp_path: Path) -> None:
    reply = app.test_cli_runner().invoke(args=["example", "files", str(tmp_path / "out")])

    written = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert written == sorted(Path(line).name for line in reply.output.splitlines())
    raw = read(tmp_path / "out" / "市民意識調査_見本.csv")
    assert len(raw.cells) == 1200
    assert "問5 満足度" in raw.heading("問5 満足度／医療体制")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_without_staff_the_example_says_what_to_do(app: Flask) -> None:
    reply = app.test_cli_runner().invoke(args=["example", "load"])

    assert reply.exit_code == 1
    assert "flask staff add" in reply.output


def _has_the_whole_loop() -> None:
    (plan,) = db.session.scalars(select(Plan))
    asked = questionnaires.of_plan(db.session(), plan)
    assert plan.example
    assert "見本" in plan.title
    assert {each.sampling for each in asked} == {"random", "open", "census"}
    assert sorted(responses.number(db.session(), each) for each in asked) == [140, 180, 1200]
    listed = issues.of_plan(db.session(), plan)
    assert len(listed) == 3
    assert not [name for each in listed for name in _missing(each)]
    for issue, subject in zip(listed, ("公共交通", "子育て", "高齢者"), strict=True):
        assert (
            subject in issue.present_state
        )  # the words written for one topic stand on its numbers
    (edition,) = editions.of_plan(db.session(), plan)
    assert edition.name == "素案 第1版"
    assert db.session.scalar(select(func.count(AuditEntry.id)))


def _missing(issue: issues.PolicyIssue) -> tuple[str, ...]:
    return issues.missing(issue, issues.voices(db.session(), issue))


def _quotes_what_was_written() -> None:
    plan = db.session.scalars(select(Plan)).one()
    for issue in issues.of_plan(db.session(), plan):
        quoted = issues.voices(db.session(), issue)
        assert len(quoted) >= 3
        for voice in quoted:
            response = db.session.get_one(responses.Response, voice.response_id)
            assert voice.words == response.answers[voice.question_code]
            assert voice.approved


def _shows_the_edition(client: FlaskClient) -> None:
    page = visit(client, "/digests/1/1/")
    assert "見本" in page.get_text()
    assert "車を運転しなくても" in page.get_text()


def test_the_same_seed_gives_the_same_files() -> None:
    assert officials.census(1) == officials.census(1)
    assert officials.census(1) != officials.census(2)
    assert citizens.call(1) == citizens.call(1)


def test_no_sentence_keeps_a_mark_of_the_grammar() -> None:
    pen = Pen(np.random.default_rng(3))
    written = [
        text
        for topic in TOPICS
        for _ in range(60)
        for text in (pen.trouble(WHO, topic), pen.wish(WHO, topic))
    ]
    assert not [text for text in written if re.search(r"[\[\]{}|@/■〈〉]|地区地区|。。", text)]
    assert all(2 <= len(text) <= 160 for text in written)


def test_few_citizens_write_the_very_same_words() -> None:
    rows = list(csv.reader(StringIO(citizens.sample(2).decode("utf-8-sig"))))[2:]
    written = [text for row in rows for text in row[-2:] if len(text) > 10]
    assert len(written) > 900
    assert len(set(written)) > 0.85 * len(written)


def test_every_clause_is_used_before_one_is_used_again() -> None:
    deck = Deck(["い", "ろ", "は"], np.random.default_rng(3))
    dealt = [deck.deal(life="シニア", place="北沢") for _ in range(6)]
    assert sorted(dealt[:3]) == sorted(dealt[3:]) == ["い", "は", "ろ"]


def test_a_clause_of_one_time_of_life_is_said_by_nobody_else() -> None:
    clause = "〈子育て・中年〉子どもの送り迎えが大変[だ/です]"
    assert fits(clause, life="中年", place="")
    assert not fits(clause, life="シニア", place="")
    said = spoken(clause, np.random.default_rng(3), polite=False, place="")
    assert said == "子どもの送り迎えが大変だ"


@pytest.mark.parametrize("topic", TOPICS)
def test_anyone_finds_something_to_say_on_any_topic(topic: str) -> None:
    for heading in (TROUBLE, WISH):
        anyone = [line for line in clauses(topic)[heading] if fits(line, life="", place="")]
        assert len(anyone) >= 4


def test_who_lives_in_the_centre_names_no_place() -> None:
    pen = Pen(np.random.default_rng(3))
    author = Author(polite=False, place="", life="若者")
    assert not [said for _ in range(80) if "地区と" in (said := pen.wish(author, "transport"))]


def test_a_clause_is_said_in_the_manner_of_its_writer() -> None:
    clause = "@地区には{店|駅}が[ない/ありません]"
    rng = np.random.default_rng(3)
    assert spoken(clause, rng, polite=True, place="北沢").endswith("がありません")
    assert spoken(clause, rng, polite=False, place="北沢").startswith("北沢地区には")


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_has_clauses_enough_for_a_city(topic: str) -> None:
    assert len(clauses(topic)[TROUBLE]) + len(clauses(topic)[WISH]) >= 25
    assert any(heading.startswith(LEAD) for heading in clauses(topic).of)


def test_no_clause_stands_twice() -> None:
    lines = [
        line
        for file in VOICES.glob("*.txt")
        for heading, lines in clauses(file.stem).of.items()
        if heading in (TROUBLE, WISH)
        for line in lines
    ]
    assert len(lines) == len(set(lines))


def test_far_districts_write_about_buses_and_parents_about_children() -> None:
    rng = np.random.default_rng(5)
    met = [person(rng) for _ in range(1500)]
    about = [(who, concern(rng, who)) for who in met]

    def share(topic: str, chosen: list[bool]) -> float:
        said = [written == topic for (_, written), kept in zip(about, chosen, strict=True) if kept]
        return sum(said) / len(said)

    far = [who.district.far > 0.5 for who in met]
    parents = [who.life == "子育て" for who in met]
    assert share("transport", far) > 1.5 * share("transport", [not each for each in far])
    assert share("childcare", parents) > 1.5 * share("childcare", [not each for each in parents])


def test_a_question_nobody_was_asked_is_not_left_blank() -> None:
    rows = list(csv.reader(StringIO(citizens.sample(2).decode("utf-8-sig"))))
    rides = rows[0].index("問9 この1年の路線バスの利用")
    for row in rows[2:]:
        assert (row[rides + 1] == "非該当") == (row[rides] not in ("", "利用していない"))


def test_one_ward_is_split_between_two_schools() -> None:
    plan = [line.split(",") for line in AREAS[1:]]
    schools = [school for ward, school, _ in plan if ward == "柳原"]
    assert len(schools) == 2
    assert {district for _, _, district in plan} == {each.name for each in DISTRICTS}
