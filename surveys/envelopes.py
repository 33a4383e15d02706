"""封緘: a sheet on its way to be opened, readable by nobody, and the draft before it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import nacl.exceptions
import nacl.secret
from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    LargeBinary,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import access, receptions, sealing
from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.keys import Keys
from surveys.kinds import Answers
from surveys.questionnaires import PUBLISHED, Questionnaire
from surveys.receptions import Held, Reception

HASH = 32  # bytes of an HMAC


class NotOpenYet(SurveyError):
    message = N_("この調査の回答の受付は、まだ始まっていません")


class Closed(SurveyError):
    message = N_("この調査の回答の受付は終わりました")


class AlreadySent(access.CodeAlreadyUsed):
    """Whoever sends holds the receipt: they are told how to change what is there."""

    message = N_(
        "回答はすでに届いています。内容を変えるときは、受付番号を使って「送った回答を変える」から送ってください"
    )


class AlreadyOpened(SurveyError):
    message = N_("この回答はすでに開封され、集計に入りました。変更はできません")


class ReceiptUnknown(SurveyError):
    message = N_(
        "この受付番号の回答は見つかりません。"
        "番号を確かめてください。開封が済んだ回答は変更できません"
    )


class WrongWord(SurveyError):
    message = N_("再開のことばが違います。控えたことばをもう一度確かめてください")


class Envelope(Base):
    """封緘した回答. `sealed` is gone once opened; the rest tells a retry from a new sheet.

    Its rows stand in the order of their hashes (SQLite: WITHOUT ROWID), never of their arrival.

    Attributes:
        key_hmac: of the code, or of the receipt where there is none.
        idempotency_hmac: of the sheet that is in; `replaced` holds those of the sheets before it,
            one after the other: a retry of one of them comes too late to change anything.
    """

    __tablename__ = "envelope"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key_hmac: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    receipt_hmac: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    idempotency_hmac: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    replaced: Mapped[bytes] = mapped_column(LargeBinary, default=b"")


class Draft(Base):
    """書きかけの回答, encrypted with what only the respondent has: their code and their word."""

    __tablename__ = "draft"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key_hmac: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    box: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, as their phone knows it.

    Attributes:
        receipt: the receipt (受付番号) that may replace what it sends.
        code: the access code, where the questionnaire asks for one.
        once: random for each sheet; a sheet sent again with it is the same sheet.
        changes: whether the receipt was typed in to replace an earlier sheet.
        way: how the code came in, one of `access.WAYS`.
    """

    receipt: str
    once: str
    code: str = ""
    changes: bool = False
    way: str = access.TYPED


class Sealed(NamedTuple):
    """A row of `Envelope` on its way in."""

    key_hmac: bytes
    questionnaire_id: int
    sealed: bytes
    receipt_hmac: bytes
    idempotency_hmac: bytes


# ---- sending -------------------------------------------------------------------------------------


def send(
    session: Session,
    questionnaire: Questionnaire | Reception,
    kept: Keys,
    sender: Sender,
    sheet: tuple[int, Answers],
    now: datetime,
) -> None:
    """Seal a sheet (the number of its version, its answers) and take it in, once.

    A sheet that was taken in already changes nothing, even when the retry comes after the
    deadline or after an interim opening. The draft goes.

    Raises:
        NotOpenYet, Closed, CodeAlreadyUsed, CodeVoid, AlreadySent, AlreadyOpened,
        ReceiptUnknown, KeysGone
    """
    held = _hold(session, questionnaire)
    key_hmac, once = key_hash(kept, sender), kept.hash("once", sender.once)
    if not _is_in(session, key_hmac, once):
        must_be_open(held, now)
        envelope = Sealed(
            key_hmac=key_hmac,
            questionnaire_id=held.id,
            sealed=sealing.seal(held.public_key, sheet, _room(session, held)),
            receipt_hmac=kept.hash("receipt", sender.receipt),
            idempotency_hmac=once,
        )
        _take(session, sender, envelope)
    drop_draft(session, kept, sender.code or sender.receipt)


def _hold(session: Session, questionnaire: Questionnaire | Reception) -> Held:
    """Let nobody open the questionnaire until this transaction ends: nothing may come in behind
    the back of whoever opens the last envelopes.

    Raises:
        Closed: it was opened for the last time, or deleted, while this page was filled in.
    """
    mine = questionnaire if isinstance(questionnaire, Held) else None
    held = mine or receptions.hold(session, questionnaire.id)
    if held is None or held.state != PUBLISHED:
        raise Closed
    return held


def must_be_open(reception: Reception, now: datetime) -> None:
    """Let through while answers are taken.

    Raises:
        NotOpenYet, Closed
    """
    if reception.is_open(now):
        return
    if reception.state == PUBLISHED and now < reception.opens_at:
        raise NotOpenYet
    raise Closed


def key_hash(kept: Keys, sender: Sender) -> bytes:
    """What an envelope is found by: the hash of its code, or of its receipt where there is none."""
    return kept.hash("code", sender.code) if sender.code else kept.hash("link", sender.receipt)


def must_be_there(
    session: Session, questionnaire: Questionnaire | Reception, kept: Keys, sender: Sender
) -> None:
    """Let through whose receipt (and code) belong to a sheet that can still be replaced.

    Raises:
        ReceiptUnknown, AlreadyOpened, CodeVoid, KeysGone
    """
    key_hmac = key_hash(kept, sender)
    access.must_not_be_void(session, key_hmac)
    found = session.get(Envelope, key_hmac)
    known = found is not None and found.receipt_hmac == kept.hash("receipt", sender.receipt)
    if found is None or not known or found.questionnaire_id != questionnaire.id:
        raise ReceiptUnknown
    if found.sealed is None:
        raise AlreadyOpened


def is_in(session: Session, kept: Keys, sender: Sender) -> bool:
    """Whether this very sheet was taken in before, as a retry asks.

    Raises:
        KeysGone
    """
    return _is_in(session, key_hash(kept, sender), kept.hash("once", sender.once))


def waiting(session: Session, questionnaire: Questionnaire) -> int:
    """How many envelopes wait to be opened."""
    mine = (Envelope.questionnaire_id == questionnaire.id) & Envelope.sealed.is_not(None)
    return session.scalar(select(func.count()).select_from(Envelope).where(mine)) or 0


def _room(session: Session, reception: Reception) -> int:
    """How much room a sheet takes; as large as any of the newest version."""
    kept = _rooms(reception.fingerprint)
    if not kept:
        kept.append(sealing.room(receptions.document(session, reception)))
    return kept[0]


@lru_cache(maxsize=128)
def _rooms(_fingerprint: str) -> list[int]:
    """Where the room of a document is kept once it is measured: every page that is saved asks."""
    return []


def _is_in(session: Session, key_hmac: bytes, once: bytes) -> bool:
    """Whether this very sheet was taken in before, if under a code that was replaced since."""
    found = session.execute(_TAKEN, {"key": key_hmac, "once": once}).first()
    if found is None:
        return False
    taken = found.idempotency_hmac + found.replaced
    return once in (taken[start : start + HASH] for start in range(0, len(taken), HASH))


def _take(session: Session, sender: Sender, envelope: Sealed) -> None:
    """Put an envelope in, or in the place of the one that its receipt belongs to."""
    if sender.changes:
        _replace(session, envelope)
        return
    try:
        with session.begin_nested():
            if sender.code:
                access.spend(session, envelope.key_hmac, sender.way)
            session.execute(_IN, envelope._asdict())
    except (IntegrityError, access.CodeAlreadyUsed):
        _explain(session, envelope)


def _replace(session: Session, envelope: Sealed) -> None:
    """Replace a sheet that has not been opened, decided by one conditional statement.

    Raises:
        AlreadyOpened, ReceiptUnknown, CodeVoid
    """
    mine = _of_same_sender(envelope)
    replaced = session.scalar(
        update(Envelope)
        .where(mine, Envelope.sealed.is_not(None))
        .values(
            sealed=envelope.sealed,
            replaced=cast(Envelope.replaced.concat(Envelope.idempotency_hmac), LargeBinary),
            idempotency_hmac=envelope.idempotency_hmac,
        )
        .returning(Envelope.key_hmac)
        .execution_options(synchronize_session=False)
    )
    if replaced is None:
        access.must_not_be_void(session, envelope.key_hmac)
        there = session.scalar(select(Envelope.key_hmac).where(mine))
        raise AlreadyOpened if there else ReceiptUnknown


def _explain(session: Session, envelope: Sealed) -> None:
    """Say why a sheet was not put in: its code is used, unless the same sheet came first.

    Raises:
        CodeAlreadyUsed, AlreadySent
    """
    if _is_in(session, envelope.key_hmac, envelope.idempotency_hmac):
        return
    there = session.scalar(select(Envelope.key_hmac).where(_of_same_sender(envelope)))
    raise AlreadySent if there else access.CodeAlreadyUsed


def _of_same_sender(envelope: Sealed) -> ColumnElement[bool]:
    same_key = Envelope.key_hmac == envelope.key_hmac
    return same_key & (Envelope.receipt_hmac == envelope.receipt_hmac)


# ---- drafts --------------------------------------------------------------------------------------


def save_draft(
    session: Session,
    questionnaire: Questionnaire | Reception,
    kept: Keys,
    holder: tuple[str, str],
    said: Mapping[str, Any],
) -> None:
    """Keep what was written so far; `holder` is (code or receipt, 再開のことば).

    Raises:
        Closed: the questionnaire was opened for the last time; CodeVoid, KeysGone
    """
    held = _hold(session, questionnaire)
    plain = sealing.filled(said, _room(session, held))
    box = nacl.secret.SecretBox(kept.derive("draft", *holder)).encrypt(plain)
    row = {"key": kept.hash("draft", holder[0]), "questionnaire": held.id, "fresh": bytes(box)}
    if session.execute(_BOX_AGAIN, row).first() is None:
        access.must_not_be_void(session, kept.hash("code", holder[0]))
        session.execute(_BOX_FIRST, row)


def has_draft(session: Session, kept: Keys, name: str) -> bool:
    """Whether something was saved under a code or receipt; what it says is another matter."""
    return session.execute(_BOX, {"key": kept.hash("draft", name)}).first() is not None


def draft(session: Session, kept: Keys, holder: tuple[str, str]) -> dict[str, Any]:
    """What was written so far; nothing where nothing was saved.

    Raises:
        WrongWord, KeysGone
    """
    box = session.scalar(_BOX, {"key": kept.hash("draft", holder[0])})
    if box is None:
        return {}
    try:
        plain = nacl.secret.SecretBox(kept.derive("draft", *holder)).decrypt(box)
    except nacl.exceptions.CryptoError:
        raise WrongWord from None
    return sealing.read(plain)


def drop_draft(session: Session, kept: Keys, name: str) -> None:
    """Forget what was saved under a code or receipt."""
    session.execute(_NO_BOX, {"key": kept.hash("draft", name)})


# Written once, of tables and not of classes: every page that is saved asks these, and building
# them, or having the ORM read them, takes longer than asking.
_ENVELOPES, _DRAFTS = (Base.metadata.tables[name] for name in ("envelope", "draft"))
_TAKEN = select(_ENVELOPES.c.idempotency_hmac, _ENVELOPES.c.replaced).where(
    (_ENVELOPES.c.key_hmac == bindparam("key"))
    | (_ENVELOPES.c.idempotency_hmac == bindparam("once"))
)
_IN = insert(_ENVELOPES)
_BOX = select(_DRAFTS.c.box).where(_DRAFTS.c.key_hmac == bindparam("key"))
_BOX_FIRST = insert(_DRAFTS).values(
    key_hmac=bindparam("key"), questionnaire_id=bindparam("questionnaire"), box=bindparam("fresh")
)
_BOX_AGAIN = (
    update(_DRAFTS)
    .where(_DRAFTS.c.key_hmac == bindparam("key"))
    .values(box=bindparam("fresh"))
    .returning(_DRAFTS.c.key_hmac)
)
_NO_BOX = delete(_DRAFTS).where(_DRAFTS.c.key_hmac == bindparam("key"))
