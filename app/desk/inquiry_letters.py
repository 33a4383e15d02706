"""依頼文と督促文: what a planning section writes to the others, proposed and to be changed."""

from collections.abc import Sequence
from datetime import datetime

from app.clock import JAPAN, day_of
from app.words import day
from surveys.inquiries import Inquiry, InquirySheet
from surveys.plans import Plan

WEEKDAYS = "月火水木金土日"
NOTE = """各課長　様

企画担当課長

「{plan}」の論点に係る照会について（依頼）

日頃から計画の推進に御協力いただき、ありがとうございます。
アンケートの結果と住民の声をもとに、「{plan}」で話し合う論点を取りまとめています。つきましては、貴課が主管又は関係する論点について、下記のとおり御回答くださるようお願いします。

記

１　回答期限　照会票に示す日時まで
２　回答内容　照会票の各欄（現状、課題、取り組み、これまでの振り返り、今後の方向、ほかの課への意見）
３　回答方法　照会票の画面に入力し、課長の確認を受けて提出（Excelの照会票に記入しての返送も可）
４　留意事項
（１）「今の文」を直す必要がない欄には「変更なし」、当てはまるものがない欄には「該当なし」と書いてください。
（２）現状の数字には、年度と出典を添えてください。
（３）住民の声は、個人が分からないように伏せてあります。公開前のものを含むため、庁外に出さないでください。"""
REMINDER = """件名：【再度のお願い】「{title}」の回答について

{sections}　御担当者様

お世話になっております。企画担当です。
標記の照会について、回答期限を過ぎましたが、次の課の提出をまだ確認できていません。

{lines}

お忙しいところ恐れ入りますが、課長の確認を受けたうえで、至急御提出くださるようお願いします。
入力の途中でも、下書きは保存されています。期限までの提出が難しい事情がある場合は、提出できる日を企画担当までお知らせください。
なお、この連絡と行き違いで提出済みの場合は、御容赦ください。"""


def note(plan: Plan) -> str:
    """A 依頼文 to begin with. It names no day: a section may be given a later one."""
    return NOTE.format(plan=plan.title)


def reminder(inquiry: Inquiry, late: Sequence[InquirySheet]) -> str:
    """A 督促文 to the sections that are late."""
    lines = (f"・{each.section}（期限 {spoken(each.due_at)}）" for each in late)
    names = "、".join(each.section for each in late)
    return REMINDER.format(title=inquiry.title, sections=names, lines="\n".join(lines))


def spoken(due_at: datetime) -> str:
    """A deadline as it is said: 令和8年7月1日（水）午後5時."""
    here = due_at.astimezone(JAPAN)
    return f"{day(due_at)}（{WEEKDAYS[here.weekday()]}）{_clock(here)}"


def left(due_at: datetime, now: datetime) -> str:
    """How long a section still has, in whole days: あと3日, 今日まで, 2日遅れ."""
    days = (day_of(due_at) - day_of(now)).days
    if due_at < now:
        return f"{-days}日遅れ" if days else "期限を過ぎました"
    return f"あと{days}日" if days else "今日まで"


def _clock(here: datetime) -> str:
    half, hour = ("午前", here.hour) if here.hour < 12 else ("午後", here.hour - 12)
    minutes = f"{here.minute}分" if here.minute else ""
    return f"{half}{hour}時{minutes}"
