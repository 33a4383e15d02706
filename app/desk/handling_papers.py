"""取扱説明書 and 廃棄記録 as data for their papers (`app/papers`)."""

from collections.abc import Sequence
from typing import Any

from app.desk import handling_words as words
from app.desk.handling_facts import Facts, name_of
from app.words import day, moment, number
from surveys.disposals import WAYS, Standing
from surveys.questionnaires import ACCESSES, AUDIENCES, SAMPLINGS

Row = tuple[str, ...]
NOT_YET = "まだ（期限 %(day)s）"


def handling(facts: Facts) -> dict[str, Any]:
    """取扱説明書: what is held, where, until when, who reads what, what a request would yield."""
    return (
        _head(facts, "回答の取扱説明書")
        | {"facts": _facts(facts)}
        | words.of(facts)
        | {"contact": facts.document.contact or "（調査票に問い合わせ先が書かれていません）"}
    )


def disposal(facts: Facts, standings: Sequence[Standing]) -> dict[str, Any]:
    """廃棄記録: what the system destroyed, what people said they destroyed, and what is left."""
    left = [each for each in standings if each.left]
    return _head(facts, "廃棄記録") | {
        "facts": _facts(facts),
        "by_system": [list(row) for row in _by_system(facts)],
        "by_people": [list(row) for each in standings for row in _by_people(each)],
        "whole": facts.keys_gone is not None and not left,
        "left": [each.thing.label for each in left],
    }


def _head(facts: Facts, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "survey": facts.document.title or facts.questionnaire.title,
        "municipality": facts.municipality,
        "host": facts.document.host or facts.municipality,
        "day": day(facts.today),
        "marks": [],
    }


def _facts(facts: Facts) -> list[Row]:
    asked = facts.questionnaire
    opens_at = asked.opens_at
    period = f"{day(opens_at) if opens_at else ''}から{day(facts.last_day)}まで"
    entrance = ACCESSES[asked.access or "open"]
    return [
        ("対象と選び方", f"{AUDIENCES[asked.audience]}・{SAMPLINGS[asked.sampling]}"),
        ("回答の入口", entrance + (f"（発行 {number(facts.codes)}件）" if facts.codes else "")),
        ("受付期間", period),
        ("回答を残す期間", facts.document.kept_until or "（調査票に書かれていません）"),
        ("開封する人", _keepers(facts)),
        ("これまでの開封", _openings(facts)),
        ("開封の鍵", _keys(facts)),
    ]


def _keepers(facts: Facts) -> str:
    if facts.questionnaire.opens_by_itself:
        return "サーバーが締切の後に自動で開封"
    if facts.ended:
        return "開封は終わりました"
    return "・".join(facts.keepers) + "（ほかに、金庫の復旧用の鍵）"


def _openings(facts: Facts) -> str:
    if not facts.openings:
        return "まだありません"
    newest = facts.openings[-1]
    told = f"{len(facts.openings)}回・{number(facts.opened)}票（最近 {day(newest.at)}）"
    return told + ("。最後の開封が済んでいます" if newest.last else "")


def _keys(facts: Facts) -> str:
    if facts.keys_gone is not None:
        return f"{moment(facts.keys_gone)} にシステムが廃棄"
    return "後始末が済みしだい廃棄します" if facts.ended else "あり（最後の開封で廃棄します）"


def _by_system(facts: Facts) -> list[Row]:
    """What the last opening destroyed, each with when; by whom the opening was done."""
    last = next((each for each in facts.openings if each.last), None)
    if last is None:
        return [("封筒・書きかけ・鍵", "最後の開封のときに、システムが廃棄します", "まだ", "")]
    who = f"開封: {last.who}"
    return [
        ("封筒（封緘した回答）", "すべて。中身は混ぜて開封しました", moment(last.at), who),
        ("書きかけの回答、受付番号", "すべて", moment(last.at), who),
        _keys_row(facts),
    ]


def _keys_row(facts: Facts) -> Row:
    thing = "鍵（KEYS_DIR のフォルダー）"
    if facts.keys_gone is None:
        return (thing, "HMAC の鍵、包まれた秘密鍵", "後始末の後に廃棄", "システム")
    held = facts.keys.get("passphrases", 0)
    which = (
        f"HMAC の鍵、合い言葉で包んだ秘密鍵{number(held)}"
        if held
        else "HMAC の鍵、サーバーの鍵で包んだ秘密鍵"
    )
    which += "、復旧用の鍵で包んだ秘密鍵" if facts.keys.get("recovery") else ""
    return (thing, which, moment(facts.keys_gone), "システム")


def _by_people(standing: Standing) -> list[Row]:
    """A line for each time somebody said that it is gone; one that says it is not."""
    label, meaning = standing.thing.label, standing.thing.meaning
    if standing.left:
        limit = NOT_YET % {"day": day(standing.due)} if standing.due else "まだ"
        return [(label, meaning, "", limit, "")]
    return [
        (
            label,
            meaning,
            _how(record.how, record.number),
            moment(record.at),
            name_of(record.who),
        )
        for record in standing.records[::-1]
    ]


def _how(how: str, pieces: int | None) -> str:
    told = WAYS.get(how, "廃棄した").partition("（")[0]
    return f"{told}（{number(pieces)}）" if pieces else told
