"""協働の申し出 as an Excel book, with names and contacts: for the coordinator alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from xlsxwriter import Workbook

from app.exports.excel import Excel
from app.words import day
from surveys import offers
from surveys.introductions import STATES, Introduction
from surveys.offer_topics import Place
from surveys.offers import KINDS, TERMS, Held
from surveys.plans import Plan

TYPE = Excel.media_type
COLUMNS = {  # heading: width in figures; a kanji takes two
    "番号": 16,
    "どなたから": 14,
    "お名前": 18,
    "メールアドレス": 26,
    "電話番号": 16,
    "手伝えること": 48,
    "分野・論点": 30,
    "技能・道具・場所": 30,
    "いつ、どのくらい": 24,
    "条件": 24,
    "地区": 18,
    "紹介": 36,
    "保存の最終日": 18,
}
WARNING = "名前と連絡先が入っています。用が済んだら消し、ほかの人に渡さないでください。"
MOST = 32_767  # letters a cell of Excel holds


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the offers: {call: title}, {mark: introductions}, {key: place}."""

    titles: Mapping[int, str]
    introduced: Mapping[str, Sequence[Introduction]]
    places: Mapping[str, Place]


def write(plan: Plan, held: Sequence[Held], beside: Beside, now: datetime) -> bytes:
    """The book; nothing in a cell is ever read as a formula."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E8F1FE", "border": 1})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        bold = book.add_format({"bold": True, "font_color": "#CE0000"})
        sheet = book.add_worksheet("協働の申し出")
        sheet.write_string(0, 0, f"{plan.title} 協働の申し出（{day(now)}）")
        sheet.write_string(1, 0, WARNING, bold)
        for column, (name, width) in enumerate(COLUMNS.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(3, column, name, head)
        for line, each in enumerate(held, 4):
            for column, value in enumerate(_row(each, beside)):
                sheet.write_string(line, column, value[:MOST], cell)
        sheet.freeze_panes(4, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return out.getvalue()


def _row(held: Held, beside: Beside) -> list[str]:
    offer = held.content
    place = beside.places.get(offer.place)
    told = [
        f"{beside.titles.get(each.call_id, '')}: {STATES[each.state]}"
        for each in beside.introduced.get(held.mark, ())
    ]
    return [
        offers.said(held.mark),
        KINDS[offer.kind],
        *(offer.name, offer.mail, offer.phone, offer.words),
        "、".join(each.name for each in offer.topics),
        *(offer.skills, offer.hours),
        "、".join(TERMS[each] for each in offer.terms) or "相談して決めたい",
        place.said if place else "どこでも",
        "\n".join(told),
        day(held.gone_on - timedelta(days=1)),
    ]
