"""同趣旨の意見: opinions that are answered together, and what the city answers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.public_comments import LONGEST_PLACE, CommentRound, Opinion, opinions

# 反映区分, the usual set, and what each means on paper.
HANDLINGS = {
    "A": "反映する",
    "B": "既に盛り込み済み",
    "C": "今後の参考",
    "D": "反映できない",
    "E": "その他（質問・感想）",
}
MEANINGS = {
    "A": "意見を踏まえて案を修正するもの",
    "B": "意見の趣旨を案に既に盛り込んでいるもの",
    "C": "今後の取り組みの参考とするもの",
    "D": "案に反映できないもの",
    "E": "質問や感想、案への賛否など、その他のもの",
}
LONGEST_NAME = 60
WRITTEN = ("summary", "reply", "handling", "place", "changes")


class GroupGone(SurveyError):
    message = N_("選んだまとまりは、いまはありません。一覧を開き直して、選び直してください")


class GroupChangedMeanwhile(SurveyError):
    message = N_("ほかの人がこの欄を先に保存しました。内容を見比べて、もう一度保存してください")


class ChangesMissing(SurveyError):
    message = N_("反映区分を「A 反映する」にしたときは、修正内容も書いてください")


class OpinionGroup(Base):
    """同趣旨の意見のまとまり, one row of the published table. One without opinions is not shown.

    Attributes:
        position: its place among the groups of the round.
        named: whether the name is a person's; `kept` whether a person decided about it, so that
            grouping again leaves it alone.
        told: what its opinions are about, read from their words: {order, clause, clause_id}.
        place: 該当箇所 it is listed under; `placed` whether a person said so.
        summary, reply, handling, changes: 意見の概要, 市の考え方, 反映区分, 修正内容.
        revision: counts the times somebody wrote; guards against two writers.
    """

    __tablename__ = "opinion_group"
    __table_args__ = (CheckConstraint("handling IN ('A','B','C','D','E','')", name="handling"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(
        ForeignKey("comment_round.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    named: Mapped[bool] = mapped_column(default=False)
    kept: Mapped[bool] = mapped_column(default=False)
    told: Mapped[dict[str, Any]]
    place: Mapped[str] = mapped_column(String(LONGEST_PLACE), default="")
    placed: Mapped[bool] = mapped_column(default=False)
    summary: Mapped[str] = mapped_column(Text, default="")
    reply: Mapped[str] = mapped_column(Text, default="")
    handling: Mapped[str] = mapped_column(String(1), default="")
    changes: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=1)

    @property
    def answered(self) -> bool:
        """Whether nothing is missing that a published row needs."""
        whole = bool(self.summary and self.reply and self.handling)
        return whole and (self.handling != "A" or bool(self.changes))

    @property
    def begun(self) -> bool:
        """Whether anybody has written about it: it is then left alone when grouping again."""
        return bool(self.summary or self.reply or self.handling or self.changes)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A group with its opinions: those that most repeat first, then the most representative."""

    group: OpinionGroup
    opinions: tuple[Opinion, ...]

    @property
    def copies(self) -> int:
        """How many of them only repeat another one of the group."""
        mine = {each.id for each in self.opinions}
        return sum(each.copy_of in mine for each in self.opinions)

    @property
    def different(self) -> tuple[Opinion, ...]:
        """Each wording once."""
        mine = {each.id for each in self.opinions}
        return tuple(each for each in self.opinions if each.copy_of not in mine)

    def copies_of(self, opinion: Opinion) -> tuple[Opinion, ...]:
        return tuple(each for each in self.opinions if each.copy_of == opinion.id)


def gathered(session: Session, round_: CommentRound) -> list[Gathered]:
    """The groups of a round that have opinions, in the order of the published table."""
    inside: dict[int, list[Opinion]] = {}
    for opinion in opinions(session, round_):
        if opinion.group_id is not None:
            inside.setdefault(opinion.group_id, []).append(opinion)
    mine = select(OpinionGroup).where(OpinionGroup.round_id == round_.id)
    held = [
        Gathered(group, _ordered(group, inside[group.id]))
        for group in session.scalars(mine)
        if group.id in inside
    ]
    rank = place_ranks(round_, (each.group.place for each in held))
    held.sort(key=lambda each: (rank[each.group.place], each.group.position, each.group.id))
    return held


def one(session: Session, round_: CommentRound, group_id: int) -> Gathered:
    """One group with its opinions.

    Raises:
        GroupGone: there is none of this id in the round, or nothing is in it any more.
    """
    group = session.get(OpinionGroup, group_id)
    mine = select(Opinion).where(Opinion.group_id == group_id)
    held = list(session.scalars(mine.order_by(Opinion.comment_id, Opinion.position, Opinion.id)))
    if group is None or group.round_id != round_.id or not held:
        raise GroupGone
    return Gathered(group, _ordered(group, held))


def alone(session: Session, round_: CommentRound) -> list[Opinion]:
    """The opinions that are in no group."""
    return [each for each in opinions(session, round_) if each.group_id is None]


def place_ranks(round_: CommentRound, places: Iterable[str]) -> dict[str, int]:
    """The order of places: as the round lists them, then others by name, then unsaid ones."""
    known = list(round_.places)
    others = sorted({each for each in places if each and each not in known})
    return {each: rank for rank, each in enumerate(dict.fromkeys([*known, *others, ""]))}


def write(group: OpinionGroup, revision: int, written: Mapping[str, str]) -> None:
    """Put what a person wrote into a row of the table.

    Raises:
        GroupChangedMeanwhile: `revision` is not the one the writer had read.
        ChangesMissing: 「反映する」 without what is changed.
    """
    if revision != group.revision:
        raise GroupChangedMeanwhile
    if written.get("handling") == "A" and not written.get("changes", "").strip():
        raise ChangesMissing
    for name in WRITTEN:
        if name in written:
            setattr(group, name, written[name].strip())
    group.place = group.place[:LONGEST_PLACE]
    group.placed = group.kept = True
    group.revision += 1


def commonest_place(held: Sequence[Opinion]) -> str:
    """The place most of these opinions are about; "" where nobody said any."""
    said = [each.place for each in held if each.place]
    return max(dict.fromkeys(said), key=said.count, default="")


def _ordered(group: OpinionGroup, held: Sequence[Opinion]) -> tuple[Opinion, ...]:
    rank = {each: place for place, each in enumerate(group.told.get("order", ()))}
    copies = Counter(each.copy_of for each in held if each.copy_of is not None)
    return tuple(sorted(held, key=lambda each: (-copies[each.id], rank.get(each.id, len(rank)))))
