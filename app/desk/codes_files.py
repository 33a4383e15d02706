"""発行のファイル: the list, the letters and the labels, in the one answer that makes the codes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from flask import Response
from flask_babel import gettext

from app.desk import letters_said
from app.desk.code_list import CodeList
from app.desk.downloads import file
from app.exports import letters
from app.exports.letters import PART, Said

ZIP = "application/zip"
Named = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Package:
    """What one press gives.

    Attributes:
        form: of the list, one of `fielding_forms.FORMATS`.
        said: what the letters say; None = no letters.
        sheet: the paper of the labels, one of `letters.SHEETS`; "" = no labels.
    """

    listed: CodeList
    form: str
    said: Said | None
    sheet: str

    def response(self, name: str, made_at: datetime) -> Response:
        """The list alone, or all in a ZIP; nothing of it stays here.

        Raises:
            NotSet
        """
        if self.said is None and not self.sheet:
            return self.listed.response(self.form, name)
        out = BytesIO()
        with ZipFile(out, "w", ZIP_STORED) as whole:  # a PDF is packed already
            for inside, data in self._files(name, made_at):
                whole.writestr(inside, data)
        return kept_nowhere(file(out.getvalue(), name=f"{name}.zip", media_type=ZIP))

    def _files(self, name: str, made_at: datetime) -> Iterator[Named]:
        yield self.listed.written(self.form, name)
        items = letters_said.items(self.listed)
        if self.said is not None:
            yield from _numbered(gettext("手紙"), letters.letters(self.said, items, made_at), items)
        if self.sheet:
            made = letters.labels(self.sheet, gettext("回答コードのラベル"), items, made_at)
            yield from _numbered(gettext("ラベル"), made, items)


def kept_nowhere(reply: Response) -> Response:
    """A reply that holds codes: no browser and no proxy keeps it."""
    reply.headers["Cache-Control"] = "no-store"
    return reply


def _numbered(what: str, parts: Iterator[bytes], items: list[letters.Item]) -> Iterator[Named]:
    """Files named by the first and the last 整理番号 in them."""
    for place, data in enumerate(parts):
        inside = items[place * PART : (place + 1) * PART]
        yield f"{what}_{inside[0].number}-{inside[-1].number}.pdf", data
