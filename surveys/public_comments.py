"""パブリックコメント: what people sent in about a draft, and the opinions each letter holds.

No name and no address is kept; the words come in masked. One letter (`Comment`) is one person's,
or one body's, and may hold several opinions (`Opinion`): both are counted, and never mixed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.plans import Plan

CHANNELS = {
    "mail": "郵送",
    "fax": "FAX",
    "email": "電子メール",
    "form": "フォーム",
    "counter": "窓口",
}
LONGEST = 20_000  # letters of one comment
LONGEST_PLACE = 300


class LastDayFirst(SurveyError):
    message = N_("募集の最終日は、初日と同じ日か、それより後の日にしてください")


class NoTitle(SurveyError):
    message = N_("意見募集の題名を入力してください")


class NoWords(SurveyError):
    message = N_("意見の文を入力してください")


class TooManyWords(SurveyError):
    message = N_("1人分の意見は%(most)d文字までです。いくつかに分けて入れてください")


class CommentRound(Base):
    """意見募集: from its first to its last day, on one published edition or an older draft.

    Attributes:
        document: the draft it is about, in words: an edition is named so even once withdrawn.
        places: 該当箇所, the parts of the draft a comment may be about, in their order.
    """

    __tablename__ = "comment_round"
    __table_args__ = (CheckConstraint("first_day <= last_day", name="days_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id", ondelete="SET NULL"))
    title: Mapped[str] = mapped_column(String(200))
    document: Mapped[str] = mapped_column(String(300))
    first_day: Mapped[date]
    last_day: Mapped[date]
    places: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime]


class Comment(Base):
    """提出された意見: one letter. `number` is its 受付番号 within the round."""

    __tablename__ = "public_comment"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("channel IN ('mail','fax','email','form','counter')", name="channel"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("comment_round.id", ondelete="CASCADE"))
    number: Mapped[int]
    channel: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime]


class Opinion(Base):
    """意見: one point of a letter. The opinions of a letter, one after another, are the letter.

    Attributes:
        place: 該当箇所; "" where nobody said.
        copy_of: the first opinion this one only repeats, word for word or nearly; None otherwise.
        group_id: the 意見のまとまり it was put in; None while it is in none.
    """

    __tablename__ = "opinion"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(
        ForeignKey("comment_round.id", ondelete="CASCADE"), index=True
    )
    comment_id: Mapped[int] = mapped_column(
        ForeignKey("public_comment.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(LONGEST_PLACE), default="")
    copy_of: Mapped[int | None] = mapped_column(ForeignKey("opinion.id", ondelete="SET NULL"))
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("opinion_group.id", ondelete="SET NULL"), index=True
    )


@dataclass(frozen=True, slots=True)
class Received:
    """One comment as it came in, masked: its words, how it came, and what it is about."""

    words: str
    channel: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A comment with its opinions in order."""

    comment: Comment
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """提出者数 and 意見数, kept apart as official tables do.

    Attributes:
        comments: letters; `by_channel` how they came, in the order of `CHANNELS`.
        opinions: points in them; `copies` of these only repeat another's words.
        waiting: opinions that are in no group yet.
    """

    comments: int
    by_channel: Mapping[str, int]
    opinions: int
    copies: int
    waiting: int


def of_plan(session: Session, plan: Plan) -> list[CommentRound]:
    """List a plan's rounds, the newest first."""
    mine = select(CommentRound).where(CommentRound.plan_id == plan.id)
    return list(session.scalars(mine.order_by(CommentRound.first_day.desc(), CommentRound.id)))


def check(made: CommentRound) -> None:
    """Hold a round to its rules.

    Raises:
        NoTitle, LastDayFirst
    """
    if not made.title.strip() or not made.document.strip():
        raise NoTitle
    if made.last_day < made.first_day:
        raise LastDayFirst


def hold(session: Session, round_: CommentRound) -> None:
    """Keep others from numbering, grouping or undoing in this round until the commit."""
    session.refresh(round_, with_for_update=True)


def counts(session: Session, round_: CommentRound) -> Counts:
    mine = select(Comment.channel, func.count()).where(Comment.round_id == round_.id)
    channels = dict(session.execute(mine.group_by(Comment.channel)).all())
    held = select(func.count(), func.count(Opinion.copy_of), func.count(Opinion.group_id))
    opinions, copies, grouped = session.execute(held.where(Opinion.round_id == round_.id)).one()
    by_channel = {key: channels.get(key, 0) for key in CHANNELS}
    return Counts(sum(channels.values()), by_channel, opinions, copies, opinions - grouped)


def receive(
    session: Session, round_: CommentRound, came: Iterable[Received], now: datetime
) -> list[Comment]:
    """Take comments in under the next numbers, each as one opinion for now.

    Raises:
        NoWords, TooManyWords
    """
    hold(session, round_)
    listed = list(came)
    for each in listed:
        _require_words(each.words)
    last = select(func.max(Comment.number)).where(Comment.round_id == round_.id)
    first = (session.scalar(last) or 0) + 1
    made = [
        Comment(round_id=round_.id, number=number, channel=each.channel, created_at=now)
        for number, each in enumerate(listed, first)
    ]
    session.add_all(made)
    session.flush()
    session.add_all(
        Opinion(
            round_id=round_.id,
            comment_id=comment.id,
            position=1,
            words=each.words.strip(),
            place=place_of(round_, each.place),
        )
        for comment, each in zip(made, listed, strict=True)
    )
    session.flush()
    return made


def place_of(round_: CommentRound, said: str) -> str:
    """A part of the draft as the round lists it, where its beginning was written: 「論点２」."""
    written = said.strip()[:LONGEST_PLACE]
    begun = normalize("NFKC", written)
    fits = [each for each in round_.places if begun and _begins(normalize("NFKC", each), begun)]
    return fits[0] if len(fits) == 1 else written


def letters(session: Session, round_: CommentRound) -> list[Letter]:
    """Every letter of a round with its opinions, by number."""
    mine = select(Comment).where(Comment.round_id == round_.id).order_by(Comment.number)
    held: dict[int, list[Opinion]] = {}
    for opinion in opinions(session, round_):
        held.setdefault(opinion.comment_id, []).append(opinion)
    return [Letter(each, tuple(held.get(each.id, ()))) for each in session.scalars(mine)]


def opinions(session: Session, round_: CommentRound) -> list[Opinion]:
    """Every opinion of a round, letter by letter."""
    mine = select(Opinion).where(Opinion.round_id == round_.id)
    return list(session.scalars(mine.order_by(Opinion.comment_id, Opinion.position, Opinion.id)))


def of_comment(session: Session, comment: Comment) -> list[Opinion]:
    mine = select(Opinion).where(Opinion.comment_id == comment.id)
    return list(session.scalars(mine.order_by(Opinion.position, Opinion.id)))


def reword(round_: CommentRound, opinion: Opinion, words: str, place: str) -> None:
    """Mask more by hand, mend a slip of typing, say what it is about.

    Raises:
        NoWords, TooManyWords
    """
    _require_words(words)
    opinion.words, opinion.place = words.strip(), place_of(round_, place)


def mark_copies(session: Session, round_: CommentRound, heads: Mapping[int, int]) -> None:
    """Write down which opinion each only repeats: {opinion: the first of its kind}."""
    for opinion in opinions(session, round_):
        head = heads.get(opinion.id)
        if opinion.copy_of != head:
            opinion.copy_of = head
    session.flush()


def drop(session: Session, comment: Comment) -> None:
    """Take a letter out that came in by mistake; its number is not given again before the last."""
    session.delete(comment)
    session.flush()


def _begins(place: str, begun: str) -> bool:
    """Whether a place begins so, and its number does not go on: 論点1 is not 論点12."""
    return place.startswith(begun) and not place[len(begun) :][:1].isdigit()


def _require_words(words: str) -> None:
    if not words.strip():
        raise NoWords
    if len(words) > LONGEST:
        raise TooManyWords(most=LONGEST)
