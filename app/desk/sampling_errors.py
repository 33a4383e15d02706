"""標本誤差の早見表 of a plan: for its population and the sizes of its surveys."""

import unicodedata

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from analysis.error_table import SIZES, ErrorTable, error_table
from analysis.sentences.errors import of_error
from app.access import allowed, the_plan
from app.desk.address import Address
from app.desk.downloads import recorded
from app.desk.source import READERS
from app.exports import EXPORTS
from app.exports.base import Report
from app.extensions import db
from surveys import margins, questionnaires, responses, weightings
from surveys.errors import SurveyError
from surveys.questionnaires import Questionnaire

blueprint = Blueprint("sampling_errors", __name__, url_prefix="/plans/<int:plan_id>")
LARGEST = 2_000_000_000


@blueprint.get("/sampling-error")
@allowed(*READERS)
def show(plan_id: int) -> ResponseReturnValue:
    made, drawn = _made(), _drawn()
    return render_template(
        "desk/populations/errors.html",
        plan=the_plan(),
        table=made,
        sentences=[(one, of_error(made, n)) for one, n in drawn if n in made.sizes],
        own={n: one.title for one, n in drawn},
        exports=EXPORTS,
        link=_link(made),
    )


@blueprint.post("/sampling-error/<form>")
@allowed(*READERS)
def download(plan_id: int, form: str) -> ResponseReturnValue:
    plan = the_plan()
    report = Report(f"{plan.title} 標本誤差の早見表", (), (_made(),))
    return recorded("sampling_error.download", plan, report, form)


def _made() -> ErrorTable:
    """The table the address asks for; the population is the plan's where it says nothing."""
    people = _typed("people") if "people" in request.args else _population()
    sizes = [*SIZES, *(n for _, n in _drawn())]
    return error_table(sizes, population=people, two_stage=request.args.get("stages") == "2")


def _population() -> int | None:
    """The plan's population: its first axis's people."""
    rows = margins.of_plan(db.session(), the_plan())
    return sum(row.people for row in rows if row.axis == rows[0].axis) or None


def _typed(name: str) -> int | None:
    """A whole number in any width; anything else is no population, so one without end."""
    plain = unicodedata.normalize("NFKC", request.args[name]).replace(",", "").strip()
    return int(plain) if plain.isdecimal() and 1 < int(plain) <= LARGEST else None


def _drawn() -> list[tuple[Questionnaire, int]]:
    """The surveys a population can be set beside, and how many answered each."""
    found = []
    for one in questionnaires.asked(db.session(), the_plan()):
        try:
            weightings.must_be_drawn(one)
        except SurveyError:
            continue
        found.append((one, responses.number(db.session(), one)))
    return [(one, n) for one, n in found if n]


def _link(made: ErrorTable) -> Address:
    said = {"people": made.population or "", "stages": "2" if made.two_stage else None}
    return Address("desk.sampling_errors.show", {"plan_id": the_plan().id, **said})
