"""回答コードの一覧: the file that goes to the printer of letters, once, and is kept nowhere."""

import csv
import io
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from flask import Response
from xlsxwriter import Workbook

from app.desk.downloads import file
from app.exports import EXPORTS
from app.exports.csv_file import harmless
from surveys.access import grouped
from surveys.errors import N_, SurveyError

HEAD = ("整理番号", "層", "回答コード", "QRコード用アドレス", "入力用アドレス")
WIDTHS = (10, 24, 24, 60, 44)
LONGEST_STRATUM = 100
Line = tuple[int, str, str, str, str]
# The last mark divides: a stratum may have any in its own name.
_STRATUM = re.compile(r"(\S.*?)\s*[,，、\t]\s*(\d{1,3}(?:[,，]\d{3})+|\d{1,9})\s*件?")


class StratumUnreadable(SurveyError):
    message = N_("%(line)d行目を「地区・年代, 件数」の形にしてください。例: 本町・20代, 120")


class StratumTwice(SurveyError):
    message = N_("%(line)d行目の層は、前にも書かれています。1つの層は1行にまとめてください")


class LettersLost(SurveyError):
    message = N_(
        "層の名前に、Shift_JISにない文字があります。ExcelかCSV（UTF-8）を選んでください。"
        "回答コードは発行していません"
    )


@dataclass(frozen=True, slots=True)
class CodeList:
    """Codes as they were just made, in the order of the strata and drawn by lot within each."""

    lines: tuple[Line, ...]

    def response(self, form: str, name: str) -> Response:
        """The file itself, as the answer to the request that made the codes."""
        named, data = self.written(form, name)
        reply = file(data, name=named, media_type=EXPORTS[form].media_type)
        reply.headers["Cache-Control"] = "no-store"
        return reply

    def written(self, form: str, name: str) -> tuple[str, bytes]:
        """The file with its ending and what is in it."""
        made = {"excel": self._excel, "csv": self._csv, "csv-cp932": self._old_csv}[form]
        return f"{name}.{EXPORTS[form].suffix}", made()

    def _csv(self) -> bytes:
        return ("\ufeff" + self._text()).encode()

    def _old_csv(self) -> bytes:
        return self._text().encode("cp932")

    def _text(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(HEAD)
        for number, *words in self.lines:
            writer.writerow([number, *map(harmless, words)])
        return out.getvalue()

    def _excel(self) -> bytes:
        out = BytesIO()
        with Workbook(out, {"in_memory": True}) as book:
            bold, sheet = book.add_format({"bold": True}), book.add_worksheet("回答コード")
            for column, (head, width) in enumerate(zip(HEAD, WIDTHS, strict=True)):
                sheet.set_column(column, column, width)
                sheet.write_string(0, column, head, bold)
            for row, (number, *words) in enumerate(self.lines, 1):
                sheet.write_number(row, 0, number)
                for column, text in enumerate(words, 1):
                    sheet.write_string(row, column, text)  # never a formula
        return out.getvalue()


def listed(codes: Sequence[tuple[str, str]], address: str) -> CodeList:
    """Number the codes by lot within each stratum: the number says nothing of the code."""
    drawn = list(codes)
    secrets.SystemRandom().shuffle(drawn)
    order = {stratum: place for place, (stratum, _) in enumerate(codes)}
    drawn.sort(key=lambda one: order[one[0]])
    lines = (
        (number, stratum, grouped(code), f"{address}/c/{code}", address)
        for number, (stratum, code) in enumerate(drawn, 1)
    )
    return CodeList(tuple(lines))


def read_strata(said: str) -> list[tuple[str, int]]:
    """Read lines 「地区・年代, 件数」.

    Raises:
        StratumUnreadable, StratumTwice
    """
    found: dict[str, int] = {}
    for line, text in enumerate(said.splitlines(), 1):
        if not text.strip():
            continue
        read = _STRATUM.fullmatch(text.strip())
        if read is None or len(read[1]) > LONGEST_STRATUM:
            raise StratumUnreadable(line=line)
        name, number = read[1], read[2]
        if name in found:
            raise StratumTwice(line=line)
        found[name] = int(re.sub("[,，]", "", number))
    return list(found.items())


def must_fit(strata: Sequence[tuple[str, int]], form: str) -> None:
    """Let through where the file can hold every letter.

    Raises:
        LettersLost
    """
    if form != "csv-cp932":
        return
    try:
        "".join(name for name, _ in strata).encode("cp932")
    except UnicodeEncodeError:
        raise LettersLost from None
