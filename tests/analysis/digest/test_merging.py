"""Drafts of several surveys become one list of the plan."""

from collections.abc import Mapping
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from analysis.digest.merging import Speaker, merge, said_by
from analysis.digest.priorities import PARTS

STATE = "（確定・2026年3月31日現在）"


def evidence(
    statement: str, kind: str = "low_rating", *, other: str | None = None
) -> dict[str, Any]:
    source = {"question": "q1", "axis": None, "theme": None, "other": other}
    said = {"statement": statement, "subject": "移動", "strength": 0.4, "n": 100, "people": 40}
    return {"kind": kind, **said, "source": source}


def issue(key: str, *told: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "draft_key": key,
        "topic": key,
        "desired_state": "",
        "gap": "",
        "evidence": list(told),
        "voices": [],
        "people": 40,
        "n": 100,
        "parts": parts(breadth=0.5, severity=0.5),
        **changes,
    }


def parts(**known: float) -> dict[str, float | None]:
    return {**dict.fromkeys(PARTS), **known}


def speaker(number: int, audience: str, *issues: Mapping[str, Any], **changes: Any) -> Speaker:
    said: dict[str, Any] = {
        "id": number,
        "run": number * 10,
        "title": f"調査{number}",
        "audience": audience,
        "representative": True,
        "year": 2026,
        "issues": issues,
        "beside": {},
    }
    return Speaker(**said | changes)


def test_citizens_and_staff_on_one_topic_are_one_draft_that_says_who_said_what() -> None:
    of_citizens = issue("t-1", evidence(f"45.0%です。{STATE}"), desired_state="移動できる")
    of_staff = issue("t-1", evidence(f"20.0%です。{STATE}"))
    (made,) = merge([speaker(2, "staff", of_staff), speaker(1, "citizen", of_citizens)])

    assert [each["statement"] for each in made["evidence"]] == [
        "45.0%です。（市民の回答。確定・2026年3月31日現在）",
        "20.0%です。（職員の回答。確定・2026年3月31日現在）",
    ]
    assert [each["source"]["run_id"] for each in made["evidence"]] == [10, 20]
    assert [each["whose"] for each in made["speakers"]] == ["市民の回答", "職員の回答"]
    assert made["desired_state"] == "移動できる"
    assert made["present_state"].count("現在）") == 2


def test_drafts_of_other_things_stay_apart() -> None:
    made = merge([speaker(1, "citizen", issue("t-1")), speaker(2, "staff", issue("2-9"))])
    assert {each["draft_key"] for each in made} == {"t-1", "2-9"}


def test_a_part_is_the_greatest_of_the_surveys_that_can_be_relied_on() -> None:
    (made,) = merge(
        [
            speaker(1, "citizen", issue("t-1", parts=parts(breadth=0.2, severity=0.5))),
            speaker(2, "staff", issue("t-1", parts=parts(breadth=0.4))),
            speaker(3, "citizen", issue("t-1", parts=parts(breadth=1.0)), representative=False),
        ]
    )
    assert (made["parts"]["breadth"], made["parts"]["severity"]) == (0.4, 0.5)
    assert made["people"] == 40
    assert [each["whose"] for each in made["speakers"]][-1] == "公募の市民の回答"


def test_what_only_an_open_call_says_is_for_reference_and_ranked_apart() -> None:
    made = merge(
        [
            speaker(1, "citizen", issue("t-1", parts=parts(breadth=0.1))),
            speaker(2, "citizen", issue("t-2", parts=parts(breadth=1.0)), representative=False),
        ]
    )
    assert [(e["draft_key"], e["reference"], e["place"]) for e in made] == [
        ("t-1", False, 1),
        ("t-2", True, 1),
    ]


def test_one_difference_of_two_surveys_is_told_once() -> None:
    apart = evidence("市民は高い。", "divergence", other="職員")
    back = evidence("職員は低い。", "divergence", other="市民")
    (made,) = merge(
        [
            speaker(1, "citizen", issue("t-1", apart), beside={"職員": 2}),
            speaker(2, "staff", issue("t-1", back), beside={"市民": 1}),
        ]
    )
    assert [each["statement"] for each in made["evidence"]] == ["市民は高い。（市民の回答）"]


def test_what_an_indicator_says_is_nobodys_answer_and_stands_once() -> None:
    told = evidence("目標に届いていません。", "indicator")
    (made,) = merge(
        [speaker(1, "citizen", issue("t-1", told)), speaker(2, "staff", issue("t-1", told))]
    )
    assert [each["statement"] for each in made["evidence"]] == ["目標に届いていません。"]


def test_two_surveys_of_one_kind_are_told_apart_by_their_titles() -> None:
    sides = [speaker(n, "citizen", issue("t-1", evidence("多い。"))) for n in (1, 2)]
    (made,) = merge([sides[0], sides[1]])
    assert [each["whose"] for each in made["speakers"]] == ["「調査1」の回答", "「調査2」の回答"]


def test_the_gap_of_a_draft_quotes_every_survey_that_has_voices() -> None:
    (made,) = merge(
        [
            speaker(1, "citizen", issue("t-1", gap="「遠い」といった不満が残っています。")),
            speaker(2, "staff", issue("t-1", gap="「人手がない」といった不満が残っています。")),
            speaker(3, "outside", issue("t-1", gap="「駅」を選んだ人が20.0%おり、遠くにいます。")),
        ]
    )
    assert made["gap"] == (
        "「遠い」といった不満が残っています。職員の回答では、「人手がない」といった声もあります。"
    )


def test_drafts_of_one_score_share_a_place() -> None:
    made = merge([speaker(1, "citizen", issue("t-2"), issue("t-1"))])
    assert [(each["draft_key"], each["place"]) for each in made] == [("t-1", 1), ("t-2", 1)]


def test_a_sentence_without_a_date_says_whose_it_is_too() -> None:
    assert said_by("多いです。", "職員の回答") == "多いです。（職員の回答）"


SHARES = st.one_of(st.none(), st.floats(0, 1))
ISSUES = st.builds(
    lambda key, own, shares: issue(key, evidence(own), parts=dict(zip(PARTS, shares, strict=True))),
    st.sampled_from(["t-1", "t-2", "t-3"]),
    st.text(min_size=1, max_size=4),
    st.tuples(st.floats(0, 1), *[SHARES] * (len(PARTS) - 1)),
)
SAID = st.lists(ISSUES, max_size=3, unique_by=lambda each: each["draft_key"])
SPEAKERS = st.lists(
    st.tuples(st.sampled_from(["citizen", "staff", "outside"]), st.booleans(), SAID), max_size=4
).map(
    lambda listed: [
        speaker(number, audience, *issues, representative=firm)
        for number, (audience, firm, issues) in enumerate(listed, 1)
    ]
)


@given(SPEAKERS, st.randoms())
def test_no_order_of_surveys_or_drafts_changes_the_plans_drafts(
    speakers: list[Speaker], chance: Random
) -> None:
    mixed = [
        speaker(
            each.id,
            each.audience,
            *chance.sample(list(each.issues), len(each.issues)),
            representative=each.representative,
        )
        for each in chance.sample(speakers, len(speakers))
    ]
    assert merge(mixed) == merge(speakers)


@given(SPEAKERS)
def test_every_draft_stands_once_with_the_greatest_of_its_parts(speakers: list[Speaker]) -> None:
    made = {each["draft_key"]: each for each in merge(speakers)}
    said = {each["draft_key"] for one in speakers for each in one.issues}
    assert made.keys() == said
    for one in speakers:
        for each in one.issues:
            merged = made[each["draft_key"]]
            if one.representative and not merged["reference"]:
                assert merged["parts"]["breadth"] >= each["parts"]["breadth"]
            assert one.id in [side["questionnaire_id"] for side in merged["speakers"]]
