"""条件の点検: what is found in rules is true of every answer anybody can give."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys import rule_checks, sheets
from surveys.answer_checks import CheckFailed
from surveys.documents import Document, RuleBroken, Section
from surveys.kinds import Choice, Question, Row
from surveys.rule_walks import walk
from tests.surveys.asked import DOCUMENT, choices

YES_NO = choices("はい", "いいえ")
NONE = Choice("0", "特にない", exclusive=True)
Q1 = Question("q1", "住んでいますか", "single", required=True, choices=YES_NO)
Q2 = Question("q2", "年齢", "number", low=18, high=100, unit="歳")
Q3 = Question("q3", "使うもの", "multiple", limit=2, choices=(*choices("車", "バス", "徒歩"), NONE))
ROWS = (Row("bus", "バス"), Row("park", "公園"))
Q4 = Question("q4", "満足", "matrix", choices=choices("満足", "不満"), rows=ROWS)
Q5 = Question("q5", "働く人の数", "number", low=0, high=20, unit="人")


def found(*questions: Question) -> list[str]:
    return [each.sentence for each in rule_checks.findings(Document(questions))]


def test_a_sound_questionnaire_has_no_findings() -> None:
    assert rule_checks.findings(DOCUMENT) == ()


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("q1 = 1 かつ q1 = 2", "選んだ人」と「問1で「いいえ」を選んだ人」は両立しません"),
        ("q1 != 1, 2", "問1で「はい」か「いいえ」以外を選んだ人はいません"),
        ("q1 なし", "問1は必須なので、問1に答えていない人はいません"),
        ("q2 < 18", "問2が18歳未満の人はいません"),
        ("q2 >= 65 かつ q2 <= 64.5", "「問2が65歳以上の人」と「問2が64.5歳以下の人」は"),
        ("q3 = 車 かつ q3 = バス かつ q3 = 徒歩", "条件どうしが両立しません"),
        ("q3 = 特にない かつ q3 の数 >= 2", "「問3で選んだ数が2以上の人」は両立しません"),
        ("q3 の数 > 2", "問3で選んだ数が2を超える人はいません"),
        ("q4.bus = 満足 かつ q4.bus = 不満", "は両立しません"),
        ("q4 なし かつ q4.bus あり", "「問4の「バス」に答えた人」は両立しません"),
        ("q5 >= q2 かつ q5 < q2", None),
        (
            "q5 - q2 > 10",
            "問5から問2を引いた数が10を超える人はいません",
        ),
        ("q3 = 車 かつ q3 = バス", None),
        ("q2 >= 65 または q1 = 1 かつ q1 = 2", None),
        ("q4 = 満足 かつ q4 = 不満", None),
    ],
)
def test_a_rule_that_nobody_meets_is_told_with_its_reason(rule: str, why: str | None) -> None:
    told = found(Q1, Q2, Q3, Q4, Q5, Question("q6", "意見", "text", show=rule))
    if why is None:
        assert told == []
    else:
        (sentence,) = told
        assert sentence.startswith("問6はだれにもたずねられません。")
        assert why in sentence


def test_more_points_or_lower_ranks_than_there_are_belong_to_nobody() -> None:
    three = Q3.choices[:3]
    shares = Question("p", "配分", "points", choices=three, total=50)
    order = Question("r", "順位", "ranking", choices=three, limit=2)
    code = three[0].code
    for rule in (f"p.{code} > 50", f"r.{code} >= 3", "r の数 > 2"):
        (sentence,) = found(shares, order, Question("q6", "意見", "text", show=rule))
        assert sentence.startswith("問3はだれにもたずねられません。")
    for rule in (f"p.{code} >= 50", f"r.{code} = 2", "r の数 >= 2"):
        assert found(shares, order, Question("q6", "意見", "text", show=rule)) == []


def test_a_question_behind_one_that_excludes_it_is_told_by_what_leads_there() -> None:
    why = replace(Q2, show="q1 = 2")
    told = found(Q1, why, Question("q6", "意見", "text", show="q1 = 1 かつ q2 >= 65"))
    (sentence,) = told
    assert sentence == (
        "問3はだれにもたずねられません。"
        "問2は問1で「いいえ」を選んだ人だけにたずねます。その人は、この条件に合いません"
    )


def test_what_hangs_on_a_question_that_nobody_is_asked_is_told_too() -> None:
    never = replace(Q2, show="q1 = 1 かつ q1 = 2")
    told = found(Q1, never, Question("q6", "意見", "text", show="q2 あり"))
    assert told[1] == "問3はだれにもたずねられません。条件で見る問2が、だれにもたずねられません"


@pytest.mark.parametrize("rule", ["q1 = 1, 2", "q1 あり", "q2 なし または q2 >= 18"])
def test_a_rule_that_everybody_meets_is_told(rule: str) -> None:
    (told,) = found(Q1, Q2, Question("q6", "意見", "text", show=rule))
    assert told == "問3には条件がありますが、いつも全員にたずねます。条件を消しても変わりません"


def test_checks_that_nothing_or_everything_meets_are_told() -> None:
    assert found(replace(Q2, check="q2 > 100")) == [
        "問1の確認条件に合う答えがありません。答えた人はだれも先へ進めません"
    ]
    assert found(replace(Q2, check="q2 >= 18")) == [
        "問1の確認条件には、どの答えも合います。確かめることがありません"
    ]
    assert found(Q2, replace(Q5, check="q5 <= q2")) == []


def test_a_section_that_nobody_reaches_is_told_once() -> None:
    document = Document(
        (
            replace(Q1, section="s1"),
            replace(Q2, section="s2"),
            replace(Q5, section="s2", show="q2 >= 65"),
        ),
        (Section("s1", "はじめ"), Section("s2", "つぎ", show="q1 = 1 かつ q1 != 1")),
    )
    (told,) = rule_checks.findings(document)
    assert told.code == "s2"
    assert told.sentence.startswith("セクション「つぎ」はだれにもたずねられません")


def test_rules_that_were_moved_out_of_order_are_told() -> None:
    first = replace(Q1, show="q2 >= 65")
    moved = Document((first, replace(Q2, show="q1 = 1"), Q3))
    with pytest.raises(RuleBroken, match="ここより前にありません"):
        _ = moved.rules
    (told,) = rule_checks.out_of_order(moved)
    assert told.sentence == (
        "問1の条件は、後にある問2の答えを見ています。問2の条件も問1を見ていて、互いに待ち合います"
    )
    (own,) = rule_checks.out_of_order(Document((replace(Q1, show="q1 = 1"),)))
    assert "自分の答え" in own.sentence


# ---- whatever the rules are ----------------------------------------------------------------------

TESTS = (
    *("q1 = 1", "q1 != 1", "q1 = 2", "q1 あり", "q1 なし", "q2 >= 65", "q2 < 30", "q2 = 18"),
    *("q2 なし", "q3 = 車", "q3 != バス", "q3 = 特にない", "q3 の数 >= 2", "q3 なし"),
    *("q4 = 不満", "q4.bus = 満足", "q4.park なし", "q5 <= q2", "q5 > 3", "q5 + q2 = 30"),
)
NAMES = ("q1", "q2", "q3", "q4", "q5", "q6")


@st.composite
def rule(draw: st.DrawFn, place: int, *, own: bool = False) -> str:
    known = NAMES[: place + own]
    possible = [t for t in TESTS if all(n in known for n in NAMES if n in t)]
    if not possible or not draw(st.booleans()):
        return ""
    parts = draw(st.lists(st.sampled_from(possible), min_size=1, max_size=3))
    return draw(st.sampled_from([" かつ ", " または "])).join(parts)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    made = []
    for place, question in enumerate((Q1, Q2, Q3, Q4, Q5, Question("q6", "意見", "text"))):
        told, shows = draw(rule(place)), draw(st.booleans())
        ruled = replace(question, show=told) if shows else replace(question, skip=told)
        check = draw(rule(place, own=True))
        made.append(replace(ruled, check=check, required=draw(st.booleans())))
    return Document(tuple(made))


said = st.fixed_dictionaries(
    {
        "q1": st.sampled_from([[], ["1"], ["2"]]),
        "q2": st.sampled_from([[], ["18"], ["29"], ["30"], ["65"], ["100"]]),
        "q3": st.sampled_from([[], ["1"], ["2"], ["3"], ["0"], ["1", "2"], ["1", "3"]]),
        "q4_bus": st.sampled_from([[], ["1"], ["2"]]),
        "q4_park": st.sampled_from([[], ["1"], ["2"]]),
        "q5": st.sampled_from([[], ["0"], ["3"], ["4"], ["12"], ["20"]]),
        "q6": st.sampled_from([[], ["あ"]]),
    }
)


@given(documents(), st.lists(said, min_size=8, max_size=8))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_answers_lead_where_the_walk_says_nobody_goes(
    document: Document, sheets_said: list[dict[str, list[str]]]
) -> None:
    walked = walk(document, lambda _: 10.0)
    for each in sheets_said:
        sheet = sheets.read(document, each)
        refused = {code for code, error in sheet.errors.items() if isinstance(error, CheckFailed)}
        if sheet.errors.keys() - refused:
            continue
        assert len(refused) > 1 or refused <= walked.refused
        if sheet.errors:
            continue
        assert sheet.asked <= walked.asked
        assert document.codes - sheet.asked <= walked.passed
        assert walked.fewest <= len(sheet.asked) <= walked.most
        assert walked.quickest <= 10 * len(sheet.asked) <= walked.longest


@given(documents())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_what_is_told_of_a_questionnaire_names_its_questions(document: Document) -> None:
    codes = {each.code for each in rule_checks.findings(document)}
    assert codes <= document.codes
    assert document.codes - walk(document).asked <= codes
