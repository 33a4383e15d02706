"""How a decision about themes is kept: read at leisure, written in a moment, and recorded."""

from flask import request
from flask_babel import gettext

from app import arranging
from app.access import the_member
from app.arranging import Standing
from app.clock import now
from app.database import begin_reading, begin_writing
from app.desk import steps
from app.desk.acts import Decision
from app.desk.forms import tell
from app.desk.voiced import Voiced, voiced
from app.extensions import db
from app.sent import natural
from surveys import arrangement, audit, theme_steps
from surveys.errors import N_, SurveyError
from surveys.theme_steps import ThemeStep


class NotFoundYet(SurveyError):
    message = N_("この設問のテーマは、まだ探していません。先にテーマを探してください")


def looked(questionnaire_id: int, *said: str) -> tuple[Voiced, Standing]:
    """The question and its themes, read without holding up whoever writes; `said` as `voiced`.

    Raises:
        NotFoundYet
    """
    db.session.rollback()
    begin_reading(db.session())
    here = voiced(questionnaire_id, *said)
    if here.standing is None:
        raise NotFoundYet
    return here, here.standing


def must_be_seen(here: Voiced) -> None:
    """Let nobody decide on a page that is out of date.

    Raises:
        ThemesChanged
    """
    seen = request.form.get("seen", 0, type=natural)
    theme_steps.must_be_last(db.session(), here.source.questionnaire, here.question, seen)


def keep(here: Voiced, standing: Standing, decision: Decision) -> None:
    """Keep a decision, commit, and say what was done on the next page.

    The voices of what changes are read before anyone has to wait for this to be written.

    Raises:
        ThemesChanged: on the page it was made on, or since.
    """
    must_be_seen(here)
    session, asked = db.session(), here.source.questionnaire
    reading = arranging.reading_of(session, asked, standing.run)
    patch = arranging.told(decision.patch, standing.now, here.held, reading)
    writing(here)
    step = ThemeStep(
        questionnaire_id=asked.id,
        question_code=here.question,
        kind=decision.kind,
        about=decision.about,
        patch=arrangement.as_json(patch),
        who=the_member().id,
        made_at=now(),
    )
    theme_steps.keep(session, step)
    told = gettext("%(told)s。下の「取り消す」で元に戻せます", told=steps.sentence(step))
    record(here, "themes.decide", step, told)


def writing(here: Voiced) -> None:
    """From here on others wait, and nothing has changed since the page was made.

    Raises:
        ThemesChanged
    """
    db.session.rollback()
    begin_writing(db.session())
    theme_steps.hold(db.session(), here.source.questionnaire)
    must_be_seen(here)


def record(here: Voiced, what: str, step: ThemeStep, told: str) -> None:
    """Record what was done, commit it, and say it on the next page."""
    details = {"question": here.question, "kind": step.kind, "n": step.about.get("n")}
    audit.record(db.session(), what, step, who=the_member().id, now=now(), details=details)
    tell(told)
    db.session.commit()
