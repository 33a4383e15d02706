"""声を探す: what people wrote in a plan, and what an address asks for out of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import request
from sqlalchemy.orm import Session

from analysis.text.intent import Intent
from analysis.text.lexicon import Lexicon
from analysis.text.words import normalise
from app import arranging, digesting, texts
from app.arranging import lexicon_of
from app.desk import contexts_reading, words_reading
from app.desk.source import Source, source
from app.desk.words_reading import Read
from surveys import questionnaires, runs, voice_marks
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire

SAID = ("q", "show", "of", "theme", "field", "among", "intent", "marked")
LINES, WHOLE = "lines", "whole"
INTENTS = tuple(intent for intent in Intent if intent is not Intent.OTHER)

Key = tuple[int, str]  # a response and the question it answers


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; "" and None ask for everything.

    `of`, as the address says it, is a questionnaire, or with a `|` one of its questions.
    """

    q: str
    show: str
    of: str
    theme: str
    field: str
    among: str
    intent: str
    marked: bool

    @property
    def questionnaire(self) -> int | None:
        said = self.of.partition("|")[0]
        return int(said) if said.isascii() and said.isdigit() else None

    @property
    def question(self) -> str:
        return self.of.partition("|")[2]

    @property
    def words(self) -> list[str]:
        """All of them must stand in a voice."""
        return normalise(self.q).split()


@dataclass(frozen=True)
class Question:
    """The voices of one free-text question."""

    here: Source
    code: str
    label: str
    held: texts.Texts

    @cached_property
    def read(self) -> Read:
        return words_reading.read(self.held)

    @property
    def asked(self) -> Questionnaire:
        return self.here.questionnaire


@dataclass(frozen=True)
class Heard:
    """Everything people wrote in a plan, and what is known of it."""

    session: Session
    plan: Plan
    asked: Asked
    every: Sequence[Question]

    @cached_property
    def lexicon(self) -> Lexicon:
        return lexicon_of(self.session, self.plan.id)

    @cached_property
    def questions(self) -> list[Question]:
        """The questions whose voices are looked through."""
        return [
            each
            for each in self.every
            if self.asked.questionnaire in (None, each.asked.id)
            and self.asked.question in ("", each.code)
        ]

    @cached_property
    def groups(self) -> list[contexts_reading.Group]:
        """Whose voices can be read alone: of one questionnaire, as its own page has it."""
        chosen = [each.here for each in self.questions]
        return contexts_reading.groups(chosen[0]) if self.asked.questionnaire and chosen else []

    @cached_property
    def marked(self) -> set[Key]:
        """The voices that were marked to come back to."""
        return voice_marks.of_plan(self.session, self.plan)

    @cached_property
    def fields(self) -> dict[str, set[Key]]:
        """{policy field: the voices that speak of its issues}, as the newest digests read them."""
        found: dict[str, set[Key]] = {}
        for one in {each.asked.id: each.asked for each in self.every}.values():
            run = runs.newest(self.session, one.id, digesting.KEY)
            for issue in runs.result(run)["issues"] if run else ():
                said = {(each, code) for group in issue["groups"] for each, code in group["voices"]}
                found.setdefault(issue["field"], set()).update(said)
        return {field: said for field, said in sorted(found.items()) if said}

    @cached_property
    def themes(self) -> list[tuple[str, str, frozenset[int]]]:
        """(key, name, responses) of the themes of the one question that is chosen."""
        if not self.asked.question or len(self.questions) != 1:
            return []
        (one,) = self.questions
        standing = arranging.standing(self.session, one.asked, one.code)
        listed = standing.now.themes if standing else ()
        return [(each.key, each.name, frozenset(each.ids)) for each in listed]


def asked() -> Asked:
    said = {name: request.args.get(name, "").strip() for name in SAID}
    return Asked(
        said["q"],
        said["show"] if said["show"] == LINES else WHOLE,
        said["of"],
        said["theme"],
        said["field"],
        said["among"],
        said["intent"] if said["intent"] in set(INTENTS) else "",
        said["marked"] == "1",
    )


def heard(session: Session, plan: Plan, wanted: Asked) -> Heard:
    """All voices of the plan's questionnaires that have answers."""
    every = []
    for one in questionnaires.asked(session, plan):
        here = source(one.id)
        if here.answers.ids:
            for variable in here.answers.codebook.texts():
                held = texts.of(session, one, variable.name)
                every.append(Question(here, variable.name, variable.label, held))
    return Heard(session, plan, wanted, every)
