"""A survey of letters in strata, eight nights in the field: for tests of its desk."""

from datetime import timedelta

from flask import Flask

from app.clock import midnight, now, today
from app.extensions import db
from app.keyring import keys_of
from surveys import access, returns, sample_designs
from surveys.questionnaires import Questionnaire
from surveys.sample_designs import Drawn, SampleDesign
from tests.app import fielded
from tests.app.fielded import Fielded

# 層: people of the register, letters, and what comes on each of the first eight days.
STRATA = {
    "中央・18～39歳": (6_000, 150, (2, 3, 4, 3, 3, 2, 2, 1)),
    "中央・40歳以上": (6_000, 150, (9, 13, 12, 11, 9, 8, 6, 6)),
    "島・40歳以上": (40, 4, (0, 1, 0, 0, 1, 0, 0, 0)),
}


def eight(app: Flask) -> Fielded:
    """300 letters of a design, eight nights old: 20 of the young and 74 of the others answered."""
    made = fielded.published(app, days=21)
    with app.app_context():
        session, asked = db.session(), db.session.get_one(Questionnaire, made.questionnaire)
        first = today() - timedelta(days=8)
        asked.opens_at = midnight(first)
        _design(asked)
        issued = [(name, letters) for name, (_, letters, _) in STRATA.items()]
        codes: dict[str, list[str]] = {}
        for name, code in access.issue(session, asked, keys_of(asked), issued):
            codes.setdefault(name, []).append(code)
        for day in range(8):
            for name, (_, _, came) in STRATA.items():
                for place in range(came[day]):
                    way = access.PAPER if place % 2 else access.QR
                    hashed = keys_of(asked).hash("code", codes[name].pop())
                    access.spend(session, hashed, way)
            returns.snapshot(session, first + timedelta(days=day))
        session.commit()
    return made


def _design(asked: Questionnaire) -> None:
    design = SampleDesign(
        questionnaire_id=asked.id,
        reference_day=today(),
        youngest=18,
        rate=0.45,
        margin=0.03,
        per="whole",
        allocation="proportional",
        total=300,
        least=10,
        cells=[],
        merged=[],
        words={},
        changed_at=now(),
    )
    drawn = [
        Drawn(name, people, letters, None, ((name[:2], name[3:], people),))
        for name, (people, letters, _) in STRATA.items()
        if letters >= 10
    ]
    sample_designs.adopt(db.session(), sample_designs.keep(db.session(), design), drawn, now=now())
