"""見守り from the command line: what was opened before the rules knew it is read again."""

import click
from flask.cli import AppGroup

from app import alarming
from app.database import begin_writing
from app.extensions import db
from surveys import plans, questionnaires, responses

watching = AppGroup("watching", help="命や体への危険を語る声の見守りを扱います。")


@watching.command("listen")
def listen() -> None:
    """すべての調査票の自由記述を読み直し、まだ見つけていなかった声を確認待ちにします。

    新しい版に上げた後と、規則を直した後に使います。読み終えた声は、そのままです。
    """
    session = db.session()
    begin_writing(session)
    found = 0
    for plan in plans.every(session):
        for asked in questionnaires.of_plan(session, plan):
            batches = responses.batches(session, asked)
            found += sum(alarming.listen(session, asked, batch) for batch in batches)
    session.commit()
    click.echo(f"新しく{found}件を確認待ちにしました")
