"""標本設計: worked on until it is adopted, and safe from then on."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from surveys import questionnaires, sample_designs
from surveys.questionnaires import DRAFT, IMPORTED, Questionnaire
from surveys.sample_designs import (
    AskingIsOver,
    DesignChangedMeanwhile,
    Drawn,
    NotAdopted,
    NotSampled,
    SampleDesign,
    StratumTooSmall,
)
from tests.make import NOON
from tests.surveys.test_weightings import asked

CELLS = [["中央", "20代", 1000], ["中央", "60代", 500], ["山", "20代", 60]]
STRATA = (
    Drawn("中央・20代", 1000, 100, 7, (("中央", "20代", 1000),)),
    Drawn("ほか", 560, 50, None, (("中央", "60代", 500), ("山", "20代", 60))),
)


def a_survey(session: Session) -> Questionnaire:
    return asked(session, state=DRAFT)


def a_design(survey: Questionnaire, **changes: Any) -> SampleDesign:
    said = {
        "reference_day": date(2026, 4, 1),
        "youngest": 18,
        "rate": 0.4,
        "margin": 0.03,
        "per": "whole",
        "allocation": "proportional",
        "total": None,
        "least": 0,
        "systematic": True,
        "cells": CELLS,
        "merged": [[0], [1, 2]],
        "words": {},
    }
    return SampleDesign(questionnaire_id=survey.id, changed_at=NOON, **(said | changes))


def test_strata_exist_once_a_design_is_adopted(session: Session) -> None:
    survey = a_survey(session)
    design = sample_designs.keep(session, a_design(survey))
    assert sample_designs.of(session, survey) is None
    assert sample_designs.kept(session, survey) is design

    sample_designs.adopt(session, design, STRATA, now=NOON)
    assert sample_designs.of(session, survey) is design
    first, second = sample_designs.strata(session, survey)
    assert (first.name, first.people, first.drawn, first.start) == ("中央・20代", 1000, 100, 7)
    assert (first.interval, first.weight) == (10, 10)
    assert (second.interval, second.weight) == (11, 11.2)  # 11 steps of 50 stay below 560
    assert second.parts == [["中央", "60代", 500], ["山", "20代", 60]]


def test_a_changed_design_is_adopted_anew(session: Session) -> None:
    survey = a_survey(session)
    design = sample_designs.keep(session, a_design(survey))
    sample_designs.adopt(session, design, STRATA, now=NOON)
    sample_designs.merge(session, design, [[0], [1], [2]], now=NOON)
    assert (sample_designs.of(session, survey), sample_designs.strata(session, survey)) == (
        None,
        [],
    )

    sample_designs.adopt(session, design, STRATA, now=NOON)
    sample_designs.keep(session, a_design(survey, total=3000))
    assert sample_designs.of(session, survey) is None
    assert sample_designs.strata(session, survey) == []


def test_no_stratum_under_ten_is_adopted(session: Session) -> None:
    survey = a_survey(session)
    design = sample_designs.keep(session, a_design(survey))
    small = Drawn("山", 60, 9, 1, ())
    with pytest.raises(StratumTooSmall, match="「山」は9件で、10件に足りません"):
        sample_designs.adopt(session, design, [*STRATA, small], now=NOON)
    with pytest.raises(NotAdopted):
        sample_designs.adopt(session, design, [], now=NOON)
    assert sample_designs.of(session, survey) is None


def test_only_what_was_on_the_page_is_decided_on(session: Session) -> None:
    survey = a_survey(session)
    with pytest.raises(DesignChangedMeanwhile):
        sample_designs.seen(session, survey, "")
    design = sample_designs.keep(session, a_design(survey))
    mark = design.fingerprint
    assert sample_designs.seen(session, survey, mark) is design
    sample_designs.merge(session, design, [[0, 1, 2]], now=NOON + timedelta(days=1))
    with pytest.raises(DesignChangedMeanwhile):
        sample_designs.seen(session, survey, mark)


def test_only_a_random_sample_that_can_still_be_sent_is_planned(session: Session) -> None:
    survey = a_survey(session)
    sample_designs.must_be_open_to_change(survey)
    survey.sampling = "open"
    with pytest.raises(NotSampled):
        sample_designs.must_be_open_to_change(survey)
    survey.sampling, survey.state = "random", IMPORTED
    with pytest.raises(AskingIsOver):
        sample_designs.must_be_open_to_change(survey)


def test_a_design_goes_with_its_questionnaire_or_by_itself(session: Session) -> None:
    survey = a_survey(session)
    sample_designs.adopt(session, sample_designs.keep(session, a_design(survey)), STRATA, now=NOON)
    sample_designs.leave(session, survey)
    assert sample_designs.kept(session, survey) is None
    sample_designs.adopt(session, sample_designs.keep(session, a_design(survey)), STRATA, now=NOON)
    questionnaires.delete(session, survey, repeated=survey.title)
    session.flush()
    assert session.query(sample_designs.Stratum).count() == 0
