"""The same free-text question in other years, its voices put to the themes of today."""

import difflib
from collections import OrderedDict
from dataclasses import dataclass

from flask import current_app

from analysis.comparing import wordings
from app import arranging, bridge, texts
from app.access import the_plan
from app.desk.source import Source, source
from app.desk.voiced import Voiced
from app.extensions import db
from surveys import questionnaires
from surveys.arrangement import Arrangement
from surveys.questionnaires import DRAFT, Questionnaire

ALIKE = 0.75  # of two wordings of a question with one code
REMEMBERED = 8  # questions of other years, in each process


@dataclass(frozen=True, slots=True)
class Wave:
    """The same question in another year; `label`, its words there, `reworded`: other words."""

    source: Source
    question: str
    year: int
    label: str
    reworded: bool


def waves(here: Voiced) -> list[Wave]:
    """The same question asked of the same people in other years, the oldest first."""
    mine, found = here.source.questionnaire, dict[int, Wave]()
    for each in questionnaires.of_plan(db.session(), the_plan()):
        other_year = each.surveyed_year != mine.surveyed_year
        if each.state == DRAFT or each.audience != mine.audience or not other_year:
            continue
        wave = _wave(each, here)
        alike = each.representative == mine.representative
        if wave and (alike or each.surveyed_year not in found):
            found[each.surveyed_year] = wave
    return [found[year] for year in sorted(found)]


def _wave(there: Questionnaire, here: Voiced) -> Wave | None:
    """The question in another survey: of the same words, or of its code and nearly these words."""
    asked = bridge.codebook(bridge.asked(db.session(), there)).texts()
    same = [v for v in asked if wordings.same(v.label, here.label)]
    alike = [v for v in asked if v.name == here.question and _alike(v.label, here.label)]
    for each in (*same, *alike):
        found = source(there.id)
        if found.answers.ids:
            return Wave(found, each.name, there.surveyed_year, each.label, reworded=not same)
    return None


def _alike(label: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, label, other).ratio() >= ALIKE


def joined(here: Voiced, now: Arrangement, wave: Wave) -> dict[int, str | None]:
    """The theme of today each voice of another year is nearest to; the last are remembered."""
    there = texts.of(db.session(), wave.source.questionnaire, wave.question)
    run = here.standing.run if here.standing else None
    reading = arranging.reading_of(db.session(), here.source.questionnaire, run)
    mark = repr((here.held.fingerprint, there.fingerprint, reading, hash(now.themes)))
    remembered: OrderedDict[str, dict[int, str | None]]
    remembered = current_app.extensions.setdefault("waves", OrderedDict())
    if mark not in remembered:
        said = here.held.readable | there.readable
        remembered[mark] = arranging.near(now.themes, list(there.readable), said, reading)
    remembered.move_to_end(mark)
    while len(remembered) > REMEMBERED:
        remembered.popitem(last=False)
    return remembered[mark]
