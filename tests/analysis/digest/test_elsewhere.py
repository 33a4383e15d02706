"""Evidence of every kind comes in by one door and lands in the issue it is about."""

import pytest

from analysis.digest.beside import Beside
from analysis.digest.drafts import Digest, digest
from analysis.digest.elsewhere import Told
from analysis.digest.evidence import Evidence, Source
from analysis.digest.indicators import STATISTIC, SURVEY, Indicator, Value, target
from analysis.digest.kinds import KINDS
from analysis.digest.off_target import told
from analysis.digest.priorities import PARTS
from analysis.digest.stating import stated
from analysis.results import Stage, State
from tests.analysis import made
from tests.analysis.digest.written import AREA, TROUBLES, WISHES, rows


def drafted(*more: Told) -> Digest:
    return digest(*made.frame((AREA, TROUBLES, WISHES), rows()), beside=Beside(more=more))


def sentence(kind: str, subject: str, strength: float = 0.2) -> Evidence:
    return Evidence(kind, f"『{subject}』。", subject, strength, 60, 12, Source("somewhere"))


def riders(value: float, n: int | None = None) -> Indicator:
    aim, before = target("30.0%"), Value("令和5年度", 25.0, n)
    return Indicator(
        "i1", "路線バスを使う市民の割合", SURVEY, "%", before, (Value("令和7年度", value, n),), aim
    )


@pytest.mark.parametrize("kind", ["indicator", "idea", "opinion", "logic_gap"])
def test_evidence_made_elsewhere_joins_the_issue_its_words_speak_of(kind: str) -> None:
    found = drafted(Told(sentence(kind, "路線バスの本数")))
    (bus,) = (draft for draft in found.drafts if draft.key == "transit")
    assert kind in {each.kind for each in bus.evidence}
    assert {draft.key for draft in found.drafts} == {"transit", "medical"}


def test_a_named_topic_outweighs_the_words() -> None:
    found = drafted(Told(sentence("logic_gap", "路線バスの本数"), topic="medical"))
    (hospital,) = (draft for draft in found.drafts if draft.key == "medical")
    assert "logic_gap" in {each.kind for each in hospital.evidence}


def test_what_nobody_else_speaks_of_is_an_issue_of_its_own() -> None:
    state = "まちの人どうしが信じ合える"
    found = drafted(Told(sentence("opinion", "信頼"), desired_state=state))
    (own,) = (draft for draft in found.drafts if draft.key.startswith("opinion:"))
    assert (own.topic, own.desired_state) == ("信頼", state)


def test_an_indicator_that_met_its_target_tells_so_and_makes_no_issue() -> None:
    met = riders(31.0)
    (bus,) = (each for each in drafted(*told([met])).drafts if each.key == "transit")
    assert any("目標の30.0%に達しています" in each.statement for each in bus.evidence)
    alone = digest(
        *made.frame((AREA,), made.people(40, 地区="東")), beside=Beside(more=tuple(told([met])))
    )
    assert alone.drafts == ()


def test_an_indicator_that_moves_away_beyond_chance_counts_as_getting_worse() -> None:
    (bus,) = (
        each for each in drafted(*told([riders(20.0, n=1000)])).drafts if each.key == "transit"
    )
    assert bus.priority.parts["trend"] == pytest.approx(0.25)
    (still,) = (
        each for each in drafted(*told([riders(24.0, n=100)])).drafts if each.key == "transit"
    )
    assert still.priority.parts["trend"] is None


def test_what_was_not_found_in_the_survey_does_not_say_when_that_was_taken() -> None:
    rate = Indicator(
        *("i2", "バスの年間の利用者数", STATISTIC, "人", Value("令和5年度", 900.0)),
        *((Value("令和7年度", 800.0),), target("増加"), 0),
    )
    for draft in stated(drafted(*told([rate])), State(Stage.FINAL)).drafts:
        for each in draft.evidence:
            assert each.statement.endswith("。") is each.kind.startswith("indicator")


def test_every_kind_feeds_a_part_of_the_priority_or_none() -> None:
    assert {kind.part for kind in KINDS.values()} <= {*PARTS, ""}
