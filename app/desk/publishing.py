"""公開の準備: the period, the way in and the key, one after another, and then it is published."""

from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import day_of, now
from app.desk import advising, fielding
from app.desk.advising import Advised
from app.desk.fielding_forms import AccessForm, PeriodForm
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from app.keyring import keys_of
from surveys import audit, departments, draft_steps, keys, periods, questionnaires, rule_words
from surveys.advice import duration
from surveys.documents import Document
from surveys.errors import N_, SurveyError
from surveys.keys import RECOVERY, Keys
from surveys.questionnaires import (
    ACCESSES,
    AUDIENCES,
    DRAFT,
    SAMPLED,
    SAMPLINGS,
    Questionnaire,
)

blueprint = Blueprint(
    "publishing",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/publishing",
)
MEANINGS = {
    "open": N_(
        "アドレスかQRコードを知る人はだれでも答えられます。答える人を選べないので、"
        "結果は「代表性なし・参考」としてだけ使えます。"
    ),
    "codes": N_(
        "郵送などで配った回答コード1つで1回だけ答えられます。無作為抽出の調査は、必ずこの方法です。"
    ),
    "departments": N_(
        "部署ごとに別のアドレスを配ります。所属は回答に自動で入り、だれが答えたかは記録しません。"
    ),
}


class NotReady(SurveyError):
    message = N_(
        "公開の準備が終わっていません。"
        "設問の直すところ、受付期間、回答の入口（部署ごとのリンクでは部署と人数も）、開封の鍵を順に決めてください"
    )


@dataclass(frozen=True, slots=True)
class Readiness:
    """Which steps towards publication are done."""

    asked: bool
    period: bool
    access: bool
    departments: bool
    key: bool

    @property
    def whole(self) -> bool:
        return self.asked and self.period and self.access and self.departments and self.key


@blueprint.get("")
@allowed("planner", "keeper")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = of_plan(Questionnaire, questionnaire_id)
    if found.state != DRAFT:
        return redirect(fielding.home_address(found))
    return _page(found, _kept_period(found), _kept_access(found))


@blueprint.post("/period")
@allowed("planner")
def decide_period(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found, form = of_plan(Questionnaire, questionnaire_id), PeriodForm()
    if not form.validate():
        return _page(found, form, _kept_access(found)), 422
    try:
        periods.decide(found, *form.moments(), now())
    except SurveyError as error:
        form.refuse("last", say(error))
        return _page(found, form, _kept_access(found)), 422
    _record("questionnaire.period", found)
    db.session.commit()
    tell(gettext("受付期間を決めました"))
    return _back(found)


@blueprint.post("/access")
@allowed("planner")
def decide_access(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = of_plan(Questionnaire, questionnaire_id)
    form = AccessForm()
    form.say_ways(ways(found))
    if not form.validate():
        return _page(found, _kept_period(found), form), 422
    questionnaires.must_be_draft(found)
    found.access = form.access.data
    old = _give_up_keeper(found)
    _record("questionnaire.access", found, access=found.access)
    db.session.commit()
    if old:
        old.destroy()
    tell(gettext("回答の入口を決めました"))
    return _back(found)


@blueprint.post("/publish")
@allowed("planner")
def publish(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = of_plan(Questionnaire, questionnaire_id)
    draft_steps.hold(db.session(), found)  # what another is typing is in it, or is refused
    questionnaires.must_be_draft(found)
    if not readiness(found).whole:
        raise NotReady
    old = _give_up_keeper(found)
    made = new_keys() if found.opens_by_itself else None
    try:
        _publish(found, made)
        db.session.commit()
    except BaseException:
        if made:
            made.destroy()
        raise
    if old:
        old.destroy()
    tell(gettext("公開しました。次は、回答の入口を知らせます"))
    return redirect(fielding.home_address(found))


def readiness(questionnaire: Questionnaire) -> Readiness:
    """Which steps are done; the key of an open link is made when it is published."""
    closes_at, document = questionnaire.closes_at, _document(questionnaire)
    return Readiness(
        asked=document is not None and not advising.blocking(questionnaire, document),
        period=closes_at is not None and closes_at > now(),
        access=questionnaire.access in ways(questionnaire),
        departments=questionnaire.access != "departments"
        or (
            document is not None and departments.are_settled(db.session(), questionnaire, document)
        ),
        key=questionnaire.opens_by_itself or _has_keeper(questionnaire),
    )


def ways(questionnaire: Questionnaire) -> dict[str, str]:
    """The ways in that fit how its respondents are chosen, with what each means."""
    document = _document(questionnaire)
    by_department = document is not None and departments.question_of(document) is not None
    return {
        access: meaning
        for access, meaning in MEANINGS.items()
        if questionnaire.sampling in SAMPLED[access] and (access != "departments" or by_department)
    }


def new_keys() -> Keys:
    """A folder of keys that no questionnaire has yet; whoever fails afterwards destroys it."""
    made = Keys(Path(current_app.config["KEYS_DIR"]) / keys.new_name())
    made.begin()
    return made


def _publish(found: Questionnaire, made: Keys | None) -> None:
    """Freeze it and let people in; the keys of an open link are the server's to keep."""
    if made:
        private, found.public_key = keys.pair()
        made.give_to_server(private)
        found.key_name = made.folder.name
    if found.public_key is None or found.access is None:
        raise NotReady
    version = questionnaires.publish(
        db.session(), found, access=found.access, public_key=found.public_key, now=now()
    )
    _record("questionnaire.publish", found, access=found.access, version=version.number)


def _give_up_keeper(found: Questionnaire) -> Keys | None:
    """Let go of a keeper's key where the server will keep one; give it, to be destroyed."""
    if not found.opens_by_itself or found.key_name is None:
        return None
    old = keys_of(found)
    found.key_name = found.public_key = None
    return old


def _has_keeper(found: Questionnaire) -> bool:
    return found.key_name is not None and bool(keys_of(found).holders())


def _document(found: Questionnaire) -> Document | None:
    try:
        return questionnaires.current(db.session(), found)
    except questionnaires.NothingAsked:
        return None


def _kept_period(found: Questionnaire) -> PeriodForm:
    days = {}
    if found.opens_at and found.closes_at:
        days = {"first": day_of(found.opens_at), "last": day_of(periods.last_moment(found))}
    return PeriodForm(formdata=None, data=days)


def _kept_access(found: Questionnaire) -> AccessForm:
    form = AccessForm(formdata=None, data={"access": found.access})
    form.say_ways(ways(found))
    return form


def _record(what: str, found: Questionnaire, **details: object) -> None:
    audit.record(db.session(), what, found, who=the_member().id, now=now(), details=details)


def _back(found: Questionnaire) -> ResponseReturnValue:
    return redirect(url_for(".show", plan_id=found.plan_id, questionnaire_id=found.id))


def _page(found: Questionnaire, period: PeriodForm, access: AccessForm) -> str:
    document = _document(found)
    return render_template(
        "desk/publishing/show.html",
        plan=the_plan(),
        questionnaire=found,
        document=document,
        advised=advising.of(found, document) if document else Advised(),
        numbers=rule_words.numbered(document) if document else {},
        minutes=duration.minutes(document) if document else 0,
        ready=readiness(found),
        period_form=period,
        access_form=access,
        access=ACCESSES[found.access] if found.access else "",
        form=access if access.errors else period,
        meanings=MEANINGS,
        audience=AUDIENCES[found.audience],
        sampling=SAMPLINGS[found.sampling],
        last=periods.last_moment(found) if found.closes_at else None,
        keepers=len(set(keys_of(found).holders()) - {RECOVERY}) if found.key_name else 0,
    )
