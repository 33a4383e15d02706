"""対応表: 意見の概要と市の考え方 as it will be printed, and as Word and Excel."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app import commenting
from app.access import allowed, the_plan
from app.clock import now
from app.desk.downloads import file
from app.desk.public_comments import READERS, record, the_round
from app.exports import reply_excel, reply_facts, reply_word
from app.extensions import db
from surveys import reply_tables
from surveys.opinion_groups import HANDLINGS, Gathered
from surveys.reply_tables import ReplyTable

blueprint = Blueprint(
    "public_comments_table",
    __name__,
    url_prefix="/plans/<int:plan_id>/comments/<int:round_id>/table",
)


@blueprint.get("")
@allowed(*READERS)
def index(plan_id: int, round_id: int) -> ResponseReturnValue:
    table = _table()
    return render_template(
        "desk/public_comments/table.html",
        plan=the_plan(),
        round=the_round(),
        table=table,
        facts=reply_facts.facts(table),
        handlings=reply_facts.handlings(table),
        HANDLINGS=HANDLINGS,
    )


@blueprint.post("/word")
@allowed(*READERS)
def word(plan_id: int, round_id: int) -> ResponseReturnValue:
    return _download("docx", reply_word.write(_table(), now()), reply_word.TYPE)


@blueprint.post("/excel")
@allowed(*READERS)
def excel(plan_id: int, round_id: int) -> ResponseReturnValue:
    return _download("xlsx", reply_excel.write(_table(), now()), reply_excel.TYPE)


def _table() -> ReplyTable:
    return reply_tables.table(db.session(), the_round(), _draft)


def _draft(held: Gathered) -> str:
    return next(iter(commenting.drafts(held)), "")


def _download(suffix: str, data: bytes, media_type: str) -> ResponseReturnValue:
    held = the_round()
    name = f"{held.title}_意見の概要と市の考え方.{suffix}"
    record("comments.download", held, form=suffix)
    db.session.commit()
    return file(data, name=name, media_type=media_type)
