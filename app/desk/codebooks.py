"""列の確認: what Ronten made of a file's columns, and a planner's corrections of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis import codebook_file, correcting
from analysis.errors import AnalysisError
from analysis.layout import check_columns
from analysis.outline import Entry, Use, outline
from app import importing
from app.access import allowed, of_plan, the_member, the_plan
from app.clock import now
from app.desk.codebook_form import SEPARATORS, Words, correction, shown, typed
from app.desk.forms import tell
from app.errors import say
from app.extensions import db
from surveys import audit, imports
from surveys.imports import AnswerFile

blueprint = Blueprint("codebooks", __name__, url_prefix="/plans/<int:plan_id>/files/<int:file_id>")
ALL, DOUBTS = "all", "doubts"
SHOWN_EXAMPLES = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One entry on the page: what is written in it, and what is known of its columns.

    Attributes:
        n: its number on the page, which its fields begin with.
        alike: how many other columns have the same bare codes.
    """

    n: int
    entry: Entry
    words: Words
    columns: Sequence[dict[str, Any]]
    alike: int = 0
    error: str = ""

    @property
    def reason(self) -> str:
        return next((str(c["reason"]) for c in self.columns if c["reason"]), "")

    @property
    def examples(self) -> list[str]:
        return [cell for c in self.columns for cell in c["examples"]][:SHOWN_EXAMPLES]

    @property
    def personal(self) -> bool:
        return any(c["personal"] for c in self.columns)

    @property
    def blank(self) -> int:
        return max((int(c["blank"]) for c in self.columns), default=0)


@blueprint.get("")
@allowed("planner")
def show(plan_id: int, file_id: int) -> ResponseReturnValue:
    file = of_plan(AnswerFile, file_id)
    if file.columns is None:
        return redirect(url_for("desk.questionnaires.index", plan_id=plan_id))
    return _page(file, _rows(file, request.args.get("show", ALL)))


@blueprint.post("")
@allowed("planner")
def save(plan_id: int, file_id: int) -> ResponseReturnValue:
    file = _waiting(file_id)
    imports.must_be_seen(file, request.form.get("seen", ""))
    document, rows = _corrected(file)
    if any(row.error for row in rows):
        return _page(file, rows), 422
    _keep(file, document)
    if request.form.get("then") == "check":
        return redirect(url_for("desk.files.check", plan_id=plan_id, file_id=file_id))
    tell(gettext("保存しました"))
    return redirect(_address(file, request.form.get("show", ALL)))


@blueprint.post("/guess")
@allowed("planner")
def guess_again(plan_id: int, file_id: int) -> ResponseReturnValue:
    file = _waiting(file_id)
    _keep(file, importing.guess_again(db.session(), the_plan(), file))
    tell(gettext("直した内容を消し、最初の推定に戻しました"))
    return redirect(_address(file, ALL))


@blueprint.get("/codebook.yaml")
@allowed("planner")
def download(plan_id: int, file_id: int) -> ResponseReturnValue:
    file = of_plan(AnswerFile, file_id)
    reasons = {name: about["reason"] for name, about in (file.columns or {}).items()}
    head = {
        "Content-Type": "application/yaml; charset=utf-8",
        "Content-Disposition": f'attachment; filename="codebook-{file.id}.yaml"',
    }
    return (
        codebook_file.dumps(codebook_file.known(importing.codebook_json(file)), reasons),
        200,
        head,
    )


@blueprint.post("/codebook.yaml")
@allowed("planner")
def upload(plan_id: int, file_id: int) -> ResponseReturnValue:
    file, given = _waiting(file_id), request.files.get("codebook")
    try:
        text = given.read().decode("utf-8-sig", "replace") if given else ""
        codebook = codebook_file.loads(text, given.filename or "" if given else "")
        check_columns(codebook, file.columns or {})
    except AnalysisError as error:
        return _page(file, _rows(file, ALL), codebook_error=say(error)), 422
    _keep(file, codebook_file.document(codebook))
    tell(gettext("コードブックのファイルを読み込みました"))
    return redirect(_address(file, ALL))


def _waiting(file_id: int) -> AnswerFile:
    """A file of the plan that can still be corrected."""
    file = of_plan(AnswerFile, file_id)
    imports.take(db.session(), file)
    return file


def _keep(file: AnswerFile, document: dict[str, Any]) -> None:
    file.codebook = document
    audit.record(db.session(), "file.correct", file, who=the_member().id, now=now())
    db.session.commit()


def _address(file: AnswerFile, show: str) -> str:
    wanted = None if show == ALL else show
    return url_for("desk.codebooks.show", plan_id=file.plan_id, file_id=file.id, show=wanted)


def _rows(file: AnswerFile, show: str) -> list[Row]:
    """The entries that a filter shows, as they are."""
    codebook = codebook_file.known(importing.codebook_json(file))
    about = file.columns or {}
    entries = [entry for entry in outline(codebook) if _is_shown(entry, show)]
    return [
        Row(
            n,
            entry,
            shown(entry, correcting.said(entry)),
            [about[name] for name in entry.columns if name in about],
            0 if entry.main.labelled else len(correcting.alike(codebook, entry.main)),
        )
        for n, entry in enumerate(entries)
    ]


def _is_shown(entry: Entry, show: str) -> bool:
    if show == DOUBTS:
        return bool(entry.doubts)
    return show not in set(Use) or entry.use == show


def _corrected(file: AnswerFile) -> tuple[dict[str, Any], list[Row]]:
    """The codebook with every row put in, and the rows with what was wrong in them."""
    codebook, look = codebook_file.known(importing.codebook_json(file)), importing.look_up(file)
    rows, bare = [], codebook
    for row in _rows(file, request.form.get("shown", ALL)):
        words, error = typed(request.form, row.n, row.words), ""
        if words != row.words:
            try:
                wanted = correction(words, correcting.said(row.entry))
                codebook = correcting.correct(codebook, row.entry, wanted, look)
                if words.spread:
                    codebook = correcting.spread(codebook, row.entry.main.name, bare)
            except AnalysisError as broken:
                error = say(broken)
        rows.append(replace(row, words=words, error=error))
    return codebook_file.document(codebook), rows


def _page(file: AnswerFile, rows: Sequence[Row], codebook_error: str = "") -> str:
    entries = outline(codebook_file.known(importing.codebook_json(file)))
    uses = Counter(entry.use for entry in entries)
    return render_template(
        "desk/files/codebook.html",
        plan=the_plan(),
        file=file,
        rows=rows,
        total=len(entries),
        columns=len(file.columns or {}),
        doubts=sum(bool(entry.doubts) for entry in entries),
        uses=[(use, uses[use]) for use in Use if uses[use]],
        groups=[(entry.key, entry.label) for entry in entries if entry.grouped],
        separators=SEPARATORS,
        shown=request.form.get("shown") or request.args.get("show", ALL),
        seen=imports.mark(file.codebook),
        codebook_error=codebook_error,
        earlier=imports.remembered(db.session(), file),
    )
