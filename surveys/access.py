"""回答コード: what lets one household answer once; stored only as a keyed hash.

A code is 15 random characters and a check character of Crockford's base 32: 75 bits, without
letters that look alike. Receipts (受付番号) are written the same way.
"""

import re
import secrets
import unicodedata
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    LargeBinary,
    String,
    bindparam,
    false,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.keys import Keys
from surveys.kinds import Choice
from surveys.questionnaires import Questionnaire
from surveys.receptions import Reception

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 16, 4
# What people type for a character of the alphabet, in which none looks like these.
LOOK_ALIKE = str.maketrans("OILU", "011V")
OTHER = re.compile("[^0-9A-Z]")  # hyphens of all sorts, spaces, brackets, what stood before a code
BY_QR = "/c/"  # what stands before the code in the address of a QR code
MOST_AT_ONCE = 200_000
MAIL, HAND = "mail", "hand"
# 回答の経路: how a code that was used came back. No time goes with it.
TYPED, QR, PAPER = "typed", "qr", "paper"
WAYS = {TYPED: N_("ウェブ（コードを入力）"), QR: N_("ウェブ（QRコード）"), PAPER: N_("紙")}


class CodeMistyped(SurveyError):
    message = N_("回答コードの文字が違うようです。お手紙の16文字をもう一度確かめてください")


class CodeUnknown(SurveyError):
    message = N_(
        "この回答コードは、この調査のものではありません。お手紙の調査名と16文字を確かめてください"
    )


class CodeVoid(SurveyError):
    """The code lets nobody in any more; whoever types it guesses nothing."""

    message = N_(
        "この回答コードは使えなくなっています。お手紙の電話番号か、問い合わせ先にご連絡ください"
    )


class CodeReplaced(CodeVoid):
    message = N_(
        "この回答コードは新しいものに替わりました。新しいお手紙の回答コードを入力してください"
    )


class CodeAlreadyUsed(SurveyError):
    message = N_("この回答コードでは、すでに回答が送られています")


class LinkUnknown(SurveyError):
    message = N_("このリンクは使えません。お知らせのアドレスをもう一度確かめてください")


class TooManyCodes(SurveyError):
    message = N_("一度に発行できる回答コードは%(limit)d件までです")


class IssuedMeanwhile(SurveyError):
    message = N_(
        "この画面を開いたあとに、回答コードが発行されています。"
        "下の発行済みの件数を確かめ、足りないときだけ続けてください"
    )


class NoCodes(SurveyError):
    message = N_("発行する件数を1以上で入力してください")


class AccessCode(Base):
    """回答コード. No time of use: one equal to an answer's would say who answered what.

    Its rows stand in the order of their hashes (SQLite: WITHOUT ROWID), never of their making.

    Attributes:
        way: how its sheet came, one of `WAYS`; "" until it is used.
        void: whether it lets nobody in any more; what it let in before stays.
        replaced: whether it is void because a new code took its place; otherwise its letter
            came back (不達).
    """

    __tablename__ = "access_code"
    __table_args__ = (
        CheckConstraint("channel IN ('mail','hand')", name="channel"),
        CheckConstraint("way IN ('','typed','qr','paper')", name="way"),
        CheckConstraint("void OR NOT replaced", name="replaced_is_void"),
        {"sqlite_with_rowid": False},
    )

    hmac: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    used: Mapped[bool] = mapped_column(default=False)
    stratum: Mapped[str] = mapped_column(String(100), default="")
    channel: Mapped[str] = mapped_column(String(10), default=MAIL)
    way: Mapped[str] = mapped_column(String(10), default="", server_default="")
    void: Mapped[bool] = mapped_column(default=False, server_default=false())
    replaced: Mapped[bool] = mapped_column(default=False, server_default=false())


def new_code() -> str:
    """A random code with its check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check(body)


def grouped(code: str) -> str:
    """A code as people read it: four groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read(typed: str) -> str:
    """Read a code as people type it: full-width, lower case, in groups or quotes, O for 0, U for V.

    Also where its name or the address of its QR code was copied along.

    Raises:
        CodeMistyped: its check character says that it is none.
    """
    said = plain(typed.rpartition(BY_QR)[2])
    if len(said) != LENGTH or not is_whole(said):
        raise CodeMistyped
    return said


def plain(typed: str) -> str:
    """What was typed, in the letters of the alphabet; what is neither letter nor figure goes."""
    said = unicodedata.normalize("NFKC", typed).upper()
    return OTHER.sub("", said).translate(LOOK_ALIKE)


def is_whole(said: str) -> bool:
    """Whether the last character of a code or of a shorter number checks those before it."""
    return said != "" and set(said) <= set(ALPHABET) and check(said[:-1]) == said[-1]


def draw(strata: Sequence[tuple[str, int]]) -> list[tuple[str, str]]:
    """Draw codes, `strata` saying how many for each; give (stratum, code). None is valid yet.

    Raises:
        NoCodes, TooManyCodes
    """
    wanted = sum(number for _, number in strata)
    if wanted < 1:
        raise NoCodes
    if wanted > MOST_AT_ONCE:
        raise TooManyCodes(limit=MOST_AT_ONCE)
    return [(stratum, new_code()) for stratum, number in strata for _ in range(number)]


def keep(
    session: Session,
    questionnaire: Questionnaire,
    keys: Keys,
    drawn: Sequence[tuple[str, str]],
    *,
    channel: str = MAIL,
) -> None:
    """Make codes that were drawn valid: from now on their hashes let people in.

    Raises:
        KeysGone
    """
    rows: list[dict[str, Any]] = [
        {
            "hmac": keys.hash("code", code),
            "questionnaire_id": questionnaire.id,
            "used": False,
            "stratum": stratum,
            "channel": channel,
        }
        for stratum, code in drawn
    ]
    # Written in the order of their hashes: the mailing list's order must not be in the file.
    session.execute(insert(AccessCode), sorted(rows, key=itemgetter("hmac")))


def must_still_be(session: Session, questionnaire: Questionnaire, issued: int) -> None:
    """Let through while so many codes are issued; nobody else issues until this transaction ends.

    Raises:
        IssuedMeanwhile
    """
    mine = select(Questionnaire.id).where(Questionnaire.id == questionnaire.id)
    session.execute(mine.with_for_update())
    if number(session, questionnaire) != issued:
        raise IssuedMeanwhile


def issue(
    session: Session,
    questionnaire: Questionnaire,
    keys: Keys,
    strata: Sequence[tuple[str, int]],
    *,
    channel: str = MAIL,
) -> list[tuple[str, str]]:
    """Draw codes and make them valid at once; give (stratum, code), which nobody keeps.

    Raises:
        NoCodes, TooManyCodes, KeysGone
    """
    drawn = draw(strata)
    keep(session, questionnaire, keys, drawn, channel=channel)
    return drawn


def find(
    session: Session, questionnaire: Questionnaire | Reception, keys: Keys, code: str
) -> AccessCode:
    """The code that was typed, used or not.

    Raises:
        CodeUnknown, CodeVoid, CodeReplaced, KeysGone
    """
    found = session.get(AccessCode, keys.hash("code", code))
    if found is None or found.questionnaire_id != questionnaire.id:
        raise CodeUnknown
    if found.void:
        raise CodeReplaced if found.replaced else CodeVoid
    return found


def spend(session: Session, code_hmac: bytes, way: str) -> None:
    """Use a code up, once only, even when two phones send at the same moment.

    Raises:
        CodeAlreadyUsed: the code has let in a sheet before; only its receipt may replace that.
        CodeVoid, CodeReplaced: it was made void, perhaps a moment ago.
    """
    unused = (AccessCode.hmac == code_hmac) & ~AccessCode.used & ~AccessCode.void
    taken = session.scalar(
        update(AccessCode).where(unused).values(used=True, way=way).returning(AccessCode.hmac)
    )
    if taken is None:
        must_not_be_void(session, code_hmac)
        raise CodeAlreadyUsed


def must_not_be_void(session: Session, code_hmac: bytes) -> None:
    """Let through unless the code was made void.

    Raises:
        CodeVoid, CodeReplaced
    """
    void, replaced = session.execute(_VOID, {"hmac": code_hmac}).first() or (False, False)
    if void:
        raise CodeReplaced if replaced else CodeVoid


def department_mark(keys: Keys, code: str) -> str:
    """What stands in the link of a department: it can be guessed by nobody, and needs no table."""
    number = int.from_bytes(keys.hash("department", code)[:8])
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in range(12))


def department_of(keys: Keys, choices: Sequence[Choice], mark: str) -> Choice:
    """The department whose link was opened.

    Raises:
        LinkUnknown, KeysGone
    """
    for choice in choices:
        if secrets.compare_digest(department_mark(keys, choice.code).encode(), mark.encode()):
            return choice
    raise LinkUnknown


def number(session: Session, questionnaire: Questionnaire) -> int:
    """How many codes were issued; one that took the place of another counts once with it."""
    return strata(session, questionnaire).total()


def strata(session: Session, questionnaire: Questionnaire) -> Counter[str]:
    """How many codes were issued for each stratum, as `number` counts them (発送数)."""
    return _by_stratum(session, questionnaire, ~AccessCode.replaced)


def undelivered(session: Session, questionnaire: Questionnaire) -> Counter[str]:
    """How many letters of each stratum came back (不達): they are among those of `strata`."""
    return _by_stratum(session, questionnaire, AccessCode.void & ~AccessCode.replaced)


def returns(session: Session, questionnaire: Questionnaire) -> Counter[tuple[str, str]]:
    """How many codes came back, by (stratum, way), for whoever withholds what is small."""
    counted = (
        select(AccessCode.stratum, AccessCode.way, func.count())
        .where(AccessCode.questionnaire_id == questionnaire.id, AccessCode.used)
        .group_by(AccessCode.stratum, AccessCode.way)
    )
    return Counter({(row[0], row[1]): row[2] for row in session.execute(counted)})


def _by_stratum(
    session: Session, questionnaire: Questionnaire, which: ColumnElement[bool]
) -> Counter[str]:
    counted = (
        select(AccessCode.stratum, func.count())
        .where(AccessCode.questionnaire_id == questionnaire.id, which)
        .group_by(AccessCode.stratum)
    )
    return Counter({row[0]: row[1] for row in session.execute(counted)})


def check(body: str) -> str:
    """Sum the characters over GF(32), each weighted: one wrong, or two exchanged, is always seen.

    The weights are the powers of the generator 2 modulo x^5 + x^2 + 1: different for all places.
    """
    total, weight = 0, 1
    for character in body:
        weight = _times(weight, 2)
        total ^= _times(weight, ALPHABET.index(character))
    return ALPHABET[total]


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 32:
            one ^= 0b100101
        other >>= 1
    return product


# Written once, of the table and not of the class: every first page that is saved asks it.
_CODES = AccessCode.__table__.c
_VOID = select(_CODES.void, _CODES.replaced).where(_CODES.hmac == bindparam("hmac"))
