"""Workshops give ideas: slips are counted and never people."""

from analysis.digest import ideas
from analysis.digest.agenda import agenda
from analysis.digest.beside import Beside
from analysis.digest.drafts import digest
from analysis.digest.plain import as_json
from analysis.digest.topics import Arranged
from tests.analysis import made
from tests.analysis.digest.written import AREA, BUS, HOSPITAL, TROUBLES, drafted, rows

SLIP = made.text("アイデア")


def test_a_workshop_of_slips_is_told_in_ideas() -> None:
    slips = [{"アイデア": text} for text in (*BUS, *HOSPITAL, "バスの待合所で朝市", "駅前が好き")]
    found = digest(*made.frame((AREA, SLIP), slips), beside=Beside("workshop"))
    plain = as_json(found)
    (bus,) = (draft for draft in found.drafts if draft.key == "transit")
    (told,) = bus.evidence
    assert told.kind == "idea"
    assert "ワークショップでは、この論点に関わるアイデアが8件（うち" in told.statement
    assert "15件の53.3%に当たります" in told.statement
    assert plain["counted"] == "ideas"
    for draft in found.drafts:
        assert not any("人の声" in each.statement for each in draft.evidence)


def test_slips_that_people_put_together_stay_together() -> None:
    slips = [{"アイデア": text} for text in (*BUS, *HOSPITAL)]
    themes = {"アイデア": [Arranged("3", "足と病院", tuple(range(4, 11)))]}
    beside = Beside("workshop", arranged=themes)
    found = digest(*made.frame((AREA, SLIP), slips), beside=beside)
    (own,) = (each for each in found.drafts if each.evidence[0].source.theme == "3")
    assert {row for row, _ in own.groups[0].voices} >= set(range(4, 11))


def test_a_workshop_beside_a_survey_adds_its_ideas_to_the_issue_they_are_about() -> None:
    slips = [*BUS, "市役所の窓口", "とにかく楽しいまち", " "]
    (told,) = ideas.told(slips, "第1回「未来」会議", agenda("citizen"), source="w1")
    assert (told.topic, told.evidence.people, told.evidence.n) == ("transit", 7, 9)
    assert told.evidence.statement == (
        "ワークショップ「第1回『未来』会議」では、この論点に関わるアイデアが7件出ました。"
        "出されたアイデア9件の77.8%に当たります。"
    )
    found = digest(*made.frame((AREA, TROUBLES), rows()), beside=Beside(more=(told,)))
    (bus,) = (draft for draft in found.drafts if draft.key == "transit")
    assert [each.kind for each in bus.evidence][:2] == ["theme", "idea"]


def test_under_four_ideas_are_not_told_of() -> None:
    assert ideas.told(BUS[:3], "会議", agenda("citizen"), source="w1") == []
    assert ideas.told([], "会議", agenda("citizen"), source="w1") == []


def test_a_survey_counts_people() -> None:
    assert as_json(drafted(rows()))["counted"] == "people"
