"""Every sentence a digest can make, read with extreme numbers and the worst of labels."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from analysis.codebook import Factor, Score, Variable
from analysis.comparing.surveys import Survey
from analysis.digest import ideas
from analysis.digest.agenda import agenda
from analysis.digest.beside import Beside
from analysis.digest.drafts import Digest, digest
from analysis.digest.elsewhere import Told
from analysis.digest.evidence import Evidence
from analysis.digest.indicators import STATISTIC, SURVEY, Indicator, Value, target
from analysis.digest.kinds import KINDS
from analysis.digest.off_target import told
from analysis.factors import with_factors
from tests.analysis import made
from tests.analysis.digest.written import BUS, HOSPITAL
from tests.analysis.made import Row

LABELS = ("バス", "「市」の『バス』\n便」", "バスの便や乗り継ぎや待ち時間など" * 12, "（1）バス。")
# How many are content, how many not, and how many stay silent.
COUNTS = (
    *((0, 0, 0), (1, 0, 0), (0, 1, 3), (29, 0, 0), (30, 0, 0), (0, 30, 0), (25, 5, 0)),
    *((15, 15, 0), (40, 40, 40), (199, 1, 0), (5, 195, 0), (120, 80, 0), (100, 100, 1)),
)
ELSEWHERE = {"opinion", "logic_gap"}  # their sentences are made where they are found
# What a sentence of a digest ends with, and what none may say.
ENDING = re.compile(r"(?:です|ます|ました|ません|でした|ください)(?:（[^（）]*）)?$")
BROKEN = re.compile(r"nan|NaN|None|inf(?!o)|△0(?:\.0+)?(?![\d.])|-0(?![\d-])|(?<![\d.])-%|\n")
NOBODY = re.compile(r"(?<![\d,.])0[人件]")
CAUSAL = re.compile(r"ため|により|によって|せいで|おかげ|原因|影響|結果として|したがって")


def asked(label: str) -> tuple[Variable, ...]:
    """Questions of every form, all called by one label."""
    steps = (f"{label}に満足", "やや満足", "どちらともいえない", "やや不満", f"{label}に不満")
    weighty = ("重要", "やや重要", "どちらともいえない", "あまり重要でない", "重要でない")
    items = (label, "道路", "公園")
    return (
        made.axis(f"{label}の地区", f"{label}東", f"{label}西"),
        *(
            replace(made.scale(f"s{n}", *steps, label=f"満足度／{it}"), reverse=True)
            for n, it in enumerate(items)
        ),
        *(
            replace(made.scale(f"i{n}", *weighty, label=f"重要度／{it}"), reverse=True)
            for n, it in enumerate(items)
        ),
        *made.ticks(f"{label}で改善してほしいこと", f"{label}の本数", f"{label}の運賃", "特にない"),
        *(
            replace(
                made.number(f"r_{n}"),
                label=it,
                group="r",
                group_label=f"{label}で力を入れてほしいこと",
                score=Score.RANK,
                most=2,
            )
            for n, it in enumerate(items)
        ),
        replace(made.single("c", "1", "2", "3", label=f"{label}の様子"), labelled=False),
        made.text("t", f"{label}で困っていること"),
    )


def answered(label: str, counts: tuple[int, int, int]) -> list[Row]:
    """The content live in the east, the others in the west."""
    good, bad, silent = counts
    area, wishes = f"{label}の地区", f"{label}で改善してほしいこと"

    def row(number: int, *, well: bool) -> Row:
        return {
            area: f"{label}{'東' if well is (number % 5 > 0) else '西'}",
            "s0": f"{label}に{'満足' if well else '不満'}",
            **{f"s{n}": "やや満足" if number % 3 else "やや不満" for n in (1, 2)},
            "i0": "重要",
            **{f"i{n}": "重要でない" if number % 4 else "やや重要" for n in (1, 2)},
            f"{wishes}_1": "1" if number % 2 else "0",
            f"{wishes}_2": "1" if number % 2 else "0",
            f"{wishes}_3": "0",
            "r_0": 1 if well else 2,
            "r_1": 2 if well else None,
            "r_2": None if well else 1,
            "c": "1" if well else "2",
            "t": None if well else (BUS if number % 10 and number % 7 else HOSPITAL)[number % 6],
        }

    return [
        *(row(number, well=True) for number in range(good)),
        *(row(number, well=False) for number in range(bad)),
        *made.people(silent),
    ]


def survey(label: str, counts: tuple[int, int, int], name: str = "今") -> Survey:
    return Survey(name, *made.frame(asked(label), answered(label, counts)))


def read_by_others(label: str, counts: tuple[int, int, int]) -> Digest:
    """One digest with everything beside it that a plan can have."""
    own = survey(label, counts)
    beside = Beside(
        year="令和7年度",
        people="市民",
        before=survey(label, (190, 10, 0), "令和5年度"),
        others=survey(label, (140, 60, 0), "職員"),
        more=(*indicators(label)[1::7], *ideas.told(BUS, label, agenda("citizen"), source="w")),
    )
    return digest(own.frame, own.codebook, beside=beside)


def _alone(label: str, counts: tuple[int, int, int]) -> Digest:
    """Without voices and other surveys, which make no other sentences of few people."""
    silent = tuple(each for each in asked(label) if each.name != "t")
    return digest(*made.frame(silent, answered(label, counts)))


def _of_factors(label: str) -> Digest:
    """Two questions put together under the same words."""
    whole = made.frame(asked(label), answered(label, (40, 160, 3)))
    return digest(*with_factors(*whole, (Factor("f", label, ("s0", "s1")),)))


def indicators(label: str) -> list[Told]:
    """Values of nothing, of very much, below zero, and that do not move."""
    values = (None, 0.0, -0.04, 1e9, 50.0)
    units, aims = ("%", "人", ""), ("50%", "0以下", "増加", "国より高")
    return told(
        Indicator(
            *("k", label, kind, unit, Value("令和5年度", base, n)),
            *((Value("令和7年度", now, n, {"国": 50.0}),), target(aim)),
        )
        for base, now, unit, aim in product(values, values, units, aims)
        for kind, n in ((STATISTIC, None), (SURVEY, None), (SURVEY, 1), (SURVEY, 1000))
    )


@pytest.fixture(scope="module")
def everything() -> list[Digest]:
    found = [read_by_others(label, (40, 160, 3)) for label in LABELS]
    found += [_of_factors(label) for label in LABELS]
    found += [_alone(LABELS[1], counts) for counts in COUNTS]
    slips = [{"t": text} for text in (*BUS, *HOSPITAL)]
    found.append(digest(*made.frame((made.text("t"),), slips), beside=Beside("workshop")))
    bare = tuple(each for each in asked(LABELS[1]) if each.name == "c" or each.role != "question")
    rows = answered(LABELS[1], (100, 100, 0))
    return [*found, digest(*made.frame(bare, rows))]


def _evidence(found: list[Digest]) -> Iterator[Evidence]:
    for made_ in found:
        for draft in made_.drafts:
            yield from draft.evidence


def _texts(found: list[Digest]) -> Iterator[str]:
    for made_ in found:
        yield from made_.notes
        for draft in made_.drafts:
            yield from (draft.gap, draft.hint, draft.present_state)
    yield from (each.statement for each in _evidence(found))
    for label in LABELS:
        yield from (each.evidence.statement for each in indicators(label))


def test_every_kind_of_evidence_is_read_here(everything: list[Digest]) -> None:
    kinds = {each.kind for each in _evidence(everything)}
    kinds |= {each.evidence.kind for each in indicators(LABELS[0])}
    assert kinds == set(KINDS) - ELSEWHERE


def test_every_sentence_ends_as_one_and_holds_no_broken_number(everything: list[Digest]) -> None:
    for text in set(_texts(everything)) - {""}:
        assert not BROKEN.search(text), text
        assert text.count("「") == text.count("」"), text
        assert text.count("『") == text.count("』"), text
        bare = re.sub(r"「[^「」]*」|『[^『』]*』", "", re.sub(r"『[^『』]*』", "", text))
        for sentence in filter(None, bare.split("。")):
            assert ENDING.search(sentence) or sentence.startswith("（"), (sentence, text)


def test_no_sentence_says_why(everything: list[Digest]) -> None:
    quoted = re.compile(r"「[^「」]*」|『[^『』]*』")
    for each in _evidence(everything):
        assert not CAUSAL.search(quoted.sub("", each.statement)), each.statement


def test_every_sentence_of_a_survey_names_how_many_it_rests_on(everything: list[Digest]) -> None:
    for each in _evidence(everything):
        if each.kind.startswith("indicator"):
            continue
        if each.kind in ("theme", "idea"):
            assert f"{each.n:,}" in each.statement, each.statement
        else:
            assert f"n={each.n:,}" in each.statement, each.statement
        assert not NOBODY.search(each.statement), each.statement
        assert each.n >= each.people > 0
        assert 0 <= each.strength <= 1


def test_choices_of_one_share_stand_at_one_place(everything: list[Digest]) -> None:
    tied = [each for each in _evidence(everything) if each.kind == "need"]
    assert tied
    assert all("同率1位です。" in each.statement for each in tied)


def test_nobody_and_one_person_are_no_evidence() -> None:
    for counts in ((0, 0, 0), (1, 0, 0), (0, 1, 3)):
        own = survey("バス", counts)
        assert not list(_evidence([digest(own.frame, own.codebook)]))
