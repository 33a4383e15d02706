"""前後の文（KWIC）: a word in its contexts, and what stands around it more than chance would."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from analysis.errors import AnalysisError
from analysis.text.wordlist import Listed
from app.access import allowed, the_plan
from app.desk import contexts_reading, words_listing
from app.desk.contexts_reading import SAID, SHOWS, STEPS
from app.desk.downloads import recorded
from app.desk.source import READERS
from app.desk.voiced import Voiced, voiced
from app.desk.words import lexicon_of
from app.desk.words_reading import read
from app.errors import say
from app.exports import EXPORTS
from app.exports.base import Report

blueprint = Blueprint(
    "contexts",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/contexts",
)
MOST_OFFERED = 40


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here, lexicon = voiced(questionnaire_id, *SAID), lexicon_of(plan_id)
    groups = contexts_reading.groups(here.source)
    asked = contexts_reading.wanted(groups)
    found, error = None, ""
    try:
        found = contexts_reading.met(here, asked, lexicon)
    except AnalysisError as broken:
        error = say(broken)
    return render_template(
        "desk/contexts/show.html",
        plan=the_plan(),
        source=here.source,
        here=here,
        asked=asked,
        met=found,
        error=error,
        groups=groups,
        shows=SHOWS,
        steps=STEPS,
        offered=[] if found else _offered(here, plan_id),
        exports=EXPORTS,
    )


@blueprint.post("/<form>")
@allowed(*READERS)
def download(plan_id: int, questionnaire_id: int, form: str) -> ResponseReturnValue:
    """The lines, masked and with nothing beside them, and what stands around the word."""
    here = voiced(questionnaire_id, *SAID)
    asked = contexts_reading.wanted(contexts_reading.groups(here.source))
    if not asked.word:
        abort(404)
    found, around = contexts_reading.find(here, asked, lexicon_of(plan_id))
    of = here.source.questionnaire
    notes = (*here.source.whose, *([f"声: {asked.group.label}"] if asked.group else []))
    # What staff wrote leaves the house only as counts.
    results = (around,) if of.audience == "staff" else (found, around)
    report = Report(f"{of.title} {here.label} 前後の文", notes, results)
    return recorded("contexts.download", of, report, form, lines=str(len(found.lines)))


def _offered(here: Voiced, plan_id: int) -> list[Listed]:
    """Words to begin with."""
    lexicon = lexicon_of(plan_id)
    listed, _alone = words_listing.lines(read(here.held).by(lexicon), lexicon)
    return sorted(listed, key=words_listing.SORTS["texts"][1])[:MOST_OFFERED]
