"""What the example's generator planted is found by the analysis; what it did not is not."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from analysis import book as books
from analysis.comparing.surveys import Survey
from analysis.digest.beside import Beside
from analysis.digest.drafts import digest
from analysis.digest.evidence import Evidence
from app import bridge
from app.bridge import Answers
from app.example import citizens, city, documents, earlier, fielded, officials
from app.example.filling import Form
from surveys import documents as rules
from surveys import questionnaires, responses, sheets
from surveys.documents import Document
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from tests import make

GENERATION, DISTRICT, WORK, SEX, HOME = "f2_band", "f3_地区", "f4", "f1", "f7"
# Groups that are less content than others: `people.CONTENTMENT` and `people.AT_WORK`.
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
# Important and little content: `citizens.WEIGHTS` of 0.7 or more, and a low `CONTENTMENT`.
UNMET = {"q7_transport", "q7_roads", "q7_jobs", "q7_medical"}
# Of what this year and the last were asked, `earlier.WAVES` made only this one better before.
WORSENED = {"q7_transport"}
# Staff wish for childcare more than citizens do, and for doctors less: `officials.WANTED`.
APART = {"childcare", "medical"}
# What people write about, `people.TOPICS`, each under the issue it belongs to.
WRITTEN = {
    *("transit", "roads", "childcare", "education", "medical", "elderly", "disaster", "work"),
    *("shopping", "farming", "parks", "litter", "procedures", "community"),
}
# Who leads knows the plan better: `officials.QUESTIONS`; the department and the age say nothing.
OF_STAFF = {("d3", "q1_known"), ("d3", "q1_power")}
NOISE, NOISE_OF_STAFF = (SEX, HOME), ("d1",)

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@dataclass(frozen=True, slots=True)
class Town:
    """A city of one seed, whose people can be asked."""

    session: Session
    plan: Plan
    seed: int

    def citizens(self) -> Answers:
        forms = [form for _, form in citizens.everybody(self._asked("citizens"), self.seed)]
        return _answered(self.session, self.plan, self._asked("citizens"), forms)

    def a_year_ago(self) -> Answers:
        now, wave = self._asked("citizens"), earlier.WAVES[1]
        forms = earlier.forms(now, wave, self.seed)
        return _answered(self.session, self.plan, earlier.asked(now, wave), forms)

    def staff(self) -> Answers:
        forms = officials.everybody(self.seed + 2)
        return _answered(self.session, self.plan, self._asked("officials"), forms)

    def _asked(self, name: str) -> Document:
        return documents.brought(self.session, self.plan, name).document


def test_planted_differences_are_in_the_book_of_any_city_and_noise_is_not(
    session: Session,
) -> None:
    _read_in_book(Town(session, city.plan(session, make.NOON), 17).citizens())


def test_the_digest_of_the_example_finds_all_that_was_planted_and_no_noise(
    session: Session,
) -> None:
    town = Town(session, city.plan(session, make.NOON), fielded.SEED)
    now, before, staff = town.citizens(), town.a_year_ago(), town.staff()
    _read_in_book(now)

    beside = Beside(
        *("citizen", "令和8年度", "市民"),
        before=Survey("令和7年度", before.frame, before.codebook),
        others=Survey("職員", staff.frame, staff.codebook),
    )
    found = digest(now.frame, now.codebook, beside=beside)
    told = [each for draft in found.drafts for each in draft.evidence]
    assert _pairs(told) >= set(PLANTED)
    assert _of(told, "unmet") == UNMET
    assert _of(told, "worsened") == WORSENED
    apart = {d.key for d in found.drafts if "divergence" in {each.kind for each in d.evidence}}
    assert apart >= APART
    assert {draft.key for draft in found.drafts if draft.voices} >= WRITTEN
    assert not [each for each in told if each.source.axis in NOISE]

    of_staff = digest(staff.frame, staff.codebook, beside=Beside("staff"))
    told = [each for draft in of_staff.drafts for each in draft.evidence]
    assert _pairs(told) >= OF_STAFF
    assert not [each for each in told if each.source.axis in NOISE_OF_STAFF]


def _read_in_book(found: Answers) -> None:
    made = books.book(found.frame, found.codebook)
    tables = {(each.table.axis.name, each.table.question.name): each for each in made.crosstabs}
    assert {pair: _is_found(tables[pair]) for pair in PLANTED} == dict.fromkeys(PLANTED, True)
    noise = [each for (axis, _), each in tables.items() if axis in NOISE and each.q is not None]
    assert len(noise) > 50
    assert sum(_is_found(each) for each in noise) <= 0.05 * len(noise)


def _answered(session: Session, plan: Plan, document: Document, forms: Iterable[Form]) -> Answers:
    """A questionnaire of this document with all the forms that came in, and what they say."""
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
    read = [sheets.read(document, form) for form in forms]
    assert not [sheet.errors for sheet in read if sheet.errors]
    batch = responses.add_batch(session, version, (sheet.answers for sheet in read))
    bridge.make_partition(session, batch, version.parsed)
    found = bridge.answers(session, asked)
    codes = [variable.name for variable in found.codebook.texts()]
    said = {code: dict(responses.texts(session, asked, code)) for code in codes}
    return bridge.with_texts(found, said)


def _is_found(each: books.Tested) -> bool:
    """More than chance over the whole book (Benjamini–Hochberg), and more than a hair."""
    made = each.table.association
    return made is not None and each.q is not None and each.q < 0.05 and made.cramers_v >= 0.1


def _pairs(told: list[Evidence]) -> set[tuple[str | None, str]]:
    """The axis and the question of every group that differs."""
    return {(e.source.axis, e.source.question) for e in told if e.kind == "group_gap"}


def _of(told: list[Evidence], kind: str) -> set[str]:
    return {each.source.question for each in told if each.kind == kind}
