"""庁内照会: what sections are asked about their issues, one 照会票 a section."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import sections
from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.issues import PolicyIssue
from surveys.plans import Plan

OPEN, WAITING, RETURNED, SUBMITTED = "open", "waiting", "returned", "submitted"
RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank of a 照会票.

    Attributes:
        column: the text of the issue that stands beside it and that an answer goes into.
        beside: whether that text stands beside it, to be kept or corrected.
        related: whether 関係課 are asked too; `needed`: whether it must be filled in.
    """

    key: str
    label: str
    hint: str
    column: str = ""
    beside: bool = True
    related: bool = True
    needed: bool = True


_LISTED = (
    Blank(
        "present_state",
        N_("現状"),
        N_("所管の統計や実績から分かる、いまの様子。数字には年度と出典を添えます。"),
        column="present_state",
        related=False,
    ),
    Blank(
        "gap",
        N_("課題"),
        N_("現状とありたい姿との隔たり。何が足りないのかを書きます。"),
        column="gap",
        related=False,
    ),
    Blank(
        "measures",
        N_("取り組み"),
        N_("いま行っていること。事業名と、だれと一緒に行っているかを書きます。"),
        column="measures",
    ),
    Blank(
        "review",
        N_("これまでの振り返り"),
        N_("続けてきて良かったこと、うまくいかなかったことと、その理由。"),
        beside=False,
    ),
    Blank(
        "direction",
        N_("今後の方向"),
        N_("続ける、広げる、改める、やめるのどれか。改める点と時期を書きます。"),
        column="measures",
        beside=False,
    ),
    Blank(
        "opinion",
        N_("ほかの課への意見"),
        N_("主管課・関係課に頼みたいこと、一緒にできること。なければ空欄のままで提出できます。"),
        beside=False,
        needed=False,
    ),
)
BLANKS = {each.key: each for each in _LISTED}


class NoIssueChosen(SurveyError):
    message = N_("照会する論点を、1つ以上選んでください")


class SectionMissing(SurveyError):
    message = N_(
        "主管課が決まっていない論点が%(number)d件あります。主管課を入力するか、論点の選択を外してください"
    )


class DeadlinePassed(SurveyError):
    message = N_("回答の締切は、今より後の日時にしてください")


class Inquiry(Base):
    """照会. `note` is its 依頼文; sections keep a deadline of their own, which may be later."""

    __tablename__ = "inquiry"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]


class InquirySheet(Base):
    """照会票 of one section.

    Attributes:
        due_at, due_reason: its own deadline, and why it is later than the others'.
        state: open, waiting (for the head of the section), returned (with `reason`), submitted;
            released where a section is not asked any more (with `reason`), as it is not its matter.
        sent_by, sent_at: who of the section filled it in and asked for confirmation.
        confirmed_name, confirmed_by, confirmed_at: 課長 who confirmed it, and who wrote that down.
    """

    __tablename__ = "inquiry_sheet"
    __table_args__ = (
        UniqueConstraint("inquiry_id", "section"),
        CheckConstraint(
            "state IN ('open','waiting','returned','submitted','released')", name="state"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    inquiry_id: Mapped[int] = mapped_column(ForeignKey("inquiry.id", ondelete="CASCADE"))
    section: Mapped[str] = mapped_column(String(100))
    due_at: Mapped[datetime]
    due_reason: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default=OPEN)
    reason: Mapped[str] = mapped_column(Text, default="")
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    sent_at: Mapped[datetime | None]
    confirmed_name: Mapped[str] = mapped_column(String(100), default="")
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    confirmed_at: Mapped[datetime | None]

    @property
    def editable(self) -> bool:
        return self.state in (OPEN, RETURNED)

    @property
    def counts(self) -> bool:
        """Whether anybody waits for it, or has it."""
        return self.state != RELEASED

    @property
    def handed_in(self) -> bool:
        """Whether its head has confirmed it."""
        return self.state == SUBMITTED


class InquiryItem(Base):
    """An issue on a 照会票, of which the section is 主管課 (`main`) or 関係課."""

    __tablename__ = "inquiry_item"
    __table_args__ = (UniqueConstraint("sheet_id", "issue_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("inquiry_sheet.id", ondelete="CASCADE"))
    issue_id: Mapped[int] = mapped_column(
        ForeignKey("policy_issue.id", ondelete="CASCADE"), index=True
    )
    main: Mapped[bool]

    def blanks(self) -> list[Blank]:
        """What the section is asked about this issue."""
        return [each for each in BLANKS.values() if self.main or each.related]


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of a 照会票 with the issue it is about."""

    item: InquiryItem
    issue: PolicyIssue

    def beside(self, blank: Blank) -> str:
        """The text of the issue as it stands, for a blank that is about it."""
        return str(getattr(self.issue, blank.column)) if blank.column and blank.beside else ""


def of_plan(session: Session, plan: Plan) -> list[Inquiry]:
    """List a plan's inquiries, the newest first."""
    mine = select(Inquiry).where(Inquiry.plan_id == plan.id)
    return list(session.scalars(mine.order_by(Inquiry.id.desc())))


def sheets_of(session: Session, inquiry: Inquiry) -> list[InquirySheet]:
    """List the 照会票 of an inquiry in the order its sections first came up."""
    mine = select(InquirySheet).where(InquirySheet.inquiry_id == inquiry.id)
    return list(session.scalars(mine.order_by(InquirySheet.id)))


def asked_of(session: Session, sheet: InquirySheet) -> list[Asked]:
    """What a section is asked about, its own issues first; issues taken off the list are not."""
    mine = (
        select(InquiryItem, PolicyIssue)
        .join(PolicyIssue, PolicyIssue.id == InquiryItem.issue_id)
        .where(InquiryItem.sheet_id == sheet.id, ~PolicyIssue.gone)
        .order_by(InquiryItem.main.desc(), PolicyIssue.position, PolicyIssue.id)
    )
    return [Asked(item, issue) for item, issue in session.execute(mine)]


def issues_of(session: Session, inquiry: Inquiry) -> list[PolicyIssue]:
    """List the issues an inquiry is about, in the plan's order."""
    mine = (
        select(InquiryItem.issue_id)
        .join(InquirySheet, InquirySheet.id == InquiryItem.sheet_id)
        .where(InquirySheet.inquiry_id == inquiry.id)
    )
    found = select(PolicyIssue).where(PolicyIssue.id.in_(mine), ~PolicyIssue.gone)
    return list(session.scalars(found.order_by(PolicyIssue.position, PolicyIssue.id)))


def about(session: Session, issue: PolicyIssue) -> Inquiry | None:
    """The last inquiry about an issue, if there is one."""
    mine = (
        select(Inquiry)
        .join(InquirySheet, InquirySheet.inquiry_id == Inquiry.id)
        .join(InquiryItem, InquiryItem.sheet_id == InquirySheet.id)
        .where(InquiryItem.issue_id == issue.id)
    )
    return session.scalars(mine.order_by(Inquiry.id.desc()).limit(1)).first()


def start(
    session: Session, inquiry: Inquiry, listed: Sequence[PolicyIssue], now: datetime
) -> Inquiry:
    """Send each section that is named by these issues a 照会票.

    Raises:
        NoIssueChosen, SectionMissing, DeadlinePassed
    """
    if not listed:
        raise NoIssueChosen
    without = sum(not sections.of_issue(issue).main for issue in listed)
    if without:
        raise SectionMissing(number=without)
    if inquiry.due_at <= now:
        raise DeadlinePassed
    session.add(inquiry)
    session.flush()
    send_out(session, inquiry, missing(session, inquiry, listed))
    return inquiry


def missing(
    session: Session, inquiry: Inquiry, listed: Iterable[PolicyIssue]
) -> list[tuple[str, PolicyIssue]]:
    """Sections that issues name now and that were not asked about them yet."""
    mine = (
        select(InquirySheet.section, InquiryItem.issue_id)
        .join(InquiryItem, InquiryItem.sheet_id == InquirySheet.id)
        .where(InquirySheet.inquiry_id == inquiry.id)
    )
    there = {(row[0], row[1]) for row in session.execute(mine)}
    return [
        (section, issue)
        for issue in listed
        for section in sections.of_issue(issue).every
        if (section, issue.id) not in there
    ]


def send_out(
    session: Session, inquiry: Inquiry, added: Sequence[tuple[str, PolicyIssue]]
) -> list[InquirySheet]:
    """Put issues on the 照会票 of sections; one that was handed in is opened again for them."""
    held = {each.section: each for each in sheets_of(session, inquiry)}
    for section, issue in added:
        sheet = held.get(section) or _sheet(session, inquiry, section)
        held[section] = sheet
        if not sheet.editable:
            sheet.state = OPEN
        main = section in sections.of_issue(issue).main
        session.add(InquiryItem(sheet_id=sheet.id, issue_id=issue.id, main=main))
    session.flush()
    return [held[section] for section in dict.fromkeys(section for section, _issue in added)]


def by_section(listed: Iterable[PolicyIssue]) -> Mapping[str, list[tuple[PolicyIssue, bool]]]:
    """{section: its issues, and whether it is their 主管課}, before anything is sent."""
    found: dict[str, list[tuple[PolicyIssue, bool]]] = {}
    for issue in listed:
        involved = sections.of_issue(issue)
        for section in involved.every:
            found.setdefault(section, []).append((issue, section in involved.main))
    return found


def _sheet(session: Session, inquiry: Inquiry, section: str) -> InquirySheet:
    made = InquirySheet(
        plan_id=inquiry.plan_id, inquiry_id=inquiry.id, section=section, due_at=inquiry.due_at
    )
    made.state = OPEN
    session.add(made)
    session.flush()
    return made
