"""分野への割り当て: every question and theme of a plan with its field, decided or proposed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from analysis.digest import fields
from analysis.digest.agenda import CITIZEN, STAFF, Topic, agenda
from analysis.digest.fields import Field, Learnt, Placed, Said
from analysis.scored import scored
from app import arranging, bridge
from app.bridge import Variable
from surveys import field_assignments, plans, questionnaires
from surveys.arrangement import Theme
from surveys.field_assignments import Thing
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire

QUESTION, THEME = "設問", "テーマ"
TERMS = 8  # of a theme, the most telling
LEAST_SHARE = 0.3  # of all that a draft is made of, for an assignment to decide its field
ASSIGNED = "割り当てた設問とテーマに合わせています"
UNPLACED = Placed(fields.OTHER)
Draft = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """A question or a theme, and its field.

    Attributes:
        kind: 設問 or テーマ; `of`: the question a theme is one of.
        decided: what a planner said; "" while words propose.
        placed: what words propose, and why.
    """

    thing: Thing
    questionnaire: Questionnaire
    kind: str
    label: str
    of: str
    said: Said
    decided: str = ""
    placed: Placed = UNPLACED

    @property
    def field(self) -> str:
        return self.decided or self.placed.field

    @property
    def known(self) -> bool:
        """Whether a planner or any word says where it belongs."""
        return bool(self.decided) or self.placed.field != fields.OTHER


@dataclass(frozen=True, slots=True)
class Assigned:
    """What a plan knows of its fields.

    Attributes:
        decided: what planners said.
        voices: {(questionnaire, question): {response: field}}, by the themes they decided.
    """

    fields: Sequence[Field]
    decided: Mapping[Thing, str]
    learnt: Learnt
    voices: Mapping[tuple[int, str], Mapping[int, str]]


def fields_of(session: Session, plan: Plan) -> list[Field]:
    """The plan's own fields, else the house's list."""
    listed = plans.fields(session, plan)
    own = [Field(each.name, tuple(words_of(each.words))) for each in listed]
    return own or list(fields.default_fields())


def words_of(said: str) -> list[str]:
    return [word.strip() for word in said.replace("、", ",").split(",") if word.strip()]


def names(listed: Sequence[Field]) -> list[str]:
    """What something may be given: a field of the plan, or none of them."""
    return [*(each.name for each in listed if each.name != fields.OTHER), fields.OTHER]


def items(session: Session, plan: Plan) -> list[Item]:
    """Everything that can be given a field, in the order of the questionnaires."""
    listed, decided = fields_of(session, plan), _decided(session, plan)
    found = list(_things(session, plan))
    learnt = _learnt(found, decided)
    return [_placed(each, listed, decided, learnt) for each in found]


def assigned(session: Session, plan: Plan) -> Assigned:
    """What fields of drafts are told by; nothing is read where nobody decided anything."""
    listed, decided = fields_of(session, plan), _decided(session, plan)
    if not decided:
        return Assigned(listed, {}, fields.NOTHING, {})
    learnt = _learnt(list(_things(session, plan)), decided)
    return Assigned(listed, decided, learnt, _voices(session, decided))


def field_of(draft: Draft, known: Assigned) -> tuple[str, str]:
    """The field of a draft, and why: what planners decided of its questions and themes goes first.

    Their decisions count where most of what was decided says so, and it is three tenths of the
    people and voices behind the draft; then the words they taught; then what the digest found.
    """
    votes = _votes(draft, known)
    most = max(votes, key=lambda name: (votes[name], name), default="")
    decided = sum(n for name, n in votes.items() if name)
    if most and 2 * votes[most] >= decided and votes[most] >= LEAST_SHARE * sum(votes.values()):
        return most, ASSIGNED
    names_ = [group["name"] for group in draft.get("groups", ())]
    said = _read(draft["topic"], *names_, *(each["subject"] for each in draft["evidence"]))
    placed = fields.place(said, known.fields, topic=topic_of(draft["key"]), learnt=known.learnt)
    if placed.learnt or placed.field == draft["field"]:
        return placed.field, placed.why
    return draft["field"], ""


def topic_of(key: str) -> Topic | None:
    """The topic of the house's list that a draft is about; None where it has none."""
    listed = (*agenda(CITIZEN).topics, *agenda(STAFF).topics)
    return next((topic for topic in listed if topic.key == key), None)


def _decided(session: Session, plan: Plan) -> dict[Thing, str]:
    """What was decided, without fields the plan does not have any more."""
    known = names(fields_of(session, plan))
    held = field_assignments.of_plan(session, plan)
    return {thing: name for thing, name in held.items() if name in known}


def _things(session: Session, plan: Plan) -> Iterator[Item]:
    for questionnaire in questionnaires.asked(session, plan):
        codebook = bridge.codebook(bridge.asked(session, questionnaire))
        for each in codebook.questions():
            if bridge.PARTS[each.role] == "question":
                yield _question(questionnaire, each.name, each.label)
        for scores in scored(codebook):
            yield _question(questionnaire, scores.name, scores.label)
        for variable in codebook.texts():
            yield _question(questionnaire, variable.name, variable.label)
            for theme in arranging.named(session, questionnaire, variable.name):
                yield _theme(questionnaire, variable, theme)


def _question(questionnaire: Questionnaire, code: str, label: str) -> Item:
    return Item(Thing(questionnaire.id, code), questionnaire, QUESTION, label, "", _read(label))


def _theme(questionnaire: Questionnaire, of: Variable, theme: Theme) -> Item:
    told = [word for word, _ in theme.told.terms[:TERMS]] if theme.told else []
    thing, said = Thing(questionnaire.id, of.name, theme.key), _read(theme.name, *told)
    return Item(thing, questionnaire, THEME, theme.name, of.label, said)


def _placed(
    item: Item, listed: Sequence[Field], decided: Mapping[Thing, str], learnt: Learnt
) -> Item:
    topic = agenda(item.questionnaire.audience).of([item.label])
    placed = fields.place(item.said, listed, topic=topic, learnt=learnt)
    return replace(item, decided=decided.get(item.thing, ""), placed=placed)


def _learnt(found: Sequence[Item], decided: Mapping[Thing, str]) -> Learnt:
    taught = [(each.said, decided[each.thing]) for each in found if each.thing in decided]
    told = [(said, name) for said, name in taught if name != fields.OTHER]
    return fields.learn(told, [each.said for each in found])


def _voices(
    session: Session, decided: Mapping[Thing, str]
) -> dict[tuple[int, str], dict[int, str]]:
    """The field of every voice whose theme was decided."""
    found: dict[tuple[int, str], dict[int, str]] = {}
    for thing, name in decided.items():
        if not thing.theme:
            continue
        asked = session.get_one(Questionnaire, thing.questionnaire_id)
        held = found.setdefault((asked.id, thing.question_code), {})
        for theme in arranging.named(session, asked, thing.question_code):
            if theme.key == thing.theme:
                held |= dict.fromkeys(theme.ids, name)
    return found


def _votes(draft: Draft, known: Assigned) -> Counter[str]:
    """{field: people and voices of the draft that were given it}; "" for those nobody decided."""
    votes: Counter[str] = Counter()
    for side in draft["speakers"]:
        asked, people = side["questionnaire_id"], Counter[str]()
        for each in side["evidence"]:
            if not each["source"].get("theme"):
                code = each["source"]["question"]
                people[code] = max(people[code], each["people"])
        for code, n in people.items():
            votes[known.decided.get(Thing(asked, code), "")] += n
        for group in side.get("groups", ()):
            for response_id, code in group["voices"]:
                own = known.voices.get((asked, code), {}).get(response_id)
                votes[own or known.decided.get(Thing(asked, code), "")] += 1
    return votes


@lru_cache(maxsize=4096)
def _read(*texts: str) -> Said:
    """Labels and names are read once in the life of the process; they are nobody's words."""
    return fields.read(*texts)
