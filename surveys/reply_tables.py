"""意見の概要と市の考え方: the table a city publishes, as groups and opinions stand now."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy.orm import Session

from surveys import opinion_groups, public_comments
from surveys.opinion_groups import HANDLINGS, Gathered
from surveys.plans import Plan
from surveys.public_comments import CommentRound, Counts, Opinion

NOWHERE = "計画全体・該当箇所の指定なし"
Draft = Callable[[Gathered], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `group_id` is None for an opinion that is in no group; `number` counts from 1.

    `drafted` says that nobody wrote the summary: it is a sentence of an opinion, word for word.
    """

    number: int
    group_id: int | None
    place: str
    summary: str
    drafted: bool
    opinions: int
    copies: int
    reply: str = ""
    handling: str = ""
    changes: str = ""

    @property
    def answered(self) -> bool:
        whole = bool(self.reply and self.handling) and not self.drafted
        return whole and (self.handling != "A" or bool(self.changes))


@dataclass(frozen=True, slots=True)
class ReplyTable:
    """The rows in order, and the facts that stand above them."""

    municipality: str
    example: bool
    round: CommentRound
    counts: Counts
    rows: tuple[Row, ...]

    @property
    def unanswered(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.answered)

    def sections(self) -> Iterator[tuple[str, list[Row]]]:
        """The rows by what they are about, in the order of the round's list."""
        for place, rows in groupby(self.rows, key=lambda row: row.place):
            yield place or NOWHERE, list(rows)

    def by_handling(self) -> list[tuple[str, int, int]]:
        """(反映区分, rows, opinions) in the usual order; "" for those without one, at the end."""
        return [
            (key, len(of), sum(row.opinions for row in of))
            for key in (*HANDLINGS, "")
            for of in [[row for row in self.rows if row.handling == key]]
            if key or of
        ]


def table(session: Session, round_: CommentRound, draft: Draft) -> ReplyTable:
    """The table as it stands; `draft` gives a summary where nobody has written one."""
    plan = session.get_one(Plan, round_.plan_id)
    held = opinion_groups.gathered(session, round_)
    rows = [_of_group(each, draft) for each in held]
    rows += [_of_opinion(each, draft) for each in _alone(session, round_)]
    rank = opinion_groups.place_ranks(round_, (row.place for row in rows))
    rows.sort(key=lambda row: rank[row.place])  # stable: groups first, in their own order
    return ReplyTable(
        plan.municipality,
        plan.example,
        round_,
        public_comments.counts(session, round_),
        tuple(replace(row, number=number) for number, row in enumerate(rows, 1)),
    )


def _of_group(held: Gathered, draft: Draft) -> Row:
    group = held.group
    return Row(
        number=0,
        group_id=group.id,
        place=group.place,
        summary=group.summary or draft(held),
        drafted=not group.summary,
        opinions=len(held.opinions),
        copies=held.copies,
        reply=group.reply,
        handling=group.handling,
        changes=group.changes,
    )


def _of_opinion(held: Sequence[Opinion], draft: Draft) -> Row:
    one = Gathered(opinion_groups.OpinionGroup(told={}), tuple(held))
    return Row(
        number=0,
        group_id=None,
        place=held[0].place,
        summary=draft(one),
        drafted=True,
        opinions=len(held),
        copies=len(held) - 1,
    )


def _alone(session: Session, round_: CommentRound) -> list[list[Opinion]]:
    """The opinions of no group, each with those who only repeat it."""
    free = opinion_groups.alone(session, round_)
    there = {each.id for each in free}
    parts: dict[int, list[Opinion]] = {}
    for each in free:
        head = each.copy_of if each.copy_of in there else each.id
        parts.setdefault(head or each.id, []).append(each)
    return list(parts.values())
