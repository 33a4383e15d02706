"""Excel: the form a planner fills in, read forgivingly and told of cell by cell."""

from typing import ClassVar

from surveys.formats import excel_writing
from surveys.formats.base import Areas, Brought, Format, Reading
from surveys.formats.laying_out import lay_out
from surveys.formats.workbook import OLE_MARK, ZIP_MARK, sheets


class Excel(Format):
    """An .xlsx book laid out as the template."""

    key: ClassVar[str] = "excel"
    label: ClassVar[str] = "Excel"
    suffix: ClassVar[str] = "xlsx"
    media_type: ClassVar[str] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def claims(self, content: bytes) -> bool:
        return content.startswith((ZIP_MARK, OLE_MARK))

    def reading(self, content: bytes, areas: Areas | None) -> Reading:
        return lay_out(sheets(content), areas)

    def write(self, brought: Brought) -> bytes:
        return excel_writing.write(brought)
