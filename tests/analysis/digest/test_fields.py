"""Which policy field something falls into, and how that is learnt from planners."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from analysis.digest.agenda import agenda
from analysis.digest.fields import (
    OTHER,
    Field,
    Learnt,
    Said,
    default_fields,
    learn,
    place,
    read,
)

TRAFFIC, SCHOOL = Field("移動・交通", ("バス", "駅")), Field("教育", ("学校",))
FIELDS = (TRAFFIC, SCHOOL, Field("福祉"))


def test_a_fields_own_words_propose_it_and_say_why() -> None:
    placed = place(read("学校の前にバスと駅がほしい"), FIELDS)
    assert placed.field == "移動・交通"
    assert placed.why == "『バス』『駅』が「移動・交通」の言葉のため"


def test_what_speaks_for_no_field_is_of_none_and_has_no_reason() -> None:
    placed = place(read("散歩が好き"), FIELDS)
    assert (placed.field, placed.why) == (OTHER, "")


def test_a_topic_decides_where_the_plan_has_no_words_of_its_own() -> None:
    text = "バスの本数が少ない"
    topic = agenda("citizen").of([text])
    placed = place(read(text), default_fields(), topic=topic)
    assert placed.field == "移動・交通"
    assert "『バス』" in placed.why


def test_words_of_what_was_assigned_by_hand_propose_the_same_field() -> None:
    texts = ["通学のつらさ", "通院のつらさ", "地区の行事", "公園の遊具", "ごみの分別"]
    every = [read(text) for text in texts]
    assert place(read("冬の通学"), FIELDS).field == OTHER

    learnt = learn([(every[0], "移動・交通")], every)
    placed = place(read("冬の通学"), FIELDS, learnt=learnt)
    assert placed.field == "移動・交通"
    assert placed.why == "『通学』が「移動・交通」に割り当てたものに多いため"


def test_one_learnt_word_does_not_outweigh_two_of_the_fields_own() -> None:
    every = [read("学校のバス停と駅"), *(read(f"話題{n}") for n in range(40))]
    learnt = learn([(every[0], "福祉")], every)
    assert max(learnt.weights["福祉"].values()) == 1.5
    assert place(read("バスと駅"), FIELDS, learnt=Learnt({"福祉": {"バス": 1.5}})).field == (
        "移動・交通"
    )


def test_a_word_that_everything_says_teaches_nothing() -> None:
    every = [read(f"市の{word}") for word in ("道路", "学校", "公園")]
    learnt = learn([(every[0], "教育")], every)
    assert "市" not in learnt.weights["教育"]


def test_weights_are_those_worked_out_by_hand() -> None:
    every = [Said(terms=frozenset({"a"})), *[Said(terms=frozenset({"b"}))] * 9]
    learnt = learn([(every[0], "教育")], every)
    # usual = 1.5 / 11; here = (1 + 2 x usual) / 3 = 0.4242; log(0.4242 / 0.1364) = 1.1350
    assert round(learnt.weights["教育"]["a"], 4) == 1.135


SAID = st.frozensets(st.sampled_from("甲乙丙丁戊"), max_size=4).map(
    lambda w: Said(terms=w, forms=w)
)
NAMES = st.sampled_from([each.name for each in FIELDS])
ASSIGNED = st.lists(st.tuples(SAID, NAMES), max_size=6)


@given(ASSIGNED, SAID, st.randoms())
def test_no_order_of_assignments_changes_what_is_proposed(
    assigned: list[tuple[Said, str]], said: Said, chance: Random
) -> None:
    every = [each for each, _ in assigned] + [said]
    mixed = chance.sample(assigned, len(assigned))
    there = place(said, FIELDS, learnt=learn(assigned, every))
    assert place(said, FIELDS, learnt=learn(mixed, every[::-1])) == there
    assert there.field in {OTHER, *(each.name for each in FIELDS)}


@given(ASSIGNED, SAID, NAMES)
def test_putting_a_thing_under_a_field_never_makes_the_field_less_likely(
    assigned: list[tuple[Said, str]], said: Said, name: str
) -> None:
    every = [each for each, _ in assigned] + [said]
    before = learn(assigned, every).weights.get(name, {})
    after = learn([*assigned, (said, name)], every).weights.get(name, {})
    assert all(after.get(word, 0) >= before.get(word, 0) - 1e-9 for word in said.terms)
