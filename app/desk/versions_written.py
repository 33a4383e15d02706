"""What goes into the file of a 新旧対照表: every question that is not as it was, and why."""

from flask_babel import gettext

from app.exports.versions_word import Compared, Comparison, Said
from surveys.errors import N_
from surveys.kinds import KINDS
from surveys.questionnaire_changes import COUNTS, GONE, NEW, Differences, Line, Part
from surveys.word_changes import SAME, Piece

WORDS = N_("設問文")


def comparison(title: str, names: tuple[str, str], made: Differences) -> Comparison:
    """The table of two questionnaires, by the names of the earlier and of the later one."""
    before, after = names
    counted = "、".join(gettext(COUNTS[what], n=n) for what, n in made.counted.items())
    rows = [_around(part) for part in made.around] + [_row(line) for line in made.changed]
    return Comparison(
        title=gettext("%(title)s 新旧対照表", title=title),
        new=gettext("新（%(name)s）", name=after),
        old=gettext("旧（%(name)s）", name=before),
        notes=(
            counted or gettext("違いはありません"),
            gettext("下線の部分は改正部分。変わらない設問は載せていません。"),
        ),
        rows=rows,
    )


def remark(line: Line) -> str:
    """What became of a question, in a few words."""
    if line.state in (NEW, GONE):
        return str(gettext("新設") if line.state == NEW else gettext("廃止"))
    said = [gettext("%(parts)sの変更", parts="・".join(line.changed))] if line.changed else []
    if line.moved:
        said.append(gettext("順番の移動"))
    if any(part.spelling for part in line.parts):
        said.append(gettext("表記・年の整理"))
    return "、".join(said)


def _around(part: Part) -> Compared:
    heads = (part.label if part.after else "", part.label if part.before else "")
    return Compared(heads, (Said("", part.pieces),), gettext("変更"))


def _row(line: Line) -> Compared:
    old, new = line.numbers
    kind = KINDS[line.question.kind].label
    heads = tuple(f"{number}　［{gettext(kind)}］" if number else "" for number in (new, old))
    return Compared((heads[0], heads[1]), tuple(_lines(line)), remark(line))


def _lines(line: Line) -> list[Said]:
    """Its words in any case, then what else it says otherwise; of one that came or went, all."""
    if line.state in (NEW, GONE):
        listed = [row.label for row in line.question.rows]
        listed += [choice.label for choice in line.question.choices]
        return [Said("", _plain(words)) for words in (line.question.label, *listed)]
    words = [part.pieces for part in line.parts if part.label == WORDS]
    told = [Said("", words[0] if words else _plain(line.question.label))]
    return told + [Said(part.label, part.pieces) for part in line.parts if part.label != WORDS]


def _plain(words: str) -> tuple[Piece, ...]:
    return (Piece(SAME, words),)
