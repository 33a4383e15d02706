"""封緘: a sheet on its way to be opened, readable by nobody, and the draft before it is sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import nacl.exceptions
import nacl.secret
from sqlalchemy import ForeignKey, LargeBinary, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import access, keys
from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.keys import Keys
from surveys.kinds import Answers
from surveys.questionnaires import PUBLISHED, Questionnaire

# Sealed sheets come in few sizes, or their lengths would tell them apart.
SMALLEST = 2048


class NotOpenYet(SurveyError):
    message = N_("この調査の回答の受付は、まだ始まっていません")


class Closed(SurveyError):
    message = N_("この調査の回答の受付は終わりました")


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
    """

    receipt: str
    once: str
    code: str = ""
    changes: bool = False


# ---- sending -------------------------------------------------------------------------------------


def send(
    session: Session,
    questionnaire: Questionnaire,
    kept: Keys,
    sender: Sender,
    sheet: tuple[int, Answers],
    now: datetime,
) -> None:
    """Seal a sheet (the number of its version, its answers) and take it in, once.

    A sheet that was taken in already changes nothing. The draft goes.

    Raises:
        NotOpenYet, Closed, CodeAlreadyUsed, AlreadyOpened, ReceiptUnknown, KeysGone
    """
    # Whoever opens the last batch holds this row: nothing may come in behind their back.
    session.refresh(questionnaire, with_for_update={"read": True})
    must_be_open(questionnaire, now)
    envelope = Envelope(
        key_hmac=key_hash(kept, sender),
        questionnaire_id=questionnaire.id,
        sealed=seal(questionnaire, sheet),
        receipt_hmac=kept.hash("receipt", sender.receipt),
        idempotency_hmac=kept.hash("once", sender.once),
    )
    if not _is_in(session, envelope):
        try:
            with session.begin_nested():
                _take(session, kept, sender, envelope)
        except (IntegrityError, access.CodeAlreadyUsed):  # the same sheet may be in by now
            if not _is_in(session, envelope):
                raise
    drop_draft(session, kept, sender.code or sender.receipt)


def must_be_open(questionnaire: Questionnaire, now: datetime) -> None:
    """Let through while answers are taken.

    Raises:
        NotOpenYet, Closed
    """
    if questionnaire.is_open(now):
        return
    opens_at = questionnaire.opens_at
    if questionnaire.state == PUBLISHED and opens_at is not None and now < opens_at:
        raise NotOpenYet
    raise Closed


def key_hash(kept: Keys, sender: Sender) -> bytes:
    """What an envelope is found by: the hash of its code, or of its receipt where there is none."""
    return kept.hash("code", sender.code) if sender.code else kept.hash("link", sender.receipt)


def must_be_there(
    session: Session, questionnaire: Questionnaire, kept: Keys, sender: Sender
) -> None:
    """Let through whose receipt (and code) belong to a sheet that can still be replaced.

    Raises:
        ReceiptUnknown, AlreadyOpened, KeysGone
    """
    found = session.get(Envelope, key_hash(kept, sender))
    known = found is not None and found.receipt_hmac == kept.hash("receipt", sender.receipt)
    if found is None or not known or found.questionnaire_id != questionnaire.id:
        raise ReceiptUnknown
    if found.sealed is None:
        raise AlreadyOpened


def waiting(session: Session, questionnaire: Questionnaire) -> int:
    """How many envelopes wait to be opened."""
    mine = (Envelope.questionnaire_id == questionnaire.id) & Envelope.sealed.is_not(None)
    return session.scalar(select(func.count()).select_from(Envelope).where(mine)) or 0


def seal(questionnaire: Questionnaire, sheet: tuple[int, Answers]) -> bytes:
    """A libsodium sealed box to the questionnaire's public key."""
    version, answers = sheet
    if questionnaire.public_key is None:
        raise Closed
    return keys.seal(
        questionnaire.public_key, _padded({"version": version, "answers": dict(answers)})
    )


def unseal(private: bytes, sealed: bytes) -> tuple[int, dict[str, Any]]:
    """The (version's number, answers) of one envelope.

    Raises:
        nacl.exceptions.CryptoError, ValueError: it was not sealed by this house.
    """
    held = _unpadded(keys.unseal(private, sealed))
    return int(held["version"]), dict(held["answers"])


def _is_in(session: Session, envelope: Envelope) -> bool:
    """Whether this very sheet was taken in before."""
    mine = Envelope.idempotency_hmac == envelope.idempotency_hmac
    return session.scalar(select(Envelope.key_hmac).where(mine)) == envelope.key_hmac


def _take(session: Session, kept: Keys, sender: Sender, envelope: Envelope) -> None:
    """Put an envelope in, or in the place of the one that its receipt belongs to."""
    if sender.code and not sender.changes:
        access.spend(session, envelope.key_hmac)
    elif sender.changes:
        must_be_there_still(session, envelope)
        return
    session.add(envelope)
    session.flush()


def must_be_there_still(session: Session, envelope: Envelope) -> None:
    """Replace a sheet that has not been opened, decided by one conditional statement.

    Raises:
        AlreadyOpened, ReceiptUnknown
    """
    mine = (Envelope.key_hmac == envelope.key_hmac) & (
        Envelope.receipt_hmac == envelope.receipt_hmac
    )
    replaced = session.scalar(
        update(Envelope)
        .where(mine, Envelope.sealed.is_not(None))
        .values(sealed=envelope.sealed, idempotency_hmac=envelope.idempotency_hmac)
        .returning(Envelope.key_hmac)
        .execution_options(synchronize_session=False)
    )
    if replaced is None:
        there = session.scalar(select(Envelope.key_hmac).where(mine))
        raise AlreadyOpened if there else ReceiptUnknown


# ---- drafts --------------------------------------------------------------------------------------


def save_draft(
    session: Session,
    questionnaire: Questionnaire,
    kept: Keys,
    holder: tuple[str, str],
    said: Mapping[str, Any],
) -> None:
    """Keep what was written so far; `holder` is (code or receipt, 再開のことば).

    Raises:
        KeysGone
    """
    key_hmac = kept.hash("draft", holder[0])
    box = nacl.secret.SecretBox(kept.derive("draft", *holder)).encrypt(_padded(said))
    mine = update(Draft).where(Draft.key_hmac == key_hmac).values(box=bytes(box))
    if session.scalar(mine.returning(Draft.key_hmac)) is None:
        session.add(Draft(key_hmac=key_hmac, questionnaire_id=questionnaire.id, box=bytes(box)))
        session.flush()


def has_draft(session: Session, kept: Keys, name: str) -> bool:
    """Whether something was saved under a code or receipt; what it says is another matter."""
    return session.get(Draft, kept.hash("draft", name)) is not None


def draft(session: Session, kept: Keys, holder: tuple[str, str]) -> dict[str, Any]:
    """What was written so far; nothing where nothing was saved.

    Raises:
        WrongWord, KeysGone
    """
    found = session.get(Draft, kept.hash("draft", holder[0]))
    if found is None:
        return {}
    try:
        return _unpadded(nacl.secret.SecretBox(kept.derive("draft", *holder)).decrypt(found.box))
    except nacl.exceptions.CryptoError:
        raise WrongWord from None


def drop_draft(session: Session, kept: Keys, name: str) -> None:
    """Forget what was saved under a code or receipt."""
    session.execute(delete(Draft).where(Draft.key_hmac == kept.hash("draft", name)))


def _padded(content: Mapping[str, Any]) -> bytes:
    """JSON with its length in front, filled up to a power of two."""
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    size = max(SMALLEST, 1 << (len(plain) + 4 - 1).bit_length())
    return (len(plain).to_bytes(4) + plain).ljust(size, b"\0")


def _unpadded(padded: bytes) -> dict[str, Any]:
    length = int.from_bytes(padded[:4])
    return dict(json.loads(padded[4 : 4 + length]))
