"""開封の鍵: who keeps it. It is made once, and nobody opens a sheet without a passphrase.

The private key is in memory while a request lasts, and in KEYS_DIR wrapped; never anywhere else.
"""

import secrets

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk import fielding, publishing
from app.desk.fielding_forms import KeeperForm, PassphraseForm
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from app.keyring import keys_of
from surveys import audit, keys, passphrases, questionnaires
from surveys.errors import N_, SurveyError
from surveys.keys import RECOVERY, Keys
from surveys.questionnaires import DRAFT, PUBLISHED, Questionnaire
from surveys.staff import StaffMember

blueprint = Blueprint(
    "keepers",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/key",
)


class ServerKeeps(SurveyError):
    message = N_("この調査の鍵はサーバーが預かり、締切の後に自動で開封します。合い言葉は要りません")


class KeeperAlone(SurveyError):
    message = N_("先に開封の鍵を作ってください")


@blueprint.get("")
@allowed("keeper")
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    found = of_plan(Questionnaire, questionnaire_id)
    if found.state not in (DRAFT, PUBLISHED):
        return redirect(fielding.home_address(found))
    if found.access is None or found.opens_by_itself:
        flash(_why_not(found), "note")
        return redirect(_after(found))
    return _page(found, PassphraseForm() if _may_be_made(found) else _keeper_form(found))


@blueprint.post("/make")
@allowed("keeper")
def make(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Make the key and show the recovery key, this once; before publication it can be made anew."""
    found, form = of_plan(Questionnaire, questionnaire_id), PassphraseForm()
    questionnaires.must_be_draft(found)
    if found.access is None or found.opens_by_itself:
        raise ServerKeeps if found.access else publishing.NotReady
    if not form.validate():
        return _page(found, form), 422
    old, made = keys_of(found) if found.key_name else None, publishing.new_keys()
    try:
        recovery = _fill(found, made, form.passphrase.data or "")
        db.session.commit()
    except keys.PassphraseTooShort as error:
        made.destroy()
        db.session.rollback()
        form.refuse("passphrase", say(error))
        return _page(found, form), 422
    except BaseException:
        made.destroy()
        raise
    if old:
        old.destroy()
    return _recovery_page(found, recovery)


@blueprint.post("/keepers")
@allowed("keeper")
def join(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Become a keeper, beside the others or in the place of one."""
    found = of_plan(Questionnaire, questionnaire_id)
    if found.key_name is None or found.opens_by_itself or not keys_of(found).holders():
        raise KeeperAlone
    form = _keeper_form(found)
    if not form.validate():
        return _page(found, form), 422
    try:
        _join(found, form)
    except (keys.WrongPassphrase, keys.PassphraseTooShort) as error:
        wrong = isinstance(error, keys.WrongPassphrase)
        if wrong:
            _record("key.wrong_passphrase", found)
            db.session.commit()
        form.refuse("held" if wrong else "passphrase", say(error))
        return _page(found, form), 422
    tell(gettext("開封の合い言葉を登録しました"))
    return redirect(_after(found))


def names(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Every holder of the key, with the name people know; the recovery key last."""
    held = keys_of(questionnaire).holders() if questionnaire.key_name else []
    people = [(holder, _name(holder)) for holder in held if holder != RECOVERY]
    return people + [(RECOVERY, gettext("復旧用の鍵（印刷したもの）"))] * (RECOVERY in held)


def _fill(found: Questionnaire, made: Keys, passphrase: str) -> str:
    """Wrap a new private key for this keeper and for the safe; give the recovery key."""
    private, found.public_key = keys.pair()
    found.key_name = made.folder.name
    made.wrap(_new_holder(), private, passphrases.read(passphrase))
    recovery = passphrases.new_recovery()
    made.wrap(RECOVERY, private, recovery)
    _record("key.make", found)
    return recovery


def _join(found: Questionnaire, form: KeeperForm) -> None:
    """Wrap the key for this keeper, under a new name first, so that it is never held by nobody."""
    kept, leaving = keys_of(found), form.leaving.data
    before = [holder for holder in kept.holders() if _member_of(holder) == the_member().id]
    fresh = _new_holder()
    kept.wrap(
        fresh,
        kept.unwrap(passphrases.read(form.held.data or "")),
        passphrases.read(form.passphrase.data or ""),
    )
    try:
        _record("key.hand_over" if leaving else "key.share", found)
        db.session.commit()
    except BaseException:
        kept.drop(fresh)
        raise
    for holder in {*before, leaving} - {""}:
        kept.drop(holder)


def _new_holder() -> str:
    """A name for this member's copy: it says whose, and no file of that name exists."""
    return f"{the_member().id}-{secrets.token_hex(4)}"


def _member_of(holder: str) -> int | None:
    number = holder.partition("-")[0]
    return int(number) if number.isdecimal() else None


def _name(holder: str) -> str:
    number = _member_of(holder)
    member = db.session().get(StaffMember, number) if number is not None else None
    return member.shown_name if member else holder


def _may_be_made(found: Questionnaire) -> bool:
    return found.state == DRAFT and not names(found)


def _keeper_form(found: Questionnaire) -> KeeperForm:
    form = KeeperForm()
    others = [
        (holder, name)
        for holder, name in names(found)
        if holder != RECOVERY and _member_of(holder) != the_member().id
    ]
    form.say_holders(others)
    return form


def _why_not(found: Questionnaire) -> str:
    if found.access is None:
        return str(gettext("先に、回答の入口を決めてください。鍵の持ち方はそれで決まります"))
    return say(ServerKeeps())


def _after(found: Questionnaire) -> str:
    if found.state == DRAFT:
        return fielding.address("publishing", found)
    return fielding.address("keepers", found)


def _record(what: str, found: Questionnaire) -> None:
    audit.record(db.session(), what, found, who=the_member().id, now=now())


def _page(found: Questionnaire, form: PassphraseForm) -> Response:
    page = render_template(
        "desk/keepers/show.html",
        plan=the_plan(),
        questionnaire=found,
        form=form,
        new=PassphraseForm(formdata=None),
        joining=isinstance(form, KeeperForm),
        suggestion=passphrases.suggest(),
        draft=found.state == DRAFT,
        names=names(found),
        back=_after(found) if found.state == DRAFT else fielding.home_address(found),
        make=url_for(".make", plan_id=found.plan_id, questionnaire_id=found.id),
        join=url_for(".join", plan_id=found.plan_id, questionnaire_id=found.id),
    )
    return make_response(page, {"Cache-Control": "no-store"})  # it shows a suggestion


def _recovery_page(found: Questionnaire, recovery: str) -> ResponseReturnValue:
    page = render_template(
        "desk/keepers/recovery.html",
        plan=the_plan(),
        questionnaire=found,
        groups=passphrases.grouped(recovery),
        made_at=now(),
        back=_after(found),
    )
    return page, 200, {"Cache-Control": "no-store"}
