"""照会の回答: what sections write into the blanks, without loss when two of them write."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import inquiries
from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.inquiries import BLANKS, SUBMITTED, Asked, Blank, InquiryItem, InquirySheet
from surveys.issues import PolicyIssue

UNCHANGED, NOTHING = "変更なし", "該当なし"
LONGEST_ANSWER = 1800  # what a comment holds too, with the name of the section before it
_CONTROL = re.compile("[\x00-\x1f\x7f]")
Place = tuple[int, str]  # an item and the key of one of its blanks


class AnswerTooLong(SurveyError):
    message = N_(
        "論点「%(issue)s」の「%(blank)s」が長すぎます（%(length)d文字）。%(limit)d文字以内にしてください"
    )


class AlreadyAnswered(SurveyError):
    message = N_(
        "すでに書き始めた課があるため、取りやめられません。書かれた回答を残すため、照会はこのまま続けてください"
    )


class WrittenMeanwhile(SurveyError):
    message = N_(
        "取り込むあいだに、同じ欄が画面で書き換えられました。ファイルをもう一度選んで、見比べてください"
    )


class InquiryAnswer(Base):
    """照会の回答, one blank. `noted_at` is when it was kept with the issue as a comment."""

    __tablename__ = "inquiry_answer"
    __table_args__ = (UniqueConstraint("item_id", "blank"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("inquiry_item.id", ondelete="CASCADE"))
    blank: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    saved_at: Mapped[datetime]
    noted_at: Mapped[datetime | None]

    @property
    def says_something(self) -> bool:
        return self.words not in ("", UNCHANGED, NOTHING)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody typed into a blank, and the `mark` of what they had seen there."""

    words: str
    seen: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How many blanks that must be filled in are, and when somebody last wrote."""

    filled: int
    of: int
    saved_at: datetime | None

    @property
    def share(self) -> float:
        return self.filled / self.of if self.of else 1.0


def tidy(words: str) -> str:
    """A text as it is kept: whatever a browser or a spreadsheet made of its line ends."""
    lines = words.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_CONTROL.sub("", line).rstrip() for line in lines).strip()


def mark(words: str) -> str:
    """What a text is known by to who has seen it."""
    return sha256(tidy(words).encode()).hexdigest()[:12]


def held(session: Session, listed: Iterable[Asked]) -> dict[Place, InquiryAnswer]:
    """The answers that are there, by place."""
    ids = [each.item.id for each in listed]
    mine = select(InquiryAnswer).where(InquiryAnswer.item_id.in_(ids))
    return {(each.item_id, each.blank): each for each in session.scalars(mine)}


def write(
    session: Session,
    sheet: InquirySheet,
    said: Mapping[Place, Said],
    who: int | None,
    now: datetime,
) -> dict[Place, str]:
    """Keep what was typed into the blanks of a 照会票; give back where that was refused.

    What somebody left as they had seen it stays as it is now. Where two wrote differently, nothing
    is kept: {place: the words that are there}. Places that are not on this sheet are passed over.

    Raises:
        AnswerTooLong
    """
    listed = inquiries.asked_of(session, sheet)
    there = held(session, listed)
    clashes: dict[Place, str] = {}
    for place, asked, blank in places(listed):
        if place not in said:
            continue
        words, old = tidy(said[place].words), there.get(place)
        if len(words) > LONGEST_ANSWER:
            raise AnswerTooLong(
                issue=asked.issue.topic, blank=blank.label, length=len(words), limit=LONGEST_ANSWER
            )
        now_there = old.words if old else ""
        if words == now_there or mark(words) == said[place].seen:
            continue
        if mark(now_there) != said[place].seen:
            clashes[place] = now_there
            continue
        answer = old or InquiryAnswer(item_id=place[0], blank=place[1])
        answer.words, answer.saved_by, answer.saved_at = words, who, now
        answer.noted_at = None
        session.add(answer)
    session.flush()
    return clashes


def places(listed: Iterable[Asked]) -> list[tuple[Place, Asked, Blank]]:
    """Every blank of a 照会票 in its order."""
    return [
        ((each.item.id, blank.key), each, blank) for each in listed for blank in each.item.blanks()
    ]


def empty(session: Session, sheet: InquirySheet) -> list[tuple[Place, Asked, Blank]]:
    """The blanks that must be filled in and are not."""
    listed = inquiries.asked_of(session, sheet)
    return _left(listed, held(session, listed))


def fill_up(session: Session, sheet: InquirySheet, who: int | None, now: datetime) -> int:
    """Write 「変更なし」 beside a text that stands, 「該当なし」 elsewhere, into empty blanks."""
    left = empty(session, sheet)
    said = {
        place: Said(UNCHANGED if asked.beside(blank) else NOTHING, mark(""))
        for place, asked, blank in left
    }
    write(session, sheet, said, who, now)
    return len(left)


def progress(session: Session, sheet: InquirySheet) -> Progress:
    """How far a section has come."""
    listed = inquiries.asked_of(session, sheet)
    there = held(session, listed)
    needed = sum(blank.needed for _place, _asked, blank in places(listed))
    saved = max((each.saved_at for each in there.values()), default=None)
    return Progress(needed - len(_left(listed, there)), needed, saved)


def about_issue(
    session: Session, inquiry: inquiries.Inquiry, issue: PolicyIssue
) -> list[tuple[InquirySheet, InquiryItem, dict[str, InquiryAnswer]]]:
    """What each section answered about an issue, 主管課 first: {blank: answer}.

    What no head confirmed is no answer of a section yet: there it is empty.
    """
    mine = (
        select(InquirySheet, InquiryItem)
        .join(InquiryItem, InquiryItem.sheet_id == InquirySheet.id)
        .where(InquirySheet.inquiry_id == inquiry.id, InquiryItem.issue_id == issue.id)
        .order_by(InquiryItem.main.desc(), InquirySheet.id)
    )
    found = [(row[0], row[1]) for row in session.execute(mine)]
    ids = [item.id for sheet, item in found if sheet.state == SUBMITTED]
    answers = select(InquiryAnswer).where(InquiryAnswer.item_id.in_(ids), InquiryAnswer.words != "")
    by_item: dict[int, dict[str, InquiryAnswer]] = {}
    for each in session.scalars(answers):
        by_item.setdefault(each.item_id, {})[each.blank] = each
    return [(sheet, item, _in_order(by_item.get(item.id, {}))) for sheet, item in found]


def call_off(session: Session, inquiry: inquiries.Inquiry) -> None:
    """Take an inquiry back that was sent by mistake, before anybody wrote anything.

    Raises:
        AlreadyAnswered
    """
    mine = (
        select(InquiryAnswer.id)
        .join(InquiryItem, InquiryItem.id == InquiryAnswer.item_id)
        .join(InquirySheet, InquirySheet.id == InquiryItem.sheet_id)
        .where(InquirySheet.inquiry_id == inquiry.id)
    )
    if session.scalar(mine.limit(1)) is not None:
        raise AlreadyAnswered
    session.execute(delete(inquiries.Inquiry).where(inquiries.Inquiry.id == inquiry.id))
    session.expire_all()


def _left(
    listed: Iterable[Asked], there: Mapping[Place, InquiryAnswer]
) -> list[tuple[Place, Asked, Blank]]:
    return [
        (place, asked, blank)
        for place, asked, blank in places(listed)
        if blank.needed and not (place in there and there[place].words)
    ]


def _in_order(answers: Mapping[str, InquiryAnswer]) -> dict[str, InquiryAnswer]:
    return {key: answers[key] for key in BLANKS if key in answers}
