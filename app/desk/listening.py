"""What a page of themes shows: the themes, the chosen one by axis, and its voices, masked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import request
from sqlalchemy.orm import Session

from analysis.disclosure import LEAST_BASE
from analysis.form.crossed import of_crosstab
from analysis.form.grid import Line
from analysis.text.alike import Alike, alike
from analysis.text.membership import by_axis
from app import attributes, bridge, texts, thematic
from app.arranging import Standing
from app.desk.source import Source
from app.desk.voiced import Voiced
from app.texts import Texts
from surveys import responses, runs, theme_steps
from surveys.arrangement import Arrangement, Part, Theme
from surveys.runs import Run

AT_ONCE = 20
ALL, OTHERS = "all", "others"
MOST_LEVELS, FITS = 60, 20
MOST_ALIKE = 15  # ways to write a short line that are in sight; the others are folded


@dataclass(frozen=True, slots=True)
class Written:
    """A free-text question.

    Attributes:
        found: whether its themes were found, and stand.
        run: the newest search; `current`, whether its texts are those of today.
        alike: of a short line, what was written and how often; None = it is to be read in themes.
    """

    name: str
    label: str
    voices: int
    found: bool
    run: Run | None
    current: bool
    alike: tuple[Alike, ...] | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice, masked unless a keeper reads.

    Attributes:
        beside: what may stand beside it.
        edge: whether it sees its theme otherwise.
        fresh: whether it is new, and of no theme yet.
        original: what the words are a translation of. Nothing stands beside that: a language few
            people write tells who they are.
    """

    response_id: int
    words: str
    beside: Sequence[str]
    edge: bool
    fresh: bool
    original: str


@dataclass(frozen=True, slots=True)
class ByAxis:
    """How many of each group raise the theme: `share` 0 to 1 for a bar, None when withheld.

    `level` is the group's code, where its voices can be read; "" where not, and for 全体.
    """

    line: Line
    share: float | None
    level: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of voices: `found` in all that match, on `pages` pages of which this is `number`."""

    voices: Sequence[Voice]
    found: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose voices are read: those of a theme, or of a smaller one in it, of none, or all.

    Attributes:
        key: as the address says it, `all` or `others`.
        part: the smaller theme, `place` in the theme's parts from 1.
        gone: whether the address names a theme that is no more.
    """

    key: str
    theme: Theme | None = None
    part: Part | None = None
    place: int | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one level of an axis, when only their voices are read."""

    label: str
    ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything the page says.

    Attributes:
        now: the themes as they stand; `voices`, how many can be read in all.
        axis: the name of the axis a theme is shared by; `axes` what there is to choose.
        group: whose voices alone are read.
    """

    now: Arrangement
    voices: int
    chosen: Chosen
    axis: str
    axes: Sequence[tuple[str, str]]
    groups: Sequence[ByAxis]
    group: Group | None
    page: Page
    sought: str


def names(here: Source) -> list[str]:
    return [variable.name for variable in here.answers.codebook.texts()]


def written(session: Session, here: Source) -> list[Written]:
    """The free-text questions with how many voices each has, and how its themes stand."""
    asked = here.questionnaire
    numbers = responses.text_numbers(session, asked, names(here))
    searches = reversed(runs.of_key(session, asked.id, thematic.KEY))
    newest = {run.asked["question"]: run for run in searches}
    found = theme_steps.questions(session, asked.id)
    short = {each.code for each in bridge.asked(session, asked) if each.kind == "line"}
    rows = []
    for variable in here.answers.codebook.texts():
        name, run = variable.name, newest.get(variable.name)
        current = run is not None and run.asked["answers"] == texts.fingerprint(
            session, asked, name
        )
        listed = alike(texts.of(session, asked, name).words) if name in short else None
        row = Written(name, variable.label, numbers[name], name in found, run, current, listed)
        rows.append(row)
    return rows


def listen(session: Session, here: Voiced, standing: Standing, *, plainly: bool) -> Heard:
    """Read what the address asks for out of the themes; `plainly` leaves voices unmasked."""
    now, chosen, axes = standing.now, _chosen(standing.now), _axes(here.source)
    wanted = request.args.get("axis", "")
    axis = wanted if wanted in dict(axes) else next(iter(dict(axes)), "")
    group = _group(here, wanted) if wanted in dict(axes) else None
    said = _Said(session, here.source, here.held, plainly)
    ids = _ids(standing, chosen)
    theme = chosen.theme
    return Heard(
        now=now,
        voices=len(here.held.readable),
        chosen=chosen,
        axis=axis,
        axes=axes,
        groups=_groups(here.source, now, theme, axis) if theme and axis and _many(theme) else (),
        group=group,
        page=_page(said, _matching(said, ids, group), theme, standing),
        sought=_sought(),
    )


def listed(session: Session, here: Voiced, standing: Standing, *, plainly: bool) -> list[int]:
    """The responses of all voices that the page lists, on all its pages together."""
    wanted = request.args.get("axis", "")
    group = _group(here, wanted) if wanted in dict(_axes(here.source)) else None
    said = _Said(session, here.source, here.held, plainly)
    return _matching(said, _ids(standing, _chosen(standing.now)), group)


def _chosen(now: Arrangement) -> Chosen:
    key = request.args.get("theme", ALL)
    theme = next((each for each in now.themes if each.key == key), None)
    if theme is None:
        return Chosen(key) if key in {ALL, OTHERS} else Chosen(ALL, gone=True)
    place = request.args.get("part", 0, type=int)
    if 1 <= place <= len(theme.parts):
        return Chosen(key, theme, theme.parts[place - 1], place)
    return Chosen(key, theme)


def _axes(here: Source) -> list[tuple[str, str]]:
    """What a theme can be shared by, the axes that fit a screen first; texts set apart by none."""
    axes = () if here.apart else here.answers.codebook.axes()
    kept = [axis for axis in axes if 1 < len(axis.levels) <= MOST_LEVELS]
    kept.sort(key=lambda axis: len(axis.levels) > FITS)
    return [(axis.name, axis.label) for axis in kept]


def _group(here: Voiced, axis: str) -> Group | None:
    """The people of the level the address names, as far as it may stand beside their voices."""
    variable = here.source.answers.codebook.get(axis)
    label = dict(variable.levels).get(request.args.get("level", ""))
    if label is None:
        return None
    found = {each for each, labels in _beside(here.source, axis).items() if label in labels}
    return Group(label, frozenset(found - here.held.originals.keys()))


def _ids(standing: Standing, chosen: Chosen) -> list[int]:
    """The responses whose voices are read, the most representative first."""
    now = standing.now
    if chosen.part:
        return list(chosen.part.ids)
    if chosen.theme:
        return list(chosen.theme.ids)
    if chosen.key == OTHERS:
        return list(now.others)
    return [*(each for one in now.themes for each in one.ids), *now.others, *standing.fresh]


def _sought() -> str:
    return request.args.get("q", "").strip()


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of one question, as this reader may see them."""

    session: Session
    here: Source
    held: Texts
    plainly: bool

    def words(self, ids: Sequence[int]) -> list[tuple[int, str]]:
        """A keeper reads them unmasked; but of another language all read the translation."""
        said = self.held.readable
        if self.plainly:
            plain = [each for each in ids if each not in self.held.originals]
            said |= responses.words(self.session, self.here.questionnaire, self.held.code, plain)
        return [(each, said[each]) for each in ids if each in said]


def _page(said: _Said, ids: list[int], theme: Theme | None, standing: Standing) -> Page:
    """One page of voices."""
    edge = set(theme.told.edge if theme and theme.told else ())
    pages = max(-(-len(ids) // AT_ONCE), 1)
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    shown = said.words(ids[(number - 1) * AT_ONCE : number * AT_ONCE])
    beside, fresh, originals = _beside(said.here), set(standing.fresh), said.held.originals
    voices = [
        Voice(
            each,
            words,
            beside.get(each, ()),
            each in edge,
            each in fresh,
            originals.get(each, ""),
        )
        for each, words in shown
    ]
    return Page(voices, len(ids), number, pages)


def _matching(said: _Said, ids: list[int], group: Group | None) -> list[int]:
    """Those that are sought. The search reads what the reader sees, so a mask hides from it too."""
    sought = _sought()
    if group is not None:
        ids = [each for each in ids if each in group.ids]
    return [each for each, words in said.words(ids) if sought in words] if sought else ids


def _beside(here: Source, also: str = "") -> Mapping[int, Sequence[str]]:
    """What may stand beside each voice; beside those of staff, nothing."""
    if here.questionnaire.audience == "staff":
        return {}
    words = attributes.beside_voices(here.answers, also=also)
    return dict(zip(here.answers.ids, words, strict=True))


def _many(theme: Theme) -> bool:
    """Whether a theme may be told by axis: of a few chosen voices that tells who wrote them."""
    return len(theme.ids) >= LEAST_BASE


def _groups(here: Source, now: Arrangement, theme: Theme, axis: str) -> list[ByAxis]:
    """The chosen theme's share in 全体 and in every group, out of the guarded table of all."""
    places = {key: place for place, key in enumerate(one.key for one in now.themes)}
    place_of = {each: places[key] for each, key in now.place_of().items()}
    place_of |= dict.fromkeys(now.others, len(now.themes))
    side, column = here.answers.codebook.categorical(axis), places[theme.key]
    table = by_axis(
        here.answers.frame,
        side,
        [one.name for one in now.themes],
        [place_of.get(each) for each in here.answers.ids],
        rules=here.rules,
    )
    there = table.bases != 0
    shares = [table.total_shares[column], *table.shares[there, column]]
    levels = ["", *(code for code, shown in zip(side.codes, there, strict=True) if shown)]
    known = here.questionnaire.audience != "staff"
    return [
        ByAxis(
            replace(line, cells=line.cells[column : column + 1]),
            float(share) if share >= 0 else None,
            level if known else "",
        )
        for line, share, level in zip(of_crosstab(table).lines, shares, levels, strict=True)
    ]
