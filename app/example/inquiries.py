"""What the invented city's sections were asked about the issues, and how far each has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from app.clock import JAPAN, day_of
from app.desk import inquiry_letters
from app.example.asking import Loader
from surveys import audit, inquiries, inquiry_answers, inquiry_sheets, issues
from surveys.inquiries import Inquiry, InquirySheet
from surveys.inquiry_answers import Place, Said, mark
from surveys.plans import Plan

A_DAY = timedelta(days=1)
ASKED, DUE, MORE = 15, -1, 4  # days ago it began, until its deadline, until one put off
CLOSING = time(17, 0)
SENT, CONFIRMED, RETURNED = "sent", "confirmed", "returned"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a section wrote, of its first issue, and what came of it; the rest is 変更なし."""

    said: Mapping[str, str]
    came: str = ""
    head: str = ""
    reason: str = ""
    put_off: str = ""
    days_ago: int = field(default=3)


SECTIONS = {
    "地域交通課": Answered(
        {
            "present_state": (
                "路線バスの市内の便数は、令和3年度の1日142便から令和7年度の98便に減りました"
                "（交通事業者への照会による）。運転免許の自主返納は令和7年に312件でした（警察署の統計）。"
            ),
            "gap": "変更なし",
            "measures": (
                "乗合タクシー（平日8〜17時、予約制）を2地区で運行しています。"
                "令和7年度の利用は延べ6,480人で、通院が約6割です。"
            ),
            "review": (
                "路線を残すことを優先してきましたが、便数が減り、通院や通学の時間に合わなくなりました。"
                "予約の締切が前日だったことが、使われにくい原因でした。"
            ),
            "direction": (
                "路線バスは幹線に絞り、周辺の地区は乗合タクシーと住民どうしの送迎に改めます"
                "（令和9年度から）。"
            ),
            "opinion": "通院の時間帯を福祉課と、下校の時間帯を教育総務課と突き合わせたい。",
        },
        CONFIRMED,
        head="地域交通課長 西村",
        days_ago=4,
    ),
    "教育総務課": Answered(
        {
            "measures": "スクールバス3台を、登下校の時間に運行しています。日中は使っていません。",
            "review": "台数を増やす要望に応えてきましたが、日中の活用は検討してきませんでした。",
            "direction": "日中の車両を、地域の移動に使えるか、令和8年度に地域交通課と確かめます。",
        },
        CONFIRMED,
        head="教育総務課長 今井",
        days_ago=2,
    ),
    "こども課": Answered(
        {
            "present_state": (
                "年度途中の入園を待つ子どもは、令和7年10月時点で23人でした。"
                "病児保育は1施設、定員4人で、断った日が年61日ありました。"
            ),
            "measures": "病児保育の定員を、令和8年度に4人から6人に増やしました。",
            "review": "施設を増やすことに力を入れ、手続きの分かりにくさを後回しにしました。",
        },
        SENT,
        days_ago=1,
    ),
    "健康課": Answered(
        {"measures": "産後の訪問を、申込みのあった家庭に行っています。"},
        RETURNED,
        reason="訪問した家庭の数を、令和7年度の実績で入れてください。",
        days_ago=2,
    ),
    "福祉課": Answered(
        {"measures": "通院の付き添いを、有償ボランティアに委託しています。"},
        put_off="監査の対応のため",
        days_ago=5,
    ),
    "長寿課": Answered(
        {
            "present_state": "75歳以上の一人暮らしは、令和8年4月時点で2,910世帯です。",
            "gap": "変更なし",
        },
        days_ago=3,
    ),
}


def ask(loader: Loader, plan: Plan) -> None:
    """Ask every section two weeks ago; the deadline was yesterday, and some are late."""
    begun = loader.now - ASKED * A_DAY
    inquiry = Inquiry(plan_id=plan.id, title="論点に係る照会（第1回）（見本）")
    inquiry.note, inquiry.created_at = inquiry_letters.note(plan), begun
    inquiry.due_at = _closing(loader.now, DUE)
    inquiries.start(loader.session, inquiry, issues.of_plan(loader.session, plan), begun)
    audit.record(loader.session, "inquiry.start", inquiry, who=loader.member_id, now=begun)
    for sheet in inquiries.sheets_of(loader.session, inquiry):
        if sheet.section in SECTIONS:
            _answer(loader, sheet, SECTIONS[sheet.section])


def _answer(loader: Loader, sheet: InquirySheet, answered: Answered) -> None:
    session, at = loader.session, loader.now - answered.days_ago * A_DAY
    inquiry_answers.write(session, sheet, _said(loader, sheet, answered), loader.member_id, at)
    if answered.put_off:
        due = _closing(loader.now, MORE)
        inquiry_sheets.put_off(sheet, due, answered.put_off, at)
    if not answered.came:
        return
    inquiry_answers.fill_up(session, sheet, loader.member_id, at)
    inquiry_sheets.send(session, sheet, loader.member_id, at)
    if answered.came == CONFIRMED:
        inquiry_sheets.confirm(sheet, answered.head, loader.member_id, at + A_DAY / 24)
    elif answered.came == RETURNED:
        inquiry_sheets.send_back(sheet, answered.reason)


def _said(loader: Loader, sheet: InquirySheet, answered: Answered) -> dict[Place, Said]:
    first = inquiries.asked_of(loader.session, sheet)[0]
    return {(first.item.id, blank): Said(words, mark("")) for blank, words in answered.said.items()}


def _closing(now: datetime, days: int) -> datetime:
    """The end of work so many days from now."""
    return datetime.combine(day_of(now) + days * A_DAY, CLOSING, JAPAN)
