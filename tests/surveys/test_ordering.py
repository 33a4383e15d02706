"""順位付け・配分・最良・最悪: what people would put first, asked in three ways."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys import advice, corrections, paper_entries, sheets
from surveys.documents import Document
from surveys.errors import SurveyError
from surveys.formats import FORMATS
from surveys.formats.base import Brought
from surveys.kinds import KINDS, Choice, Question, Value, balanced_sets, best_worst, points, ranking
from surveys.kinds.base import AnswerRequired, UnknownChoice
from surveys.kinds.single import OneChoiceOnly

WORKS = tuple(
    Choice(code, label)
    for code, label in (("road", "道路"), ("bus", "バス"), ("park", "公園"), ("care", "介護"))
)
RANKING = Question("q1", "大切な順", "ranking", choices=WORKS, limit=3)
POINTS = Question("q1", "100点を配る", "points", choices=WORKS)
SETS = (("road", "bus", "park"), ("bus", "park", "care"), ("care", "road", "bus"))
BEST = KINDS["best_worst"].usual(
    Question("q1", "どれが重要か", "best_worst", choices=WORKS, sets=SETS)
)


def read(question: Question, **said: str) -> Value | None:
    """What is kept of `road="1"`, the field of a choice or of one end of a set."""
    fields = {f"q1_{name.lstrip('_')}": [text] for name, text in said.items()}
    return KINDS[question.kind].read(question, fields).get("q1")


def ends(question: Question, **said: str) -> Value | None:
    """What is kept of `best1="road"`."""
    return read(question, **{f"{name[-1]}_{name[:-1]}": code for name, code in said.items()})


# ---- 順位付け ------------------------------------------------------------------------------------


def test_an_order_is_kept_best_first_however_its_figures_are_written() -> None:
    assert read(RANKING, park="１", road=" 2位 ", care="3") == ["park", "road", "care"]
    assert read(RANKING, bus="1") == ["bus"], "the first few are enough"
    assert read(RANKING) is None
    with pytest.raises(AnswerRequired):
        read(replace(RANKING, required=True))


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        ({"road": "1", "care": "1"}, ranking.TwiceTheSameRank, "「道路」「介護」が同じ1位"),
        ({"road": "1", "care": "3"}, ranking.RankMissing, "2位がありません"),
        ({"road": "4"}, ranking.NotARank, "「道路」の順位は、1から3まで"),
        ({"road": "0"}, ranking.NotARank, "「道路」"),
        ({"bus": "1.5"}, ranking.NotARank, "「バス」"),
        ({"bus": "一番"}, ranking.NotARank, "数字で"),
    ],
)
def test_a_rank_that_cannot_be_is_named_with_its_choices(
    said: dict[str, str], error: type[SurveyError], words: str
) -> None:
    with pytest.raises(error, match=words):
        read(RANKING, **said)


def test_an_order_that_is_too_short_says_how_far_it_must_go() -> None:
    with pytest.raises(ranking.TooFewRanks, match="2位まで順位を付けてください。いまは1位まで"):
        read(replace(RANKING, least=2), bus="1")


def test_an_order_gives_a_rank_for_each_choice_and_the_first_to_cross_by() -> None:
    columns = KINDS["ranking"].columns(RANKING)
    assert [each.name for each in columns] == [
        *("q1_road", "q1_bus", "q1_park", "q1_care", "q1_first"),
    ]
    assert {(each.score, each.most, each.group) for each in columns[:-1]} == {("rank", 3, "q1")}
    assert columns[-1].levels[0] == ("road", "道路")
    assert KINDS["ranking"].cells(RANKING, {"q1": ["park", "bus"]}) == (None, 2, 1, None, "park")


def test_an_order_is_told_from_the_first_on() -> None:
    said = {"q1_road": ["２位"], "q1_care": ["1"]}
    assert KINDS["ranking"].told(RANKING, said) == ("1位: 介護", "２位: 道路")


# ---- 配分 ----------------------------------------------------------------------------------------


def test_points_come_to_the_total_and_a_blank_is_none() -> None:
    assert read(POINTS, road="６０", bus="40点", park="0") == {"road": 60, "bus": 40}
    assert read(replace(POINTS, total=10), care="10") == {"care": 10}
    assert read(POINTS) is None
    with pytest.raises(AnswerRequired):
        read(replace(POINTS, required=True))
    assert KINDS["points"].cells(POINTS, {"q1": {"road": 60, "bus": 40}}) == (60, 40, 0, 0)


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        ({"road": "60", "bus": "30"}, points.PointsLeft, "合計が90点です。あと10点配ってください"),
        ({"road": "60", "bus": "50"}, points.PointsOver, "合計が110点です。10点減らして"),
        ({"road": "0"}, points.PointsLeft, "あと100点"),
        ({"road": "-5"}, points.NotPoints, "「道路」の点は、0から100までの整数"),
        ({"bus": "33.3"}, points.NotPoints, "「バス」"),
        ({"bus": "半分"}, points.NotPoints, "「バス」"),
    ],
)
def test_points_that_do_not_add_up_say_how_many_are_missing(
    said: dict[str, str], error: type[SurveyError], words: str
) -> None:
    with pytest.raises(error, match=words):
        read(POINTS, **said)


# ---- 最良・最悪 ----------------------------------------------------------------------------------


def test_of_each_set_the_best_and_the_worst_are_kept_and_counted() -> None:
    value = ends(BEST, best1="road", worst1="park", best2="care", best3="road")
    assert value == {"1_best": "road", "1_worst": "park", "2_best": "care", "3_best": "road"}
    columns = KINDS["best_worst"].columns(BEST)
    named = {each.name: (each.label, each.score, each.most) for each in columns}
    assert named["q1_road_best"] == ("道路", "best", 2)
    assert named["q1_bus_worst"] == ("バス", "worst", 3)
    cells = dict(zip(named, KINDS["best_worst"].cells(BEST, {"q1": value}), strict=True))
    assert {name for name, times in cells.items() if times} == {
        *("q1_road_best", "q1_park_worst", "q1_care_best"),
    }
    assert cells["q1_road_best"] == 2
    first = KINDS["best_worst"].cells(BEST, {"q1": {"1_best": "road"}})
    assert first == (1, 0, 0, 0, 0, 0, None, None), "介護 stands in no set that was answered"


def test_one_item_is_not_both_and_only_what_a_set_shows_can_be_chosen() -> None:
    with pytest.raises(best_worst.BestIsWorst, match="2組目: 「最も重要」と「最も重要でない」"):
        ends(BEST, best1="road", best2="bus", worst2="bus")
    with pytest.raises(UnknownChoice):
        ends(BEST, best1="care")
    with pytest.raises(OneChoiceOnly):
        KINDS["best_worst"].read(BEST, {"q1_1_best": ["road", "bus"]})
    needed = replace(BEST, required=True)
    with pytest.raises(best_worst.SetsMissing, match="1・3組目"):
        ends(needed, best1="road", best2="bus", worst2="care")
    with pytest.raises(AnswerRequired):
        ends(needed)


def test_its_two_words_may_be_others() -> None:
    words = "aspects: [先にしてほしい, 後でよい]"
    (asked,) = brought(f"{{code: q1, label: 問い, kind: best_worst, {words}, {LISTED}}}")
    said = {"q1_1_best": [asked.sets[0][0]], "q1_1_worst": [asked.sets[0][1]]}
    assert [row.label for row in best_worst.ends(asked)] == ["先にしてほしい", "後でよい"]
    assert str(KINDS["best_worst"].told(asked, said)[0]).startswith("1組目: 先にしてほしい ")


# ---- the sets ------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", range(3, 21))
def test_sets_show_every_item_and_every_pair_about_equally_often(n: int) -> None:
    items = [f"c{place}" for place in range(n)]
    sets = balanced_sets.balanced(items)
    found = balanced_sets.balance(items, sets)
    assert found.is_even
    assert found.whole
    assert len({len(one) for one in sets}) == 1
    assert all(len(set(one)) == len(one) for one in sets)
    assert len(sets) <= best_worst.MOST_SETS
    assert sets == balanced_sets.balanced(items), "no chance is in it"


@settings(max_examples=20)
@given(st.integers(3, 30), st.integers(3, 7))
def test_sets_of_any_size_hang_together(n: int, size: int) -> None:
    items = [f"c{place}" for place in range(n)]
    found = balanced_sets.balance(items, balanced_sets.balanced(items, size))
    assert found.whole
    assert max(found.shown.values()) - min(found.shown.values()) <= 1


def test_seven_items_in_fours_are_the_design_of_the_textbook() -> None:
    items = list("abcdefg")
    found = balanced_sets.balance(items, balanced_sets.balanced(items, 4))
    assert set(found.shown.values()) == {4}
    assert set(found.together.values()) == {2}, "the complement of Fano's plane"
    assert found.words == "どの選択肢も4回示し、どの2つも2回、同じ組に入ります"


def test_no_item_stands_at_the_top_all_the_time() -> None:
    sets = balanced_sets.balanced(list("abcdefg"), 4)
    stood = Counter((item, place) for one in sets for place, item in enumerate(one))
    assert max(stood.values()) <= 2, "of the four sets it is in"


# ---- from the file to the desk -------------------------------------------------------------------

LISTED = "choices: [道路, バス, 公園, 介護, 学校]"


def brought(question: str) -> tuple[Question, ...]:
    said = f"title: 調査\nquestions:\n  - {question}\n"
    return FORMATS["yaml"].read(said.encode()).whole().document.questions


def problems(question: str) -> str:
    said = f"title: 調査\nquestions:\n  - {question}\n"
    return "\n".join(f"{p.what}。{p.advice}" for p in FORMATS["yaml"].read(said.encode()).problems)


def test_a_file_without_sets_gets_them_and_keeps_them() -> None:
    (made,) = brought(f"{{code: q1, label: 問い, kind: best_worst, limit: 4, {LISTED}}}")
    assert len(made.sets) == 5
    assert {len(one) for one in made.sets} == {4}
    for form in FORMATS.values():
        written = form.write(Brought(Document((made,), title="調査")))
        assert form.read(written).whole().document.questions == (made,)


@pytest.mark.parametrize(
    ("sets", "words"),
    [
        ("[[1, 2, 3], [1, 2, 8]]", "2組目の「8」は選択肢にありません"),
        ("[[1, 2, 2], [3, 4, 5]]", "1組目に「2」が2回あります"),
        ("[[1, 2], [2, 3, 4], [4, 5, 1]]", "1組目の選択肢は2個です"),
        ("[[1, 2, 3], [2, 3, 4]]", "「学校」（5）がどの組にもありません"),
    ],
)
def test_sets_that_compare_unfairly_are_refused(sets: str, words: str) -> None:
    assert words in problems(f"{{code: q1, label: 問い, kind: best_worst, {LISTED}, sets: {sets}}}")


def test_sets_that_do_not_hang_together_are_refused() -> None:
    six = "choices: [a, b, c, d, e, f]"
    said = problems(f"{{code: q1, label: 問い, kind: best_worst, {six}, sets: [[1,2,3],[4,5,6]]}}")
    assert "たがいに離れていて" in said


def test_what_cannot_be_ordered_is_refused() -> None:
    two = "choices: [a, b]"
    assert "3つより少なく" in problems(f"{{code: q1, label: 問, kind: best_worst, {two}}}")
    assert "1つしか" in problems("{code: q1, label: 問い, kind: ranking, choices: [a]}")
    assert "1つしか" in problems("{code: q1, label: 問い, kind: points, choices: [a]}")
    assert "「合計点」は設問形式「順位付け」では使えません" in problems(
        f"{{code: q1, label: 問い, kind: ranking, {two}, total: 10}}"
    )
    many = "choices: [a, b, c, d, e, f, g, h]"
    assert "3から7まで" in problems(f"{{code: q1, label: 問, kind: best_worst, {many}, limit: 8}}")


def test_what_is_hard_to_order_is_pointed_at() -> None:
    many = tuple(Choice(str(n), f"項目{n}") for n in range(1, 13))

    def told(question: Question) -> str:
        return "\n".join(each.sentence for each in advice.advice(Document((question,))))

    assert "12位まで順位を" in told(Question("q1", "順", "ranking", choices=many))
    limited = told(Question("q1", "順", "ranking", choices=many, limit=3))
    assert "選択肢が12個あります" in limited
    assert "位まで順位を" not in limited
    assert "点を配る選択肢が12個" in told(Question("q1", "点", "points", choices=many))
    uneven = replace(BEST, sets=(SETS[0], SETS[0], SETS[0], SETS[1]))
    assert "どの選択肢も1～4回" in told(uneven)
    required = told(replace(RANKING, required=True))
    assert "答えたくない人が先へ進めません" in required
    assert "わからない" not in required, "it is no choice to rank"


def test_a_correction_tells_a_new_total_and_new_sets() -> None:
    more = replace(BEST, sets=(*SETS, SETS[0]))
    assert corrections.changes(Document((POINTS,)), Document((replace(POINTS, total=50),))) == [
        "設問「q1」の合計点: 「なし」→「50」"
    ]
    assert corrections.changes(Document((BEST,)), Document((more,))) == [
        "設問「q1」の組: 3組から4組に作り直されます"
    ]


# ---- from paper ----------------------------------------------------------------------------------


def typed(question: Question, **said: str) -> paper_entries.Entry:
    fields = {f"q1_{name}" if name != "q1" else name: text for name, text in said.items()}
    return paper_entries.read(Document((question,)), fields)


def test_an_order_is_typed_as_the_numbers_in_their_order() -> None:
    assert typed(RANKING, q1="３ 1").answers == {"q1": ["park", "road"]}
    assert typed(RANKING, q1="314").answers == {"q1": ["park", "road", "care"]}
    for wrong, words in (("33", "「公園」に2回"), ("1234", "3位まで"), ("9", "「9」という番号")):
        ((name, error),) = typed(RANKING, q1=wrong).errors.items()
        assert name == "q1"
        assert words in str(error)
    assert typed(RANKING, q1="*").marks == {"q1": paper_entries.SEVERAL}


def test_points_are_typed_beside_each_choice_and_a_sign_voids_them_all() -> None:
    assert typed(POINTS, road="60", care="４０").answers == {"q1": {"road": 60, "care": 40}}
    ((name, error),) = typed(POINTS, bus="60").errors.items()
    assert (name, "あと40点" in str(error)) == ("q1_bus", True)
    void = typed(POINTS, road="60", bus="*")
    assert (void.answers, void.errors) == ({}, {})
    assert void.marks == {"q1_bus": paper_entries.SEVERAL}


def test_a_set_is_typed_by_the_numbers_that_stand_in_it() -> None:
    best, worst = paper_entries.lines(BEST)[2:4]
    assert (best.label, worst.label) == ("2組目: 最も重要", "2組目: 最も重要でない")
    assert [number for number, _ in paper_entries.numbered(best.choices)] == ["1", "2", "3"]
    entry = typed(BEST, **{"2_best": "3", "2_worst": "1"})
    assert entry.answers == {"q1": {"2_best": "care", "2_worst": "bus"}}
    ((name, _),) = typed(BEST, **{"2_best": "3", "2_worst": "3"}).errors.items()
    assert name == "q1_2_best"


# ---- whatever is sent ----------------------------------------------------------------------------

TEXTS = st.one_of(
    st.text(max_size=4),
    st.sampled_from(["1", "2", "3", "4", "０", "100", "50", "-1", "road", "bus", "1位", "1.0"]),
)


@given(st.data())
@pytest.mark.parametrize("question", [RANKING, POINTS, BEST], ids=lambda one: str(one.kind))
def test_whatever_is_sent_is_whole_or_refused(question: Question, data: st.DataObject) -> None:
    fields = KINDS[question.kind].fields(question)
    said = data.draw(st.dictionaries(st.sampled_from(fields), st.lists(TEXTS, max_size=2)))
    value: Value | None = None
    with suppress(SurveyError):
        value = KINDS[question.kind].read(question, said).get("q1")
    KINDS[question.kind].told(question, said)
    if isinstance(value, list):
        assert 1 <= len(value) == len(set(value)) <= 3
    elif question is POINTS and isinstance(value, Mapping):
        assert sum(map(int, value.values())) == 100
    elif isinstance(value, Mapping):
        for n, one in enumerate(SETS, 1):
            chosen = [value[name] for name in (f"{n}_best", f"{n}_worst") if name in value]
            assert len(set(chosen)) == len(chosen)
            assert set(chosen) <= set(one)


def test_rules_look_at_ranks_points_and_ends() -> None:
    road = "{code: q2, label: 道, kind: text, show: 'q1.1 = 1'}"
    order = f"{{code: q1, label: 問い, kind: ranking, {LISTED}}}\n  - {road}"
    document = Document(brought(order))
    first = sheets.read(document, {"q1_1": ["1"], "q1_2": ["2"]})
    second = sheets.read(document, {"q1_2": ["1"], "q1_1": ["2"]})
    assert ("q2" in first.asked, "q2" in second.asked) == (True, False)
    most = "{code: q2, label: 道, kind: text, show: 'q1.1 >= 50'}"
    document = Document(brought(f"{{code: q1, label: 問い, kind: points, {LISTED}}}\n  - {most}"))
    assert "q2" in sheets.read(document, {"q1_1": ["50"], "q1_2": ["50"]}).asked
    assert "q2" not in sheets.read(document, {"q1_2": ["100"]}).asked
    best = "{code: q2, label: 道, kind: text, show: 'q1.best = 1'}"
    asked = f"{{code: q1, label: 問い, kind: best_worst, {LISTED}}}\n  - {best}"
    document = Document(brought(asked))
    n = next(n for n, one in enumerate(document.question("q1").sets, 1) if "1" in one)
    assert "q2" in sheets.read(document, {f"q1_{n}_best": ["1"]}).asked
    assert "q2" not in sheets.read(document, {f"q1_{n}_worst": ["1"]}).asked
