"""見本市の住民基本台帳, invented like the city: its adults by sex, age and district."""

from datetime import date

from analysis.weighing import margins as margin_file
from analysis.weighing.margins import Class
from analysis.weighing.populations import all_of
from app import bridge
from app.clock import day_of
from app.example import asking
from app.example.asking import Loader
from app.example.city import DISTRICTS
from app.example.last_year import csv_bytes
from app.weighing import Recipe
from surveys import audit, margins, weightings
from surveys.margins import Count
from surveys.plans import Plan
from surveys.questionnaires import Questionnaire

NAME = "母集団_見本.csv"
ADULTS = 50_000
APRIL = 4
COUNTED = {
    "性別": {"男性": 24_300, "女性": 25_700},
    "年齢": {
        "18・19歳": 1_300,
        "20〜24歳": 2_750,
        "25〜29歳": 2_950,
        "30〜34歳": 3_400,
        "35〜39歳": 3_850,
        "40〜44歳": 4_500,
        "45〜49歳": 5_000,
        "50〜54歳": 5_050,
        "55〜59歳": 4_700,
        "60〜64歳": 3_900,
        "65〜69歳": 3_600,
        "70〜74歳": 3_400,
        "75〜79歳": 2_500,
        "80〜84歳": 1_750,
        "85歳以上": 1_350,
    },
    "地区": {district.name: round(ADULTS * district.share) for district in DISTRICTS},
}


def enter(loader: Loader, plan: Plan) -> None:
    """Write the register's counts into the plan, as of the first of April before."""
    counts = [
        Count(axis, level, people, line) for line, (axis, level, people) in enumerate(_rows(), 2)
    ]
    margins.write(loader.session, plan, counts, _as_of(loader))
    details = {"classes": len(counts)}
    audit.record(
        loader.session,
        "population.change",
        plan,
        who=loader.member_id,
        now=loader.now,
        details=details,
    )


def weigh(loader: Loader, sample: Questionnaire) -> None:
    """Use weights by the whole register for a questionnaire of the residents."""
    found = bridge.answers(loader.session, sample)
    classes = [Class(*row, line) for line, row in enumerate(_rows(), 2)]
    recipe = Recipe(all_of(classes, found.codebook)).as_json()
    as_of = _as_of(loader)
    weightings.use(loader.session, sample, recipe, as_of=as_of, now=loader.now)
    axes = {"axes": [margin["name"] for margin in recipe["margins"]]}
    audit.record(
        loader.session,
        "weights.use",
        sample,
        who=loader.member_id,
        now=loader.now,
        details=axes,
    )


def as_csv() -> bytes:
    """The counts as an office's file."""
    heads = (margin_file.AXIS, margin_file.LEVEL, margin_file.PEOPLE)
    return csv_bytes([heads, *((axis, level, str(n)) for axis, level, n in _rows())], "utf-8-sig")


def _rows() -> list[tuple[str, str, int]]:
    return [
        (axis, level, people)
        for axis, levels in COUNTED.items()
        for level, people in levels.items()
    ]


def _as_of(loader: Loader) -> date:
    return date(asking.year_of(day_of(loader.now)), APRIL, 1)
