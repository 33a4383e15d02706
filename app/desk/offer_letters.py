"""連絡先と文案: whom to turn to, and what to write to them and to whoever is looking."""

from flask import render_template

from app.access import the_plan
from surveys import offers
from surveys.calls import Call
from surveys.offers import KINDS, TERMS, Content, Held


def page(held: Held, call: Call | None) -> str:
    """The page with the contact of an offer; with a call, letters that bring both together."""
    return render_template(
        "desk/offers/contact.html",
        plan=the_plan(),
        held=held,
        call=call,
        said=offers.said,
        to_person=to_person(held.content, call) if call else "",
        to_asker=to_asker(held, call) if call else "",
    )


def to_person(offer: Content, call: Call) -> str:
    """To whoever offered: nothing is handed on before they say yes."""
    name = f"{offer.name} 様" if offer.name else "申し出をくださった方へ"
    lines = [
        name,
        "",
        "協働の申し出をありがとうございます。",
        f"「{_short(offer.words)}」という申し出に合いそうな募集がありましたので、お知らせします。",
        "",
        f"募集: {call.title}",
        f"募集する人: {call.asker}",
        f"内容: {call.needed}",
        *([f"時期: {call.hours}"] if call.hours else []),
        *([f"条件: {_terms(call.terms)}"] if call.terms else []),
        "",
        "よろしければ、あなたの連絡先を募集する人に伝えます。",
        "伝えてよいかどうかを、このメールへの返信か電話でお知らせください。",
        "見送る場合も、お気軽にお知らせください。",
    ]
    return "\n".join(lines)


def to_asker(held: Held, call: Call) -> str:
    """To whoever is looking: what is offered, and not yet by whom."""
    offer = held.content
    lines = [
        f"{call.asker} 御中",
        "",
        f"「{call.title}」の募集に合いそうな申し出がありました（番号 {offers.said(held.mark)}）。",
        "",
        f"どなたから: {KINDS[offer.kind]}",
        f"手伝えること: {offer.words}",
        *([f"技能など: {offer.skills}"] if offer.skills else []),
        *([f"時期: {offer.hours}"] if offer.hours else []),
        f"条件: {_terms(offer.terms) if offer.terms else '相談して決めたい'}",
        "",
        "連絡先は、ご本人に確かめてからお伝えします。進めてよいか、お知らせください。",
    ]
    return "\n".join(lines)


def _terms(keys: list[str] | tuple[str, ...]) -> str:
    return "、".join(TERMS[each] for each in TERMS if each in keys)


def _short(words: str) -> str:
    first = words.split("\n")[0]
    return first if len(first) <= 40 else f"{first[:40]}…"
