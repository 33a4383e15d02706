"""Charts as the files take them: their size on paper, their bytes; many are drawn side by side."""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from analysis.charts.frozen import frozen
from analysis.charts.picture import as_png, svg
from app.exports.digest.pictures import Picture

AT_ONCE = 2  # drawings; they leave Python's own lock while they are made
KEPT = 64  # PNG of about 100 kB each
MM_PER_POINT = 0.18  # letters of 14 points on a screen are 7 points on paper
PRINT = 2.4  # times the size on a screen: 300 dots an inch on paper
WIDEST = 166.0  # mm, of the text on A4
_WIDTH = re.compile(rb'<svg[^>]*? width="([\d.]+)"')


def drawn(picture: Picture) -> bytes:
    """An SVG; equal charts are drawn once."""
    return svg(frozen(picture.chart))


def printed(picture: Picture) -> bytes:
    """A PNG, for Word."""
    return _printed(drawn(picture))


def prepare(make: Callable[[Picture], bytes], pictures: Sequence[Picture]) -> None:
    """Draw many at once, so that each is there when its turn comes: 50 ms each for one alone."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(make, pictures))


def width(picture: Picture) -> float:
    """How wide a chart stands on paper, in millimetres: letters are equally large in all."""
    found = _WIDTH.search(drawn(picture))
    return min(WIDEST, float(found[1]) * MM_PER_POINT) if found else WIDEST


@lru_cache(maxsize=KEPT)
def _printed(chart: bytes) -> bytes:
    return as_png(chart, scale=PRINT)
