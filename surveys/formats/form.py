"""The document's own form: plain values, as YAML says them and as an Excel sheet is laid out into.

Every problem of a file is collected before anything is made of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from surveys import documents
from surveys.documents import Document, Section
from surveys.errors import SurveyError
from surveys.factors import Factor
from surveys.formats import checks
from surveys.formats.base import Areas, Brought, Found, Path, Problem, Reading, meant
from surveys.formats.shape import shape, text
from surveys.kinds import KINDS, Choice, Question, Row
from surveys.kinds.base import Part

Said = Mapping[str, Any]
WORDS = ("title", "purpose", "host", "contact", "kept_until")
TEXTS = (
    "help",
    "show",
    "skip",
    "check",
    "check_told",
    "unit",
    "earliest",
    "latest",
    "place_map",
    "band_code",
    "band_label",
)
PLAIN = (
    "required",
    "least",
    "limit",
    "total",
    "grain",
    "low",
    "high",
    "as_of",
    "ordered",
    "reverse",
    "labelled",
)
WORDS_ALONE = {"code", "label", "required", "attribute", "weight", *TEXTS}
MARKS = ("exclusive", "beside", "write_in")


def read(
    said: Any, found: Found, areas: Areas | None = None, notes: tuple[Problem, ...] = ()
) -> Reading:
    """Read a questionnaire from plain values.

    Args:
        said: what the file says.
        found: the problems met so far, which knows where each part of `said` stands.
        areas: the plan's areas by the names of their levels; None = there is no plan at hand.
        notes: what the reader should know besides.
    """
    broken = shape(said, found)
    if not isinstance(said, Mapping):
        return Reading(None, found.listed)
    sections = tuple(_sections(said))
    questions = dict(_questions(said, broken, areas, found))
    unread = {
        text(entry.get("code")) for path, entry, _ in each_question(said) if path not in questions
    }
    alone = Document(tuple(questions.values()), sections, factors=tuple(_factors(said)))
    checks.together(said, alone, questions, found, unread)
    if found.met:
        return Reading(None, found.listed, notes)
    return replace(_made(said, sections, tuple(questions.values()), found), notes=notes)


def each_question(said: Said) -> Iterator[tuple[Path, Said, str]]:
    """Every question with where it stands and the code of its section."""
    for number, section in enumerate(_maps(said, "sections")):
        for place, entry in enumerate(_maps(section, "questions")):
            yield ("sections", number, "questions", place), entry, _section_code(section, number)
    for place, entry in enumerate(_maps(said, "questions")):
        yield ("questions", place), entry, ""


def _maps(said: Said, name: str) -> list[Said]:
    """A list of mappings; what is none of them has been found broken, and holds the place."""
    value = said.get(name)
    listed = value if isinstance(value, list) else []
    return [each if isinstance(each, Mapping) else {} for each in listed]


def _section_code(section: Said, number: int) -> str:
    return text(section.get("code")) or f"s{number + 1}"


def _sections(said: Said) -> Iterator[Section]:
    for number, each in enumerate(_maps(said, "sections")):
        code, title = _section_code(each, number), text(each.get("title"))
        yield Section(code, title, text(each.get("lead")), text(each.get("show")))


def _factors(said: Said) -> Iterator[Factor]:
    for number, each in enumerate(_maps(said, "factors"), 1):
        items, turned = (
            tuple(map(text, each[name])) if isinstance(each.get(name), list) else ()
            for name in ("items", "reversed")
        )
        code = text(each.get("code")) or f"f{number}"
        yield Factor(code, text(each.get("label")), items, turned, text(each.get("source")))


def _questions(
    said: Said, broken: set[Path], areas: Areas | None, found: Found
) -> Iterator[tuple[Path, Question]]:
    """The questions whose shape is right, each looked at for itself.

    Where only words are wrong the rest is looked at too, so that one upload tells everything.
    """
    for path, entry, section in each_question(said):
        wrong = {each[len(path)] for each in broken if each[: len(path)] == path != each}
        if path in broken or wrong - WORDS_ALONE:
            continue
        sound = {"code": "?", "label": "?"} | {k: v for k, v in entry.items() if k not in wrong}
        question = replace(_question(sound), section=section)
        if sound.get("areas"):
            question = _with_areas(question, text(sound["areas"]), areas, (path, found))
        checks.alone(question, path, found)
        if not wrong:
            yield path, question


def _question(entry: Said) -> Question:
    bands = tuple(entry.get("bands", ()))
    told: dict[str, Any] = {name: entry[name] for name in PLAIN if name in entry}
    told |= {name: text(entry[name]) for name in TEXTS if name in entry}
    question = Question(
        code=text(entry["code"]),
        label=text(entry["label"]),
        kind=entry["kind"],
        part=_part(entry),
        choices=tuple(_choice(each, n) for n, each in enumerate(entry.get("choices", ()), 1)),
        rows=tuple(_row(each, n) for n, each in enumerate(entry.get("rows", ()), 1)),
        others=tuple(_choice(each, n) for n, each in enumerate(entry.get("others", ()), 1)),
        aspects=tuple(_row(each, n) for n, each in enumerate(entry.get("aspects", ()), 1)),
        sets=tuple(tuple(map(text, one)) for one in entry.get("sets", ())),
        bands=bands,
        levels=tuple(map(text, entry.get("levels", ()))),
        **told,
    )
    return KINDS[question.kind].usual(banded(question) if bands else question)


def _part(entry: Said) -> Part:
    if entry.get("weight"):
        return "weight"
    return "attribute" if entry.get("attribute") else "question"


def _choice(said: Any, number: int) -> Choice:
    if not isinstance(said, Mapping):
        return Choice(str(number), text(said))
    marks = {name: bool(said.get(name, False)) for name in MARKS}
    within = tuple(map(text, said.get("within", ())))
    return Choice(
        text(said.get("code", number)),
        text(said["label"]),
        within=within,
        reading=text(said.get("reading")),
        **marks,
    )


def _row(said: Any, number: int) -> Row:
    if not isinstance(said, Mapping):
        return Row(str(number), text(said))
    return Row(text(said.get("code", number)), text(said["label"]))


def banded(question: Question) -> Question:
    """A number cut into classes, with the names that were not said."""
    unit = question.unit or ("歳" if question.as_of else "")
    names = [f"{low:g}～{high - 1:g}{unit}" for low, high in pairwise(question.bands)]
    names.append(f"{question.bands[-1]:g}{unit}以上")
    return replace(
        question,
        choices=question.choices or tuple(Choice(str(n), each) for n, each in enumerate(names, 1)),
        band_code=question.band_code or f"{question.code}_band",
        band_label=question.band_label or ("年代" if unit == "歳" else f"{question.label}（区分）"),
    )


def _with_areas(
    question: Question, level: str, areas: Areas | None, at: tuple[Path, Found]
) -> Question:
    """The question with the choices of a level of the plan."""
    path, found = at
    if "levels" not in KINDS[question.kind].takes:
        found.add(
            (*path, "areas"),
            "地区の段は、設問形式が「地区」の設問だけで使えます",
            "設問形式を「地区」にしてください",
        )
    if question.choices:
        found.add(
            (*path, "areas"),
            "地区の段と選択肢の両方が書かれています",
            "計画の地区を使うときは、選択肢を空けてください",
        )
    if areas is None:
        return replace(question, levels=(level,))
    if level not in areas:
        known = meant(level, areas) if areas else "計画の画面で、先に地区を登録してください"
        found.add((*path, "areas"), f"計画に地区の段「{level}」がありません", known)
        return replace(question, levels=(level,))
    return replace(question, levels=areas[level].levels, choices=areas[level].choices)


def _made(
    said: Said, sections: tuple[Section, ...], questions: tuple[Question, ...], found: Found
) -> Reading:
    document = Document(
        questions=questions,
        sections=sections,
        minutes=said.get("minutes"),
        department=text(said.get("department")),
        factors=tuple(_factors(said)),
        translations={
            text(language): {text(path): text(words) for path, words in told.items()}
            for language, told in said.get("translations", {}).items()
        },
        **{name: text(said.get(name)) for name in WORDS},
    )
    try:
        document = documents.parse(documents.write(document))
    except SurveyError as error:
        found.refused((), error)
        return Reading(None, found.listed)
    around = {name: text(said.get(name)) for name in ("audience", "sampling")}
    return Reading(Brought(document, year=said.get("year"), **around))
