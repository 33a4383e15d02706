"""開封の鍵: who keeps it. It is made once, and nobody opens a sheet without a passphrase.

The private key is in memory while a request lasts, and in KEYS_DIR wrapped; never anywhere else.
"""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk import fielding, holders, publishing, rehearsals
from app.desk.fielding_forms import KeeperForm, OpenForm, PassphraseForm
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from app.keyring import keys_of
from surveys import audit, keys, passphrases, questionnaires
from surveys.errors import N_, SurveyError
from surveys.keys import RECOVERY, Keys
from surveys.questionnaires import DRAFT, PUBLISHED, Questionnaire

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


@blueprint.post("/recovery")
@allowed("keeper")
def print_anew(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    """Show a new recovery key, this once, in the place of one whose paper was lost."""
    found, form = of_plan(Questionnaire, questionnaire_id), OpenForm()
    if found.key_name is None or found.opens_by_itself or not keys_of(found).holders():
        raise KeeperAlone
    if not form.validate():
        return _page(found, _keeper_form(found), form), 422
    kept, recovery = keys_of(found), passphrases.new_recovery()
    db.session.rollback()
    try:
        private = kept.unwrap(passphrases.read(form.passphrase.data or ""))
    except keys.WrongPassphrase as error:
        _record("key.wrong_passphrase", found)
        db.session.commit()
        form.refuse("passphrase", say(error))
        return _page(found, _keeper_form(found), form), 422
    _record("key.new_recovery", found)
    db.session.commit()
    kept.wrap(RECOVERY, private, recovery)  # last: until it is shown, the old paper opens
    return _recovery_page(found, recovery)


def _fill(found: Questionnaire, made: Keys, passphrase: str) -> str:
    """Wrap a new private key for this keeper and for the safe; give the recovery key."""
    private, found.public_key = keys.pair()
    found.key_name = made.folder.name
    made.wrap(holders.new(), private, passphrases.read(passphrase))
    recovery = passphrases.new_recovery()
    made.wrap(RECOVERY, private, recovery)
    _record("key.make", found)
    return recovery


def _join(found: Questionnaire, form: KeeperForm) -> None:
    """Wrap the key for this keeper, under a new name first, so that it is never held by nobody."""
    kept, leaving = keys_of(found), form.leaving.data
    before = [holder for holder in kept.holders() if holders.member_of(holder) == the_member().id]
    fresh = holders.new()
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


def _may_be_made(found: Questionnaire) -> bool:
    return found.state == DRAFT and not holders.names(found)


def _keeper_form(found: Questionnaire) -> KeeperForm:
    form = KeeperForm()
    others = [
        (holder, name)
        for holder, name in holders.names(found)
        if holder != RECOVERY and holders.member_of(holder) != the_member().id
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


def _page(found: Questionnaire, form: PassphraseForm, lost: OpenForm | None = None) -> Response:
    """The page of the key; `lost` is the form of whoever lost the printed recovery key."""
    page = render_template(
        "desk/keepers/show.html",
        plan=the_plan(),
        questionnaire=found,
        form=lost if lost and lost.errors else form,
        joining_form=form,
        lost=lost or OpenForm(formdata=None),
        rehearsed=rehearsals.of(found),
        new=PassphraseForm(formdata=None),
        joining=isinstance(form, KeeperForm),
        suggestion=passphrases.suggest(),
        draft=found.state == DRAFT,
        names=holders.names(found),
        back=_after(found) if found.state == DRAFT else fielding.home_address(found),
        make=url_for(".make", plan_id=found.plan_id, questionnaire_id=found.id),
        join=url_for(".join", plan_id=found.plan_id, questionnaire_id=found.id),
        print_anew=url_for(".print_anew", plan_id=found.plan_id, questionnaire_id=found.id),
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
