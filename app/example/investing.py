"""未来への投資: a survey by 1,500 letters, in the field on the day the example is loaded."""

from datetime import timedelta

import numpy as np

from app.clock import day_of
from app.example import asking, mailing, register
from app.example.asking import Asked, Loader, Sent
from app.example.city import DISTRICTS
from app.example.everyone import ASKED
from app.example.filling import Form, one_of, several, silent
from app.example.people import Person, concern, person
from app.example.writing import Pen
from surveys import audit, sample_designs
from surveys.questionnaires import Questionnaire
from surveys.sample_designs import Drawn, SampleDesign

INVESTING = Asked("investing", "codes", first=-13, after=15)
LETTERS, ANSWERED = 1_500, 520
PASSPHRASE = "見本の調査の封筒を開ける合い言葉"  # noqa: S105 - opens the example alone
AGES = {"18～39歳": (18, 0.285), "40～64歳": (40, 0.463), "65歳以上": (65, 0.252)}
REFERENCE = timedelta(days=60)  # 基準日, before the letters


def field(loader: Loader, made: Questionnaire, seed: int) -> None:
    """Draw, send, and let come in what has come by now; nobody opens it yet."""
    asking.publish(loader, made, PASSPHRASE)
    _design(loader, made)
    strata = sample_designs.strata(loader.session, made)
    codes = asking.issue(loader, made, {each.name: each.drawn for each in strata})
    rng = np.random.default_rng(seed)
    pen, sent = Pen(rng), []
    for day in np.minimum(rng.gamma(2.2, 2.4, ANSWERED), 40).astype(int).tolist():
        who = person(rng)
        if left := codes[_stratum(who)]:
            sent.append(Sent(day, _form(rng, pen, who), left.pop(), mailing.way(rng, who)))
    asking.answer(loader, made, sent, range(-INVESTING.first))


def _form(rng: np.random.Generator, pen: Pen, who: Person) -> Form:
    """All fields of one form."""
    wished = several(rng, {topic: -who.content[topic] for topic in ASKED}, limit=3)
    form = {
        "q1": [str(list(AGES).index(_age(who)) + 1)],
        "q2": silent(rng, 0.03, str(DISTRICTS.index(who.district) + 1)),
        "q3": wished,
        "q4": silent(rng, 0.04, one_of(rng, [0.4, 0.45, 0.15])),
    }
    if rng.random() < 0.4:
        form["q5"] = [pen.wish(who.author, concern(rng, who))]
    return form


def _design(loader: Loader, made: Questionnaire) -> None:
    """The 標本設計 the letters are sent by: each district and age its share of the letters."""
    drawn = [
        Drawn(f"{name}・{age}", people, round(LETTERS * people / register.ADULTS), None, part)
        for (name, age), people in _people().items()
        for part in [((name, age, people),)]
    ]
    cells = [list(part) for each in drawn for part in each.parts]
    design = SampleDesign(
        questionnaire_id=made.id,
        reference_day=day_of(loader.now) - REFERENCE,
        youngest=18,
        rate=0.4,
        margin=0.04,
        per="whole",
        allocation="proportional",
        total=LETTERS,
        least=sample_designs.FEWEST,
        cells=cells,
        merged=[[place] for place in range(len(cells))],
        words={
            "purpose": "次の総合計画のための市民アンケート",
            "foreigners": "with",
            "others": "",
            "section": "企画課",
            "contact": "企画課 企画係",
            "deliver_by": "",
        },
        changed_at=loader.now,
    )
    kept = sample_designs.keep(loader.session, design)
    sample_designs.adopt(loader.session, kept, drawn, now=loader.now)
    audit.record(
        loader.session,
        "sample_design.adopt",
        made,
        who=loader.member_id,
        now=loader.now,
        details={"strata": len(drawn), "letters": sum(each.drawn for each in drawn)},
    )


def _people() -> dict[tuple[str, str], int]:
    return {
        (district.name, age): round(register.ADULTS * district.share * share)
        for district in DISTRICTS
        for age, (_, share) in AGES.items()
    }


def _stratum(who: Person) -> str:
    return f"{who.district.name}・{_age(who)}"


def _age(who: Person) -> str:
    return [name for name, (first, _) in AGES.items() if first <= who.age][-1]
