"""取込: from the bytes of a file to a questionnaire with its answers, all of it or nothing."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from analysis import codebook_file, correcting, files
from analysis.guess import Guess, guess
from analysis.guessing import words
from analysis.guessing.columns import Column, profile
from analysis.layout import Layout, lay_out
from analysis.raw import Problem, Raw
from analysis.text.masking import mask
from analysis.uses import LookUp
from app import alarming, bridge
from app.clock import day_of, now
from app.work import Made, Progress
from surveys import alarms, audit, documents, imports, plans, questionnaires, responses
from surveys.documents import Document
from surveys.errors import N_, SurveyError
from surveys.imports import AnswerFile
from surveys.kinds import Question
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire
from surveys.runs import Run
from surveys.staff import StaffMember

AT_ONCE = 300_000  # cells; more takes longer than a page may (measured: 150,000 cells a second)
A_TEXT = 75  # cells that are stored in the time a text is searched for what speaks of harm
_BETWEEN = re.compile(r"[、,，\s]+")


class UnreadableCells(SurveyError):
    message = N_(
        "読めないところが%(n)dか所あります。直したファイルでやり直すか、"
        "無回答として取り込むかを選んでください"
    )


class NothingToImport(SurveyError):
    message = N_("取り込む回答がありません。列の確認で、使う設問を1つ以上選んでください")


@dataclass(frozen=True, slots=True)
class Brought:
    """What a planner brings: the bytes, and whom the survey asked."""

    name: str
    content: bytes
    title: str
    audience: str
    sampling: str
    surveyed_year: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A file laid out as its codebook (in JSON) says, not stored yet."""

    codebook: str
    raw: Raw
    layout: Layout
    questions: tuple[Question, ...]

    @property
    def answers(self) -> int:
        return len(self.layout.frame)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read, by line; the cells concerned count as 無回答."""
        found = (*self.raw.problems, *self.layout.problems)
        return tuple(sorted(found, key=lambda problem: (problem.line, problem.column)))

    @property
    def effort(self) -> int:
        """How long storing takes, in cells."""
        codes = [question.code for question in self.questions if question.kind == "text"]
        written = int(self.layout.frame[codes].notna().to_numpy().sum())
        return int(self.raw.cells.size) + A_TEXT * written


def receive(session: Session, plan: Plan, brought: Brought, at: datetime) -> AnswerFile:
    """Take a file in: read it, guess what its columns are, and keep it for the planner to see.

    A file with the headings of an earlier one starts from the codebook that was given that.

    Raises:
        SameAnswersAgain, FileWaiting, and what reading a file raises.
    """
    raw = files.read_bytes(brought.content, brought.name)
    guessed = guess(raw, as_of=brought.surveyed_year)
    file = AnswerFile(
        plan_id=plan.id,
        title=brought.title,
        audience=brought.audience,
        sampling=brought.sampling,
        surveyed_year=brought.surveyed_year,
        name=brought.name[-255:],
        sheet=raw.sheet or None,
        digest=imports.fingerprint(brought.content),
        headings=imports.fingerprint("\x1e".join(map(str, raw.cells.columns)).encode()),
        data=brought.content,
        created_at=at,
    )
    file.codebook, reasons = _proposed(session, plan, guessed)
    if earlier := imports.remembered(session, file):
        file.codebook = _of_year(earlier.codebook, file.surveyed_year)
    file.columns = _columns(raw, guessed, reasons)
    imports.receive(session, file)
    return file


def guess_again(session: Session, plan: Plan, file: AnswerFile) -> dict[str, Any]:
    """The codebook that a file begins with when nothing is remembered."""
    return _proposed(session, plan, guess(read(file), as_of=file.surveyed_year))[0]


def read(file: AnswerFile) -> Raw:
    """The cells of a waiting file.

    Raises:
        FileAlreadyImported: its bytes are gone.
    """
    if file.data is None:
        raise imports.FileAlreadyImported
    return files.read_bytes(file.data, file.name, sheet=file.sheet)


def codebook_json(file: AnswerFile) -> str:
    """A file's codebook as the text that `codebook_file.known` reads."""
    return json.dumps(file.codebook, ensure_ascii=False)


def look_up(file: AnswerFile) -> LookUp:
    """Give the cells of a column of a waiting file, reading the file once, when first asked."""
    known: dict[str, Column] = {}

    def look(name: str) -> Column:
        if not known:
            known.update({column.name: column for column in profile(read(file))})
        return known[name]

    return look


def check(file: AnswerFile) -> Checked:
    """Lay a file out as its codebook says.

    Raises:
        FileAlreadyImported, NothingToImport, MissingColumns
    """
    raw, said = read(file), codebook_json(file)
    codebook = correcting.used(codebook_file.known(said))
    asked = bridge.questions(codebook)
    layout = lay_out(raw, codebook)
    if not asked or layout.frame.empty:
        raise NothingToImport
    return Checked(said, raw, layout, asked)


def store(
    session: Session,
    file: AnswerFile,
    checked: Checked,
    *,
    who: int | None,
    at: datetime,
    reviewer: StaffMember | None = None,
) -> Questionnaire:
    """Make the questionnaire of a checked file with all its answers; the caller commits.

    Raises:
        FileAlreadyImported, CodebookChangedMeanwhile: someone else was first.
        ReviewerWithoutRole
    """
    imports.take(session, file)
    if codebook_json(file) != checked.codebook:
        raise imports.CodebookChangedMeanwhile
    made = Questionnaire(
        plan_id=file.plan_id,
        title=file.title,
        audience=file.audience,
        sampling=file.sampling,
        surveyed_year=file.surveyed_year,
        created_at=at,
    )
    session.add(made)
    session.flush()
    alarms.name(session, made, reviewer, today=day_of(at))
    document = documents.write(Document(checked.questions))
    version = questionnaires.freeze(session, made, document, at)
    batch = responses.add_batch(session, version, _sheets(checked))
    bridge.make_partition(session, batch, version.parsed)
    alarming.listen(session, made, batch)
    imports.done(file, made.id)
    counts = {"responses": checked.answers, "problems": len(checked.problems), "file": file.id}
    audit.record(session, "questionnaire.import", made, who=who, now=at, details=counts)
    return made


def asked_of(
    file: AnswerFile, *, who: int, blanks: bool, reviewer: StaffMember | None
) -> dict[str, Any]:
    """What a run is asked to import: a file as one codebook reads it."""
    return {
        "file": file.id,
        "seen": imports.mark(file.codebook),
        "who": who,
        "blanks": blanks,
        "reviewer": reviewer.id if reviewer else None,
    }


def must_be_whole(checked: Checked, *, blanks: bool) -> None:
    """Let a file through that was read without a problem, or whose problems may be 無回答.

    Raises:
        UnreadableCells
    """
    if checked.problems and not blanks:
        raise UnreadableCells(n=len(checked.problems))


def job(session: Session, run: Run, progress: Progress) -> Made:
    """Import a large file in the worker; it is stored in the transaction that ends the run."""
    file = session.get_one(AnswerFile, run.asked["file"])
    imports.must_be_seen(file, run.asked["seen"])
    progress(0.1)
    checked = check(file)
    must_be_whole(checked, blanks=run.asked["blanks"])
    progress(0.4)

    asked = run.asked

    def end(session: Session) -> None:
        held = session.get_one(AnswerFile, asked["file"])
        reviewer = session.get(StaffMember, asked.get("reviewer") or 0)
        store(session, held, checked, who=asked["who"], at=now(), reviewer=reviewer)

    return Made({}, store=end)


def _sheets(checked: Checked) -> Iterator[dict[str, Any]]:
    codebook = correcting.used(codebook_file.known(checked.codebook))
    return bridge.sheets(checked.layout.frame, codebook, checked.questions)


def _proposed(
    session: Session, plan: Plan, guessed: Guess
) -> tuple[dict[str, Any], dict[str, str]]:
    """The guess, with attributes where the plan's own words for its axes say so."""
    named = plans.axes(session, plan)
    known = [word for axis in named for word in (axis.name, *_BETWEEN.split(axis.words)) if word]
    codebook, found = correcting.propose_axes(guessed.codebook, known)
    because = dict.fromkeys(found, "計画の集計軸の語が見出しにあるので、属性とみました")
    return codebook_file.document(codebook), guessed.reasons | because


def _of_year(codebook: dict[str, Any], year: int) -> dict[str, Any]:
    """A remembered codebook, with years of birth counted from this survey's year."""
    variables = [
        item | ({"as_of": year} if item.get("as_of") else {}) for item in codebook["variables"]
    ]
    return {"variables": variables}


def _columns(raw: Raw, guessed: Guess, reasons: dict[str, str]) -> dict[str, Any]:
    """What a planner is shown of each column while the file waits; masked as a voice would be."""
    return {
        name: {
            "reason": reasons.get(name, ""),
            "examples": [] if _personal(raw, name) else [mask(cell).text for cell in examples],
            "personal": _personal(raw, name),
            "blank": int((raw.cells[name] == "").sum()),
            "different": int(raw.cells[name].nunique()),
        }
        for name, examples in guessed.examples.items()
    }


def _personal(raw: Raw, name: str) -> bool:
    return words.is_personal(" ".join(raw.heading(name)))
