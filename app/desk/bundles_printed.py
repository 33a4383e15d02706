"""番号ラベル: a page of labels for each bundle, in the order that was drawn for the printer."""

from flask import Response

from app import qr_codes
from app.clock import now, today
from app.desk.downloads import file
from app.exports import pdf
from surveys.bundles import Bundle
from surveys.paper_sheets import grouped
from surveys.questionnaires import Questionnaire


def labels(found: Questionnaire, made: list[tuple[Bundle, list[str]]]) -> bytes:
    """The PDF. Nobody can have it again: the order stands nowhere else."""
    data = {
        "title": found.title,
        "bundles": [
            {
                "number": bundle.number,
                "labels": [
                    {"number": grouped(number), "qr": qr_codes.svg(number).decode()}
                    for number in numbers
                ],
            }
            for bundle, numbers in made
        ],
    }
    return pdf.pdf("sheet_labels", data, now())


def file_of(found: Questionnaire, data: bytes) -> Response:
    """The PDF as the answer to the request that made the labels."""
    name = f"番号ラベル_{found.title}_{today().isoformat()}.pdf"
    reply = file(data, name=name, media_type=pdf.TYPE)
    reply.headers["Cache-Control"] = "no-store"
    return reply
