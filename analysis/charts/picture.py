"""Drawing: a specification becomes SVG or PNG, here and without asking any server."""

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import vl_convert

VEGA_LITE = "6.4"
KEPT = 256  # drawings
DESIGN = "1"  # of all charts: raise it when their look changes, so that kept pictures are redrawn
FACE = (
    "Noto Sans JP, Noto Sans CJK JP, Hiragino Sans, BIZ UDPGothic, Meiryo, IPAexGothic, sans-serif"
)


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture to be drawn. `words` say in a sentence what a reader who cannot see it misses."""

    spec: dict[str, Any]
    words: str


def svg(chart: Chart) -> bytes:
    return _svg(json.dumps(chart.spec, ensure_ascii=False, sort_keys=True))


def png(chart: Chart, *, scale: float = 2.0) -> bytes:
    """For Word files; `scale` 2 makes 192 dots an inch."""
    _know_fonts()
    drawn: bytes = vl_convert.vegalite_to_png(
        chart.spec, vl_version=VEGA_LITE, scale=scale, allowed_base_urls=[]
    )
    return drawn


def as_png(drawn: bytes, *, scale: float) -> bytes:
    """A drawn SVG as a PNG: half the work of drawing it anew."""
    _know_fonts()
    made: bytes = vl_convert.svg_to_png(drawn.decode(), scale=scale)
    return made


@lru_cache(maxsize=KEPT)
def _svg(spec: str) -> bytes:
    """Equal specifications are drawn once; a drawing takes about 60 ms and 10 kB."""
    _know_fonts()
    drawn: str = vl_convert.vegalite_to_svg(
        spec, vl_version=VEGA_LITE, allowed_base_urls=[], show_warnings=False
    )
    return drawn.encode()


@cache
def _know_fonts() -> None:
    """Japanese letters are measured and drawn with IPAex Gothic, wherever this runs."""
    found = find_spec("matplotlib_fontja")
    if found and found.origin:
        vl_convert.register_font_directory(str(Path(found.origin).parent / "fonts"))
