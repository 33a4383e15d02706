"""まとめ直しの履歴: what people decided about groups of opinions, each step to be taken back.

A step keeps what it changed, value by value: {"opinion:7": {"group_id": [3, 4]}}. Taking it back
puts the earlier value only where the later one still stands, so that nothing written since is lost.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.base import Base
from surveys.errors import N_, SurveyError
from surveys.opinion_groups import LONGEST_NAME, Gathered, OpinionGroup, gathered
from surveys.public_comments import CommentRound, Opinion, hold

SENTENCES = {
    "grouped": N_("意見を%(groups)s個のまとまりに分けました"),
    "joined": N_("%(opinions)s件を今のまとまりに加えました"),
    "moved": N_("%(opinions)s件を「%(name)s」に移しました"),
    "taken_out": N_("%(opinions)s件をまとまりから外しました"),
    "merged": N_("%(groups)s個を「%(name)s」に合わせました"),
    "renamed": N_("「%(was)s」を「%(name)s」に変えました"),
    "one_by_one": N_("%(opinions)s件をそれぞれ別の行にしました"),
}
BY_HAND = {"moved", "taken_out", "merged"}
LATEST = 30  # steps a page shows


class NoOpinionChosen(SurveyError):
    message = N_("意見を1件以上選んでください")


class OneGroupOnly(SurveyError):
    message = N_("合わせるまとまりを2つ以上選んでください")


class NameMissing(SurveyError):
    message = N_("まとまりの名前を入力してください")


class NothingToUndo(SurveyError):
    message = N_("取り消せる操作はありません。画面を開いた後に、ほかの人が操作したかもしれません")


class OpinionStep(Base):
    """One decision. `about` are the words of its sentence, `patch` the values before and after."""

    __tablename__ = "opinion_step"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a page names the last step it has seen

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(
        ForeignKey("comment_round.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    about: Mapped[dict[str, Any]]
    patch: Mapped[dict[str, Any]] = mapped_column(JSON)
    undone: Mapped[bool] = mapped_column(default=False)
    who: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, and when."""

    who: int | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """A group to be made: opinions, and what was read of them."""

    name: str
    opinions: tuple[int, ...]
    told: Mapping[str, Any]
    place: str = ""


def history(session: Session, round_: CommentRound) -> list[OpinionStep]:
    """The latest steps, those taken back too, the newest first."""
    mine = select(OpinionStep).where(OpinionStep.round_id == round_.id)
    return list(session.scalars(mine.order_by(OpinionStep.id.desc()).limit(LATEST)))


def last(session: Session, round_: CommentRound) -> int:
    """The id of the step that stands last; 0 before the first."""
    mine = (OpinionStep.round_id == round_.id) & ~OpinionStep.undone
    return session.scalar(select(func.max(OpinionStep.id)).where(mine)) or 0


def regroup(
    session: Session, round_: CommentRound, parts: Sequence[Part], by: By
) -> list[OpinionGroup]:
    """Put opinions into new groups; those a person decided about stay as they are."""
    hold(session, round_)
    change = _Change(session, round_)
    for held in gathered(session, round_):
        if not (held.group.kept or held.group.begun):
            change.put(held.opinions, None)
    made = [change.new(part) for part in parts]
    change.keep("grouped", {"groups": len(parts)}, by)
    return made


def join(session: Session, round_: CommentRound, places: Mapping[int, int], by: By) -> None:
    """Put opinions that came late into groups there are: {opinion: group}."""
    hold(session, round_)
    change = _Change(session, round_)
    for group_id in sorted(set(places.values())):
        ids = [each for each, place in places.items() if place == group_id]
        change.put(_of(session, round_, ids), group_id)
    change.keep("joined", {"opinions": len(places)}, by)


def move(
    session: Session,
    round_: CommentRound,
    ids: Sequence[int],
    to: OpinionGroup | str | None,
    by: By,
) -> set[int]:
    """Put opinions into a group, a new one of this name, or none; gives the groups concerned.

    A name may be empty: the group is then called by its own words.

    Raises:
        NoOpinionChosen
    """
    hold(session, round_)
    chosen = _of(session, round_, ids)
    if not chosen:
        raise NoOpinionChosen
    change = _Change(session, round_)
    touched = {each.group_id for each in chosen if each.group_id}
    if isinstance(to, str):
        to = change.new(Part(to.strip()[:LONGEST_NAME], (), {}), named=bool(to.strip()))
    change.put(chosen, to.id if to else None)
    for group in change.groups({*touched, *({to.id} if to else ())}):
        change.set(group, "kept", value=True)
    about = {"opinions": len(chosen), "name": to.name if to else ""}
    change.keep("moved" if to else "taken_out", about, by)
    return {*touched, *({to.id} if to else set())}


def merge(session: Session, round_: CommentRound, held: Sequence[Gathered], by: By) -> OpinionGroup:
    """Bring groups together under the first; what was written about the others joins its words.

    Raises:
        OneGroupOnly
    """
    hold(session, round_)
    if len(held) < 2:
        raise OneGroupOnly
    change, into = _Change(session, round_), held[0].group
    for name in ("summary", "reply", "changes"):
        said = [str(getattr(each.group, name)) for each in held]
        change.set(into, name, value="\n".join(dict.fromkeys(text for text in said if text)))
    firsts = (each.group.handling for each in held if each.group.handling)
    change.set(into, "handling", value=next(firsts, ""))
    change.set(into, "revision", value=into.revision + 1)
    change.set(into, "kept", value=True)
    for each in held[1:]:
        change.put(each.opinions, into.id)
    change.keep("merged", {"groups": len(held), "name": into.name}, by)
    return into


def rename(session: Session, round_: CommentRound, group: OpinionGroup, name: str, by: By) -> None:
    """Give a group a person's name.

    Raises:
        NameMissing
    """
    hold(session, round_)
    if not name.strip():
        raise NameMissing
    change, was = _Change(session, round_), group.name
    change.set(group, "name", value=name.strip()[:LONGEST_NAME])
    change.set(group, "named", value=True)
    change.set(group, "kept", value=True)
    change.keep("renamed", {"was": was, "name": group.name}, by)


def one_by_one(
    session: Session, round_: CommentRound, parts: Sequence[Part], by: By
) -> list[OpinionGroup]:
    """Give opinions that are in no group a row each; copies of one share it.

    Raises:
        NoOpinionChosen
    """
    hold(session, round_)
    if not parts:
        raise NoOpinionChosen
    change = _Change(session, round_)
    made = [change.new(part) for part in parts]
    change.keep("one_by_one", {"opinions": sum(len(each.opinions) for each in parts)}, by)
    return made


def undo(session: Session, round_: CommentRound, seen: int) -> set[int]:
    """Take the last step back, which the page had shown as `seen`; gives the groups concerned.

    Raises:
        NothingToUndo: there is none, or another one was made since.
    """
    hold(session, round_)
    step = session.get(OpinionStep, last(session, round_))
    if step is None or step.id != seen:
        raise NothingToUndo
    step.undone = True
    return _laid(session, step, frm=1, to=0)


def redo(session: Session, round_: CommentRound, seen: int) -> set[int]:
    """Let the step stand again that was taken back last.

    Raises:
        NothingToUndo
    """
    hold(session, round_)
    mine = (OpinionStep.round_id == round_.id) & OpinionStep.undone
    step = session.scalar(select(OpinionStep).where(mine).order_by(OpinionStep.id).limit(1))
    if step is None or last(session, round_) != seen:
        raise NothingToUndo
    step.undone = False
    return _laid(session, step, frm=0, to=1)


class _Change:
    """What one decision changes, written down while it is done."""

    def __init__(self, session: Session, round_: CommentRound) -> None:
        self.session, self.round = session, round_
        self.patch: dict[str, dict[str, list[Any]]] = {}
        places = select(func.max(OpinionGroup.position)).where(OpinionGroup.round_id == round_.id)
        self.position = session.scalar(places) or 0

    def set(self, row: OpinionGroup | Opinion, name: str, *, value: Any) -> None:
        before = getattr(row, name)
        if before != value:
            kept = self.patch.setdefault(f"{row.__tablename__}:{row.id}", {})
            kept[name] = [kept[name][0] if name in kept else before, value]
            setattr(row, name, value)

    def put(self, chosen: Iterable[Opinion], group_id: int | None) -> None:
        for opinion in chosen:
            self.set(opinion, "group_id", value=group_id)

    def new(self, part: Part, *, named: bool = False) -> OpinionGroup:
        self.position += 1
        made = OpinionGroup(
            round_id=self.round.id,
            position=self.position,
            name=part.name[:LONGEST_NAME],
            named=named,
            told=dict(part.told),
            place=part.place,
            revision=1,
        )
        self.session.add(made)
        self.session.flush()
        self.put(_of(self.session, self.round, part.opinions), made.id)
        return made

    def groups(self, ids: Iterable[int]) -> list[OpinionGroup]:
        return [self.session.get_one(OpinionGroup, each) for each in ids]

    def keep(self, kind: str, about: dict[str, Any], by: By) -> None:
        """Add the step; what was taken back before it cannot come back any more."""
        taken_back = (OpinionStep.round_id == self.round.id) & OpinionStep.undone
        self.session.execute(delete(OpinionStep).where(taken_back))
        step = OpinionStep(round_id=self.round.id, kind=kind, about=about, patch=self.patch)
        step.who, step.made_at = by.who, by.now
        self.session.add(step)
        self.session.flush()


def _laid(session: Session, step: OpinionStep, *, frm: int, to: int) -> set[int]:
    """Put the values of one side of a patch where those of the other still stand.

    Returns:
        the groups whose opinions changed by hand, and which are therefore to be told anew.
    """
    rows = _rows(session, step.round_id)
    touched: set[int] = set()
    for key, values in step.patch.items():
        for name, pair in values.items() if key in rows else ():
            if getattr(rows[key], name) == pair[frm]:
                setattr(rows[key], name, pair[to])
            touched |= {each for each in pair if name == "group_id" and each}
    session.flush()
    return touched if step.kind in BY_HAND else set()


def _rows(session: Session, round_id: int) -> dict[str, OpinionGroup | Opinion]:
    """Everything a patch can be about, by the key it has there."""
    groups = session.scalars(select(OpinionGroup).where(OpinionGroup.round_id == round_id))
    held = session.scalars(select(Opinion).where(Opinion.round_id == round_id))
    return {f"{row.__tablename__}:{row.id}": row for row in (*groups, *held)}


def _of(session: Session, round_: CommentRound, ids: Iterable[int]) -> list[Opinion]:
    wanted = Opinion.id.in_(list(ids)) & (Opinion.round_id == round_.id)
    return list(session.scalars(select(Opinion).where(wanted).order_by(Opinion.id)))
