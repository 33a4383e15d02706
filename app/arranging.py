"""The themes of a question as they stand: what was found, and over it what people decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from analysis.text import lexicon_file, theme
from analysis.text.describing import describe
from analysis.text.joining import join
from analysis.text.lexicon import Lexicon
from analysis.text.reading import Reading
from app import texts
from app.texts import Texts
from surveys import arrangement, revisions, runs, theme_decisions, theme_steps
from surveys.arrangement import Arrangement, Patch, Theme, Told
from surveys.questionnaires import Questionnaire
from surveys.revisions import LEXICON, Kept
from surveys.runs import Run
from surveys.theme_changes import Changes, changes
from surveys.theme_steps import FOUND, ThemeStep

LEAST_VOICES = 2  # a word of one person alone is shown to nobody
LEAST_STEPS = 2  # something was there before the last


@dataclass(frozen=True, slots=True)
class Standing:
    """How the themes of a question stand.

    Attributes:
        run: the last search for themes; its result says how it was done.
        now: the themes, of the voices that are there still.
        steps: what was found and decided, the oldest first; `undone`, what was taken back.
        fresh: responses that were written since, and are in no theme yet.
    """

    run: Run
    now: Arrangement
    steps: Sequence[ThemeStep]
    undone: Sequence[ThemeStep]
    fresh: Sequence[int]

    @property
    def last(self) -> int:
        """The id of the last step, by which a page says what it was made from."""
        return self.steps[-1].id


def lexicon_of(session: Session, plan_id: int) -> Lexicon:
    """What the planners of a plan know of its words."""
    return lexicon_file.loads(revisions.words(session, Kept(LEXICON, plan_id)))


def mark_of(lexicon: Lexicon) -> str:
    """Equal settings, equal mark."""
    return sha256(repr(lexicon).encode()).hexdigest()[:16]


def standing(session: Session, questionnaire: Questionnaire, code: str) -> Standing | None:
    """The themes of a question; None before they were looked for."""
    history = theme_steps.history(session, questionnaire, code)
    kept = [step for step in history if not step.undone]
    if not kept:
        return None
    run, now = _laid(session, kept)
    readable = texts.of(session, questionnaire, code).readable
    placed = {*now.others, *(each for one in now.themes for each in one.ids)}
    fresh = [each for each in readable if each not in placed]
    undone = [step for step in history if step.undone]
    # A key that was given once names no other theme: an issue's voice may still lead there.
    free = max([now.next_key, *(_free_after(session, step) for step in undone)])
    now = replace(now.among(readable), next_key=free)
    return Standing(run, now, kept, undone, fresh)


def named(session: Session, questionnaire: Questionnaire, code: str) -> tuple[Theme, ...]:
    """The themes of a question as they stand, without a look at what was written."""
    kept = [each for each in theme_steps.history(session, questionnaire, code) if not each.undone]
    return _laid(session, kept)[1].themes if kept else ()


def _free_after(session: Session, step: ThemeStep) -> int:
    """The first key that no theme of a step has."""
    if step.kind == FOUND:
        return int(runs.result(session.get_one(Run, step.run_id))["next_key"])
    return max((int(one.key) + 1 for one in arrangement.patch_of(step.patch).put), default=0)


def _laid(session: Session, steps: Sequence[ThemeStep]) -> tuple[Run, Arrangement]:
    """The last search among some steps, and what was decided since laid over its themes."""
    found = max(place for place, step in enumerate(steps) if step.kind == FOUND)
    run = session.get_one(Run, steps[found].run_id)
    now = of_result(runs.result(run))
    for step in steps[found + 1 :]:
        now = now.with_patch(arrangement.patch_of(step.patch))
    return run, now


def last_change(session: Session, here: Standing, held: Texts) -> Changes | None:
    """What the last step changed, among the voices that are there still; None for the first."""
    if len(here.steps) < LEAST_STEPS:
        return None
    _run, before = _laid(session, here.steps[:-1])
    return changes(before.among(held.readable), here.now)


def of_result(result: dict[str, Any]) -> Arrangement:
    """The themes a search found."""
    listed = tuple(arrangement.theme_of(each) for each in result["themes"])
    return Arrangement(listed, tuple(result["others"]), result["next_key"])


def reading_of(session: Session, questionnaire: Questionnaire, run: Run | None) -> Reading:
    """How texts are read: with the plan's words, and as the last search read them."""
    return Reading(
        lexicon_of(session, questionnaire.plan_id),
        wording_only=bool(run and run.asked["wording_only"]),
        precise=bool(run and run.asked["precise"]),
    )


def joining(held: Texts, here: Standing, reading: Reading) -> Patch:
    """New voices taken into the themes they are nearest to."""
    said = held.readable
    return theme_decisions.joined(here.now, near(here.now.themes, here.fresh, said, reading))


def near(
    themes: Sequence[Theme], ids: Sequence[int], said: dict[int, str], reading: Reading
) -> dict[int, str | None]:
    """The key of the theme each of some voices is nearest to; None when it is near none."""
    examples = [[said[each] for each in one.ids] for one in themes]
    places = join(examples, [said[each] for each in ids], reading=reading)
    return {
        each: None if place is None else themes[place].key
        for each, place in zip(ids, places, strict=True)
    }


def told(patch: Patch, now: Arrangement, held: Texts, reading: Reading) -> Patch:
    """The patch with every theme that was left untold read from its voices."""
    untold = [one for one in patch.put if one.told is None]
    if not untold:
        return patch
    said = held.readable
    read = {one.key for one in untold}
    others = [said[each] for each in _outside(now.with_patch(patch), read) if each in said]
    found = describe(_voices(untold, said), others, reading=reading)
    taken = {one.name for one in now.with_patch(patch).themes if one.key not in read}
    made: dict[str, Theme] = {}
    for one, about in zip(untold, found, strict=True):
        made[one.key] = described(one, about, taken)
        taken.add(made[one.key].name)
    return replace(patch, put=tuple(made.get(one.key, one) for one in patch.put))


def described(one: Theme, about: theme.Theme | None, taken: Iterable[str]) -> Theme:
    """A theme as its voices tell it, the most representative first; a given name stays."""
    if about is None:
        return replace(one, name=one.name or _free("内容のない声", taken), told=Told())
    ids = tuple(one.ids[row] for row in about.rows)
    name = one.name or _free(about.name, taken)
    return replace(one, name=name, ids=ids, told=told_of(about, one.ids))


def told_of(about: theme.Theme, ids: Sequence[int]) -> Told:
    """What was read of a theme, by responses instead of rows of `ids`."""
    return Told(
        clause=about.clause,
        clause_id=ids[about.clause_row] if about.rows else None,
        terms=tuple((t.word, t.voices) for t in about.terms if t.voices >= LEAST_VOICES),
        edge=tuple(ids[row] for row in about.edge_rows),
        copies=about.copies,
        intents=tuple((str(intent), number) for intent, number in about.intents),
    )


def _voices(untold: Sequence[Theme], said: dict[int, str]) -> list[list[str]]:
    return [[said.get(each, "") for each in one.ids] for one in untold]


def _outside(now: Arrangement, read: set[str]) -> list[int]:
    """All voices of other themes, and of none."""
    listed = [each for one in now.themes if one.key not in read for each in one.ids]
    return [*listed, *now.others]


def _free(name: str, taken: Iterable[str]) -> str:
    used = set(taken)
    names = (name, *(f"{name}（{number}）" for number in range(2, len(used) + 3)))
    return next(each for each in names if each not in used)
