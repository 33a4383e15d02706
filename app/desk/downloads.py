"""Handing a file to the browser under a name people can read."""

from io import BytesIO

from flask import Response, abort, flash, send_file
from flask_babel import gettext

from analysis.charts.picture import Chart, png, svg
from app.access import the_member
from app.clock import now
from app.exports import EXPORTS
from app.exports.base import Export, Report
from app.extensions import db
from surveys import audit
from surveys.base import Base

FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', "_"))
LONGEST_NAME = 80
PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


def recorded(act: str, of: Base, report: Report, form: str, **details: str) -> Response:
    """Hand a report over in a form (`csv`, `excel` …); who took it away is recorded."""
    if form not in EXPORTS:
        abort(404)
    told = {"form": form, **details}
    audit.record(db.session(), act, of, who=the_member().id, now=now(), details=told)
    db.session.commit()
    return attachment(EXPORTS[form], report)


def drawn(act: str, of: Base, chart: Chart, title: str, form: str) -> Response:
    """Hand a picture over as `svg` or `png`; who took it away is recorded."""
    if form not in PICTURES:
        abort(404)
    audit.record(db.session(), act, of, who=the_member().id, now=now(), details={"form": form})
    db.session.commit()
    data = svg(chart) if form == "svg" else png(chart)
    return file(data, name=f"{title}.{form}", media_type=PICTURES[form])


def attachment(export: Export, report: Report) -> Response:
    """Write a report in a format; letters the format cannot hold are told on the next page."""
    written = export.write(report)
    if written.lost:
        flash(
            gettext(
                "Shift_JISにない文字を〓に置き換えました: %(letters)s。"
                "正確に残すにはCSV（UTF-8）かExcelを選んでください",
                letters=written.lost,
            ),
            "warning",
        )
    name = f"{report.title}.{export.suffix}"
    return file(written.data, name=name, media_type=export.media_type)


def file(data: bytes, *, name: str, media_type: str) -> Response:
    """Bytes as a download; `name` loses what no file system takes."""
    stem, dot, suffix = name.translate(FORBIDDEN).rpartition(".")
    shown = f"{stem[:LONGEST_NAME]}{dot}{suffix}"
    response = send_file(BytesIO(data), download_name=shown, as_attachment=True)
    response.content_type = media_type
    return response
