"""職員 from the command line: for the first day, and for the day nobody can sign in."""

import os
from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.clock import now
from app.database import begin_writing
from app.extensions import db
from surveys import audit, sign_ins
from surveys import staff as rules
from surveys.errors import SurveyError
from surveys.staff import Role, StaffMember

FIRST = (
    ("planner", "企画担当", Role.PLANNER),
    ("keeper", "開封責任者", Role.KEEPER),
    ("administrator", "管理者", Role.ADMINISTRATOR),
)
FILE = "first_passwords.txt"

staff = AppGroup("staff", help="職員を扱います。")


@staff.command("add")
@click.argument("name")
@click.option("--shown-name", default="", help="画面に出す名前。")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="planner")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="役割の最終日(入力担当は必須)。")
def add(name: str, shown_name: str, role: str, until: datetime | None) -> None:
    """職員 NAME を加え、最初のパスワードを一度だけ表示します。"""
    begin_writing(db.session())
    password = rules.random_password()
    try:
        member = _add(name, shown_name or name, password)
        rules.give(db.session(), member, Role(role), last_day=until.date() if until else None)
    except SurveyError as error:
        raise click.ClickException(str(error)) from error
    db.session.commit()
    click.echo(f"{name} の最初のパスワード: {password}")


@staff.command("password")
@click.argument("name")
def password(name: str) -> None:
    """職員 NAME に新しいパスワードを決め、開いている画面をすべて閉じます。"""
    begin_writing(db.session())
    member = rules.by_name(db.session(), name)
    if member is None:
        raise click.ClickException(f"職員 {name} はいません")
    made = rules.random_password()
    rules.set_password(member, made, first=True)
    sign_ins.revoke(db.session(), member)
    audit.record(db.session(), "staff.reset_password", member, who=None, now=now())
    db.session.commit()
    click.echo(f"{name} の新しいパスワード: {made}")


def first_sign_ins() -> list[str]:
    """On a new database make the first three accounts; say the sign-ins not changed yet.

    The passwords stand in a file only the server's user can read, until each has been changed.
    """
    begin_writing(db.session())
    file = Path(current_app.config["INSTANCE_DIR"]) / FILE
    if not rules.members(db.session()):
        _write(file, [_first(*who) for who in FIRST])
    unchanged = {row.name for row in rules.members(db.session()) if row.first_password}
    db.session.commit()
    kept = file.read_text().splitlines() if file.exists() else []
    still = [line for line in kept if line.split("\t")[0] in unchanged]
    if kept and not still:
        file.unlink()
    return still


def _first(name: str, shown_name: str, role: Role) -> str:
    made = rules.random_password()
    rules.give(db.session(), _add(name, shown_name, made), role)
    return f"{name}\t{made}"


def _add(name: str, shown_name: str, made: str) -> StaffMember:
    member = rules.add(db.session(), name=name, shown_name=shown_name, password=made, now=now())
    audit.record(db.session(), "staff.add", member, who=None, now=now())
    return member


def _write(file: Path, lines: list[str]) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
        new.write("\n".join(lines) + "\n")
