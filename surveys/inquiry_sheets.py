"""照会票の進みぐあい: handed to the head of the section, sent back, confirmed, late, put off."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from surveys import inquiry_answers
from surveys.errors import N_, SurveyError
from surveys.inquiries import (
    OPEN,
    RELEASED,
    RETURNED,
    SUBMITTED,
    WAITING,
    DeadlinePassed,
    InquirySheet,
)
from surveys.inquiry_answers import Progress

BEGUN = "begun"
STAGES = {
    OPEN: N_("未着手"),
    BEGUN: N_("入力中"),
    WAITING: N_("課長確認待ち"),
    RETURNED: N_("差し戻し"),
    SUBMITTED: N_("提出済み"),
    RELEASED: N_("照会を取りやめ"),
}
OWN, ON_PAPER = "own", "paper"  # how a head's confirmation comes in


class BlanksLeft(SurveyError):
    message = N_("まだ書かれていない欄が%(number)dか所あります")


class SheetHandedIn(SurveyError):
    message = N_(
        "この照会票は、すでに課長の確認に回っているか、提出済みか、照会を取りやめています。"
        "直すときは、課長か企画課に差し戻してもらってください"
    )


class NothingToConfirm(SurveyError):
    message = N_("この照会票は、課長確認待ちではありません。画面を読み込み直してください")


class NotYoursToConfirm(SurveyError):
    message = N_("この照会票を確認できるのは、この課の課長です（提出した本人は確認できません）")


class SheetOfOthers(SurveyError):
    message = N_("「%(section)s」の照会票は、その課の職員と企画担当だけが開けます")


class HeadNameMissing(SurveyError):
    message = N_("確認した課長の氏名を入力してください")


class ReasonMissing(SurveyError):
    message = N_("理由を入力してください")


class DeadlineNotLater(SurveyError):
    message = N_("新しい締切は、今の締切より後の日時にしてください")


def stage(sheet: InquirySheet, progress: Progress) -> str:
    """A key of `STAGES`."""
    begun = sheet.state == OPEN and progress.saved_at is not None
    return BEGUN if begun else sheet.state


def is_late(sheet: InquirySheet, now: datetime) -> bool:
    """Whether it should have been submitted and is not."""
    return sheet.state not in (SUBMITTED, RELEASED) and sheet.due_at < now


def was_late(sheet: InquirySheet) -> bool:
    """Whether it was submitted after its deadline."""
    return (
        sheet.state == SUBMITTED
        and sheet.confirmed_at is not None
        and sheet.due_at < sheet.confirmed_at
    )


def require_open(sheet: InquirySheet) -> None:
    """
    Raises:
        SheetHandedIn
    """
    if not sheet.editable:
        raise SheetHandedIn


def send(session: Session, sheet: InquirySheet, who: int, now: datetime) -> None:
    """Hand a sheet to the head of the section; the planners see it once that person confirmed it.

    Raises:
        SheetHandedIn, BlanksLeft
    """
    require_open(sheet)
    left = len(inquiry_answers.empty(session, sheet))
    if left:
        raise BlanksLeft(number=left)
    sheet.state, sheet.sent_by, sheet.sent_at = WAITING, who, now


def way_to_confirm(
    sheet: InquirySheet, member_id: int, heads: Collection[int], *, planner: bool
) -> str:
    """How this member may confirm: as the head (`OWN`), by writing down who did, or "" not at all.

    Who sent it does not confirm it too, unless the section has no other head. A section whose head
    does not sign in here tells the name of who confirmed; planners write that down from paper.
    """
    if member_id in heads:
        alone = set(heads) == {member_id}
        return OWN if alone or member_id != sheet.sent_by else ""
    return ON_PAPER if planner or not heads else ""


def confirm(sheet: InquirySheet, name: str, member_id: int, now: datetime) -> None:
    """Let the head's confirmation hand a sheet in.

    Raises:
        NothingToConfirm, HeadNameMissing
    """
    _require_waiting(sheet)
    if not name.strip():
        raise HeadNameMissing
    sheet.state, sheet.reason = SUBMITTED, ""
    sheet.confirmed_name, sheet.confirmed_by, sheet.confirmed_at = name.strip(), member_id, now


def send_back(sheet: InquirySheet, reason: str) -> None:
    """Let the head ask for something to be written differently.

    Raises:
        NothingToConfirm, ReasonMissing
    """
    _require_waiting(sheet)
    reopen(sheet, reason)


def reopen(sheet: InquirySheet, reason: str) -> None:
    """Let a section write again, saying why; what it wrote stays.

    Raises:
        ReasonMissing
    """
    if not reason.strip():
        raise ReasonMissing
    sheet.state, sheet.reason = RETURNED, reason.strip()
    sheet.confirmed_name, sheet.confirmed_by, sheet.confirmed_at = "", None, None


def release(sheet: InquirySheet, reason: str) -> None:
    """Ask a section no more, as where it is not its matter; what it wrote stays.

    Raises:
        ReasonMissing
    """
    reopen(sheet, reason)
    sheet.state = RELEASED


def put_off(sheet: InquirySheet, due_at: datetime, reason: str, now: datetime) -> None:
    """Give one section more time, saying why.

    Raises:
        DeadlinePassed, DeadlineNotLater, ReasonMissing
    """
    if due_at <= now:
        raise DeadlinePassed
    if due_at <= sheet.due_at:
        raise DeadlineNotLater
    if not reason.strip():
        raise ReasonMissing
    sheet.due_at, sheet.due_reason = due_at, reason.strip()


def _require_waiting(sheet: InquirySheet) -> None:
    if sheet.state != WAITING:
        raise NothingToConfirm
