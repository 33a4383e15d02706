"""Reading a file of whichever format its bytes are."""

from surveys.formats import FORMATS
from surveys.formats.base import WHOLE, Areas, Problem, Reading


def read_any(content: bytes, areas: Areas | None = None) -> Reading:
    """Read a questionnaire's file; its name is not asked, as names lie."""
    for each in FORMATS.values():
        if each.claims(content):
            return each.read(content, areas)
    advice = "記入用のExcel（.xlsx）か、YAMLのファイルを選んでください"
    return Reading(None, (Problem(WHOLE, "調査票のファイルとして読めません", advice),))
