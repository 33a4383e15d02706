"""Each voice stands under the issue it speaks of; what a person put together stays together."""

from analysis.digest.agenda import agenda, said_in
from analysis.digest.beside import Beside
from analysis.digest.drafts import Digest, digest
from analysis.digest.sorting import Sorted, sort
from analysis.digest.topics import Arranged, Group, Voice
from analysis.text.intent import Intent
from tests.analysis import made
from tests.analysis.digest.written import AREA, BUS, HOSPITAL, TROUBLES, rows

TOILETS = (
    *("トイレが汚い", "トイレが遠い", "トイレが古くて使いにくい", "トイレが分かりにくい"),
    *("トイレに紙がない", "トイレの便座が冷たい"),
)
STAIRS = ("階段が多くて大変", "階段が急で怖い", "階段に手すりがない", "エレベーターがない")


def voice(row: int, text: str, about: str = "") -> Voice:
    return Voice(row, "q", text, Intent.COMPLAINT, about, said_in(text))


def group(*texts: str, name: str = "トイレ・階段", theme: str | None = None) -> Group:
    said = tuple(voice(row, text) for row, text in enumerate(texts))
    return Group(name, tuple(name.split("・")), texts[0], (), said, theme)


def topics(found: list[Sorted]) -> dict[str, list[str]]:
    return {
        each.topic.key if each.topic else "": [voice.text for voice in each.group.voices]
        for each in found
    }


def test_voices_of_another_topic_leave_a_mixed_group_and_make_their_own() -> None:
    found = sort([group(*TOILETS, *STAIRS)], [], agenda("citizen"))
    assert {key: set(texts) for key, texts in topics(found).items()} == {
        "toilets": set(TOILETS),
        "barrier-free": set(STAIRS),
    }
    assert found[0].group.name == "トイレ"


def test_a_bare_complaint_goes_by_what_its_writer_had_chosen() -> None:
    loose = [voice(90, "不便", "移動・交通"), voice(91, "遠い", "医療・福祉"), voice(92, "悪い")]
    found = topics(
        sort([group(*BUS, name="バス"), group(*HOSPITAL, name="病院")], loose, agenda("citizen"))
    )
    assert "不便" in found["transit"]
    assert "遠い" in found["medical"]
    assert not any("悪い" in texts for texts in found.values())


def test_what_a_person_put_together_stays_together_under_its_name() -> None:
    kept = group(*TOILETS, *STAIRS, name="庁舎の使いにくさ", theme="7")
    (found,) = sort([kept], [voice(90, "トイレが寒い")], agenda("citizen"))
    assert found.group.name == "庁舎の使いにくさ"
    assert len(found.group.voices) == len(TOILETS + STAIRS)


def arranged(name: str, *texts: str) -> Digest:
    told = rows()
    held = tuple(row for row, each in enumerate(told) if each.get("困りごと") in texts)
    themes = {"困りごと": [Arranged("7", name, held)]}
    return digest(*made.frame((AREA, TROUBLES), told), beside=Beside(arranged=themes))


def test_a_theme_that_people_named_is_told_by_its_name_and_key() -> None:
    found = {draft.key: draft for draft in arranged("通院の足としてのバス", *BUS).drafts}
    (bus,) = (draft for draft in found.values() if draft.topic == "通院の足としてのバス")
    assert bus.evidence[0].source.theme == "7"
    assert (bus.key, len(bus.groups[0].voices)) == ("transit", len(BUS))
    assert "medical" in found


def test_a_theme_without_a_known_topic_is_an_issue_of_its_own() -> None:
    mixed = (*BUS[:5], *HOSPITAL[:5])
    drafts = arranged("夕暮れの心細さ", *mixed).drafts
    (own,) = (
        draft
        for draft in drafts
        if draft.key == "声:夕暮れの心細さ" or draft.topic == "夕暮れの心細さ"
    )
    assert {text for g in own.groups for text in g.voices}
    assert len(own.groups[0].voices) >= len(mixed)


def test_a_job_asked_right_before_a_text_is_not_what_the_text_is_about() -> None:
    job = made.axis("職業", "農林業", "商店", "会社", "医療")
    told = [{**each, "職業": "農林業"} for each in rows()]
    found = digest(*made.frame((job, TROUBLES), told))
    assert {draft.key for draft in found.drafts} == {"transit", "medical"}
