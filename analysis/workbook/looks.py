"""How the book looks: its formats, the widths of columns and what fits on a page of A4."""

from math import ceil
from typing import Any
from unicodedata import east_asian_width

FONT = {"font_name": "Meiryo UI", "font_size": 9}
# What columns are measured in: known to every office suite under this or a name of its width.
NORMAL = {"font_name": "Arial", "font_size": 10}
_LINE = "#BFBFBF"
_TOP = {
    "top": 1,
    "top_color": _LINE,
    "left": 1,
    "left_color": _LINE,
    "right": 1,
    "right_color": _LINE,
}
_SIDES = {key: value for key, value in _TOP.items() if not key.startswith("top")}
_BOTTOM = {**_SIDES, "bottom": 1, "bottom_color": _LINE}
_BOX = {**_TOP, **_BOTTOM}
_WHOLE = {"bg_color": "#F2F2F7"}
_RIGHT = {"align": "right"}
_GREY = {"font_color": "#4D4D4D"}
_HIGH = {"bold": True, "bg_color": "#C5D7FB"}
_LOW = {"bold": True, "italic": True, "bg_color": "#FDEBD8"}

# One line a look: its name and what xlsxwriter is told.
LOOKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "wrap": {"text_wrap": True, "valign": "top"},
    "title": {"bold": True, "font_size": 16},
    "section": {"bold": True, "font_size": 12, "font_color": "#0017C1"},
    "bold": {"bold": True, "font_size": 10, "valign": "top"},
    "note": _GREY,
    "link": {"font_color": "#0017C1", "underline": 1},
    "linked": {
        **_BOX,
        "font_color": "#0017C1",
        "underline": 1,
        "align": "center",
        "valign": "vcenter",
    },
    "head": {
        **_BOX,
        "bold": True,
        "bg_color": "#E8F1FE",
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
    },
    "beside": {
        **_BOX,
        "bg_color": "#F2F2F7",
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
    },
    "cell": {**_BOX, "text_wrap": True, "valign": "vcenter"},
    "after": {**_BOX, "text_wrap": True, "valign": "vcenter", "indent": 1},  # beside a number
    "number": {**_BOX, **_RIGHT, "valign": "vcenter", "num_format": "#,##0"},
    "percent": {**_BOX, **_RIGHT, "valign": "vcenter", "num_format": "0.0"},
    "amount": {**_BOX, **_RIGHT, "valign": "vcenter", "num_format": "#,##0.0"},
    "score": {**_BOX, **_RIGHT, "valign": "vcenter", "num_format": '0.00;"△"0.00;0.00'},
    "degree": {**_BOX, **_RIGHT, "valign": "vcenter", "num_format": "0.000000"},
    "centre": {**_BOX, "align": "center", "valign": "vcenter"},
    # Two lines a level of the axis: the upper, the lower, and between them nothing.
    "label": {**_TOP, "shrink": True},
    "small": {**_BOTTOM, **_GREY, "align": "right", "font_size": 8},
    "count": {**_TOP, **_RIGHT, "num_format": "#,##0", **_GREY},
    "base": {**_TOP, **_RIGHT, "num_format": "#,##0"},
    "under": {**_BOTTOM},
    "share": {**_BOTTOM, **_RIGHT, "num_format": "0.0"},
    "mean": {**_BOTTOM, **_RIGHT, "num_format": '0.00;"△"0.00;0.00'},
    "high": {**_BOTTOM, **_RIGHT, **_HIGH, "num_format": '"▲"0.0'},
    "low": {**_BOTTOM, **_RIGHT, **_LOW, "num_format": '"▽"0.0'},
    "few": {**_BOTTOM, **_RIGHT, **_GREY, "num_format": '0.0"※"'},
    "scored": {**_TOP, **_RIGHT, "num_format": '0.00;"△"0.00;0.00'},
    "higher": {**_TOP, **_RIGHT, **_HIGH, "num_format": '"▲"0.00;"▲△"0.00;"▲"0.00'},
    "lower": {**_TOP, **_RIGHT, **_LOW, "num_format": '"▽"0.00;"▽△"0.00;"▽"0.00'},
    "bare": {**_BOTTOM, **_RIGHT, **_GREY, "font_size": 8, "num_format": '"("0.0")"'},
    "bare_mean": {
        **_BOTTOM,
        **_RIGHT,
        **_GREY,
        "font_size": 8,
        "num_format": '"("0.00")";"(△"0.00")";"("0.00")"',
    },
    "hidden": {**_BOX, **_GREY, "align": "center"},
}
# The line of 全体 has a ground of its own.
for _name in ("label", "small", "count", "base", "under", "share", "mean", "bare", "bare_mean"):
    LOOKS[f"{_name}_whole"] = {**LOOKS[_name], **_WHOLE}

ROW = 15.0  # points
LETTER = 4.8  # points of a Latin letter; a Japanese one is twice as wide
_PAGE = (784.0, 500.0)  # points of A4 on its side within the margins
_LEAST_SCALE = 45
_PAUSES = "。、）」』"  # signs that never begin a line
_SPARE = 0.9  # office suites do not agree on how wide a column is


def points(width: float) -> float:
    """How wide a column of so many characters is, in points."""
    return (7 * width + 5) * 0.75


def scale(widths: list[float]) -> int:
    """The percentage at which these columns fit on a page side by side."""
    return max(_LEAST_SCALE, min(100, int(_PAGE[0] / sum(map(points, widths)) * _SPARE * 100)))


def page_width(percent: int) -> float:
    """How many points of columns a page holds when it is printed at this scale."""
    return _PAGE[0] / percent * 100 * _SPARE


def page_height(percent: int) -> float:
    """How many points of rows a page holds when it is printed at this scale."""
    return _PAGE[1] / percent * 100


def units(text: str) -> float:
    """How wide a text is, in characters of Latin: a Japanese one counts two."""
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text)


def height(texts: list[str], width: float) -> float:
    """How high a row must be for wrapped texts in columns of `width` characters."""
    lines = max((ceil(units(text) * 0.92 / max(width - 0.5, 1)) for text in texts), default=1)
    return max(ROW, min(12.0 * lines + 4, 180.0))


def folded(text: str, width: float) -> list[str]:
    """A text in lines of at most `width` Latin characters, ended where a reader pauses."""
    lines, line, used = [], "", 0.0
    for letter in text:
        own = units(letter)
        if used + own > width and letter not in _PAUSES:
            end = _pause(line)
            lines.append(line[:end])
            line = line[end:]
            used = units(line)
        line, used = line + letter, used + own
    return [*lines, line]


def _pause(line: str) -> int:
    """After the last stop, comma or bracket of the last third of a line; its end without one."""
    for place in range(len(line) - 1, len(line) * 2 // 3, -1):
        if line[place - 1] in _PAUSES and line[place] not in _PAUSES:
            return place
    return len(line)
