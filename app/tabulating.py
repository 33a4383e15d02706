"""The job "book": all tables of a questionnaire as one Excel file."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from sqlalchemy.orm import Session

from analysis import workbook
from analysis.blank_choices import blanked
from analysis.book import counted, tabulated
from analysis.counting import weight_of
from analysis.disclosure import DESK, PUBLIC
from analysis.partitions import Framed, Partition
from app import weighing
from app.dated import state_of
from app.words import fiscal_year
from app.work import Made, Progress
from surveys.plans import Plan
from surveys.questionnaires import AUDIENCES, SAMPLINGS, Questionnaire
from surveys.runs import Run

KEY = "book"
FORMAT = 6  # raised when the file's form changes, so that old ones are made anew
COUNTED = 0.8  # of the whole time


def wanted(
    session: Session, plan: Plan, questionnaire: Questionnaire, *, weighted: bool, blank: bool
) -> Run:
    """The run that writes the book of this questionnaire as it stands now.

    With `blank`, 無回答 is a choice of every question.
    """
    data = weighing.answers(session, questionnaire).fingerprint
    state = state_of(session, questionnaire).words
    known = (KEY, FORMAT, questionnaire.id, questionnaire.title, data, state, weighted, blank)
    mark = sha256(repr(known).encode()).hexdigest()
    return Run(
        plan_id=plan.id,
        questionnaire_id=questionnaire.id,
        key=KEY,
        fingerprint=mark,
        asked={"questionnaire": questionnaire.title, "weighted": weighted, "blank": blank},
    )


def write(session: Session, run: Run, progress: Progress) -> Made:
    """Count everything and write it down; the file is the run's picture."""
    questionnaire = session.get_one(Questionnaire, run.questionnaire_id)
    read = weighing.read(session, questionnaire)
    answers, weighted = read.answers, run.asked["weighted"]
    parts: Sequence[Partition] = [Framed(answers.frame)]
    rules, known = PUBLIC if questionnaire.audience == "staff" else DESK, answers.codebook
    if run.asked.get("blank") and not rules.strict:
        parts, known = blanked(parts, known)
    made = tabulated(
        counted(parts, known, weight=weight_of(known) if weighted else None),
        rules=rules,
        progress=lambda done: progress(done * COUNTED),
        state=state_of(session, questionnaire),
    )
    if weighted and read.weighting:
        made = replace(made, weighting=read.weighting.tables())
    file = workbook.write(
        made,
        title=f"{questionnaire.title} 集計表",
        facts=[
            ("対象", AUDIENCES[questionnaire.audience]),
            ("抽出", SAMPLINGS[questionnaire.sampling]),
            ("調査年度", fiscal_year(questionnaire.surveyed_year)),
        ],
        representative=questionnaire.representative,
    )
    return Made({"tables": len(made.crosstabs), "n": made.n}, file)
