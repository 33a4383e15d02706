"""YAML: read safely, every problem with its line, areas taken from the plan."""

import pytest
from sqlalchemy.orm import Session

from surveys import area_choices, plans
from surveys.formats import FORMATS
from surveys.formats.base import NotReadable, Reading
from surveys.kinds import KINDS
from tests import make

YAML = FORMATS["yaml"]
ENOUGH = ("number", "date", "line", "text", "note")  # what needs nothing but its words
WHOLE = """\
title: 調査
questions:
  - code: q1
    label: 住みごこち
    kind: single
    choices: [よい, わるい]
"""


def told(said: str | bytes) -> list[tuple[str, str]]:
    content = said.encode() if isinstance(said, str) else said
    return [(problem.where, problem.what) for problem in YAML.read(content).problems]


def area(said: str, areas: area_choices.AreaChoices | None = None) -> Reading:
    return YAML.read(
        f"title: 調査\nquestions:\n  - {{code: q1, label: 地区, kind: area, {said}}}\n".encode(),
        None if areas is None else {areas.levels[0]: areas},
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_file_in_any_encoding_used_in_japan_is_read(encoding: str) -> None:
    assert YAML.read(WHOLE.encode(encoding)).whole().document.title == "調査"


def test_a_bare_label_gets_its_place_as_code() -> None:
    (question,) = YAML.read(WHOLE.encode()).whole().document.questions
    assert question.codes == ["1", "2"]


def test_words_that_yaml_takes_for_something_else_stay_words() -> None:
    said = WHOLE.replace("[よい, わるい]", "[no, 007, 2026-04-01, 1.50, on]")
    (question,) = YAML.read(said.encode()).whole().document.questions
    labels = [choice.label for choice in question.choices]
    assert labels == ["no", "007", "2026-04-01", "1.50", "on"]


def test_an_alias_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert told(bomb) == [("2行目", "別名（*）は使えません")]


@pytest.mark.parametrize(
    ("said", "where", "what"),
    [
        ("", "ファイル全体", "何も書かれていません"),
        ("[" * 50, "1行目", "字下げが深すぎます"),
        ("title: [", "1行目", "YAMLとして読めません"),
        ("title: \x01", "ファイル全体", "使えない文字（制御文字）があります"),
        (b"\x81\xff\x80", "ファイル全体", "文字コードを読み取れません"),
    ],
)
def test_what_is_no_yaml_is_refused_in_words(said: str | bytes, where: str, what: str) -> None:
    assert told(said) == [(where, what)]


def test_every_problem_is_told_with_its_line_at_once() -> None:
    said = """\
title: 調査
audience: citizn
title: 二つ目
questions:
  - code: q1
    label: 住みごこち
    kind: single
    choises: [よい]
  - code: q2
    label: 年齢
    kind: number
    low: 10
    high: 1
    show: q9 = 1
  - {code: q2, label: 意見, kind: text, rows: [a]}
department: q5
translations:
  en: {q2: Age, q7: x}
"""
    assert told(said) == [
        ("2行目 audience", "「audience」の「citizn」は使えません"),
        ("3行目 title", "「title」が2回書かれています"),
        ("8行目 questions › 1番目 › choises", "「choises」という項目は使えません"),
        ("13行目 questions › 2番目 › high", "上限が下限より小さくなっています"),
        (
            "14行目 questions › 2番目 › show",
            "条件「q9 = 1」の「q9」は、この設問より前にありません",
        ),
        ("15行目 questions › 3番目 › rows", "「行」は設問形式「自由記述」では使えません"),
        ("15行目 questions › 3番目 › code", "設問コード「q2」が2回使われています"),
        ("16行目 department", "所属の設問「q5」がないか、単一回答ではありません"),
        ("18行目 translations › en › q7", "翻訳の場所「q7」が調査票にありません"),
    ]


def test_a_mistyped_word_is_answered_with_what_was_meant() -> None:
    (problem,) = YAML.read(WHOLE.replace("single", "singel").encode()).problems
    assert problem.advice == "「single」のことですか。書き直してください"
    with pytest.raises(NotReadable):
        YAML.read(WHOLE.replace("single", "singel").encode()).whole()


def test_a_choice_may_not_be_called_as_the_line_to_write_in_is() -> None:
    said = WHOLE.replace("single", "multiple").replace(
        "[よい, わるい]", "[よい, {code: other, label: その他, write_in: true}]"
    )
    what = "選択肢のコード「other」は、表のほかの列の名前と重なります"
    assert told(said) == [("6行目 questions › 1番目 › choices", what)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_it_lacks(kind: str) -> None:
    lacking = f"title: 調査\nquestions:\n  - {{code: q1, label: 問い, kind: {kind}}}\n"
    assert bool(YAML.read(lacking.encode()).problems) == (kind not in ENOUGH)


def test_areas_come_from_the_plan(session: Session) -> None:
    plan = make.plan()
    session.add(plan)
    session.flush()
    lines = [
        "行政区,小学校区,地区",
        "原新田,広丘小,広丘",
        "郷原,広丘小,広丘",
        "郷原,吉田小,吉田",
        "大門,桔梗小,大門",
    ]
    plans.set_areas(session, plan, lines)
    found = area_choices.area_choices(session, plan, "行政区")
    assert found.levels == ("行政区", "小学校区", "地区")
    assert [(choice.label, choice.within) for choice in found.choices] == [
        ("原新田", ("広丘小", "広丘")),
        ("郷原（小学校区が広丘小の所）", ("広丘小", "広丘")),
        ("郷原（小学校区が吉田小の所）", ("吉田小", "吉田")),
        ("郷原（小学校区が分からない）", ("どちらか分からない", "どちらか分からない")),
        ("大門", ("桔梗小", "大門")),
        ("市外", ()),
        ("わからない・行政区に入っていない", ()),
    ]
    (question,) = area("areas: 行政区", found).whole().document.questions
    assert (question.levels, question.choices) == (found.levels, found.choices)
    with pytest.raises(area_choices.UnknownLevel):
        area_choices.area_choices(session, plan, "町丁")


def test_an_area_that_the_plan_does_not_have_is_named() -> None:
    known = area_choices.AreaChoices(("行政区",), ())
    (problem,) = area("areas: 行政地区", known).problems
    assert problem.what == "計画に地区の段「行政地区」がありません"
    assert "行政区" in problem.advice


def test_without_a_plan_the_level_is_kept_for_later() -> None:
    brought = area("areas: 行政区").whole()
    assert brought.document.questions[0].levels == ("行政区",)
    assert "areas: 行政区" in YAML.write(brought).decode()
