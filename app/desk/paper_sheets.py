"""紙の回答: how many came, who types them, and how far they are; and until when."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, the_member, the_plan
from app.clock import day_of, now
from app.desk import fielding, on_paper
from app.desk.forms import tell
from app.desk.paper_sheets_forms import BundlesForm, RulesForm, named
from app.errors import say
from app.extensions import db
from surveys import (
    audit,
    bundles,
    paper_entries,
    paper_intakes,
    paper_sheets,
    questionnaires,
    rule_words,
)
from surveys.bundles import Bundle
from surveys.documents import Document
from surveys.errors import SurveyError
from surveys.paper_intakes import Arrived
from surveys.paper_sheets import ASIDE, BEGUN, BLANK, SEALED, TYPED
from surveys.questionnaires import Questionnaire
from surveys.staff import StaffMember

blueprint = Blueprint(
    "paper_sheets",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/paper",
)
A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Listed:
    """A bundle in the list: who types it, and how many of its sheets are in which state."""

    bundle: Bundle
    typist: str
    states: Counter[str]

    @property
    def left(self) -> int:
        return self.states[BLANK] + self.states[BEGUN]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the paper of a questionnaire is, in whole numbers: they are not about who."""

    arrived: Arrived
    assigned: int
    typed: int
    sealed: int
    aside: int
    waiting: int


@blueprint.get("")
@allowed("planner", "keeper")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = on_paper.asked(questionnaire_id)
    return page(found, kept(found))


@blueprint.post("/rules")
@allowed("planner")
def decide(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found, form = on_paper.asked(questionnaire_id), RulesForm()
    if not form.validate():
        return page(found, form), 422
    try:
        paper_intakes.decide(
            db.session(), found, form.moment(), without_code=form.without_code.data
        )
    except SurveyError as error:
        form.refuse("last", say(error))
        return page(found, form), 422
    told = {"last": form.last.data.isoformat(), "without_code": form.without_code.data}
    audit.record(db.session(), "paper.decide", found, who=the_member().id, now=now(), details=told)
    db.session.commit()
    tell(gettext("紙の受付の決まりを保存しました"))
    return redirect(fielding.address("paper_sheets", found))


def page(found: Questionnaire, rules: RulesForm, making: BundlesForm | None = None) -> str:
    """The page, with the form that was sent."""
    session, making = db.session(), making or BundlesForm(formdata=None)
    listed = _listed(found)
    return render_template(
        "desk/paper_sheets/show.html",
        plan=the_plan(),
        questionnaire=found,
        progress=_progress(found, listed),
        listed=listed,
        rules=rules,
        making=making,
        form=making if making.errors else rules,
        last=day_of(paper_intakes.last_moment(session, found) - A_MOMENT),
        counts=_by_typist(found),
        marks=_marks(found),
    )


def kept(found: Questionnaire) -> RulesForm:
    last = day_of(paper_intakes.last_moment(db.session(), found) - A_MOMENT)
    kept = paper_intakes.rules(db.session(), found)
    return RulesForm(formdata=None, data={"last": last, "without_code": kept.without_code})


def _listed(found: Questionnaire) -> list[Listed]:
    session, states = db.session(), paper_sheets.states(db.session(), found)
    made = []
    for bundle in bundles.of_questionnaire(session, found):
        typist = session.get(StaffMember, bundle.typist_id) if bundle.typist_id else None
        made.append(Listed(bundle, named(typist) if typist else "", states[bundle.id]))
    return made


def _progress(found: Questionnaire, listed: list[Listed]) -> Progress:
    told = Counter[str]()
    for one in listed:
        told += one.states
    return Progress(
        arrived=paper_intakes.arrived(db.session(), found),
        assigned=sum(one.left + one.states[TYPED] for one in listed if one.typist),
        typed=told[TYPED],
        sealed=told[SEALED],
        aside=told[ASIDE],
        waiting=paper_sheets.waiting(db.session(), found),
    )


def _by_typist(found: Questionnaire) -> list[tuple[str, int, int]]:
    """Each typist with the sheets they finished and the days on which they did: no hours."""
    made: dict[int, list[int]] = {}
    for one in bundles.counts(db.session(), found):
        made.setdefault(one.staff_id, []).append(one.number)
    people = ((db.session.get_one(StaffMember, staff_id), days) for staff_id, days in made.items())
    return [(named(member), sum(days), len(days)) for member, days in people]


def _marks(found: Questionnaire) -> list[tuple[str, str, int]]:
    """What stood on sealed sheets that was no answer: (line, what, how many)."""
    document = questionnaires.latest(db.session(), found).parsed
    lines = _labels(document)
    return [
        (lines.get(one.name, one.name), paper_entries.MARKS[one.mark], one.number)
        for one in paper_sheets.marks(db.session(), found)
        if one.number
    ]


def _labels(document: Document) -> dict[str, str]:
    """What each line is about, in words."""
    said = {"": gettext("1枚全体")}
    for question in rule_words.in_tables(document).questions:
        for line in paper_entries.lines(question):
            own = gettext(line.label) if line.label else ""
            said[line.name] = f"{question.label}／{own}" if own else question.label
    return said
