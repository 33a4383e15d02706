"""What the field work comes to, in the words of the page and of the one sheet for the chief."""

from dataclasses import dataclass

from flask_babel import gettext

from analysis.fieldwork.precision import Precision
from analysis.fieldwork.told import Line
from analysis.presentation import decimal
from analysis.sentences.fieldwork import of_composition, of_projection
from app.desk import fielding
from app.desk.returns_made import Field
from app.words import day, number, percent


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the few numbers at the top: what it is, and a line of smaller words."""

    label: str
    value: str
    unit: str
    beside: str = ""


def headline(here: Field) -> str:
    """One sentence or two: how it stands, and where it goes."""
    if here.valid is not None:
        return _final(here, here.valid)
    said = [_so_far(here)]
    if here.projection:
        said.append(
            gettext(
                "このまま進むと、締切の%(day)sには%(number)sになる見込みです。",
                day=gettext("%(month)s月%(day)s日", month=here.last.month, day=here.last.day),
                number=of_projection(here.projection),
            )
        )
    elif here.early:
        said.append(f"{here.early}。")
    return "".join(said)


def figures(here: Field) -> list[Figure]:
    """回収率, 見込み, 精度, 残り: those that make sense for this questionnaire."""
    return [_rate(here), *_foreseen(here), *_precise(here), _left(here)]


def missing(here: Field) -> list[str]:
    """Who is missing, an axis a sentence."""
    return [of_composition(each) for each in here.compositions]


def aim(here: Field) -> str:
    """What the sample was planned to reach."""
    if here.design is None:
        return ""
    return str(
        gettext(
            "標本設計の想定: 回収率%(rate)s、誤差±%(margin)sポイント（%(per)s）",
            rate=percent(here.design.rate, 0),
            margin=decimal(here.design.margin * 100, 1),
            per={
                "whole": gettext("全体"),
                "district": gettext("地区ごと"),
                "stratum": gettext("層ごと"),
            }[here.design.per],
        )
    )


def next_step(here: Field) -> str:
    """What is to be done now, in a sentence or two."""
    if here.standing.state == fielding.OPEN and here.standing.issued:
        return advice(here)
    return str(gettext(here.standing.next.sentence))


def advice(here: Field) -> str:
    """What to do while answers come: remind, or wait."""
    coming = [one for one in here.reminders if here.curve is None or one.day > here.curve.newest]
    if coming:
        return str(
            gettext(
                "%(day)sに督促（%(n)s通）の予定があります。伸びを見て待ちます。",
                day=day(coming[0].day),
                n=number(coming[0].letters),
            )
        )
    said = ""
    aimed = here.design.margin if here.design and here.design.per == "whole" else None
    if aimed and here.foreseen and here.foreseen.half > aimed:
        said = gettext(
            "このままでは誤差が±%(now)sポイントで、目標の±%(aim)sポイントに届かない見込みです。",
            now=decimal(here.foreseen.half * 100, 1),
            aim=decimal(aimed * 100, 1),
        )
    if here.reminders:
        return said + str(gettext("督促の伸びを見て、もう一度送るか決めます。"))
    return said + str(gettext("お礼状兼督促状を、全員か層ごとに送れます。"))


def half(made: Precision) -> str:
    """±2.9."""
    return f"±{decimal(made.half * 100, 1)}"


def about(arrived: int) -> str:
    """約1,200票, or under ten."""
    if not arrived:
        return str(gettext("10票未満"))
    return str(gettext("約%(number)s票", number=number(arrived)))


def between(line: Line) -> str:
    """The rate of a stratum, as far as tens tell it: 32〜36%."""
    if line.rates is None:
        return "－"
    low, high = (percent(rate, 0).removesuffix("%") for rate in line.rates)
    return f"{low}%" if low == high else f"{low}〜{high}%"


def within(line: Line) -> str:
    """The error of a stratum; none under ten."""
    return "－" if line.half is None else f"±{decimal(line.half * 100, 1)}"


def _so_far(here: Field) -> str:
    standing = here.standing
    lead = gettext("受付を終えました。") if standing.state == fielding.CLOSED else ""
    if standing.rate is None:
        return lead + str(
            gettext("%(number)sの回答が届いています。", number=about(standing.arrived))
        )
    return lead + str(
        gettext(
            "発送%(sent)s通に対して%(number)sが届き、回収率は約%(rate)sです。",
            sent=number(standing.delivered),
            number=about(standing.arrived),
            rate=percent(standing.rate, 0),
        )
    )


def _final(here: Field, valid: int) -> str:
    if here.valid_rate is None:
        return str(gettext("有効回収は%(number)s票です。", number=number(valid)))
    return str(
        gettext(
            "発送%(sent)s通に対して有効回収は%(number)s票、有効回収率は%(rate)sです。",
            sent=number(here.standing.delivered),
            number=number(valid),
            rate=percent(here.valid_rate),
        )
    )


def _rate(here: Field) -> Figure:
    """The rate where there is a base for it, else the number."""
    standing = here.standing
    came = about(standing.arrived)
    if here.valid is not None:
        return _valid(here, here.valid)
    if standing.rate is None:
        return Figure(gettext("届いた回答"), came, "")
    beside = gettext("%(number)s ／ 発送%(sent)s通", number=came, sent=number(standing.delivered))
    value = percent(standing.rate, 0).removesuffix("%")
    return Figure(gettext("回収率（いま）"), gettext("約%(rate)s", rate=value), "%", beside)


def _valid(here: Field, valid: int) -> Figure:
    if here.valid_rate is None:
        return Figure(gettext("有効回収"), number(valid), gettext("票"))
    beside = gettext(
        "有効回収%(number)s票 ／ 発送%(sent)s通",
        number=number(valid),
        sent=number(here.standing.delivered),
    )
    value = percent(here.valid_rate).removesuffix("%")
    return Figure(gettext("有効回収率"), value, "%", beside)


def _foreseen(here: Field) -> list[Figure]:
    if here.projection is None:
        return [Figure(gettext("締切での見込み"), "－", "", here.early)] if here.early else []
    made = here.projection
    beside = gettext(
        "10回に9回は%(low)s〜%(high)s票の間", low=number(made.low), high=number(made.high)
    )
    if here.standing.delivered > 0:
        rate = percent(made.expected / here.standing.delivered, 0)
        beside = gettext("回収率 約%(rate)s。%(beside)s", rate=rate, beside=beside)
    value = gettext("約%(number)s", number=number(made.expected))
    return [Figure(gettext("締切での見込み"), value, gettext("票"), beside)]


def _precise(here: Field) -> list[Figure]:
    if here.precision is None:
        return []
    beside = gettext("割合が50%のときの95%の幅")
    if here.foreseen:
        beside = gettext(
            "締切では%(half)sの見込み。%(what)s", half=half(here.foreseen), what=beside
        )
    label = gettext("誤差") if here.valid is not None else gettext("誤差（いま）")
    return [Figure(label, half(here.precision), gettext("ポイント"), beside)]


def _left(here: Field) -> Figure:
    if here.standing.state in (fielding.CLOSED, fielding.OPENED):
        return Figure(gettext("締切"), gettext("過ぎました"), "", day(here.last))
    days = number(here.standing.days_left)
    return Figure(gettext("締切まで"), days, gettext("日"), day(here.last))
