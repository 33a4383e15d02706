"""A round of public comments as a planner leaves it: some gathered, one late, a file waiting."""

from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app.extensions import db
from surveys import opinion_groups, opinion_steps, public_comments
from surveys.comment_files import CommentFile
from surveys.public_comments import CommentRound

TITLE = "論点集（素案）への意見募集"
ROUND = {
    "document": "論点集（素案）",
    "title": TITLE,
    "first_day": "2026-07-01",
    "last_day": "2026-07-30",
    "places": "論点1 歩いて暮らせる\n論点2 公園で遊べる",
}
BUS = (
    "バスの本数を増やしてほしい。病院に行けません。",
    "バスの本数が少なく、病院の帰りに1時間待ちます。",
    "夕方のバスの本数が足りません。",
    "バスの本数を増やし、高齢者が病院に通えるようにしてください。",
)
PARK = (
    "公園の遊具が古く、子どもが遊べません。",
    "公園の遊具を新しくしてください。",
    "公園に日陰と遊具を増やしてほしい。",
    "公園の遊具が壊れたままです。",
)
LATE = "土曜のバスの本数も増やしてください。"
TWO = "公園の草が伸びています。早く刈ってください。公園の遊具も直してください。"
REPLY = {
    "summary": "バスの本数を増やしてほしい。",
    "reply": "運行事業者と協議します。",
    "handling": "C",
    "place": "論点1 歩いて暮らせる",
    "changes": "",
}
SHEET = "受付番号,氏名,住所,提出方法,ご意見\n1,見本太郎,本町1-1,郵送,図書館を広くしてください\n"


def fill(app: Flask, client: FlaskClient, plan_id: int) -> dict[str, Any]:
    """Make the round and give the ids its addresses name."""
    desk = f"/desk/plans/{plan_id}/comments"
    made = _sent(client, f"{desk}/new", ROUND)
    here = f"{desk}/{made.rpartition('/')[2]}"
    _sent(client, f"{here}/paste", {"pasted": "\n\n".join((*BUS, *PARK, TWO)), "channel": "mail"})
    with app.app_context():
        round_ = db.session.get_one(CommentRound, int(made.rpartition("/")[2]))
        last = public_comments.letters(db.session(), round_)[-1]
        comment_id, opinion_id, round_id = last.comment.id, last.opinions[0].id, round_.id
    _sent(client, f"{here}/letters/{comment_id}/split", {"opinion": opinion_id, "after": "2"})
    _sent(client, f"{here}/groups/gather", {"size": "coarse"})
    _sent(client, f"{here}/letters", {"words": LATE, "channel": "email"})
    _sent(client, f"{here}/file", {"file": (BytesIO(SHEET.encode()), "意見.csv")})
    group_id = _groups(app, round_id)[0]
    for name in ("バス", "バスの本数"):
        _sent(client, f"{here}/groups/{group_id}/name", {"name": name})
    _sent(client, f"{here}/groups/undo", {"seen": str(last_step(app, round_id))})
    with app.app_context():
        waiting = db.session.scalars(db.select(CommentFile).where(CommentFile.round_id == round_id))
        file_id = waiting.one().id
    return {
        "round_id": round_id,
        "comment_id": comment_id,
        "group_id": group_id,
        "comment_file_id": file_id,
    }


def forms(app: Flask, ids: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What is sent to each address of the round."""
    with app.app_context():
        round_ = db.session.get_one(CommentRound, ids["round_id"])
        mine = [
            each.id
            for each in public_comments.opinions(db.session(), round_)
            if each.comment_id == ids["comment_id"]
        ]
    seen, groups = str(last_step(app, ids["round_id"])), _groups(app, ids["round_id"])
    first, second = str(mine[0]), str(mine[1])
    sheet = {"file": (BytesIO(SHEET.encode()), "意見.csv")}
    said: dict[str, dict[str, dict[str, Any]]] = {
        "public_comments": {"create": ROUND, "change": ROUND, "remove": {"repeated": TITLE}},
        "public_comments_letters": {
            "add": {"words": LATE, "channel": "fax"},
            "split": {"opinion": first, "after": "1"},
            "join": {"opinion": second},
            "reword": {"opinion": first, "words": "草を刈ってください。"},
            "change": {"channel": "counter"},
            "drop": {},
        },
        "public_comments_bringing": {
            "take_pasted": {"pasted": "1. 図書館を広く\n2. 体育館を広く"},
            "bring": sheet,
            "take_in": {},
            "drop": {},
        },
        "public_comments_groups": {
            "gather": {},
            "join_late": {},
            "one_by_one": {},
            "move": {"opinion": first, "to": "new", "name": "草刈り"},
            "merge": {"group": [str(each) for each in groups[:2]]},
            "undo": {"seen": seen},
            "redo": {"seen": seen},
            "write": REPLY | {"revision": "1"},
            "rename": {"name": "バスの便"},
        },
        "public_comments_table": {"word": {}, "excel": {}},
    }
    return {f"desk.{room}.{name}": form for room, of in said.items() for name, form in of.items()}


def last_step(app: Flask, round_id: int) -> int:
    with app.app_context():
        return opinion_steps.last(db.session(), db.session.get_one(CommentRound, round_id))


def _groups(app: Flask, round_id: int) -> list[int]:
    with app.app_context():
        round_ = db.session.get_one(CommentRound, round_id)
        return [each.group.id for each in opinion_groups.gathered(db.session(), round_)]


def _sent(client: FlaskClient, path: str, said: dict[str, Any]) -> str:
    reply = client.post(path, data=said)
    assert reply.status_code == 302, (path, reply.text)
    return reply.headers["Location"]
