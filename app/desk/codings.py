"""コーディング: what a planner decided to look for, counted, crossed and read voice by voice."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from analysis.form.crossed import of_crosstab as laid_out
from analysis.results import Result
from app.access import allowed, the_plan
from app.desk import codings_reading, crossing
from app.desk.codings_reading import SAID
from app.desk.downloads import recorded
from app.desk.source import READERS
from app.desk.voiced import voiced
from app.desk.words import lexicon_of
from app.exports import EXPORTS
from app.exports.base import Report

blueprint = Blueprint(
    "codings",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/codings",
)

UNREAD = "無回答には、日本語に訳していない声など、読めない声を含みます"


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here, lexicon = voiced(questionnaire_id, *SAID), lexicon_of(plan_id)
    given = codings_reading.given(here, codings_reading.rules_of(here.source), lexicon)
    table = codings_reading.crossed(here, given)
    return render_template(
        "desk/codings/show.html",
        plan=the_plan(),
        source=here.source,
        here=here,
        given=given,
        pairs=() if here.source.rules.strict else given.pairs,
        axes=codings_reading.axes(here.source),
        table=table,
        grid=laid_out(table, blanks=False) if table else None,
        telling=codings_reading.telling(table) if table else [],
        method=crossing.method(table) if table else "",
        page=codings_reading.voices(here, given, lexicon),
        exports=EXPORTS,
    )


@blueprint.post("/<form>")
@allowed(*READERS)
def download(plan_id: int, questionnaire_id: int, form: str) -> ResponseReturnValue:
    """The codes and their table by an axis as a file."""
    here = voiced(questionnaire_id, *SAID)
    given = codings_reading.given(here, codings_reading.rules_of(here.source), lexicon_of(plan_id))
    counted = given.coded.counted(label=f"コード（{here.label}）", rules=here.source.rules)
    table = codings_reading.crossed(here, given)
    results: list[Result] = [counted, *([table] if table else [])]
    asked = here.source.questionnaire
    title = f"{asked.title} {here.label} コーディング"
    notes = (*here.source.whose, UNREAD)
    report = Report(title, notes, tuple(results))
    return recorded("codings.download", asked, report, form, codes=str(len(given.rules)))
