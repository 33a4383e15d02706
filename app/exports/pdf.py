"""PDF: a paper of `app/papers` with data, set by Typst with the fonts that come with the product.

Words that people typed reach a paper as data, never as its source: they cannot become commands.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst
from fontTools.ttLib import TTFont
from noto_cjk_sans_jp_bold import FONT_PATH as BOLD
from noto_cjk_sans_jp_regular import FONT_PATH as REGULAR

PAPERS = Path(__file__).parents[1] / "papers"
TYPE = "application/pdf"
STANDARD: Final = "ua-1"  # PDF/UA-1: tagged, titled, every picture with a text alternative
FONTS = [str(Path(str(path)).parent) for path in (REGULAR, BOLD)]
LOST = "〓"  # stands for a letter the fonts do not have, such as an emoji
UNSEEN = {*range(0xFE00, 0xFE10), 0x200B, 0x200C, 0x200D}  # which form of a letter is meant


def pdf(paper: str, data: Mapping[str, Any], made_at: datetime) -> bytes:
    """Set a paper.

    Args:
        paper: name of a file in `app/papers`, without its ending.
        data: what it is about, as JSON holds it; pictures are SVG as text.
        made_at: the day in its metadata; equal data and equal days give equal bytes.
    """
    said = settable(json.dumps(data, ensure_ascii=False))
    return typst.compile(
        str(PAPERS / f"{paper}.typ"),
        root=str(PAPERS),
        font_paths=_fonts(),
        sys_inputs={"data": said},
        format="pdf",
        pdf_standards=STANDARD,
        timestamp=made_at.replace(microsecond=0),
    )


@cache
def _fonts() -> typst.Fonts:
    """The house's fonts alone, read once: a paper looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=FONTS)


@cache
def _letters() -> frozenset[int]:
    with TTFont(str(REGULAR), lazy=True) as font:
        return frozenset(font.getBestCmap())


def lacking(said: str) -> str:
    """The letters of a text that the fonts do not have, each once."""
    known = _letters()
    seen = dict.fromkeys(letter for letter in said if not letter.isspace())
    return "".join(each for each in seen if ord(each) not in known and ord(each) not in UNSEEN)


def settable(said: str) -> str:
    """The same words with 〓 for what the fonts cannot show: a paper with gaps is refused."""
    known = _letters()
    table = {
        code: None if code in UNSEEN else LOST
        for code in {ord(letter) for letter in said}
        if code not in known
    }
    return said.translate(table)
