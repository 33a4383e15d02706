"""段階: the programme of a workshop, and stepping through it, back as well as on."""

from dataclasses import dataclass

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.workshops import workshops
from surveys.workshops.workshops import Workshop

TALK, IDEAS, VOTE, FEEDBACK = "talk", "ideas", "vote", "feedback"
KINDS = {
    TALK: N_("話を聞く・話し合う"),
    IDEAS: N_("アイデアを書く"),
    VOTE: N_("投票する"),
    FEEDBACK: N_("ふりかえり"),
}
LONGEST_TITLE = 40
ON_IDEAS, ON_GROUPS = "ideas", "groups"


class PhaseGone(SurveyError):
    message = N_("選んだ段階は、いまはありません。画面を開き直してください")


class NoPrompt(SurveyError):
    message = N_("段階の名前と、参加者への問いかけを入力してください")


class Phase(Base):
    """段階, e.g. ありたい姿: what is asked, for how long, and what of it is seen.

    Attributes:
        prompt: what participants read; `minutes` how long it is meant to take.
        hidden: slips are seen by nobody but who wrote them until the facilitator shows them.
        shown: they were.
        about_id: the phase whose ideas are voted on, or carried on from.
        dots, votes_on: of a vote: how many each may give, and to ideas or to groups.
    """

    __tablename__ = "workshop_phase"
    __table_args__ = (
        UniqueConstraint("workshop_id", "position"),
        CheckConstraint("kind IN ('talk','ideas','vote','feedback')", name="kind"),
        CheckConstraint("votes_on IN ('ideas','groups')", name="votes_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    prompt: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[int] = mapped_column(default=10)
    hidden: Mapped[bool] = mapped_column(default=False)
    shown: Mapped[bool] = mapped_column(default=False)
    about_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop_phase.id", ondelete="SET NULL")
    )
    dots: Mapped[int] = mapped_column(default=3)
    votes_on: Mapped[str] = mapped_column(String(10), default=ON_GROUPS)

    @property
    def visible(self) -> bool:
        """Whether everybody sees what was written."""
        return self.shown or not self.hidden


@dataclass(frozen=True, slots=True)
class Planned:
    """A phase of a template."""

    kind: str
    title: str
    prompt: str
    minutes: int
    hidden: bool = False
    about: int | None = None


# ありたい姿からロジックモデルまで: the usual evening of two hours.
USUAL = (
    Planned(TALK, "はじめに", "今日の進め方と、まちの資料を見ます。", 10),
    Planned(
        IDEAS,
        "ありたい姿",
        "10年後、このまちがどうなっていたらうれしいですか。だれが、どんな暮らしをしていますか。",
        20,
        hidden=True,
    ),
    Planned(
        IDEAS,
        "現状と課題",
        "ありたい姿と比べて、いま足りないもの、困っていること、生かせるものは何ですか。",
        20,
    ),
    Planned(IDEAS, "アイデア", "ありたい姿に近づくために、だれが何をするとよいですか。", 25),
    Planned(
        IDEAS,
        "ロジックモデル",
        "そのアイデアが実現すると、何がどう変わりますか。そのために必要なものは何ですか。",
        20,
        about=3,
    ),
    Planned(
        VOTE, "投票", "大切だと思うものに、シールを貼るつもりで投票してください。", 10, about=3
    ),
    Planned(
        FEEDBACK,
        "ふりかえり",
        "今日気づいたこと、これからやってみたいこと、会の進め方への意見を書いてください。",
        10,
    ),
)


def plan(session: Session, workshop: Workshop, planned: tuple[Planned, ...] = USUAL) -> list[Phase]:
    """Give a workshop the phases of a template; it must be in the database."""
    made = [
        Phase(
            workshop_id=workshop.id,
            position=place,
            kind=each.kind,
            title=each.title,
            prompt=each.prompt,
            minutes=each.minutes,
            hidden=each.hidden,
        )
        for place, each in enumerate(planned)
    ]
    session.add_all(made)
    session.flush()
    for phase, each in zip(made, planned, strict=True):
        phase.about_id = None if each.about is None else made[each.about].id
    return made


def of(session: Session, workshop: Workshop) -> list[Phase]:
    """The phases in their order."""
    mine = select(Phase).where(Phase.workshop_id == workshop.id)
    return list(session.scalars(mine.order_by(Phase.position)))


def one(session: Session, workshop: Workshop, phase_id: int) -> Phase:
    """A phase of this workshop.

    Raises:
        PhaseGone
    """
    found = session.get(Phase, phase_id)
    if found is None or found.workshop_id != workshop.id:
        raise PhaseGone
    return found


def now_of(session: Session, workshop: Workshop) -> Phase | None:
    """Where everybody is; none before the first phase."""
    mine = (Phase.workshop_id == workshop.id) & (Phase.position == workshop.at)
    return None if workshop.at is None else session.scalar(select(Phase).where(mine))


def go_to(session: Session, workshop: Workshop, phase: Phase) -> None:
    """Take everybody to a phase, on or back; the timer of the one before is gone.

    Raises:
        NotInTheRoom
    """
    workshops.must_be_in_the_room(workshop)
    workshops.touch(session, workshop.id)
    workshop.at = phase.position
    workshops.clear_timer(workshop)


def show(session: Session, workshop: Workshop, phase: Phase, *, shown: bool = True) -> None:
    """Let everybody see what was written in secret, or hide it again."""
    workshops.touch(session, workshop.id)
    phase.shown = shown
