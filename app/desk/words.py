"""語: the words of one question's voices, each a way to its contexts and to what it counts as."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from analysis.results import Table
from analysis.text import lexicon_file
from analysis.text.lexicon import Lexicon
from analysis.text.wordlist import table
from app import arranging
from app.access import allowed, the_plan
from app.desk import revising, words_listing
from app.desk.downloads import recorded
from app.desk.source import READERS
from app.desk.voiced import Voiced, voiced
from app.desk.words_reading import read
from app.exports import EXPORTS
from app.exports.base import Report
from app.extensions import db
from surveys.revisions import LEXICON, Kept

blueprint = Blueprint(
    "words",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/words",
)


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here, lexicon = voiced(questionnaire_id, *words_listing.SAID), lexicon_of(plan_id)
    documents = read(here.held).by(lexicon)
    return render_template(
        "desk/words/show.html",
        plan=the_plan(),
        source=here.source,
        here=here,
        listing=words_listing.listing(documents, lexicon),
        candidates=words_listing.proposed(documents, lexicon),
        sorts=words_listing.SORTS,
        kinds=lexicon_file,
        draft=revising.standing(Kept(LEXICON, plan_id)),
        stale=is_stale(here, lexicon),
        exports=EXPORTS,
    )


@blueprint.post("/<form>")
@allowed(*READERS)
def download(plan_id: int, questionnaire_id: int, form: str) -> ResponseReturnValue:
    """The whole list as a file; words of one voice alone are left out."""
    here, lexicon = voiced(questionnaire_id), lexicon_of(plan_id)
    documents = read(here.held).by(lexicon)
    listed, alone = words_listing.lines(documents, lexicon)
    notes = (*here.source.whose, f"1件の声だけにある語{alone:,}語は載せません")
    asked = here.source.questionnaire
    title = f"{asked.title} {here.label} 抽出語リスト"
    report = Report(title, notes, (Written((table(listed, len(documents)),)),))
    return recorded("words.download", asked, report, form)


def lexicon_of(plan_id: int) -> Lexicon:
    return arranging.lexicon_of(db.session(), plan_id)


def is_stale(here: Voiced, lexicon: Lexicon) -> bool:
    """Whether the themes were found with other settings of words."""
    if here.standing is None:
        return False
    return bool(here.standing.run.asked.get("words") != arranging.mark_of(lexicon))


@dataclass(frozen=True, slots=True)
class Written:
    """What a file writes beside the results of analyses."""

    made: tuple[Table, ...]

    def tables(self) -> tuple[Table, ...]:
        return self.made
