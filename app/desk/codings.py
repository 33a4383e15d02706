"""コーディング: what a planner decided to look for, counted, crossed and read voice by voice."""

from hashlib import sha256

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from analysis.charts import crossed as pictures
from analysis.charts.picture import DESIGN
from analysis.form.crossed import of_crosstab as laid_out
from analysis.results import Result
from app.access import allowed, the_plan
from app.charting import MARK_LENGTH, drawn
from app.desk import codings_reading, crossing
from app.desk.codings_reading import SAID
from app.desk.downloads import recorded
from app.desk.source import READERS
from app.desk.voiced import Voiced, voiced
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
        words=pictures.words(table) if table else "",
        picture=here.link.to("desk.codings.picture", mark=_mark(here), code=None, page=None),
        page=codings_reading.voices(here, given, lexicon),
        exports=EXPORTS,
    )


@blueprint.get("/<mark>.svg")
@allowed(*READERS)
def picture(plan_id: int, questionnaire_id: int, mark: str) -> ResponseReturnValue:
    """The codes by an axis; its address names all they are made of, so a browser may keep it."""
    here = voiced(questionnaire_id, "axis", "narrow")
    if mark != _mark(here):
        return redirect(here.link(mark=_mark(here)))
    given = codings_reading.given(here, codings_reading.rules_of(here.source), lexicon_of(plan_id))
    table = codings_reading.crossed(here, given) or abort(404)
    return drawn(pictures.crosstab(table, narrow=request.args.get("narrow") == "1"), mark)


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


def _mark(here: Voiced) -> str:
    """Equal answers, texts, rules, words and weights, equal mark."""
    lexicon = lexicon_of(here.source.questionnaire.plan_id)
    rules = codings_reading.rules_of(here.source)
    said = (here.source.mark, here.held.fingerprint, rules, lexicon, here.source.weight)
    return f"{DESIGN}-{sha256(repr(said).encode()).hexdigest()[:MARK_LENGTH]}"
