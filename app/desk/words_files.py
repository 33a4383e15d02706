"""語の設定 as files: its own text, rows of a sheet, and plain lists with one word a line."""

from io import BytesIO

from xlsxwriter import Workbook

from analysis import files
from analysis.reading import encoding, excel
from analysis.text import lexicon_file
from analysis.text.lexicon import Lexicon

WIDTHS = (18, 24, 48)


def workbook(lexicon: Lexicon) -> bytes:
    """One sheet that `brought` reads again."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        bold, sheet = book.add_format({"bold": True}), book.add_worksheet("語の設定")
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        for row, cells in enumerate(lexicon_file.to_rows(lexicon)):
            for column, text in enumerate(cells):  # never read as a formula
                sheet.write_string(row, column, text, bold if row == 0 else None)
    return out.getvalue()


def brought(given: bytes, name: str, *, kind: str, beside: str) -> str:
    """The settings of a file as text.

    Args:
        given: an Excel sheet, or text in any encoding used in Japan.
        name: of the file, for messages.
        kind: with it, the file is a plain list whose words are added to `beside` as of this kind.
        beside: the text in the editor; without a kind, the file takes its place.

    Raises:
        AnalysisError: the file cannot be read, or what it says is wrong.
    """
    if excel.is_workbook(given):
        rows = _rows(given, name)
        if not kind:
            return lexicon_file.dumps(lexicon_file.from_rows(rows))
        words = [row[0] for row in rows if row]
    else:
        text = encoding.decode(given, name)[0].removeprefix("\ufeff")
        if not kind:
            return text
        words = text.splitlines()
    listed = (word.strip(" \t　,，、") for word in words)
    return lexicon_file.added(beside, kind, dict.fromkeys(filter(None, listed)))


def _rows(given: bytes, name: str) -> list[list[str]]:
    """The rows of a sheet, each where it stands in it, so that an error names the right one."""
    read = files.grid(given, name)
    at = dict(zip(read.lines, read.rows, strict=True))
    return [at.get(line, []) for line in range(1, max(at, default=0) + 1)]
