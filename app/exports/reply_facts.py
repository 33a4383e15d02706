"""意見募集の結果: what stands above the table, the same on the page, in Word and in Excel."""

from datetime import datetime

from app.words import day, number
from surveys.opinion_groups import HANDLINGS, MEANINGS
from surveys.public_comments import CHANNELS
from surveys.reply_tables import ReplyTable, Row

HEADS = ("番号", "意見の概要", "件数", "市の考え方", "反映区分")
MISSING = "（未記入）"
UNDECIDED = "未定"
HOW_TO_READ = (
    "意見は、趣旨が変わらないように要約し、同じ趣旨のものをまとめています。",
    "「同文」は、文がほぼ同じ意見です。個人を特定できる語は伏せています。",
)


def heading(table: ReplyTable) -> str:
    return f"{table.round.title}　意見の概要と市の考え方"


def facts(table: ReplyTable) -> list[tuple[str, str]]:
    """募集期間, 対象, 提出者数, 意見数."""
    counts, of = table.counts, table.round
    ways = [f"{CHANNELS[key]} {number(n)}人" for key, n in counts.by_channel.items() if n]
    opinions = f"{number(counts.opinions)}件"
    if counts.copies:
        opinions += f"（うち同文 {number(counts.copies)}件）"
    return [
        ("対象", of.document),
        ("募集期間", f"{day(of.first_day)}から{day(of.last_day)}まで"),
        ("提出者数", f"{number(counts.comments)}人" + (f"（{'、'.join(ways)}）" if ways else "")),
        ("意見数", f"{opinions}。同趣旨をまとめて {number(len(table.rows))}項目"),
    ]


def handlings(table: ReplyTable) -> list[tuple[str, str, str, str]]:
    """反映区分: its name, what it means, rows and opinions."""
    return [
        (
            f"{key} {HANDLINGS[key]}" if key else UNDECIDED,
            MEANINGS.get(key, "まだ区分を決めていないもの"),
            f"{number(rows)}項目",
            f"{number(opinions)}件",
        )
        for key, rows, opinions in table.by_handling()
    ]


def warning(table: ReplyTable) -> str:
    """What keeps the table from being published; "" when nothing does."""
    left = len(table.unanswered)
    if not left:
        return ""
    return (
        f"【作成中】公表できる状態ではありません。{number(len(table.rows))}項目のうち{number(left)}項目で、"
        "意見の概要・市の考え方・反映区分・修正内容のどれかが決まっていません。"
    )


def notes(table: ReplyTable, now: datetime) -> list[str]:
    example = ["見本のデータです。実在の意見ではありません。"] if table.example else []
    return [*example, *HOW_TO_READ, f"作成日 {day(now)}"]


def cells(row: Row) -> tuple[str, str, str, str, str]:
    """A row as it is printed; what nobody wrote says so."""
    copies = f"\n（うち同文{number(row.copies)}件）" if row.copies else ""
    drafted = f"（下書き・要約前）{row.summary}" if row.drafted else row.summary
    reply = row.reply or MISSING
    if row.handling == "A":
        reply += f"\n【修正内容】{row.changes or MISSING}"
    handling = f"{row.handling} {HANDLINGS[row.handling]}" if row.handling else UNDECIDED
    return (str(row.number), drafted, f"{number(row.opinions)}件{copies}", reply, handling)
