"""Charts as the files take them: their size on paper, their text alternative, their bytes."""

import json
import re
from functools import lru_cache

from analysis.charts.frozen import frozen
from analysis.charts.picture import png, svg
from app.exports.digest.pictures import Picture

MM_PER_POINT = 0.18  # letters of 14 points on a screen are 7 points on paper
WIDEST = 166.0  # mm, of the text on A4
KEPT = 64  # drawings, of about 100 kB
PRINT = 2.4  # times the size on a screen: 300 dots an inch on paper
_WIDTH = re.compile(rb'<svg[^>]*? width="([\d.]+)"')


def drawn(picture: Picture, *, narrow: bool = False) -> bytes:
    return svg(frozen(picture.chart, narrow=narrow))


def printed(picture: Picture) -> bytes:
    """A PNG, for Word."""
    return _printed(json.dumps(picture.chart, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=KEPT)
def _printed(chart: str) -> bytes:
    """Equal charts are drawn once, as `picture.svg` does; a drawing takes about 100 ms."""
    return png(frozen(json.loads(chart)), scale=PRINT)


def width(picture: Picture) -> float:
    """How wide a chart stands on paper, in millimetres: letters are equally large in all."""
    found = _WIDTH.search(drawn(picture))
    return min(WIDEST, float(found[1]) * MM_PER_POINT) if found else WIDEST
