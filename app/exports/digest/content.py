"""What the files of the digest say: one content, laid out by each format in its own way.

It is made of the frozen document alone, so that the file of an old edition can be made again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from analysis.digest.priorities import PARTS
from analysis.digest.stating import bare
from app.exports.digest.cells import Amount, Grid
from app.exports.digest.method import Section, method
from app.exports.digest.pictures import Picture, gaps, pictures
from app.words import base, day
from surveys import editions
from surveys.editions import Edition
from surveys.issues import HORIZONS

UNPUBLISHED = "公開前"
TO_FILL_IN = "（担当課で記入）"
OPEN_MARK = "（公募・代表性なし・参考）"
UNDECIDED = "未定"
_UNSEEN = dict.fromkeys({*range(32), 127} - {ord("\n"), ord("\t")})
READING = (
    "論点は、話し合う順に並べています。見出しは「ありたい姿」で、取り組みの名前ではありません。",
    "課題は、現状とありたい姿との隔たりです。",
    "％は回答した人に占める割合、n はその割合のもとになった人数です。",
    "10人に満たない集まりの数字は載せていません。くわしくは付録の「方法と限界」にあります。",
)


@dataclass(frozen=True, slots=True)
class Big:
    """A share that stands large on the page."""

    share: Amount
    words: str
    base: str
    n: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of evidence. `told` where 現状 already says it word for word."""

    words: str
    source: str
    n: int
    kind: str
    told: bool


@dataclass(frozen=True, slots=True)
class Quotation:
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """An issue. `facts` are short: 政策分野, 区分, 主管課, 関係課."""

    number: int
    title: str
    topic: str
    facts: tuple[tuple[str, str], ...]
    reason: str
    big: tuple[Big, ...]
    texts: tuple[tuple[str, str], ...]
    priority: Amount
    parts: tuple[tuple[str, str], ...]
    pictures: tuple[Picture, ...]
    gaps: Grid | None
    evidence: tuple[Sentence, ...]
    voices: tuple[Quotation, ...]

    def fact(self, name: str) -> str:
        return dict(self.facts)[name]


@dataclass(frozen=True, slots=True)
class Content:
    """The whole: cover, preface, list, a chapter an issue, the appendix.

    Attributes:
        marks: what must be read on every page: 公開前, 見本.
        stage: 素案 第2版; 公開前 for what is at the desk.
        changed: sentences on what is not as it was in the edition before.
        told: what all of it was made from, as the JSON file holds it.
        made_at: when it was published, or looked at: the only time in any file.
    """

    municipality: str
    plan: str
    title: str
    stage: str
    made_at: datetime
    marks: tuple[str, ...]
    preface: str
    overview: Grid
    by_field: Grid
    chapters: tuple[Chapter, ...]
    method: tuple[Section, ...]
    told: Mapping[str, Any]
    changed: tuple[str, ...] = ()

    @property
    def pictures(self) -> list[Picture]:
        return [each for chapter in self.chapters for each in chapter.pictures]

    @property
    def day(self) -> str:
        return day(self.made_at)

    @property
    def foot(self) -> str:
        return f"{self.municipality} {self.title}　{self.stage}"

    @property
    def date_line(self) -> str:
        said = "作成日" if UNPUBLISHED in self.marks else "公開日"
        return f"{said} {self.day}"


def of_edition(edition: Edition, changed: tuple[str, ...] = ()) -> Content:
    """The content of an edition as it was published; `changed` since the one before it."""
    return replace(_content(editions.told(edition), edition.name, edition), changed=changed)


def of_current(document: Mapping[str, Any], title: str, now: datetime) -> Content:
    """The content of the digest as it stands at the desk, clearly not yet published."""
    edition = Edition(published_at=now, preface="", title=title)
    said = {"title": title, "stage": UNPUBLISHED, "number": None, "preface": ""}
    told = said | {"published_at": now.isoformat()} | dict(document)
    return _content(told, UNPUBLISHED, edition)


def _content(said: Mapping[str, Any], stage: str, edition: Edition) -> Content:
    document = _legible(said)
    marks = [UNPUBLISHED] if stage == UNPUBLISHED else []
    chapters = tuple(_chapter(issue) for issue in document["issues"])
    return Content(
        municipality=document["municipality"],
        plan=document["plan"],
        title=document["title"],
        stage=stage,
        made_at=edition.published_at,
        marks=(*marks, *(["見本のデータ"] if document["example"] else [])),
        preface=document["preface"] or "",
        overview=_overview(chapters),
        by_field=_by_field(chapters),
        chapters=chapters,
        method=method(document),
        told=document,
    )


def _legible(said: Any) -> Any:
    """The same without control characters, which neither Word nor a paper can hold."""
    if isinstance(said, str):
        return said.translate(_UNSEEN)
    if isinstance(said, Mapping):
        return {name: _legible(each) for name, each in said.items()}
    return [_legible(each) for each in said] if isinstance(said, list) else said


def _chapter(issue: Mapping[str, Any]) -> Chapter:
    present = issue["present_state"]
    return Chapter(
        number=issue["number"],
        title=issue["desired_state"] or issue["topic"],
        topic=issue["topic"],
        facts=(
            ("政策分野", issue["field"] or UNDECIDED),
            ("区分", issue["horizon"] or UNDECIDED),
            ("主管課", issue["section"] or TO_FILL_IN),
            ("関係課", issue["related_sections"] or "－"),
        ),
        reason=issue.get("horizon_reason", ""),
        big=tuple(_big(each) for each in issue["figures"]),
        texts=(
            ("現状", present or TO_FILL_IN),
            ("課題", issue["gap"] or TO_FILL_IN),
            ("取り組み", issue["measures"] or TO_FILL_IN),
        ),
        priority=Amount(float(issue["priority"]) * 100, "count"),
        parts=_parts(issue["parts"]),
        pictures=pictures(issue),
        gaps=gaps(issue),
        evidence=tuple(_sentence(each, present) for each in issue["evidence"]),
        voices=tuple(_quotation(each) for each in issue["voices"]),
    )


def _big(figure: Mapping[str, Any]) -> Big:
    mark = "" if figure["representative"] else OPEN_MARK
    return Big(Amount(figure["share"]), figure["words"], f"{base(figure['n'])}{mark}", figure["n"])


def _parts(parts: Mapping[str, float | None]) -> tuple[tuple[str, str], ...]:
    known = [(PARTS[name], parts[name]) for name in PARTS if parts.get(name) is not None]
    return tuple((name, f"{round(float(value or 0) * 100)}") for name, value in known)


def _sentence(each: Mapping[str, Any], present: str) -> Sentence:
    words = each["statement"] + ("" if each["representative"] else OPEN_MARK)
    told = bare(each["statement"]) in present and each["representative"]
    return Sentence(words, each["questionnaire"], each["n"], each["kind"], told)


def _quotation(voice: Mapping[str, Any]) -> Quotation:
    who = "・".join(voice.get("attributes") or ())
    by = "、".join(part for part in (who, voice.get("origin", "")) if part)
    return Quotation(" ".join(str(voice["text"]).split()), by)


def _overview(chapters: Sequence[Chapter]) -> Grid:
    rows = tuple(
        (str(c.number), c.title, c.fact("政策分野"), c.fact("区分"), c.fact("主管課"))
        for c in chapters
    )
    return Grid("論点の一覧", ("番号", "ありたい姿", "政策分野", "区分", "主管課"), rows)


def _by_field(chapters: Sequence[Chapter]) -> Grid:
    """Which issues fall into each policy field and each horizon, by their numbers."""
    fields = list(dict.fromkeys(c.fact("政策分野") for c in chapters))
    known = [*HORIZONS.values(), UNDECIDED]
    used = {c.fact("区分") for c in chapters}
    horizons = [each for each in dict.fromkeys([*known, *sorted(used)]) if each in used]
    rows = tuple(
        (
            name,
            *(
                "、".join(
                    str(c.number)
                    for c in chapters
                    if (c.fact("政策分野"), c.fact("区分")) == (name, horizon)
                )
                for horizon in horizons
            ),
        )
        for name in fields
    )
    return Grid("政策分野と区分（数字は論点の番号）", ("政策分野", *horizons), rows)
