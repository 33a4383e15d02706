"""The job "themes": the voices of one free-text question become themes, kept without the words.

The result holds response ids, names, terms and masked clauses; the voices themselves stay in
their responses and are fetched, and masked, when a page shows them. What people decided about the
themes there were before is carried over (`surveys/theme_keeping.py`).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from sqlalchemy.orm import Session

from analysis.text import cloud
from analysis.text.reading import Reading
from analysis.text.themes import Themes, themes
from app import arranging, texts
from app.arranging import LEAST_VOICES, Standing
from app.clock import now
from app.texts import Texts
from app.work import Made, Progress
from surveys import runs, theme_steps
from surveys.arrangement import Arrangement, Part, Patch, Theme
from surveys.errors import N_, SurveyError
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.runs import DONE, WAITING, Run
from surveys.theme_keeping import carried
from surveys.theme_steps import FOUND, ThemeStep

KEY = "themes"
FORMAT = 2  # raised when the result's form changes, so that old results are made anew
FINDING = 0.9  # of the whole time


class ChangedMeanwhile(SurveyError):
    message = N_(
        "テーマを探している間に、ほかの操作がありました。"
        "人が決めたことを残すため、この結果は使いません。もう一度探してください"
    )


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants the themes of a question: how many, how read, keeping what was decided."""

    question: str
    number: int | None = None
    wording_only: bool = False
    precise: bool = False
    keeping: bool = True


def wanted(
    session: Session, plan: Plan, questionnaire: Questionnaire, wish: Wish, who: int | None = None
) -> Run:
    """The run that finds the themes of one question as its answers and decisions stand now.

    Where nothing changed and nothing was decided since they were found so, that is the run.
    """
    after = theme_steps.last(session, questionnaire.id, wish.question)
    asked = {
        **asdict(wish),
        "answers": texts.fingerprint(session, questionnaire, wish.question),
        "words": arranging.mark_of(arranging.lexicon_of(session, plan.id)),
    }
    found = session.get(Run, after.run_id) if after and after.kind == FOUND else None
    same = found is not None and all(found.asked.get(name) == each for name, each in asked.items())
    said = (KEY, FORMAT, questionnaire.id, sorted(asked.items()), after.id if after else None)
    return Run(
        plan_id=plan.id,
        questionnaire_id=questionnaire.id,
        key=KEY,
        fingerprint=found.fingerprint
        if found and same
        else sha256(repr(said).encode()).hexdigest(),
        asked={**asked, "who": who},
    )


def ask(session: Session, asked: Run) -> tuple[Run, bool]:
    """Ask for a search; one that was done, and taken back since, stands again.

    Returns:
        the run, and whether it must be done.
    """
    run, new = runs.ask(session, asked)
    after = theme_steps.last(session, _of(run), run.asked["question"])
    if run.state != DONE or (after is not None and after.run_id == run.id):
        return run, new
    if runs.result(run)["after"] != (after.id if after else None):
        run.state, run.progress = WAITING, 0.0
        return run, True
    run.asked = {**run.asked, "who": asked.asked["who"]}
    keep(session, run.id)
    return run, False


def find(session: Session, run: Run, progress: Progress) -> Made:
    """Find the themes, and draw the cloud of the words of all voices.

    Raises:
        ChangedMeanwhile: when the run ends, if something was decided since it began.
    """
    questionnaire = session.get_one(Questionnaire, run.questionnaire_id)
    code = run.asked["question"]
    held = texts.of(session, questionnaire, code)
    here = arranging.standing(session, questionnaire, code)
    after = here.steps[-1].id if here else None
    reading = arranging.reading_of(session, questionnaire, run)
    ids, words = list(held.readable), list(held.readable.values())
    found = themes(
        words,
        number=run.asked["number"],
        reading=reading,
        progress=lambda done: progress(done * FINDING),
    )
    made = _arrangement(found, ids, first=here.now.next_key if here else 1)
    if here and run.asked["keeping"]:
        made = _carried(made, here, held, reading)
    drawn = cloud.cloud([pair for pair in cloud.count(words) if pair[1] >= LEAST_VOICES])
    result = {
        "themes": [asdict(theme) for theme in made.themes],
        "others": list(made.others),
        "next_key": made.next_key,
        "after": after,
        "voices": len(held.ids),
        "elsewhere": len(held.ids) - len(ids),
        "said_nothing": found.said_nothing,
        "unplaced": found.unplaced,
        "copies": found.copies,
        "method": found.method,
        "words": [list(pair) for pair in drawn.words],
    }
    run_id = run.id
    return Made(result, drawn.png, lambda writing: _store(writing, run_id, after))


def _store(session: Session, run_id: int, after: int | None) -> None:
    run = session.get_one(Run, run_id)
    questionnaire = session.get_one(Questionnaire, run.questionnaire_id)
    theme_steps.hold(session, questionnaire)
    last = theme_steps.last(session, questionnaire.id, run.asked["question"])
    if (last.id if last else None) != after:
        raise ChangedMeanwhile
    keep(session, run_id)


def keep(session: Session, run_id: int) -> None:
    """Let the themes of a run stand, after all that stood before."""
    run = session.get_one(Run, run_id)
    before = theme_steps.last(session, _of(run), run.asked["question"])
    step = ThemeStep(
        questionnaire_id=_of(run),
        question_code=run.asked["question"],
        kind=FOUND,
        run_id=run.id,
        about={"again": before is not None},
        patch={},
        who=run.asked["who"],
        made_at=now(),
    )
    theme_steps.keep(session, step)


def _of(run: Run) -> int:
    """The questionnaire of a run of this job; it is always of one."""
    return run.questionnaire_id or 0


def _arrangement(found: Themes, ids: Sequence[int], *, first: int) -> Arrangement:
    """What was found, by responses instead of rows."""
    parts: dict[int | None, list[Part]] = {}
    for fine in found.fine:
        part = Part(fine.name, tuple(ids[row] for row in fine.rows))
        parts.setdefault(fine.within, []).append(part)
    listed = tuple(
        Theme(
            key=str(first + place),
            name=one.name,
            ids=tuple(ids[row] for row in one.rows),
            parts=tuple(parts.get(one.id, ())),
            told=arranging.told_of(one, ids),
        )
        for place, one in enumerate(found.themes)
    )
    others = [each for each, place in zip(ids, found.theme_of, strict=True) if place is None]
    return Arrangement(listed, tuple(others), first + len(listed))


def _carried(made: Arrangement, here: Standing, held: Texts, reading: Reading) -> Arrangement:
    """The themes people decided about laid over, and what that changed told anew."""
    said = held.readable
    laid = carried(
        made,
        here.now,
        lambda ids, heirs: arranging.near(heirs, ids, said, reading),
    )
    untold = Patch(tuple(theme for theme in laid.themes if theme.told is None))
    return laid.with_patch(arranging.told(untold, laid, held, reading))
