"""パブリックコメント: letters, opinions, groups that people keep, and the table of replies."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from surveys import (
    comment_files,
    letters,
    opinion_groups,
    opinion_steps,
    public_comments,
    reply_tables,
)
from surveys.comment_files import (
    Columns,
    CommentFile,
    NoTextColumn,
    NothingPasted,
    TooManyAtOnce,
    channel_of,
    pasted,
)
from surveys.letters import NothingBefore, NothingToSplit
from surveys.opinion_groups import ChangesMissing, Gathered, GroupChangedMeanwhile, OpinionGroup
from surveys.opinion_steps import By, NoOpinionChosen, NothingToUndo, OneGroupOnly, Part
from surveys.public_comments import (
    CommentRound,
    LastDayFirst,
    NoWords,
    Opinion,
    Received,
    TooManyWords,
)
from surveys.reply_tables import NOWHERE
from tests import make

BY = By(None, make.NOON)
LISTED = ["論点1 足", "論点2 子育て", "論点12 祭り", "第1章 総論", "第1章 各論"]
TEXTS = st.text(alphabet=st.sampled_from("あ。！？」 　\n1.・①漢"), max_size=60)


def a_round(session: Session, **changes: object) -> CommentRound:
    plan = make.plan()
    session.add(plan)
    session.flush()
    ordinary: dict[str, object] = {
        "plan_id": plan.id,
        "title": "素案への意見募集",
        "document": "論点集 素案 第1版",
        "first_day": date(2026, 7, 1),
        "last_day": date(2026, 7, 30),
        "places": ["論点1 足", "論点2 子育て"],
        "created_at": make.NOON,
    }
    made = CommentRound(**(ordinary | changes))
    session.add(made)
    session.flush()
    return made


def brought(session: Session, round_: CommentRound, *words: str, place: str = "") -> list[Opinion]:
    """Letters of one opinion each."""
    came = [Received(each, "mail", place) for each in words]
    public_comments.receive(session, round_, came, make.NOON)
    return public_comments.opinions(session, round_)[-len(words) :]


def grouped(session: Session, round_: CommentRound, *parts: Sequence[Opinion]) -> list[int]:
    """Each of these put together as the program would."""
    made = [Part(f"組{n}", tuple(each.id for each in part), {}) for n, part in enumerate(parts)]
    return [group.id for group in opinion_steps.regroup(session, round_, made, BY)]


def inside(session: Session, round_: CommentRound) -> list[list[str]]:
    held = opinion_groups.gathered(session, round_)
    return [[each.words for each in one.opinions] for one in held]


@given(TEXTS)
def test_the_sentences_of_a_letter_are_the_letter(words: str) -> None:
    assert "".join(letters.sentences(words)) == words
    assert "".join(letters.points(words)) == words


def test_points_begin_at_numbers_and_bullets_and_keep_their_opening() -> None:
    assert letters.points("次の2点です。\n1. 道を直す。\n2. バスを増やす。\n以上") == [
        "次の2点です。\n1. 道を直す。\n",
        "2. バスを増やす。\n以上",
    ]
    assert letters.points("・道\n・バス") == ["・道\n", "・バス"]
    assert letters.points("10年前から1.5倍です。") == ["10年前から1.5倍です。"]


@given(
    st.lists(
        st.text(alphabet="あいう漢。", min_size=1, max_size=20).filter(str.strip),
        min_size=2,
        max_size=30,
    )
)
def test_pasting_gives_back_every_comment_however_they_are_set_apart(said: list[str]) -> None:
    by_number = "\n".join(f"{n}. {words}" for n, words in enumerate(said, 1))
    for text in ("\n\n".join(said), "\r\n \r\n".join(said), by_number):
        assert [each.words for each in pasted(text, "fax").comments] == said
    assert [each.words for each in pasted("\n".join(said), "fax", way="lines").comments] == said


def test_numbers_that_begin_again_are_points_of_a_letter_and_not_letters() -> None:
    found = pasted("1. 道を\n2. 橋を\n\n1. バスを\n2. 駅を", "mail")
    assert [each.words for each in found.comments] == ["1. 道を\n2. 橋を", "1. バスを\n2. 駅を"]
    assert not found.numbered


def test_who_wrote_is_not_read_from_what_is_pasted() -> None:
    found = pasted("氏名：見本 太郎\nご住所: 本町1\n該当箇所：論点2\nご意見：園を\n\n橋を", "mail")
    assert found.comments == (Received("園を", "mail", "論点2"), Received("橋を", "mail"))
    assert found.left_out == ("氏名", "ご住所")
    with pytest.raises(NothingPasted):
        pasted("氏名: 見本\n\n  ", "mail")
    with pytest.raises(TooManyAtOnce):
        pasted("あ\n" * 10_001, "mail", way="lines")


def test_a_file_says_how_each_comment_came() -> None:
    rows = [["1", "道を", "持参"], ["2", " ", "FAX"], ["3", "橋を", "不明"]]
    file = CommentFile(headings=["番号", "意見", "方法"], rows=rows)
    found = comment_files.rows_of(file, Columns(text=1, place=-1, how=2, channel="form"))
    assert found == [Received("道を", "counter"), Received("橋を", "form")]
    with pytest.raises(NoTextColumn):
        comment_files.rows_of(file, Columns(text=9, place=-1, how=-1, channel="form"))
    named = {"封書": "mail", "ファックス": "fax", "Eメール": "email", "電子申請": "form", "？": ""}
    assert {words: channel_of(words) for words in named} == named


def test_a_round_ends_after_it_begins(session: Session) -> None:
    held = a_round(session)
    public_comments.check(held)
    held.last_day = date(2026, 6, 30)
    with pytest.raises(LastDayFirst):
        public_comments.check(held)


def test_the_beginning_of_a_listed_place_is_that_place(session: Session) -> None:
    held = a_round(
        session, places=["論点1 足", "論点2 子育て", "論点12 祭り", "第1章 総論", "第1章 各論"]
    )
    said = {"論点２": "論点2 子育て", "論点1": "論点1 足", "論点12 祭り": "論点12 祭り"}
    said |= {"第1章": "第1章", "": "", "資料編": "資料編"}
    assert {each: public_comments.place_of(held, each) for each in said} == said


def test_people_and_opinions_are_counted_apart(session: Session) -> None:
    held = a_round(session)
    (first, other) = brought(session, held, "道を直す。橋も直す。", "道を直す。")
    after = letters.split(session, first, 1)
    counts = public_comments.counts(session, held)
    assert (counts.comments, counts.opinions, counts.waiting) == (2, 3, 3)
    assert counts.by_channel["mail"] == 2
    assert [each.words for each in public_comments.opinions(session, held)] == [
        "道を直す。",
        "橋も直す。",
        "道を直す。",
    ]
    public_comments.mark_copies(session, held, {other.id: first.id})
    assert public_comments.counts(session, held).copies == 1
    letters.join_to_previous(session, after)
    assert first.words == "道を直す。橋も直す。"
    with pytest.raises(NothingBefore):
        letters.join_to_previous(session, first)
    with pytest.raises(NothingToSplit):
        letters.split(session, other, 1)


def test_numbers_go_on_and_a_comment_needs_words(session: Session) -> None:
    held = a_round(session)
    brought(session, held, "道", "橋")
    last = public_comments.letters(session, held)[-1].comment
    public_comments.drop(session, public_comments.letters(session, held)[0].comment)
    brought(session, held, "駅")
    assert [each.comment.number for each in public_comments.letters(session, held)] == [2, 3]
    assert last.number == 2
    with pytest.raises(NoWords):
        brought(session, held, "道", " ")
    with pytest.raises(TooManyWords):
        brought(session, held, "あ" * 20_001)


def test_what_a_person_decided_survives_grouping_again(session: Session) -> None:
    held = a_round(session)
    road, bridge, park, bus = brought(session, held, "道", "橋", "園", "バス")
    roads, parks = grouped(session, held, (road, bridge), (park, bus))
    group = session.get_one(OpinionGroup, roads)
    opinion_steps.rename(session, held, group, "道路", BY)
    opinion_steps.regroup(session, held, [Part("園", (park.id,), {})], BY)
    assert inside(session, held) == [["道", "橋"], ["園"]]
    assert [each.words for each in opinion_groups.alone(session, held)] == ["バス"]
    opinion_steps.undo(session, held, opinion_steps.last(session, held))
    assert inside(session, held) == [["道", "橋"], ["園", "バス"]]
    assert group.name == "道路"
    assert parks != roads


def test_each_decision_can_be_taken_back_and_done_again(session: Session) -> None:
    held = a_round(session)
    road, bridge, park = brought(session, held, "道", "橋", "園")
    roads, parks = grouped(session, held, (road, bridge), (park,))
    opinion_steps.move(session, held, [bridge.id], "橋だけ", BY)
    assert inside(session, held) == [["道"], ["園"], ["橋"]]
    seen = opinion_steps.last(session, held)
    opinion_steps.undo(session, held, seen)
    assert inside(session, held) == [["道", "橋"], ["園"]]
    opinion_steps.redo(session, held, opinion_steps.last(session, held))
    assert inside(session, held) == [["道"], ["園"], ["橋"]]
    opinion_steps.undo(session, held, seen)
    with pytest.raises(NothingToUndo):  # the page had shown another step
        opinion_steps.undo(session, held, seen)
    opinion_steps.move(session, held, [road.id], None, BY)
    with pytest.raises(NothingToUndo):  # what was taken back is gone with the new decision
        opinion_steps.redo(session, held, opinion_steps.last(session, held))
    with pytest.raises(NoOpinionChosen):
        opinion_steps.move(session, held, [], None, BY)
    assert {roads, parks} == {each.group.id for each in opinion_groups.gathered(session, held)}


def test_merging_keeps_what_was_written_and_taking_it_back_takes_only_that(
    session: Session,
) -> None:
    held = a_round(session)
    road, bridge = brought(session, held, "道", "橋")
    ids = grouped(session, held, (road,), (bridge,))
    groups = [opinion_groups.one(session, held, each) for each in ids]
    for each, words in zip(groups, ("道の概要", "橋の概要"), strict=True):
        opinion_groups.write(each.group, 1, {"summary": words, "reply": "", "handling": "C"})
    with pytest.raises(OneGroupOnly):
        opinion_steps.merge(session, held, groups[:1], BY)
    into = opinion_steps.merge(session, held, groups, BY)
    assert (into.summary, into.handling) == ("道の概要\n橋の概要", "C")
    assert inside(session, held) == [["道", "橋"]]
    opinion_groups.write(into, into.revision, {"summary": "二つの概要", "reply": "直します"})
    opinion_steps.undo(session, held, opinion_steps.last(session, held))
    assert inside(session, held) == [["道"], ["橋"]]
    assert into.summary == "二つの概要"  # written since: it is nobody's to take back


def test_late_comments_join_and_move_nothing_else(session: Session) -> None:
    held = a_round(session)
    road, bridge, late = brought(session, held, "道", "橋", "遅")
    roads, _bridges = grouped(session, held, (road,), (bridge,))
    opinion_steps.join(session, held, {late.id: roads}, BY)
    assert inside(session, held) == [["道", "遅"], ["橋"]]


def test_two_writers_of_one_reply_are_told(session: Session) -> None:
    held = a_round(session)
    (ids,) = grouped(session, held, brought(session, held, "道"))
    group = session.get_one(OpinionGroup, ids)
    opinion_groups.write(group, 1, {"reply": "直します"})
    with pytest.raises(GroupChangedMeanwhile):
        opinion_groups.write(group, 1, {"reply": "直しません"})
    with pytest.raises(ChangesMissing):
        opinion_groups.write(group, 2, {"handling": "A", "changes": " "})
    assert (group.reply, group.answered) == ("直します", False)


def test_the_table_stands_in_the_order_of_the_draft(session: Session) -> None:
    held = a_round(session)
    late = brought(session, held, "子", place="論点2 子育て")
    soon = brought(session, held, "足", "足です", place="論点1 足")
    free = brought(session, held, "全", "全", place="")
    other = brought(session, held, "他", place="資料編")
    for part in (late, soon, other):
        (group_id,) = grouped(session, held, part)
        group = session.get_one(OpinionGroup, group_id)
        written = {"summary": part[0].words, "reply": "はい", "handling": "B"}
        opinion_groups.write(group, 1, written | {"place": part[0].place})
    public_comments.mark_copies(session, held, {free[1].id: free[0].id})
    made = reply_tables.table(session, held, _first)
    assert [place for place, _ in made.sections()] == [
        "論点1 足",
        "論点2 子育て",
        "資料編",
        NOWHERE,
    ]
    assert [(row.number, row.summary, row.opinions, row.copies) for row in made.rows] == [
        (1, "足", 2, 0),
        (2, "子", 1, 0),
        (3, "他", 1, 0),
        (4, "全", 2, 1),
    ]
    assert [row.number for row in made.unanswered] == [4]
    counted = [each for each in made.by_handling() if each[1]]
    assert counted == [("B", 3, 4), ("", 1, 2)]
    assert sum(row.opinions for row in made.rows) == made.counts.opinions


def _first(held: Gathered) -> str:
    return held.opinions[0].words
