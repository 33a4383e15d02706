"""部署: the sections of a town hall, joined until nobody is known by theirs.

A section (課) of under 10 people is joined with the smallest other section of its department (部);
where the department is too small as a whole, with the smallest of the one beside it. That happens
before any link is given out: no link, no answer and no table ever names the small one alone.
The department above is no column of its own: beside its sections, one whose answers are withheld
could be found by subtraction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from sqlalchemy import CheckConstraint, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import documents, questionnaires
from surveys.base import Base
from surveys.documents import Document
from surveys.errors import N_, SurveyError
from surveys.kinds import Choice, Question
from surveys.questionnaires import Questionnaire

LEAST_PEOPLE = 10
LONGEST_NAME = 100
MOST = 300


class DepartmentUnreadable(SurveyError):
    message = N_("%(line)d行目を「部, 課, 人数」の形にしてください。例: 総務部, 秘書課, 6")


class DepartmentTwice(SurveyError):
    message = N_("%(line)d行目の部署は、前にも書かれています。1つの部署は1行にまとめてください")


class NoDepartments(SurveyError):
    message = N_("部署を1行に1つ、「部, 課, 人数」の形で入力してください")


class TooManyDepartments(SurveyError):
    message = N_("部署は%(limit)d行までにしてください")


class TooFewPeople(SurveyError):
    message = N_(
        "全部で%(least)d人に満たないので、部署ごとのリンクは使えません。"
        "所属をたずねない調査票にしてください"
    )


class NoQuestion(SurveyError):
    message = N_(
        "所属をたずねる設問がありません。調査票に単一回答の設問を置き、所属の設問に指定してください"
    )


class Department(Base):
    """部署, as the planner counts it before links are given out; `above` may be ""."""

    __tablename__ = "department"
    __table_args__ = (CheckConstraint("people > 0", name="people"),)

    questionnaire_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    above: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    people: Mapped[int]


@dataclass(frozen=True, slots=True)
class Unit:
    """A section as it was written: what it belongs to, its name, its people."""

    above: str
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Group:
    """Sections that share a link; most often one alone."""

    units: tuple[Unit, ...]

    @property
    def people(self) -> int:
        return sum(unit.people for unit in self.units)

    @property
    def joined(self) -> bool:
        return len(self.units) > 1

    @property
    def above(self) -> tuple[str, ...]:
        """The departments its sections belong to, in order."""
        return tuple(dict.fromkeys(unit.above for unit in self.units))

    @property
    def label(self) -> str:
        """What its link says: the section, or 総務部（総務課・秘書課）."""
        if not self.joined:
            return self.units[0].name
        named = {each: [u.name for u in self.units if u.above == each] for each in self.above}
        return "・".join(
            f"{above}（{'・'.join(names)}）" if above else "・".join(names)
            for above, names in named.items()
        )


def read(said: str) -> list[Unit]:
    """Read lines 「部, 課, 人数」 or 「課, 人数」; a table copied from Excel has tabs.

    Raises:
        NoDepartments, TooManyDepartments, DepartmentUnreadable, DepartmentTwice
    """
    found: dict[tuple[str, str], Unit] = {}
    for line, written in enumerate(said.splitlines(), 1):
        if not written.strip():
            continue
        unit = _unit(written, line)
        if (unit.above, unit.name) in found:
            raise DepartmentTwice(line=line)
        found[unit.above, unit.name] = unit
    if not found:
        raise NoDepartments
    if len(found) > MOST:
        raise TooManyDepartments(limit=MOST)
    return list(found.values())


def merge(units: Sequence[Unit]) -> list[Group]:
    """Join sections, in their order, until every group has 10 people.

    Raises:
        TooFewPeople: there are not 10 in all.
    """
    if sum(unit.people for unit in units) < LEAST_PEOPLE:
        raise TooFewPeople(least=LEAST_PEOPLE)
    order = {unit: place for place, unit in enumerate(units)}
    groups = [Group((unit,)) for unit in units]
    while True:
        small = next((group for group in groups if group.people < LEAST_PEOPLE), None)
        if small is None:
            return groups
        other = min(_beside(small, groups), key=lambda group: group.people)
        both = tuple(sorted((*small.units, *other.units), key=order.__getitem__))
        kept = [group for group in groups if group not in (small, other)]
        groups = sorted([*kept, Group(both)], key=lambda group: order[group.units[0]])


def decide(session: Session, questionnaire: Questionnaire, units: Sequence[Unit]) -> list[Group]:
    """Let a draft ask for the groups alone, and keep the list they were made of.

    Raises:
        NotADraft, NothingAsked, NoQuestion, TooFewPeople, RuleBroken
    """
    questionnaires.must_be_draft(questionnaire)
    document, groups = questionnaires.current(session, questionnaire), merge(units)
    made = _asking(document, groups)
    documents.parse(documents.write(made))
    questionnaires.redraft(questionnaire, made)
    mine = Department.questionnaire_id == questionnaire.id
    session.execute(delete(Department).where(mine))
    for position, unit in enumerate(units):
        kept = {"above": unit.above, "name": unit.name, "people": unit.people}
        session.add(Department(questionnaire_id=questionnaire.id, position=position, **kept))
    session.flush()
    return groups


def listed(session: Session, questionnaire: Questionnaire) -> list[Unit]:
    """The sections as they were written."""
    mine = select(Department).where(Department.questionnaire_id == questionnaire.id)
    rows = session.scalars(mine.order_by(Department.position))
    return [Unit(row.above, row.name, row.people) for row in rows]


def are_settled(session: Session, questionnaire: Questionnaire, document: Document) -> bool:
    """Whether the question of a document asks for the groups of the list, and for nothing else."""
    question, units = question_of(document), listed(session, questionnaire)
    if question is None or not units:
        return False
    labels = [_labelled(group, units) for group in merge(units)]
    return [choice.label for choice in question.choices] == labels


def question_of(document: Document) -> Question | None:
    """The question that links answer, where there is one."""
    asked = (each for each in document.questions if each.code == document.department)
    return next((each for each in asked if each.kind == "single"), None)


def _unit(written: str, line: int) -> Unit:
    plain = written.replace("，", ",").replace("、", ",").replace("\t", ",")
    *names, people = (part.strip() for part in plain.split(","))
    above, name = names if len(names) == 2 else ("", *names) if len(names) == 1 else ("", "")
    number = people.removesuffix("人").strip()
    sound = name and max(len(above), len(name)) <= LONGEST_NAME and number.isdecimal()
    if not sound or int(number[:9]) < 1:
        raise DepartmentUnreadable(line=line)
    return Unit(above, name, int(number[:9]))


def _beside(small: Group, groups: Sequence[Group]) -> list[Group]:
    """What a group may be joined with: the rest of its department, or else the one next to it."""
    others = [group for group in groups if group != small]
    own = [group for group in others if set(group.above) & set(small.above)]
    if own:
        return own
    place = groups.index(small)
    near = groups[place + 1] if place + 1 < len(groups) else groups[place - 1]
    return [group for group in others if set(group.above) & set(near.above)]


def _asking(document: Document, groups: Sequence[Group]) -> Document:
    """The document with the groups as the choices of its question.

    Raises:
        NoQuestion
    """
    question = question_of(document)
    if question is None:
        raise NoQuestion
    units = list(chain.from_iterable(group.units for group in groups))
    choices = tuple(
        Choice(code, _labelled(group, units))
        for code, group in zip(_codes(question, groups, units), groups, strict=True)
    )
    made = replace(question, choices=choices)
    questions = tuple(made if each is question else each for each in document.questions)
    gone = {f"{question.code}:{code}" for code in question.codes} - {
        f"{question.code}:{choice.code}" for choice in choices
    }
    spoken = {
        language: {path: words for path, words in told.items() if path not in gone}
        for language, told in document.translations.items()
    }
    return replace(document, questions=questions, translations=spoken)


def _labelled(group: Group, units: Sequence[Unit]) -> str:
    """A label that no other group has: a section's name may stand in two departments."""
    if group.joined or sum(unit.name == group.label for unit in units) == 1:
        return group.label
    return f"{group.units[0].above} {group.label}".strip()


def _codes(question: Question, groups: Sequence[Group], units: Sequence[Unit]) -> list[str]:
    """The code a label has already, else a new one: rules may name those that stay."""
    known = {choice.label: choice.code for choice in question.choices}
    labels = [_labelled(group, units) for group in groups]
    fresh = (f"g{n}" for n in count(1) if f"g{n}" not in question.codes)
    return [known.get(label) or next(fresh) for label in labels]
