"""A questionnaire in and out of files: one line a format."""

from surveys.formats.base import Format
from surveys.formats.excel import Excel
from surveys.formats.yaml_file import Yaml

__all__ = ["FORMATS"]

_ALL: tuple[Format, ...] = (
    Excel(),
    Yaml(),
)

FORMATS: dict[str, Format] = {one.key: one for one in _ALL}
