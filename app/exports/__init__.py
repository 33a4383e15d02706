"""What leaves the house as a file: one module a format, one line each."""

from app.exports.base import Export
from app.exports.csv_file import CsvFile, OldCsvFile
from app.exports.excel import Excel
from app.exports.word_tables import WordTables

_ALL: tuple[Export, ...] = (
    CsvFile(),
    OldCsvFile(),
    Excel(),
    WordTables(),
)

EXPORTS: dict[str, Export] = {export.key: export for export in _ALL}
