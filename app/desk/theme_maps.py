"""地図: themes as islands near those that are alike, with every voice a point to be opened."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analysis.charts import picture, theme_map
from analysis.charts.islands import CIRCLE, Arranged, Painted, arranged, outline
from app import attributes
from app.access import allowed, the_member, the_plan
from app.clock import now
from app.desk import theme_maps_painted as painting
from app.desk.downloads import file, recorded
from app.desk.source import READERS
from app.desk.theme_maps_made import OTHERS, Mapped, mapped
from app.desk.voiced import Voiced, voiced
from app.exports import EXPORTS
from app.exports.base import Report
from app.extensions import db
from surveys import audit

blueprint = Blueprint(
    "theme_maps",
    __name__,
    url_prefix="/plans/<int:plan_id>/questionnaires/<int:questionnaire_id>/theme-map",
)
ASKED = ("theme", painting.COLOUR)
AT = "at"  # the voice that is read: the key of its theme, a dot, its place in the theme
DRAWN = {"svg": ("image/svg+xml", picture.svg), "png": ("image/png", picture.png)}
TITLE = 36  # letters of a voice that show where the pointer rests


@dataclass(frozen=True, slots=True)
class Read:
    """The voice that is read; `beside` may stand beside it."""

    key: str
    theme: str
    words: str
    beside: Sequence[str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the page: `path` instead of a circle where it has another shape."""

    x: float
    y: float
    path: str
    colour: str
    at: str
    title: str


@blueprint.get("")
@allowed(*READERS)
def show(plan_id: int, questionnaire_id: int) -> ResponseReturnValue:
    here = voiced(questionnaire_id, *ASKED)
    made = mapped(here)
    if made is None:
        return render_template(
            "desk/theme_maps/nothing.html", plan=the_plan(), source=here.source, here=here
        )
    drawn = [arranged(made.made, made.named, narrow=narrow) for narrow in (False, True)]
    return render_template(
        "desk/theme_maps/show.html",
        plan=the_plan(),
        source=here.source,
        here=here,
        made=made,
        maps=[(each, _marks(here, made, each)) for each in drawn],
        axes=painting.axes(here.source),
        shapes=_key(made.painted),
        words=theme_map.words(made.made, made.named),
        at=request.args.get(AT, ""),
        read=_read(here),
        exports=EXPORTS,
        link=here.link,
    )


@blueprint.post("/picture/<suffix>")
@allowed(*READERS)
def draw(plan_id: int, questionnaire_id: int, suffix: str) -> ResponseReturnValue:
    """The map as a picture to put into a report; who took it away is recorded."""
    here = voiced(questionnaire_id, *ASKED)
    made = mapped(here) or abort(404)
    kind, write = DRAWN.get(suffix) or abort(404)
    chart = theme_map.theme_map(made.made, made.named, made.painted)
    said = {"kind": "theme_map", "form": suffix, "question": here.question}
    asked, who = here.source.questionnaire, the_member().id
    audit.record(db.session(), "themes.download", asked, who=who, now=now(), details=said)
    db.session.commit()
    return file(write(chart), name=f"{_title(here, made)}.{suffix}", media_type=kind)


@blueprint.post("/<form>")
@allowed(*READERS)
def download(plan_id: int, questionnaire_id: int, form: str) -> ResponseReturnValue:
    """The table of the map as a file."""
    here = voiced(questionnaire_id, *ASKED)
    made = mapped(here) or abort(404)
    report = Report(_title(here, made), here.source.whose, (made,))
    said = {"kind": "theme_map", "question": here.question}
    return recorded("themes.download", here.source.questionnaire, report, form, **said)


def _title(here: Voiced, made: Mapped) -> str:
    told = made.theme.name if made.theme else here.label
    return str(gettext("%(what)s 声の地図", what=told))


def _marks(here: Voiced, made: Mapped, drawn: Arranged) -> list[list[Mark]]:
    """The points of each island, in the order of their voices."""
    words, place_of = here.held.readable, _places(here)
    marks = []
    for place, (isle, land) in enumerate(zip(made.isles, drawn.lands, strict=True)):
        listed = []
        for dot in sorted(land.dots, key=lambda each: each.voice):
            shape, colour, told = _look(made.painted, place, dot.voice)
            path = "" if shape == CIRCLE else outline(shape, dot.x, dot.y, drawn.dot)
            each = isle.ids[dot.voice]
            at = f"{isle.key}.{place_of[each]}"
            listed.append(Mark(dot.x, dot.y, path, colour, at, told + _cut(words[each])))
        marks.append(listed)
    return marks


def _key(painted: Painted | None) -> list[tuple[str, str, str]]:
    """(label, colour, path) of each level: what the shapes mean, 20 points wide and high."""
    if painted is None:
        return []
    shapes = [painted.shape(level) for level in range(len(painted.labels))]
    return [
        (label, painted.colour(level), "" if shape == CIRCLE else outline(shape, 10, 10, 7))
        for level, (label, shape) in enumerate(zip(painted.labels, shapes, strict=True))
    ]


def _look(painted: Painted | None, place: int, voice: int) -> tuple[str, str, str]:
    """Shape and colour of a point, and what is said before its words; "" where its theme says."""
    if painted is None:
        return CIRCLE, "", ""
    level = painted.level_of[place][voice]
    return painted.shape(level), painted.colour(level), f"{painted.labels[level]}： "


def _places(here: Voiced) -> dict[int, int]:
    """The place of each voice in its theme, by which an address names it."""
    listed = [ids for _, ids in _voices(here).values()]
    return {each: place for ids in listed for place, each in enumerate(ids)}


def _voices(here: Voiced) -> dict[str, tuple[str, Sequence[int]]]:
    """The name and the voices of each theme, and of none."""
    if here.standing is None:
        return {}
    now = here.standing.now
    others = (*now.others, *here.standing.fresh)
    rest = (gettext("どのテーマにも入らない声"), others)
    return {**{one.key: (one.name, one.ids) for one in now.themes}, OTHERS: rest}


def _read(here: Voiced) -> Read | None:
    """The voice the address names, as everyone but its keeper reads it."""
    key, _, place = request.args.get(AT, "").partition(".")
    name, ids = _voices(here).get(key, ("", ()))
    if not place.isdecimal() or int(place) >= len(ids):
        return None
    each = ids[int(place)]
    return Read(key, name, here.held.readable[each], _beside(here, each))


def _beside(here: Voiced, response_id: int) -> Sequence[str]:
    source = here.source
    if source.questionnaire.audience == "staff" or response_id not in source.answers.ids:
        return ()
    return attributes.beside_voices(source.answers)[source.answers.ids.index(response_id)]


def _cut(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= TITLE else f"{said[:TITLE]}…"
