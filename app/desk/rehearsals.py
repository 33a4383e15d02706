"""合い言葉を確かめる: a keeper tries a passphrase, and nothing is opened.

What was forgotten or mistyped shows while a second keeper and the recovery key can still help.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk import fielding, holders
from app.desk.fielding_forms import OpenForm
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from app.keyring import keys_of
from surveys import audit, passphrases, periods
from surveys.keys import RECOVERY, WrongPassphrase
from surveys.questionnaires import DRAFT, PUBLISHED, Questionnaire

blueprint = Blueprint(
    "rehearsals",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/key/rehearsal",
)
REHEARSED = "key.rehearse"
LATELY = timedelta(days=60)  # how long a passphrase that was typed is taken to be remembered
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """When a passphrase last opened the key, and how near the deadline is.

    Attributes:
        keepers: how many people hold a passphrase.
    """

    at: datetime | None
    lately: bool
    soon: bool
    keepers: int

    @property
    def pressing(self) -> bool:
        """Whether somebody should try now, or let a second keeper in."""
        return self.soon and not self.lately


@blueprint.get("")
@allowed("keeper")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    return _page(_kept(questionnaire_id), OpenForm())


@blueprint.post("")
@allowed("keeper")
def rehearse(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Try a passphrase on the key alone: no envelope is touched."""
    found, form = _kept(questionnaire_id), OpenForm()
    if not form.validate():
        return _page(found, form), 422
    kept = keys_of(found)
    db.session.rollback()  # stretching a passphrase takes a while
    try:
        holder, _ = kept.opened(passphrases.read(form.passphrase.data or ""))
    except WrongPassphrase as error:
        _record("key.wrong_passphrase", found)
        form.refuse("passphrase", say(error))
        return _page(found, form), 422
    _record(REHEARSED, found, recovery=holder == RECOVERY)
    name = dict(holders.names(found))[holder]
    tell(gettext("%(name)sで開けられることを確かめました。何も開封していません", name=name))
    return redirect(fielding.address("rehearsals", found))


def of(questionnaire: Questionnaire) -> Rehearsed:
    """How fresh the passphrases are; an opening is as good as a rehearsal."""
    session, moment = db.session(), now()
    tried = [
        entry.at
        for what in (REHEARSED, "questionnaire.open")
        for entry in audit.entries(session, questionnaire, what)[:1]
        if entry.who is not None
    ]
    last = max(tried, default=None)
    closes_at = questionnaire.closes_at
    return Rehearsed(
        last,
        lately=last is not None and moment - last < LATELY,
        soon=closes_at is not None and closes_at - moment < SOON,
        keepers=len(holders.people(questionnaire)),
    )


def _kept(questionnaire_id: int) -> Questionnaire:
    """A questionnaire whose key a keeper holds; any other has no such page."""
    found = of_plan(Questionnaire, questionnaire_id)
    if found.state not in (DRAFT, PUBLISHED) or not holders.names(found):
        abort(404)
    return found


def _record(what: str, found: Questionnaire, **details: bool) -> None:
    audit.record(db.session(), what, found, who=the_member().id, now=now(), details=dict(details))
    db.session.commit()


def _page(found: Questionnaire, form: OpenForm) -> str:
    form.passphrase.description = gettext("復旧用の鍵も、同じように確かめられます。")
    return render_template(
        "desk/keepers/rehearsal.html",
        plan=the_plan(),
        questionnaire=found,
        form=form,
        names=holders.names(found),
        rehearsed=of(found),
        last=periods.last_moment(found) if found.closes_at else None,
    )
