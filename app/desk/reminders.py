"""お礼状兼督促状: planned, printed and recorded; to everybody or to strata, never to one."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select

from app import qr_codes
from app.access import allowed, the_member, the_plan
from app.clock import day_of, now, today
from app.desk import downloads, entrances, fielding, returns_made, returns_words
from app.desk.forms import tell
from app.desk.reminders_form import ReminderForm
from app.errors import say
from app.exports.pdf import TYPE, pdf
from app.extensions import db
from app.words import day
from surveys import audit, periods, questionnaires, reminders, returns
from surveys.errors import SurveyError
from surveys.questionnaires import Questionnaire
from surveys.reminders import NotByCode, OutsideThePeriod, Reminder, TextMissing, TextTooLong

blueprint = Blueprint(
    "reminders",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/reminders",
)
READERS = ("planner", "section", "viewer", "keeper")
SIZES = {"postcard": "葉書", "a4": "A4"}
FIELDS = {OutsideThePeriod: "day", TextMissing: "words", TextTooLong: "words"}


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = fielding.by_code(questionnaire_id, NotByCode)
    return _page(found, ReminderForm(data={"words": usual(found)}))


@blueprint.post("")
@allowed("planner")
def plan(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found, form, session = fielding.published(questionnaire_id), ReminderForm(), db.session()
    form.say_strata([])
    if not form.validate():
        return _page(found, form), 422
    try:
        made = reminders.plan(
            session, found, form.wish(), _period(found), who=the_member().id, now=now()
        )
    except SurveyError as error:
        session.rollback()
        form.refuse(FIELDS.get(type(error), "strata"), say(error))
        return _page(found, form), 422
    _record("reminder.plan", found, made)
    session.commit()
    tell(gettext("督促を予定に入れました。葉書かA4の文書を印刷できます"))
    return redirect(fielding.address("reminders", found))


@blueprint.post("/<int:reminder_id>/call-off")
@allowed("planner")
def call_off(plan_id: int, questionnaire_id: int, reminder_id: int) -> ResponseReturnValue:
    found = fielding.published(questionnaire_id)
    reminder = _of(found, reminder_id)
    try:
        reminders.call_off(db.session(), reminder, today())
    except SurveyError as error:
        flash(say(error), "error")
        return redirect(fielding.address("reminders", found))
    _record("reminder.call_off", found, reminder)
    db.session.commit()
    tell(gettext("督促の予定を取り消しました"))
    return redirect(fielding.address("reminders", found))


@blueprint.post("/<int:reminder_id>/letter")
@allowed(*READERS)
def letter(plan_id: int, questionnaire_id: int, reminder_id: int) -> ResponseReturnValue:
    """The paper to print: the same for all, and without a code."""
    found = fielding.published(questionnaire_id)
    reminder = _of(found, reminder_id)
    size = request.form.get("size", "a4") if request.form.get("size") in SIZES else "a4"
    data = pdf("reminder", _told(found, reminder) | {"size": size}, now())
    _record("reminder.download", found, reminder)
    db.session.commit()
    name = gettext(
        "督促状_%(size)s_%(title)s_%(day)s.pdf",
        size=SIZES[size],
        title=found.title,
        day=reminder.day,
    )
    return downloads.file(data, name=name, media_type=TYPE)


def usual(found: Questionnaire) -> str:
    """The words a planner starts from."""
    return str(
        gettext(
            "先日お送りした「%(title)s」にすでにご回答いただいた皆さまに、心からお礼を申し上げます。\n\n"
            "まだの方は、%(day)sまでに、先日の案内にそってご回答くださいますようお願いいたします。\n\n"
            "この調査は無記名で、どなたが回答されたかは市にも分かりません。そのため、案内をお送りした"
            "皆さまにこのお知らせをお届けしています。行き違いの節はお許しください。",
            title=found.title,
            day=day(periods.last_moment(found)),
        )
    )


def _of(found: Questionnaire, reminder_id: int) -> Reminder:
    """A reminder of the questionnaire in the address."""
    mine = (Reminder.id == reminder_id) & (Reminder.questionnaire_id == found.id)
    return db.session.scalar(select(Reminder).where(mine)) or abort(404)


def _period(found: Questionnaire) -> tuple[date, date]:
    opens_at = found.opens_at or now()
    return day_of(opens_at), day_of(periods.last_moment(found))


def _told(found: Questionnaire, reminder: Reminder) -> dict[str, object]:
    document, address = questionnaires.latest(db.session(), found).parsed, entrances.welcome(found)
    return {
        "title": document.title,
        "host": document.host or the_plan().municipality,
        "contact": document.contact,
        "words": reminder.words,
        "last": day(periods.last_moment(found)),
        "address": address,
        "qr": qr_codes.svg(address).decode(),
        "dated": day(reminder.day),
    }


def _record(what: str, found: Questionnaire, reminder: Reminder) -> None:
    details = {
        "day": reminder.day.isoformat(),
        "strata": len(reminder.strata),
        "letters": reminder.letters,
    }
    audit.record(db.session(), what, found, who=the_member().id, now=now(), details=details)


def _rates(found: Questionnaire) -> dict[str, str]:
    """What the desk of field work says of each stratum, to choose by."""
    lines = returns_made.made(the_plan(), found).returned.strata
    return {line.label: returns_words.between(line) for line in lines}


def _page(found: Questionnaire, form: ReminderForm) -> str:
    sent, rates = returns.sent(db.session(), found), _rates(found)
    names = {name: name or gettext("層なし") for name in sent}
    form.say_strata(
        (
            name,
            gettext(
                "%(name)s（%(n)s通、回収率%(rate)s）",
                name=names[name],
                n=f"{each.delivered:,}",
                rate=rates.get(names[name], "－"),
            ),
        )
        for name, each in sent.items()
    )
    return render_template(
        "desk/reminders/show.html",
        plan=the_plan(),
        questionnaire=found,
        standing=fielding.standing(found),
        sent=sent,
        everybody=sum(each.delivered for each in sent.values()),
        reminders=reminders.of(db.session(), found),
        form=form,
        sizes=SIZES,
        today=today(),
        last=periods.last_moment(found),
        address=fielding.address,
    )
