"""抽出仕様書 of an adopted 標本設計, as PDF and Excel."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, abort, flash, redirect
from flask.typing import ResponseReturnValue

from analysis.sampling.cells import Cell
from analysis.sampling.naming import within
from app.access import allowed, of_plan, the_plan
from app.desk import fielding
from app.desk.downloads import file
from app.desk.sample_designs_form import FOREIGNERS
from app.desk.source import READERS
from app.errors import say
from app.exports import EXPORTS
from app.exports.pdf import TYPE
from app.exports.sample_request import LIST_HEAD, TITLE, Line, Request, book, paper
from app.extensions import db
from app.words import day, number
from surveys import sample_designs
from surveys.questionnaires import Questionnaire
from surveys.sample_designs import NotAdopted, SampleDesign, Stratum

blueprint = Blueprint(
    "sample_designs_files",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/sample",
)
STEPS = (
    "層ごとに、台帳を住所などの決まった順に並べ、1から番号を付けます。",
    (
        "別表の起番号の人を1人目とし、そこから抽出間隔ごとに、抽出数に達するまで選びます。"
        "末尾に達したら先頭に戻って続けます。起番号は、設計の採用時に乱数で定めました。"
    ),
    (
        "台帳の人数が別表の対象人口と違う層は、抽出間隔を「台帳の人数÷抽出数（切り捨て）」に直します。"
        "起番号が台帳の人数より大きいときは、起番号から台帳の人数を引きます。抽出数は変えません。"
    ),
)
LOT = (
    "層ごとに、乱数を使って、別表の抽出数を無作為に選びます。同じ人を2度選びません。",
    "台帳の人数が別表の対象人口と違う層も、抽出数は変えません。",
)
ALWAYS = (
    "同じ世帯から2人以上が選ばれても、差し替えません。",
    "抽出した後に転出や死亡が分かった人は名簿から除き、補充しません。除いた数を層ごとにお知らせください。",
)
HANDLING = (
    "名簿は、調査票とお礼状兼督促状の宛名だけに使います。回答を集めるシステムには入れません。",
    "回答は無記名です。だれがどう答えたかは、依頼する課にも分からない方法で集めます。",
    "受け渡しは、庁内の定めに従い、複製の残らない方法で行います。",
    "最後の発送が済んだら、控えも含めて廃棄し、廃棄した日と担当者を記録します。",
)


@blueprint.get("/request.pdf")
@allowed(*READERS)
def as_pdf(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    def made(said: Request, design: SampleDesign) -> bytes:
        return paper(said, design.adopted_at or abort(404))

    return _handed(questionnaire_id, made, "pdf", TYPE)


@blueprint.get("/request.xlsx")
@allowed(*READERS)
def as_excel(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    excel = EXPORTS["excel"]
    return _handed(questionnaire_id, lambda said, _: book(said), excel.suffix, excel.media_type)


def _handed(
    questionnaire_id: int,
    make: Callable[[Request, SampleDesign], bytes],
    suffix: str,
    media_type: str,
) -> ResponseReturnValue:
    found = of_plan(Questionnaire, questionnaire_id)
    design = sample_designs.of(db.session(), found)
    if design is None:
        flash(say(NotAdopted()), "note")
        return redirect(fielding.address("sample_designs", found))
    made: Response = file(
        make(_request(found, design), design),
        name=f"{TITLE}_{found.title}.{suffix}",
        media_type=media_type,
    )
    return made


def _request(found: Questionnaire, design: SampleDesign) -> Request:
    """What the paper says of a design."""
    plan, strata = the_plan(), sample_designs.strata(db.session(), found)
    return Request(
        municipality=plan.municipality,
        survey=found.title,
        section=_section(plan.municipality, design.words["section"]),
        contact=design.words["contact"],
        day=day(design.adopted_at) if design.adopted_at else "",
        marks=("見本",) if plan.example else (),
        facts=_facts(found, design, sum(each.drawn for each in strata)),
        rules=(*(STEPS if design.systematic else LOT), *ALWAYS),
        handling=HANDLING,
        lines=[_line(place, each) for place, each in enumerate(strata, 1)],
        systematic=design.systematic,
    )


def _facts(found: Questionnaire, design: SampleDesign, drawn: int) -> tuple[tuple[str, str], ...]:
    words, reference = design.words, day(design.reference_day)
    who = (
        f"{reference}現在、{the_plan().municipality}の住民基本台帳に記録されている、"
        f"満{design.youngest}歳以上の方。{FOREIGNERS[words['foreigners']]}。"
    )
    by = words["deliver_by"]
    facts = (
        ("調査名", found.title),
        ("調査の目的", words["purpose"]),
        ("基準日", reference),
        ("対象", who + (f"\n{words['others']}" if words["others"] else "")),
        ("抽出数", f"{number(drawn)}人（層ごとの数は別表）"),
        ("抽出方法", "層化系統抽出" if design.systematic else "層化無作為抽出"),
        ("納品", f"名簿（{'、'.join(LIST_HEAD)}）"),
        ("希望納期", day(date.fromisoformat(by)) if by else ""),
    )
    return tuple((what, said) for what, said in facts if said)


def _section(municipality: str, section: str) -> str:
    """Who asks, with the city's name once."""
    return section if section.startswith(municipality) else f"{municipality}　{section}".strip()


def _line(place: int, stratum: Stratum) -> Line:
    return Line(
        number=place,
        name=stratum.name,
        parts=within([Cell(*part) for part in stratum.parts]),
        people=stratum.people,
        drawn=stratum.drawn,
        interval=stratum.interval if stratum.start else None,
        start=stratum.start,
    )
