"""The pages about what people wrote to one question: which question, and the ways between them."""

from dataclasses import dataclass

from flask import abort, current_app, request
from flask_babel import gettext

from app import arranging, texts
from app.arranging import Standing
from app.desk.address import Address
from app.desk.source import Source, filled
from app.extensions import db
from app.texts import Texts
from surveys.errors import N_

# Each page about the voices of a question, in the order a planner reads on: one line a page.
PAGES = (
    ("themes.show", N_("テーマ")),
    ("theme_maps.show", N_("地図")),
    ("theme_groups.show", N_("だれの声か")),
    ("theme_years.show", N_("時期")),
    ("words.show", N_("語")),
    ("contexts.show", N_("前後の文")),
    ("networks.show", N_("語のつながり")),
    ("keywords.show", N_("特徴語")),
    ("word_maps.show", N_("対応分析")),
    ("codings.show", N_("コーディング")),
    ("tongues.show", N_("言語")),
)


@dataclass(frozen=True, slots=True)
class Voiced:
    """What one question's pages are about.

    Attributes:
        question: its code; `label`, its words.
        held: what was written, masked and in Japanese.
        standing: its themes; None before they were looked for.
        link: this page's address, to be changed in one thing at a time.
    """

    source: Source
    question: str
    label: str
    held: Texts
    standing: Standing | None
    link: Address

    @property
    def pages(self) -> list[tuple[str, str, bool]]:
        """(name, address, whether it is this one) of every page about the question."""
        there = [(end, name) for end, name in PAGES if f"desk.{end}" in current_app.view_functions]
        here = (request.endpoint or "").removeprefix("desk.")
        place = {name: self.link.values[name] for name in ("plan_id", "questionnaire_id")}
        return [
            (
                gettext(name),
                Address(f"desk.{end}", {**place, "question": self.question})(),
                here.startswith(end.partition(".")[0]),  # words_settings is a page of words
            )
            for end, name in there
        ]


def voiced(questionnaire_id: int, *said: str) -> Voiced:
    """The question the address names as `question`; `said`, what else the page's address says.

    A questionnaire without answers has its own page (`filled`); another question is not found.
    """
    source = filled(questionnaire_id)
    code = request.values.get("question", "")
    labels = {variable.name: variable.label for variable in source.answers.codebook.texts()}
    if code not in labels:
        abort(404)
    session = db.session()
    link = source.link(
        (request.endpoint or "").removeprefix("desk."),
        question=code,
        **{name: request.args.get(name) or None for name in said},
    )
    return Voiced(
        source=source,
        question=code,
        label=labels[code],
        held=texts.of(session, source.questionnaire, code),
        standing=arranging.standing(session, source.questionnaire, code),
        link=link,
    )
