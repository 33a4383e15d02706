"""What the words of comments say: masked when they come in, copies found, alike ones gathered.

The job "comments" gathers all opinions of a round that no person put anywhere.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.text import describing, joining, passages
from analysis.text.masking import mask
from analysis.text.reading import Reading
from analysis.text.theme import Theme
from analysis.text.themes import themes
from app import arranging
from app.clock import now
from app.work import Made, Progress
from surveys import letters, opinion_groups, opinion_steps, public_comments, runs
from surveys.errors import N_, SurveyError
from surveys.opinion_groups import LONGEST_NAME, Gathered, OpinionGroup
from surveys.opinion_steps import By, Part
from surveys.plans import Plan
from surveys.public_comments import CommentRound, Opinion, Received
from surveys.runs import RUNNING, WAITING, Run

KEY = "comments"
FINE, COARSE = "fine", "coarse"
LEAST_TOGETHER = 2
CONTRAST = 300  # opinions of other groups are enough to tell what is special to one
GATHERED, TOLD = 0.6, 0.95  # of the whole time
LONGEST_DRAFT = 120  # letters that are offered as 意見の概要
CANDIDATES = 3
_NUMBERED = re.compile(r"^[ 　]*(?:[(（]?[0-9０-９]{1,2}[)）.．、　 ]|[①-⑳]|[・●○■◆◇▪])\s*")
LONGEST_CLAUSE = 40  # letters of a clause that may be a name
SHORTEST_NAME = 4  # letters; 画像 or 無断 alone does not tell one group from another


class NothingToGroup(SurveyError):
    message = N_("まとめる意見がありません。人が決めたまとまりに入っている意見は動かしません")


class NoLateOpinions(SurveyError):
    message = N_(
        "今のまとまりに近い意見はありませんでした。意見を選んで移すか、1件ずつの行にしてください"
    )


class CommentsChangedMeanwhile(SurveyError):
    message = N_(
        "まとめている間に、意見かまとまりが変わりました。この結果は使いません。もう一度まとめてください"
    )


@dataclass(frozen=True, slots=True)
class Wish:
    """How opinions are to be gathered: `fine` or `coarse`, and apart by what they are about."""

    size: str = FINE
    by_place: bool = False


def masked(came: Received) -> Received:
    """A comment with what may tell who wrote it taken out, before it is stored or shown."""
    return replace(came, words=mask(came.words).text, place=mask(came.place).text)


def mark_copies(session: Session, round_: CommentRound) -> None:
    """Find which opinions only repeat another's long text, after any change of words."""
    held = public_comments.opinions(session, round_)
    heads: dict[int, int] = {}
    for passage in passages.read([each.words for each in held]).passages:
        if passage.copied:
            first, *others = (held[row].id for row in passage.rows)
            heads |= dict.fromkeys(others, first)
    public_comments.mark_copies(session, round_, heads)


def ask(session: Session, round_: CommentRound, wish: Wish, who: int) -> tuple[Run, bool]:
    """Ask for the opinions of a round to be gathered; while one search runs, that is the one.

    Raises:
        NothingToGroup
    """
    public_comments.hold(session, round_)
    if busy := under_way(session, round_):
        return busy, False
    if not _free(session, round_):
        raise NothingToGroup
    said = f"{KEY} {round_.id} {wish} {_state(session, round_)} {now().isoformat()}"
    asked = {"round": round_.id, "size": wish.size, "by_place": wish.by_place, "who": who}
    wanted = Run(plan_id=round_.plan_id, key=KEY, asked=asked, created_at=now())
    wanted.fingerprint = sha256(said.encode()).hexdigest()
    return runs.ask(session, wanted)


def under_way(session: Session, round_: CommentRound) -> Run | None:
    """A search in this round that waits or is being made."""
    mine = (Run.plan_id == round_.plan_id) & (Run.key == KEY) & Run.state.in_((WAITING, RUNNING))
    found = session.scalars(select(Run).where(mine))
    return next((run for run in found if run.asked["round"] == round_.id), None)


def gather(session: Session, run: Run, progress: Progress) -> Made:
    """Gather the opinions that are free, and tell what each group is about.

    Raises:
        CommentsChangedMeanwhile: when the run ends, if something was decided since it began.
    """
    round_ = session.get_one(CommentRound, run.asked["round"])
    seen, free = _state(session, round_), _free(session, round_)
    reading = _reading(session, round_)
    parts = _parts(free, run.asked, reading, progress)
    made = _told(parts, _sample(session, round_, {each.id for each in free}), reading)
    progress(TOLD)
    asked = dict(run.asked)

    def store(writing: Session) -> None:
        held = writing.get_one(CommentRound, asked["round"])
        public_comments.hold(writing, held)
        if _state(writing, held) != seen:
            raise CommentsChangedMeanwhile
        opinion_steps.regroup(writing, held, made, By(asked["who"], now()))

    return Made({"groups": len(made)}, store=store)


def join_late(session: Session, round_: CommentRound, by: By) -> int:
    """Put opinions of no group into the nearest group there is; nothing else moves or is renamed.

    Raises:
        NoLateOpinions: there is none, or none is near a group.
    """
    held = opinion_groups.gathered(session, round_)
    free = opinion_groups.alone(session, round_)
    near = _near(held, free, _reading(session, round_)) | _with_their_copies(held, free)
    if not near:
        raise NoLateOpinions
    opinion_steps.join(session, round_, near, by)
    return len(near)


def one_by_one(session: Session, round_: CommentRound, by: By) -> int:
    """Give each opinion of no group a row of its own; copies share one."""
    free = opinion_groups.alone(session, round_)
    parts = _told(_alike(free), [], _reading(session, round_))
    return len(opinion_steps.one_by_one(session, round_, parts, by))


def retell(session: Session, round_: CommentRound, ids: Iterable[int]) -> None:
    """Tell anew what some groups are about, after their opinions changed; a given name stays."""
    wanted = set(ids)
    held = [x for x in opinion_groups.gathered(session, round_) if x.group.id in wanted]
    if not held:
        return
    inside = {each.id for one in held for each in one.opinions}
    made = _told(
        [list(one.opinions) for one in held],
        _sample(session, round_, inside),
        _reading(session, round_),
    )
    for one, part in zip(held, made, strict=True):
        _tell(one.group, part)
    session.flush()


def drafts(held: Gathered) -> list[str]:
    """What may be written as 意見の概要: sentences of the first opinions, word for word.

    First comes what most repeat, else the one whose clause says most of the group.
    """
    told, different = held.group.told, held.different
    clause_id, clause = told.get("clause_id"), told.get("clause", "")
    first = list(different)
    if not held.copies:
        first.sort(key=lambda each: each.id != clause_id)
    found = [draft(each.words, clause, told.get("terms", ())) for each in first[:CANDIDATES]]
    return list(dict.fromkeys(text for text in found if text))


def draft(words: str, clause: str = "", terms: Iterable[str] = ()) -> str:
    """An opinion whole where it is short; else its sentence that says most, word for word.

    Only the number or bullet it stood under in its letter is left off.
    """
    whole = _NUMBERED.sub("", words).strip()
    if len(whole) <= LONGEST_DRAFT and "\n" not in whole:
        return whole
    parts = (_NUMBERED.sub("", part).strip() for part in letters.sentences(words))
    said = [part for part in parts if part]
    named = [term for term in terms if term]
    return max(said, key=lambda part: _worth(part, clause, named), default="")


def _worth(sentence: str, clause: str, terms: Sequence[str]) -> tuple[bool, bool, int, int]:
    fits = 8 <= len(sentence) <= LONGEST_DRAFT
    return (
        bool(clause) and clause in sentence,
        fits,
        sum(term in sentence for term in terms),
        len(sentence) if fits else -len(sentence),
    )


def _reading(session: Session, round_: CommentRound) -> Reading:
    """How texts are read: with what the planners know of the plan's words."""
    return Reading(arranging.lexicon_of(session, session.get_one(Plan, round_.plan_id).id))


def _state(session: Session, round_: CommentRound) -> str:
    """Equal opinions in equal groups, equal state."""
    held = public_comments.opinions(session, round_)
    said = [(each.id, each.words, each.place, each.group_id) for each in held]
    return sha256(repr((said, opinion_steps.last(session, round_))).encode()).hexdigest()


def _free(session: Session, round_: CommentRound) -> list[Opinion]:
    """The opinions that no person put anywhere, and whose group nobody has written about."""
    kept = {
        each.id
        for one in opinion_groups.gathered(session, round_)
        if one.group.kept or one.group.begun
        for each in one.opinions
    }
    return [each for each in public_comments.opinions(session, round_) if each.id not in kept]


def _parts(
    free: Sequence[Opinion], asked: Mapping[str, Any], reading: Reading, progress: Progress
) -> list[list[Opinion]]:
    """The opinions gathered by what they say, one theme after another."""
    found = themes(
        [each.words for each in free],
        reading=reading,
        progress=lambda done: progress(GATHERED * done),
    )
    wanted = found.fine if asked["size"] == FINE else found.themes
    parts = [_naming_it(theme, [free[row] for row in theme.rows]) for theme in wanted]
    if asked["by_place"]:
        parts = [part for whole in parts for part in _apart(whole)]
    parts = [part for part in parts if len(part) >= LEAST_TOGETHER]
    placed = {each.id for part in parts for each in part}
    left = _alike([each for each in free if each.id not in placed])
    return parts + [part for part in left if len(part) >= LEAST_TOGETHER]


def _naming_it(theme: Theme, held: Sequence[Opinion]) -> list[Opinion]:
    """Those that use a word their theme is about: one answer must do for all of them.

    A theme also holds what only means much the same; here that would be answered beside the point.
    """
    linked = {part for keyword in theme.keywords for part in keyword.split("の") if part}
    words = linked | {term.word for term in theme.terms if term.voices > 1}
    return [each for each in held if any(word in each.words for word in words)]


def _apart(held: Sequence[Opinion]) -> list[list[Opinion]]:
    """By what each is about; what does not say is about the whole."""
    parts: dict[str, list[Opinion]] = {}
    for each in held:
        parts.setdefault(each.place, []).append(each)
    return list(parts.values())


def _alike(held: Sequence[Opinion]) -> list[list[Opinion]]:
    """Every wording once, with those who only repeat it."""
    read = passages.read([each.words for each in held]).passages
    parts = [[held[row] for row in passage.rows] for passage in read]
    placed = {each.id for part in parts for each in part}
    parts += [[each] for each in held if each.id not in placed]
    return sorted(parts, key=lambda part: part[0].id)


def _told(
    parts: Sequence[Sequence[Opinion]], others: Sequence[str], reading: Reading
) -> list[Part]:
    about = describing.describe(
        [[each.words for each in part] for part in parts], others, reading=reading
    )
    return [_part(part, told) for part, told in zip(parts, about, strict=True)]


def _part(held: Sequence[Opinion], about: Theme | None) -> Part:
    ids = tuple(each.id for each in held)
    place = opinion_groups.commonest_place(held)
    if about is None:
        return Part(draft(held[0].words)[:LONGEST_NAME], ids, {"order": list(ids)}, place)
    told = {
        "order": [ids[row] for row in about.rows],
        "clause": about.clause,
        "clause_id": ids[about.clause_row] if about.clause else None,
        "terms": [term.word for term in about.terms],
    }
    return Part(_name(held, about), ids, told, place)


def _name(held: Sequence[Opinion], about: Theme) -> str:
    """By its words; by its clause where one wording stands alone, or one short word says little."""
    alone = len({each.copy_of or each.id for each in held}) == 1
    bare = len(about.name) < SHORTEST_NAME and len(about.clause) <= LONGEST_CLAUSE
    return (about.clause if alone or bare else "") or about.name


def _tell(group: OpinionGroup, part: Part) -> None:
    group.told = dict(part.told)
    if not group.named:
        group.name = part.name[:LONGEST_NAME]
    if not group.placed:
        group.place = part.place


def _sample(session: Session, round_: CommentRound, without: set[int]) -> list[str]:
    others = [e.words for e in public_comments.opinions(session, round_) if e.id not in without]
    return others[:: max(-(-len(others) // CONTRAST), 1)]


def _near(held: Sequence[Gathered], free: Sequence[Opinion], reading: Reading) -> dict[int, int]:
    """The nearest group of each opinion, among those that are about the same part of the draft."""
    near: dict[int, int] = {}
    for place in {each.place for each in free}:
        fitting = [one for one in held if not place or one.group.place in ("", place)]
        these = [each for each in free if each.place == place]
        examples = [[each.words for each in one.different] for one in fitting]
        found = joining.join(examples, [each.words for each in these], reading=reading)
        for each, at in zip(these, found, strict=True):
            if at is not None:
                near[each.id] = fitting[at].group.id
    return near


def _with_their_copies(held: Sequence[Gathered], free: Sequence[Opinion]) -> dict[int, int]:
    """Whoever only repeats somebody goes where that one is."""
    group_of = {each.id: one.group.id for one in held for each in one.opinions}
    return {each.id: group_of[each.copy_of] for each in free if each.copy_of in group_of}
