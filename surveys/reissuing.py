"""再発行と不達: a lost letter gets a new code, one that came back loses its own.

What a household sent stays where it is, and only its key is renamed. Nobody is told whether there
was anything: the same happens, and the same is said, for a code that was used and one that was not.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from surveys import access, envelopes, receptions
from surveys.access import AccessCode, CodeMistyped, CodeUnknown
from surveys.envelopes import Closed, Envelope
from surveys.errors import N_, SurveyError
from surveys.keys import Keys
from surveys.questionnaires import PUBLISHED, Questionnaire


class NoLines(SurveyError):
    message = N_("戻った手紙の回答コードを、1行に1つ入力してください")


class LinesRefused(SurveyError):
    message = N_(
        "%(lines)s行目の回答コードは、文字が違うか、この調査のものでないか、すでに無効です。"
        "一覧と見比べてください。まだどれも無効にしていません"
    )


class CodeTwice(SurveyError):
    message = N_("%(line)d行目の回答コードは、前の行にもあります。1つにしてください")


def reissue(
    session: Session,
    questionnaire: Questionnaire,
    keys: Keys,
    codes: tuple[str, str],
    now: datetime,
) -> None:
    """Let a new code take the place of a lost one; `codes` are (lost, new).

    The new one is of the same stratum, and used if the lost one was: nobody answers twice, and a
    receipt goes on to work, with the new code. A draft goes, for only the lost code opened it.

    Raises:
        Closed, CodeUnknown, CodeVoid, CodeReplaced, KeysGone
    """
    held = receptions.hold(session, questionnaire.id)
    if held is None or held.state != PUBLISHED or now >= held.closes_at:
        raise Closed
    lost, new = (keys.hash("code", code) for code in codes)
    # Locked before it is read: a sheet that is just being sent is in, or comes too late.
    mine = (AccessCode.hmac == lost) & (AccessCode.questionnaire_id == questionnaire.id)
    found = session.execute(select(AccessCode).where(mine).with_for_update()).scalar_one_or_none()
    if found is None:
        raise CodeUnknown
    access.must_not_be_void(session, lost)
    kept = {name: getattr(found, name) for name in ("used", "way", "stratum", "channel")}
    row = {"hmac": new, "questionnaire_id": questionnaire.id, **kept}
    session.execute(insert(AccessCode), [row])
    found.void, found.replaced, found.used, found.way = True, True, False, ""
    session.flush()
    session.execute(update(Envelope).where(Envelope.key_hmac == lost).values(key_hmac=new))
    envelopes.drop_draft(session, keys, codes[0])


def withdraw(
    session: Session, questionnaire: Questionnaire, keys: Keys, codes: Sequence[str]
) -> None:
    """Make the codes of letters that came back (不達) void, all of them or none.

    Raises:
        LinesRefused: by their places in `codes`, from 1; the caller rolls back. KeysGone
    """
    hashes = [keys.hash("code", code) for code in codes]
    mine = AccessCode.hmac.in_(hashes) & (AccessCode.questionnaire_id == questionnaire.id)
    made = session.scalars(
        update(AccessCode)
        .where(mine, ~AccessCode.void)
        .values(void=True)
        .returning(AccessCode.hmac)
        .execution_options(synchronize_session=False)
    )
    gone = set(made)
    refused = [str(place) for place, each in enumerate(hashes, 1) if each not in gone]
    if refused:
        raise LinesRefused(lines="、".join(refused))


def read_lines(typed: str) -> list[str]:
    """Read codes, one a line.

    Raises:
        NoLines, LinesRefused, CodeTwice
    """
    lines = [line for line in typed.splitlines() if line.strip()]
    found, refused = [], []
    for place, line in enumerate(lines, 1):
        try:
            found.append(access.read(line))
        except CodeMistyped:
            refused.append(str(place))
    if refused:
        raise LinesRefused(lines="、".join(refused))
    for place, code in enumerate(found):
        if code in found[:place]:
            raise CodeTwice(line=place + 1)
    if not found:
        raise NoLines
    return found
