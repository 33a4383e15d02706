"""What the example's generator planted is found by the analysis; what it did not is not."""

import pytest
from sqlalchemy.orm import Session

from analysis import book as books
from app import bridge
from app.example import citizens, city, documents
from surveys import documents as rules
from surveys import questionnaires, responses, sheets
from surveys.questionnaires import Questionnaire
from tests import make

GENERATION, DISTRICT, WORK, SEX, HOME = "f2_band", "f3_地区", "f4", "f1", "f7"
PLANTED = (
    (GENERATION, "q7_childcare"),
    (GENERATION, "q7_parks"),
    (GENERATION, "q5_time"),
    (DISTRICT, "q7_transport"),
    (DISTRICT, "q7_shopping"),
    (DISTRICT, "q7_medical"),
    (WORK, "q7_farming"),
    (WORK, "q7_shopping"),
    (WORK, "q7_jobs"),
    (WORK, "q5_time"),
)
NOISE = (SEX, HOME)

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(params=[6, 17])
def made(request: pytest.FixtureRequest, session: Session) -> books.Book:
    """All tables of the citizens' questionnaire, answered by a city of this seed."""
    plan = city.plan(session, make.NOON)
    document = documents.brought(session, plan, "citizens").document
    asked = Questionnaire(
        plan_id=plan.id,
        title=document.title,
        audience="citizen",
        sampling="random",
        surveyed_year=2026,
        created_at=make.NOON,
    )
    session.add(asked)
    session.flush()
    version = questionnaires.freeze(session, asked, rules.write(document), make.NOON)
    forms = [form for _, form in citizens.everybody(document, request.param)]
    read = [sheets.read(document, form) for form in forms]
    assert not [sheet.errors for sheet in read if sheet.errors]
    batch = responses.add_batch(session, version, (sheet.answers for sheet in read))
    bridge.make_partition(session, batch, version.parsed)
    found = bridge.answers(session, asked)
    return books.book(found.frame, found.codebook)


def test_planted_differences_are_found_and_noise_is_not(made: books.Book) -> None:
    tables = {(each.table.axis.name, each.table.question.name): each for each in made.crosstabs}

    assert {pair: _is_found(tables[pair]) for pair in PLANTED} == dict.fromkeys(PLANTED, True)
    noise = [each for (axis, _), each in tables.items() if axis in NOISE and each.q is not None]
    assert len(noise) > 50
    assert sum(_is_found(each) for each in noise) <= 0.05 * len(noise)


def _is_found(each: books.Tested) -> bool:
    """More than chance over the whole book (Benjamini–Hochberg), and more than a hair."""
    made = each.table.association
    return made is not None and each.q is not None and each.q < 0.05 and made.cramers_v >= 0.1
