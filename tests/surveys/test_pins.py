"""地図の地点: what is kept of a pin, and how its question finds its map wherever it goes."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from surveys import documents, geojson, paper_entries, pin_maps, place_maps, questionnaires
from surveys.documents import Document
from surveys.errors import SurveyError
from surveys.kinds import KINDS, Choice, Question
from surveys.kinds.pin import DECIMALS, GRAINS, OUTSIDE, OnMap
from surveys.place_maps import PlaceMap
from surveys.plans import Plan
from surveys.questionnaires import DRAFT
from surveys.shapes import Shape, contains, distance
from tests import make
from tests.surveys import mapped
from tests.surveys.mapped import SOUTH, WEST, bring, collection


@pytest.fixture
def plan(session: Session) -> Plan:
    return mapped.plan(session)


def asked(found: PlaceMap, **changes: Any) -> OnMap:
    question = Question(
        "q1", "危ない場所", "pin", place_map=found.key, choices=pin_maps.choices(found), **changes
    )
    return pin_maps.on_map(question, found)


def said(lon: float, lat: float) -> dict[str, list[str]]:
    return {"q1_lat": [f"{lat:.6f}"], "q1_lon": [f"{lon:.6f}"]}


def test_a_pin_is_rounded_and_knows_its_area(session: Session, plan: Plan) -> None:
    question, kind = asked(bring(session, plan)), KINDS["pin"]
    entries = kind.read(question, said(137.923456, 36.134567))
    assert entries == {"q1": {"lat": "36.135", "lon": "137.923", "area": "西地区"}}
    assert kind.cells(question, entries) == (36.135, 137.923, "西地区")
    assert [column.name for column in kind.columns(question)] == ["q1_lat", "q1_lon", "q1_area"]
    assert kind.told(question, said(137.923456, 36.134567))[0] == "西地区"
    far = kind.read(question, said(139.0, 36.0))
    assert far == {"q1": {"lat": "36.000", "lon": "139.000", "area": OUTSIDE}}


def test_a_choice_from_the_list_counts_before_a_pin(session: Session, plan: Plan) -> None:
    question = asked(bring(session, plan))
    both = said(137.92, 36.13) | {"q1_area": ["離島"]}
    assert KINDS["pin"].read(question, both) == {"q1": {"area": "離島"}}
    assert KINDS["pin"].told(question, both) == ("離島",)
    assert KINDS["pin"].cells(question, {"q1": {"area": "離島"}}) == (None, None, "離島")


@given(
    lon=st.floats(WEST - 0.02, WEST + 0.2),
    lat=st.floats(SOUTH - 0.02, SOUTH + 0.1),
    grain=st.sampled_from(sorted(GRAINS)),
)
def test_nothing_finer_than_promised_is_ever_kept(lon: float, lat: float, grain: int) -> None:
    shapes = tuple(
        Shape(each.properties["name"], each.rings) for each in geojson.read(collection()).features
    )
    names = tuple(Choice(shape.code, shape.code) for shape in shapes)
    question = OnMap(
        "q1", "場所", "pin", place_map="map1", grain=grain, choices=names, shapes=shapes
    )
    value = KINDS["pin"].read(question, said(lon, lat))["q1"]
    assert isinstance(value, dict)
    for part in ("lat", "lon"):
        assert len(str(value[part]).partition(".")[2]) == DECIMALS[grain]
    again = KINDS["pin"].read(question, said(float(value["lon"]), float(value["lat"])))["q1"]
    assert again == value, "the area follows from what is kept alone"
    area = next((shape for shape in shapes if shape.code == value.get("area")), None)
    if area:
        kept = (float(value["lon"]), float(value["lat"]))
        assert contains(area, kept) or distance(area, kept) < 1.5 * grain


@pytest.mark.parametrize("wrong", ["x", "91", "", "1e5", "36,1"])
def test_a_place_that_is_none_is_refused(session: Session, plan: Plan, wrong: str) -> None:
    question = asked(bring(session, plan))
    with pytest.raises(SurveyError, match="一覧から"):
        KINDS["pin"].read(question, {"q1_lat": [wrong], "q1_lon": ["137.9"]})


def test_questionnaires_find_their_maps_and_keep_them(session: Session, plan: Plan) -> None:
    found = bring(session, plan)
    document = Document((Question("q1", "場所", "pin", place_map="地区"),))
    filled = pin_maps.filled(session, plan, document)
    assert filled.questions[0].place_map == "map1"
    assert filled.questions[0].codes == ["西地区", "東地区", "離島", OUTSIDE]
    draft = make.questionnaire(session, plan, state=DRAFT)
    questionnaires.redraft(draft, filled)
    assert isinstance(pin_maps.attached(session, draft.id, filled).questions[0], OnMap)
    assert pin_maps.users(session, found) == [draft]
    with pytest.raises(pin_maps.UnknownMap, match="別の地図"):
        pin_maps.filled(
            session, plan, Document((Question("q1", "x", "pin", place_map="別の地図"),))
        )


def test_a_map_that_was_asked_about_in_public_stays(session: Session, plan: Plan) -> None:
    found = bring(session, plan)
    document = pin_maps.filled(
        session, plan, Document((Question("q1", "場所", "pin", place_map="地区"),))
    )
    out = make.questionnaire(session, plan)
    questionnaires.freeze(session, out, documents.write(document), make.NOON)
    with pytest.raises(pin_maps.MapInUse):
        pin_maps.delete(session, found)
    with pytest.raises(pin_maps.MapInUse):
        pin_maps.rename_areas(session, found, "side")
    session.delete(out)
    session.flush()
    pin_maps.delete(session, found)
    session.flush()
    assert place_maps.of_plan(session, plan) == []
    gone = pin_maps.attached(session, out.id, document).questions[0]
    assert not isinstance(gone, OnMap), "its list can still be answered"


def test_drafts_follow_the_names_of_a_map_and_keep_it(session: Session, plan: Plan) -> None:
    found = bring(session, plan)
    asks = Document(
        (Question("q1", "場所", "pin", place_map="地区"), Question("q2", "年", "number"))
    )
    draft = make.questionnaire(session, plan, state=DRAFT)
    questionnaires.redraft(draft, pin_maps.filled(session, plan, asks))
    pin_maps.rename_areas(session, found, "side")
    pin, year = questionnaires.current(session, draft).questions
    assert (pin.codes, year.codes) == (["町", "島", OUTSIDE], [])
    with pytest.raises(pin_maps.MapInDraft, match=draft.title):
        pin_maps.delete(session, found)


def test_a_questionnaire_takes_its_map_into_another_plan(session: Session, plan: Plan) -> None:
    found = bring(session, plan)
    here = Document((Question("q1", "場所", "pin", place_map="地区"),))
    here = pin_maps.filled(session, plan, here)
    other = make.plan()
    session.add(other)
    session.flush()
    bring(session, other, collection(mapped.EAST))
    for _ in range(2):
        carried = pin_maps.carried(session, plan.id, other, here, here.codes)
        (_first, copied) = place_maps.of_plan(session, other)
        assert (copied.name, copied.key) == ("地区（2）", "map2")
        assert carried.questions[0].place_map == "map2", "never the other map of that key"
    before = Question("q2", "場所", "pin")
    made = replace(before, place_map=found.key)
    assert pin_maps.chosen(session, plan, made, before).codes[:2] == ["西地区", "東地区"]
    assert pin_maps.chosen(session, plan, before, before) == before


def test_on_paper_places_are_typed_by_their_numbers(session: Session, plan: Plan) -> None:
    cities = (Choice("m", "松本市"), Choice("y", "山形村"))
    areas = (Choice("旭町", "旭町", within=("東",)), Choice("outside", "市外"))
    where = Question("q2", "お住まい", "area", choices=areas, others=cities, levels=("区", "地区"))
    document = Document((asked(bring(session, plan)), where))
    typed = paper_entries.read(document, {"q1_area": "2", "q2_other": "2"})
    assert typed.errors == {}
    assert typed.answers == {"q1": {"area": "東地区"}, "q2": "outside", "q2_other": "y"}
    assert KINDS["area"].cells(where, typed.answers) == ("outside", "outside", "y")


def test_a_map_of_another_plan_is_not_found(session: Session, plan: Plan) -> None:
    bring(session, plan)
    other = make.plan()
    session.add(other)
    session.flush()
    with pytest.raises(pin_maps.UnknownMap):
        pin_maps.filled(
            session, other, Document((Question("q1", "場所", "pin", place_map="地区"),))
        )
