"""What other surveys say: worse than before, and seen otherwise by staff."""

from dataclasses import replace

from analysis.codebook import Codebook
from analysis.comparing.surveys import Survey
from analysis.digest.beside import Beside, diverging, told, worsened
from analysis.digest.drafts import digest
from tests.analysis import made
from tests.analysis.made import Row

AREA = made.axis("地区", "東", "西")
STEPS = ("満足", "やや満足", "どちらともいえない", "やや不満", "不満")
BUS = replace(made.scale("バスの便", *STEPS), reverse=True)


def survey(name: str, bad: int, good: int, *, representative: bool = True) -> Survey:
    rows: list[Row] = [
        *made.people(bad, 地区="東", バスの便="不満"),
        *made.people(good, 地区="西", バスの便="満足"),
    ]
    frame, codebook = made.frame((AREA, BUS), rows)
    return Survey(name, frame, codebook, representative=representative)


def test_what_got_worse_is_told_with_both_years_and_what_chance_would_do() -> None:
    (found,) = worsened(survey("令和7年度", 60, 140), survey("令和5年度", 30, 170))
    assert found.statement == (
        "『バスの便』で「やや不満＋不満」と答えた人の割合は、令和5年度の15.0%（n=200）から、"
        "令和7年度は30.0%で、15.0ポイント高くなりました"
        "（n=200、差の95%信頼区間6.8〜22.9ポイント、BH補正後 p<0.001）。"
    )
    assert (found.kind, found.people, found.n, found.source.other) == (
        *("worsened", 60, 200),
        "令和5年度",
    )


def test_what_got_worse_in_other_words_says_so() -> None:
    before = survey("令和5年度", 30, 170)
    reworded = Codebook((AREA, replace(BUS, label="バスの便の満足度")))
    (found,) = worsened(survey("令和7年度", 60, 140), replace(before, codebook=reworded))
    assert found.statement.endswith("ただし、設問文が変わっています。")


def test_what_got_better_or_hardly_changed_is_no_evidence() -> None:
    assert worsened(survey("後", 30, 170), survey("前", 60, 140)) == []
    assert worsened(survey("後", 32, 168), survey("前", 30, 170)) == []


def test_few_people_or_an_open_call_say_nothing_of_change() -> None:
    assert worsened(survey("後", 14, 6), survey("前", 4, 16)) == []
    call = survey("前", 30, 170, representative=False)
    assert worsened(survey("後", 60, 140), call) == []


def test_staff_and_citizens_who_see_it_otherwise_are_told_apart() -> None:
    (found,) = diverging(survey("市民", 60, 140), survey("職員", 10, 190))
    assert found.kind == "divergence"
    assert "職員の5.0%（n=200）に対して、市民は30.0%で、25.0ポイント高くなっています" in (
        found.statement
    )


def test_staff_and_citizens_who_see_it_alike_are_not_told_apart() -> None:
    assert diverging(survey("市民", 60, 140), survey("職員", 55, 145)) == []


def test_a_draft_says_that_it_got_worse_and_ranks_by_it() -> None:
    own, before = survey("令和7年度", 60, 140), survey("令和5年度", 30, 170)
    found = digest(own.frame, own.codebook, beside=Beside(year="令和7年度", before=before))
    (draft,) = found.drafts
    assert [each.kind for each in draft.evidence][:2] == ["low_rating", "worsened"]
    assert draft.priority.parts["trend"] is not None
    alone = digest(own.frame, own.codebook)
    assert alone.drafts[0].priority.parts["trend"] is None


def test_no_other_survey_tells_nothing() -> None:
    assert told(survey("今", 60, 140), Beside()) == []
