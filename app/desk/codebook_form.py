"""The codebook as people write it: one row of words an entry, read back into a correction."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis.errors import AnalysisError
from analysis.outline import Entry, Use
from analysis.uses import ChoiceSaid, Correction

BLANK = "（空欄）"
BESIDE = "----"
SEPARATORS = {
    "、": "、（読点）",
    ",": ",（カンマ）",
    ";": ";（セミコロン）",
    "\n": "改行",
    "／": "／",
    "|": "|",
}
_LEVELLED = (Use.ATTRIBUTE, Use.SINGLE, Use.SCALE)
# A code ends at the first sign that no backslash stands before.
_LEVEL = re.compile(r"((?:\\.|[^=＝\\])*\\?)(?:[=＝](.*))?")
_ESCAPED = re.compile(r"\\(.)")
_BETWEEN = re.compile(r"[、,，\n]")


class NoLabel(AnalysisError):
    message = "表示する名前を入力してください"


class OtherNumberOfNames(AnalysisError):
    message = "貼り付けた名前は%(n)d個ですが、選択肢は%(wanted)d個です。同じ数にしてください"


class NotAnAge(AnalysisError):
    message = "年代の区切りは、数字を「,」で区切って書いてください。例: 18, 30, 40, 50, 60, 70"


class NotAYear(AnalysisError):
    message = "調査した年は、西暦4桁の数字で入力してください"


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """One choice of a multiple answer as written."""

    name: str
    label: str
    exclusive: bool
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """What is written in the row of one entry.

    Attributes:
        names: the names of all choices of a multiple answer at once, a line each.
        levels: a line a choice, 番号=名前; below a line of dashes, the choices beside the scale.
        no_answer, not_asked: cells, with 、 between them.
        spread: whether the same names go to other columns with the same bare codes.
    """

    use: str
    label: str
    levels: str = ""
    ordered: bool = False
    reverse: bool = False
    no_answer: str = ""
    not_asked: str = ""
    group: str = ""
    separator: str = ""
    bands: str = ""
    as_of: str = ""
    choices: tuple[ChoiceWords, ...] = ()
    names: str = ""
    spread: bool = False


def shown(entry: Entry, said: Correction) -> Words:
    """An entry as its row shows it."""
    return Words(
        use=said.use.value,
        label=said.label,
        levels=_lines(said) if said.use in _LEVELLED else "",
        ordered=said.ordered,
        reverse=said.reverse,
        no_answer=_cells_shown(said.no_answer),
        not_asked=_cells_shown(said.not_asked),
        group=entry.main.group or "",
        separator=said.separator or "、",
        bands=", ".join(map(str, said.bands)),
        as_of=str(said.as_of or ""),
        choices=tuple(ChoiceWords(c.name, c.label, c.exclusive) for c in said.choices),
    )


def typed(form: Mapping[str, str], n: int, before: Words) -> Words:
    """The row number `n` as it was sent; what it did not show stays as it was.

    A box that is not ticked is not sent, so `before` counts only where nothing could be ticked.
    """

    def text(name: str) -> str:
        return str(form.get(f"{n}-{name}", getattr(before, name))).replace("\r\n", "\n")

    def tick(name: str) -> bool:
        return f"{n}-{name}" in form

    levelled = before.use in _LEVELLED
    return Words(
        use=text("use"),
        label=text("label").strip(),
        levels=text("levels"),
        ordered=tick("ordered") if before.use == Use.ATTRIBUTE else before.ordered,
        reverse=tick("reverse") if levelled else before.reverse,
        no_answer=text("no_answer"),
        not_asked=text("not_asked"),
        group=text("group").strip(),
        separator=_separator(form.get(f"{n}-separator", ""), before),
        bands=text("bands"),
        as_of=text("as_of"),
        choices=tuple(_choice(form, n, place, c) for place, c in enumerate(before.choices)),
        names=text("names"),
        spread=tick("spread"),
    )


def correction(words: Words, before: Correction) -> Correction:
    """What a row asks for.

    Raises:
        NoLabel, OtherNumberOfNames, NotAnAge, NotAYear
    """
    if not words.label or any(not c.label for c in words.choices):
        raise NoLabel
    use = Use(words.use) if words.use in set(Use) else before.use
    levels, beside = _levels(words.levels)
    changed = replace(
        before,
        use=use,
        label=words.label,
        ordered=words.ordered,
        reverse=words.reverse,
        no_answer=_cells(words.no_answer),
        not_asked=_cells(words.not_asked),
        group=words.group,
        choices=_named(words),
    )
    if words.levels.strip():
        changed = replace(changed, levels=levels, off_scale=beside)
    if use is Use.LISTED:
        changed = replace(changed, separator=words.separator)
    if use is Use.AGE:
        changed = replace(changed, bands=_ages(words.bands), as_of=_year(words.as_of))
    return changed


def _named(words: Words) -> tuple[ChoiceSaid, ...]:
    """The choices of a multiple answer, named by the lines that were pasted if any were."""
    pasted = [line.strip() for line in words.names.split("\n") if line.strip()]
    if pasted and len(pasted) != len(words.choices):
        raise OtherNumberOfNames(n=len(pasted), wanted=len(words.choices))
    labels = pasted or [choice.label for choice in words.choices]
    return tuple(
        ChoiceSaid(choice.name, label, choice.exclusive, choice.kept)
        for choice, label in zip(words.choices, labels, strict=True)
    )


def _choice(form: Mapping[str, str], n: int, place: int, before: ChoiceWords) -> ChoiceWords:
    name = f"{n}-choice-{place}"
    if name not in form:
        return before
    return ChoiceWords(
        before.name,
        form[name].strip(),
        exclusive=f"{name}-exclusive" in form,
        kept=f"{name}-kept" in form,
    )


def _separator(place: str, before: Words) -> str:
    """The mark at a place of the list; a line break would not survive as a form's value."""
    marks = {str(n): mark for n, mark in enumerate(SEPARATORS)}
    return marks.get(place, before.separator)


def _lines(said: Correction) -> str:
    beside = set(said.off_scale)
    on = [_line(*level) for level in said.levels if level[0] not in beside]
    off = [_line(*level) for level in said.levels if level[0] in beside]
    return "\n".join([*on, *([BESIDE, *off] if off else [])])


def _line(code: str, label: str) -> str:
    written = re.sub(r"[\\=＝]", r"\\\g<0>", code).replace("\n", "\\n")
    return written if code == label else f"{written}={' '.join(label.split())}"


def _levels(text: str) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The levels that lines say, and the codes of those below the dashes."""
    levels: list[tuple[str, str]] = []
    beside: list[str] = []
    below = False
    for line in filter(None, map(str.strip, text.split("\n"))):
        if len(line) >= 3 and set(line) <= set("-－—"):
            below = True
            continue
        code, label = _level(line)
        levels.append((code, label))
        if below:
            beside.append(code)
    return tuple(levels), tuple(beside)


def _level(line: str) -> tuple[str, str]:
    """「1=満足」 is a code and its label; 「満足」 is both."""
    code, label = _LEVEL.fullmatch(line).groups("")  # type: ignore[union-attr]  # it fits any line
    plain = _ESCAPED.sub(lambda m: "\n" if m[1] == "n" else m[1], code.strip())
    return plain, label.strip() or plain


def _cells_shown(cells: tuple[str, ...]) -> str:
    return "、".join(cell or BLANK for cell in cells)


def _cells(text: str) -> tuple[str, ...]:
    said = [cell.strip() for cell in _BETWEEN.split(text) if cell.strip()]
    return tuple("" if cell in (BLANK, "空欄", "(空欄)") else cell for cell in said)


def _ages(text: str) -> tuple[int, ...]:
    plain = unicodedata.normalize("NFKC", text).replace("、", ",").replace(" ", ",")
    said = [part for part in plain.split(",") if part]
    if not all(part.isdecimal() and len(part) < 4 and int(part) < 120 for part in said):
        raise NotAnAge
    return tuple(map(int, said))


def _year(text: str) -> int | None:
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    if not re.fullmatch(r"(19|20)\d{2}", plain):
        raise NotAYear
    return int(plain)
