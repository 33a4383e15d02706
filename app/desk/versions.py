"""版と新旧対照: the versions of a questionnaire, and any two questionnaires side by side."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.comparing import wordings
from app.access import allowed, may_in, of_plan, the_member, the_plan
from app.clock import now
from app.desk import downloads
from app.desk.versions_written import comparison
from app.exports import versions_word
from app.extensions import db
from app.words import fiscal_year
from surveys import audit, copies, questionnaire_changes, questionnaires, readings
from surveys.documents import Document
from surveys.questionnaire_changes import COUNTS, Differences
from surveys.questionnaires import DRAFT, NothingAsked, Questionnaire
from surveys.staff import StaffMember

blueprint = Blueprint(
    "versions",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/versions",
)
READERS = ("planner", "section", "viewer", "keeper")
MADE = ("questionnaire.publish", "questionnaire.correct")
OWN, OTHER = "v", "q"  # an address says v2 of a version, v0 of the draft, q7 of a questionnaire


@dataclass(frozen=True, slots=True)
class Told:
    """A document that can be compared: how the address and people call it."""

    key: str
    name: str
    document: Document


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """The versions, and the two of the address side by side: the newest and the one before it."""
    found = of_plan(Questionnaire, questionnaire_id)
    listed = _listed(found)
    pair = _pair(found, listed)
    made = differing(pair[0].document, pair[1].document) if pair else None
    return render_template(
        "desk/versions/show.html",
        plan=the_plan(),
        questionnaire=found,
        versions=questionnaires.versions(db.session(), found),
        makers=_makers(found),
        listed=listed,
        pair=pair,
        made=made,
        COUNTS=COUNTS,
        every=request.args.get("every") == "1",
    )


@blueprint.post("/table")
@allowed(*READERS)
def download(plan_id: int, questionnaire_id: int) -> Response:
    """The two side by side as a 新旧対照表; who took it away is recorded."""
    found = of_plan(Questionnaire, questionnaire_id)
    pair = _pair(found, _listed(found)) or abort(404)
    before, after = pair
    made = comparison(
        found.title, (before.name, after.name), differing(before.document, after.document)
    )
    details = {"form": "word", "before": before.key, "after": after.key}
    audit.record(
        db.session(), "versions.download", found, who=the_member().id, now=now(), details=details
    )
    db.session.commit()
    name = f"{made.title}.docx"
    return downloads.file(versions_word.write(made), name=name, media_type=versions_word.TYPE)


def differing(before: Document, after: Document) -> Differences:
    """Two documents as they were written; a reading behind a word is no other word."""
    return questionnaire_changes.differences(
        before,
        after,
        lambda one, other: wordings.same(readings.bare(one), readings.bare(other)),
    )


def _listed(found: Questionnaire) -> list[Told]:
    """What can be compared: its own versions, the newest first, then the plan's others."""
    session = db.session()
    own = [
        Told(f"{OWN}{each.number}", gettext("第%(n)s版", n=each.number), each.written)
        for each in questionnaires.versions(session, found)
    ]
    draft = _current(found) if found.state == DRAFT else None
    if draft:
        own.insert(0, Told(f"{OWN}0", gettext("この下書き"), draft))
    others = questionnaires.of_plan(session, the_plan())
    before = session.get(Questionnaire, found.copied_from_id) if found.copied_from_id else None
    if before and before not in others and may_in(before.plan_id, *READERS):
        others.insert(0, before)
    return own + [
        Told(f"{OTHER}{each.id}", _named(each), document)
        for each in others
        if each.id != found.id and (document := _current(each)) is not None
    ]


def _named(found: Questionnaire) -> str:
    """Its title, with its year where the title does not say it."""
    year = fiscal_year(found.surveyed_year)
    return found.title if year in found.title else f"{found.title}（{year}）"


def _current(found: Questionnaire) -> Document | None:
    """What it asks now; a brought file as the questions its columns were."""
    try:
        return copies.source(db.session(), found)
    except NothingAsked:
        return None


def _pair(found: Questionnaire, listed: list[Told]) -> tuple[Told, Told] | None:
    """The two of the address; else its newest one and the one before it, or what it was made of."""
    by_key = {each.key: each for each in listed}
    own = [each.key for each in listed if each.key.startswith(OWN)]
    usual = own[1] if len(own) > 1 else f"{OTHER}{found.copied_from_id}"
    before = request.values.get("before", usual)
    after = request.values.get("after", own[0] if own else "")
    wanted = {"before", "after"} & set(request.values)
    if before in by_key and after in by_key:
        return by_key[before], by_key[after]
    return abort(404) if wanted else None


def _makers(found: Questionnaire) -> dict[int, str]:
    """{number of a version: who put it out}, as it was recorded."""
    session = db.session()
    acts = [entry for what in MADE for entry in audit.entries(session, found, what)]
    return {
        entry.details["version"]: session.get_one(StaffMember, entry.who).shown_name
        for entry in acts
        if entry.who is not None and "version" in entry.details
    }
