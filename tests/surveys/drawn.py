"""調査票の生成: any questionnaire at all, with everything each kind of question may have."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st

from surveys.documents import Document, Section
from surveys.formats.base import Brought
from surveys.kinds import KINDS, Choice, Question, Row

WORD = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Zs"),
        exclude_characters="{}｛｝",  # between them stands the code of an earlier question
    ),
    min_size=1,
    max_size=12,
)
TRICKY = st.sampled_from(
    [
        *("1. はい", "1.5倍", "①", "[a] b", "その他（記述）", "その他（　　）", "バス【市営】"),
        *("x【単独】", "【】", "=1+1", "+81", "@x", "-", "- a", "no", "yes", "null", "007", "1.0"),
        *(
            "true",
            "2026-04-01",
            "a: b",
            "#a",
            "'",
            '"',
            "・項目",
            "か\u3099",
            "𠮷",
            "1e5",
            "_x000D_",
        ),
    ]
)
LABEL = st.one_of(WORD, TRICKY)
TEXT = st.lists(LABEL, min_size=1, max_size=3).map("\n".join)
CODE = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True)
RULE = st.just("")


@st.composite
def choices(draw: st.DrawFn, kind: str, levels: tuple[str, ...]) -> tuple[Choice, ...]:
    labels = draw(st.lists(LABEL, min_size=3, max_size=5, unique=True))
    coded = draw(st.booleans())
    made = [
        Choice(
            f"{draw(CODE)}{n}" if coded else str(n),
            label,
            exclusive="exclusive" in KINDS[kind].marks and draw(st.booleans()),
            beside="beside" in KINDS[kind].marks and draw(st.booleans()),
            within=tuple(f"{n}区" for _ in levels[1:]),
            reading=draw(st.sampled_from(["", "ごうばら"])) if kind == "area" else "",
        )
        for n, label in enumerate(labels, 1)
    ]
    if "write_in" in KINDS[kind].marks and draw(st.booleans()):
        made[-1] = replace(made[-1], write_in=True)
    return tuple(made)


@st.composite
def questions(draw: st.DrawFn, number: int, section: str) -> Question:
    """A question of any kind, with everything its kind may have."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    made = Question(
        code=f"q{number}",
        label=draw(TEXT),
        kind=kind,
        part=draw(st.sampled_from(["question", "attribute"])),
        required=draw(st.booleans()),
        ordered=draw(st.booleans()),
        reverse=draw(st.booleans()),
        labelled=draw(st.booleans()),
        section=section,
        help=draw(st.one_of(st.just(""), TEXT)),
        levels=draw(st.sampled_from([(), ("行政区", "地区")])) if kind == "area" else (),
    )
    if "rows" in KINDS[kind].takes:
        labels = draw(st.lists(LABEL, min_size=1, max_size=3))
        made = replace(made, rows=tuple(Row(str(n), each) for n, each in enumerate(labels, 1)))
    if "choices" in KINDS[kind].takes:
        made = replace(made, choices=draw(choices(kind, made.levels)))
    return _OF_KIND[kind](draw, made) if kind in _OF_KIND else made


Of = Callable[[st.DrawFn, Question], Question]


def _limited(draw: st.DrawFn, made: Question) -> Question:
    return replace(made, limit=draw(st.sampled_from([None, 100])))


def _counted(_draw: st.DrawFn, made: Question) -> Question:
    return replace(made, least=1, limit=len(made.choices))


def _number(draw: st.DrawFn, made: Question) -> Question:
    made = replace(made, low=draw(st.sampled_from([None, 0.0, -1.5])), high=120.0, unit="歳")
    if draw(st.booleans()):
        return made
    return replace(
        made,
        bands=(18, 30, 65),
        band_code=f"b{made.code}",
        band_label=draw(LABEL),
        choices=tuple(Choice(str(n), draw(LABEL)) for n in (1, 2, 3)),
        as_of=draw(st.sampled_from([None, 2026])),
    )


def _date(draw: st.DrawFn, made: Question) -> Question:
    return replace(made, earliest=draw(st.sampled_from(["", "1900-01-01"])), latest="2026-12-31")


def _pair(draw: st.DrawFn, made: Question) -> Question:
    aspects = (Row("sat", draw(LABEL)), Row("imp", draw(LABEL)))
    return replace(made, others=draw(choices("pair", ())), aspects=aspects)


def _points(draw: st.DrawFn, made: Question) -> Question:
    return replace(made, total=draw(st.sampled_from([None, 10])))


def _best_worst(draw: st.DrawFn, made: Question) -> Question:
    codes = tuple(made.codes)
    aspects = (Row("best", draw(LABEL)), Row("worst", draw(LABEL)))
    return replace(made, sets=(codes, codes[::-1]), aspects=aspects)


def _pin(draw: st.DrawFn, made: Question) -> Question:
    return replace(made, place_map="小学校区", grain=draw(st.sampled_from([None, 10, 1000])))


def _note(_draw: st.DrawFn, made: Question) -> Question:
    return replace(made, part="question", required=False)


_OF_KIND: dict[str, Of] = {
    "multiple": _counted,
    "ranking": _counted,
    "points": _points,
    "best_worst": _best_worst,
    "pair": _pair,
    "number": _number,
    "date": _date,
    "line": _limited,
    "text": _limited,
    "pin": _pin,
    "note": _note,
}


@st.composite
def brought(draw: st.DrawFn) -> Brought:
    """A questionnaire with or without sections, rules and translations."""
    titles = draw(st.lists(LABEL, max_size=3))
    sections = tuple(Section(f"s{n}", title, lead="前書き") for n, title in enumerate(titles, 1))
    asked: list[Question] = []
    for place in [each.code for each in sections] or [""]:
        for _ in range(draw(st.integers(1, 3))):
            asked.append(draw(questions(len(asked) + 1, place)))
    looks_back = len(asked) > 1 and KINDS[asked[0].kind].asks
    asked[-1] = replace(asked[-1], show="q1 あり" if looks_back else "")
    words = draw(st.dictionaries(st.sampled_from(["title", "q1"]), LABEL, max_size=2))
    document = Document(
        tuple(asked),
        sections,
        title=draw(LABEL),
        purpose=draw(TEXT),
        contact=draw(LABEL),
        minutes=draw(st.sampled_from([None, 10])),
        translations={"en": words} if words else {},
    )
    around = draw(st.sampled_from([("citizen", "random", 2026), ("staff", "census", None)]))
    return Brought(document, *around)
