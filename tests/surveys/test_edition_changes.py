"""版の違い: every difference between two editions is told, and nothing that is the same."""

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from surveys import edition_changes
from surveys.edition_changes import LISTS, Change, Changes, changes
from surveys.word_changes import GONE, NEW

BUS: dict[str, Any] = {
    "uid": 7,
    "number": 1,
    "topic": "バス",
    "field": "交通",
    "desired_state": "車がなくても、行きたい所へ行ける",
    "present_state": "『移動』に否定的な回答は35.2%（n=204）です。",
    "gap": "",
    "measures": "",
    "section": "",
    "horizon": "",
    "figures": [{"share": 0.352, "n": 204, "words": "『移動』に否定的な回答をした人"}],
    "evidence": [{"kind": "low_rating", "statement": "35.2%です（n=204）。", "n": 204}],
    "voices": [{"text": "バスの本数が少ない", "attributes": ["40代"]}],
}
TITLES = ("車がなくても、行きたい所へ行ける", "公園で遊べる", "水道が止まらない", "本を借りられる")


def issue(uid: int, number: int, **others: Any) -> dict[str, Any]:
    return {**deepcopy(BUS), "uid": uid, "number": number, "topic": f"{uid}番"} | others


def document(*issues: dict[str, Any], **others: Any) -> dict[str, Any]:
    return {"format": 2, "plan": "第六次総合計画", "sources": [], "issues": list(issues), **others}


def numbered(uids: list[int]) -> dict[str, Any]:
    return document(*(issue(uid, number) for number, uid in enumerate(uids, 1)))


def only(found: Changes) -> Change:
    ((change,),) = [each.changes for each in found.changed]
    return change


def test_an_issue_that_climbs_is_the_one_that_moved() -> None:
    found = changes(numbered([1, 2, 3, 4, 5]), numbered([1, 5, 2, 3, 4]))
    assert [(each.before["number"], each.after["number"]) for each in found.changed] == [(5, 2)]
    assert [each.after["uid"] for each in found.kept if each.renumbered] == [5, 2, 3, 4]
    assert found.counted() == {"moved": 1}


def test_of_two_that_change_places_the_upper_one_moved() -> None:
    (moved,) = changes(numbered([1, 2, 3]), numbered([1, 3, 2])).changed
    assert (moved.before["number"], moved.after["number"]) == (3, 2)


def test_making_room_for_a_new_issue_is_no_move() -> None:
    found = changes(numbered([1, 2]), numbered([9, 1, 2]))
    assert [each["uid"] for each in found.new] == [9]
    assert found.changed == ()
    assert found.counted() == {"new": 1}


def test_a_merged_issue_says_where_it_went() -> None:
    into = {2: 9, 9: 1}  # by way of one that no edition knows
    merged, dropped = changes(numbered([1, 2, 3]), numbered([1]), into).gone
    assert merged.issue["uid"] == 2
    assert merged.into is not None
    assert merged.into["uid"] == 1
    assert dropped.into is None


def test_evidence_with_new_numbers_stands_beside_the_old() -> None:
    newer = [{"kind": "low_rating", "statement": "38.1%です（n=190）。", "n": 190}]
    change = only(changes(document(issue(7, 1)), document(issue(7, 1, evidence=newer))))
    (item,) = change.items
    assert (item.before, item.after) == (BUS["evidence"][0], newer[0])
    assert [p.words for p in item.pieces if p.kind == NEW] == ["38.1%", "190"]


def test_a_voice_that_came_and_one_that_went_are_told_apart() -> None:
    after = issue(7, 1, voices=[{"text": "夜の便がない", "attributes": []}])
    came, went = only(changes(document(issue(7, 1)), document(after))).items
    assert (came.before, came.after["text"]) == (None, "夜の便がない")
    assert (went.before["text"], went.after) == ("バスの本数が少ない", None)


def test_what_stands_beside_the_issues_is_compared_too() -> None:
    before, after = document(stage="素案"), document(stage="案", preface="はじめに")
    assert [(c.name, c.before, c.after) for c in changes(before, after).around] == [
        ("preface", None, "はじめに"),
        ("stage", "素案", "案"),
    ]


def test_a_newer_way_to_write_an_edition_down_is_no_difference() -> None:
    old = document(issue(7, 1), format=1)
    del old["issues"][0]["uid"]
    new = document(issue(7, 1, why="広がりがあります。"), method={"least": 10})
    new["issues"][0]["evidence"] = [{**BUS["evidence"][0], "chart": {"kind": "bars"}}]
    assert changes(old, new).nothing


WORDS = st.text("車がなくても、行きたい所へバスABC 12.5%。\n", max_size=30)
ITEMS = st.fixed_dictionaries({"statement": WORDS, "n": st.integers(10, 12)})
BODY = st.fixed_dictionaries(
    {
        "topic": WORDS,
        "desired_state": WORDS,
        "present_state": WORDS,
        "horizon": st.sampled_from(["", "長期投資"]),
        "priority": st.floats(0, 1),
        "evidence": st.lists(ITEMS, max_size=3),
        "unheard_of": st.integers(0, 1),
    }
)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    uids = draw(st.lists(st.integers(1, 6), unique=True, max_size=6))
    issues = [{**draw(BODY), "uid": u, "number": n} for n, u in enumerate(uids, 1)]
    return document(*issues, preface=draw(WORDS))


@given(documents())
def test_a_document_does_not_differ_from_itself(made: dict[str, Any]) -> None:
    found = changes(made, deepcopy(made))
    assert found.nothing
    assert found.counted() == {}


@given(documents(), documents())
def test_the_changes_explain_every_difference(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    found = changes(before, after)
    gone = {each.issue["uid"] for each in found.gone}
    made = {each["uid"]: dict(each) for each in before["issues"] if each["uid"] not in gone}
    made |= {each["uid"]: dict(each) for each in found.new}
    for kept in found.kept:
        mine = made[kept.before["uid"]]
        mine["number"] = kept.after["number"]
        for change in kept.changes:
            assert mine[change.name] == change.before
            mine[change.name] = applied(change)
    assert sorted(made.values(), key=lambda each: each["number"]) == after["issues"]
    around = {change.name: applied(change) for change in found.around}
    assert {**before, **around, "issues": after["issues"]} == after


def applied(change: Change) -> Any:
    """What a part reads after it was changed as the page shows."""
    if change.name in edition_changes.TEXTS:
        assert "".join(p.words for p in change.pieces if p.kind != NEW) == (change.before or "")
        return "".join(p.words for p in change.pieces if p.kind != GONE)
    if change.name in LISTS:
        left = list(change.before)
        for item in change.items:
            if item.before is not None:
                left.remove(item.before)
            if item.after is not None:
                left.append(item.after)
        for each in change.after:
            left.remove(each)
        assert left == []
    return change.after
