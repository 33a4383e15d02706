"""The invented people of the example: what they say, and that they fill in forms people could."""

import re

import numpy as np
import pytest

from app.clock import now
from app.example import citizens, last_year, officials, to_try
from app.example.city import AREAS, DISTRICTS
from app.example.fielded import SEED
from app.example.grammar import VOICES, Deck, clauses, fits, spoken
from app.example.people import OCCUPATIONS, TOPICS, WORKS, concern, person
from app.example.writing import LEAD, TROUBLE, WISH, Author, Pen
from surveys import sheets

WHO = Author(polite=True, place="北沢", life="シニア", work="無職")
ANYONE: frozenset[str] = frozenset()


def test_the_same_seed_gives_the_same_answers() -> None:
    assert officials.everybody(1) == officials.everybody(1)
    assert officials.everybody(1) != officials.everybody(2)
    assert last_year.call(1, 2025) == last_year.call(1, 2025)


def test_every_form_is_one_a_phone_would_let_through() -> None:
    asked = to_try.questionnaires(now())
    sample, staff = asked["citizens"].document, asked["officials"].document
    for document, forms in (
        (sample, [form for _, form in citizens.everybody(sample, SEED)]),
        (staff, officials.everybody(SEED + 2)),
    ):
        read = [sheets.read(document, form) for form in forms]
        assert not [sheet.errors for sheet in read if sheet.errors]


def test_at_least_four_hundred_different_texts_are_written() -> None:
    sample = to_try.questionnaires(now())["citizens"].document
    forms = [form for _, form in citizens.everybody(sample, SEED)]
    written = [text for form in forms for name in ("q16", "q17") for text in form.get(name, [])]
    told = [text for text in written if len(text) > 10]
    assert len(set(told)) >= 400
    assert len(set(told)) > 0.9 * len(told)


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


def test_every_clause_is_used_before_one_is_used_again() -> None:
    deck = Deck(["い", "ろ", "は"], np.random.default_rng(3))
    dealt = [deck.deal(being=WHO.being, place="北沢") for _ in range(6)]
    assert sorted(dealt[:3]) == sorted(dealt[3:]) == ["い", "は", "ろ"]


def test_a_clause_of_one_time_of_life_is_said_by_nobody_else() -> None:
    clause = "〈子育て・中年〉子どもの送り迎えが大変[だ/です]"
    assert fits(clause, being={"中年"}, place="")
    assert not fits(clause, being={"シニア"}, place="")
    said = spoken(clause, np.random.default_rng(3), polite=False, place="")
    assert said == "子どもの送り迎えが大変だ"


@pytest.mark.parametrize("topic", TOPICS)
def test_anyone_finds_something_to_say_on_any_topic(topic: str) -> None:
    for heading in (TROUBLE, WISH):
        anyone = [line for line in clauses(topic)[heading] if fits(line, being=ANYONE, place="")]
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


def test_one_ward_is_split_between_two_schools() -> None:
    plan = [line.split(",") for line in AREAS[1:]]
    schools = [school for ward, school, _ in plan if ward == "柳原"]
    assert len(schools) == 2
    assert {district for _, _, district in plan} == {each.name for each in DISTRICTS}


def test_a_clause_of_one_work_and_life_is_said_only_by_who_has_both() -> None:
    clause = "〈子育て＋パート〉時給が上がら[ない/ません]"
    assert fits(clause, being={"子育て", "パート"}, place="")
    assert not fits(clause, being={"シニア", "パート"}, place="")


def test_the_clauses_know_every_life_and_work_they_name() -> None:
    known = {"若者", "子育て", "働き盛り", "中年", "シニア", "職員", *WORKS.values()}
    for file in VOICES.glob("*.txt"):
        for named in re.findall(r"〈([^〉]*)〉", file.read_text(encoding="utf-8")):
            assert set(re.split("[・＋]", named)) <= known


def test_farmers_write_about_land_and_shopkeepers_about_the_high_street() -> None:
    rng = np.random.default_rng(5)
    about = [(who.occupation, concern(rng, who)) for who in (person(rng) for _ in range(3000))]

    def share(topic: str, work: str) -> float:
        said = [written == topic for occupation, written in about if occupation == work]
        return sum(said) / len(said)

    everyone = {topic: sum(t == topic for _, t in about) / len(about) for topic in TOPICS}
    assert {occupation for occupation, _ in about} == set(OCCUPATIONS)
    assert share("farming", "農林業") > 2 * everyone["farming"]
    assert share("shopping", "自営業") > 1.5 * everyone["shopping"]
    assert share("jobs", "学生") > 1.5 * everyone["jobs"]
