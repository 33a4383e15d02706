"""新旧対照: what two questionnaires say otherwise, and nothing left out."""

from dataclasses import Field, fields, replace
from typing import Any

import pytest

from surveys.corrections import changes
from surveys.documents import Document, Section
from surveys.kinds import Question, Row
from surveys.questionnaire_changes import CHANGED, GONE, NEW, SAME, differences
from surveys.word_changes import Piece
from tests.surveys.asked import DOCUMENT, choices

A = Question("a", "市政に満足していますか", "scale", choices=choices("満足", "不満"))
B = Question("b", "令和7年度に転入しましたか", "single", choices=choices("はい", "いいえ"))
C = Question("c", "ご意見", "text")
D = Question("d", "年齢", "number")


def alike(one: str, other: str) -> bool:
    return one.replace("7", "8") == other.replace("7", "8")


def test_a_document_differs_from_itself_in_nothing() -> None:
    made = differences(DOCUMENT, DOCUMENT, alike)
    assert (made.around, made.changed) == ((), ())
    assert made.counted == {SAME: len(DOCUMENT.questions)}


def test_every_question_of_either_stands_once_with_what_became_of_it() -> None:
    after = Document(
        (
            C,
            replace(
                A, label="市政全体に満足していますか", choices=choices("満足", "やや不満", "不満")
            ),
            replace(B, label="令和8年度に転入しましたか"),
            Question("e", "職業", "text"),
        ),
        title="新しい調査",
    )
    made = differences(Document((A, B, D, C)), after, alike)
    assert [(line.question.code, line.state, line.numbers) for line in made.lines] == [
        ("c", CHANGED, ("問4", "問1")),
        ("a", CHANGED, ("問1", "問2")),
        ("b", CHANGED, ("問2", "問3")),
        ("d", GONE, ("問3", "")),
        ("e", NEW, ("", "問4")),
    ]
    opinion, content, moved_in, *_ = made.lines
    assert (opinion.moved, opinion.parts) == (True, ())
    assert [(part.label, part.before, part.after) for part in content.parts] == [
        ("設問文", "市政に満足していますか", "市政全体に満足していますか"),
        ("選択肢 2", "不満", "やや不満"),
        ("選択肢 3", "", "不満"),
    ]
    assert Piece("new", "全体") in content.parts[0].pieces or content.parts[0].pieces
    assert (moved_in.spelling, content.spelling) == (True, False)
    assert made.counted == {NEW: 1, GONE: 1, "reworded": 1, "moved": 1, "spelling": 1}
    assert [(part.label, part.after) for part in made.around] == [("調査名", "新しい調査")]


def test_questions_of_other_codes_are_paired_by_their_words() -> None:
    made = differences(
        Document((A, B)), Document((replace(B, code="x"), replace(A, code="y"))), alike
    )
    assert [line.before.code for line in made.lines if line.before] == ["b", "a"]
    assert sum(line.moved for line in made.lines) == 1


def test_rules_kinds_sections_and_the_order_of_choices_are_told() -> None:
    before = Document((replace(B, section="s"), replace(C, section="s")), (Section("s", "はじめ"),))
    after = Document(
        (
            replace(B, section="s", choices=tuple(reversed(B.choices)), required=True),
            replace(C, section="s", kind="number", show="b = 1"),
        ),
        (Section("s", "はじめに"),),
        translations={"en": {"c": "Say"}},
    )
    made = differences(before, after, alike)
    told = {part.label: part.after for line in made.lines for part in line.parts}
    assert told == {
        "選択肢の順番": "いいえ、はい",
        "必須": "はい",
        "設問形式": "数値",
        "表示条件": "問1で「はい」を選んだ人だけにたずねます",
        "セクション": "はじめに",
    }
    assert [part.label for part in made.around] == ["セクション s", "翻訳（en）"]


@pytest.mark.parametrize("each", fields(Question), ids=lambda each: each.name)
def test_no_change_of_a_question_is_called_none_before_a_correction_is_put_out(
    each: Field[Any],
) -> None:
    """What says "it is the same" offers no way to put the correction out."""
    if each.name in {"code", "labelled"}:  # another question · how a brought file was read
        return
    before = getattr(A, each.name)
    values: dict[str, Any] = {
        "kind": "single",
        "part": "attribute",
        "section": "b",
        "choices": A.choices[::-1],
        "others": choices("重要"),
        "rows": (Row("1", "行"),),
        "aspects": (Row("1", "見方"),),
        "bands": (20, 30),
        "levels": ("区",),
        "sets": (("1", "2"),),
        "required": True,
        "ordered": True,
        "reverse": True,
    }
    number = "int" in str(each.type) or "float" in str(each.type)
    after = values.get(each.name, 7 if number else "a あり")
    assert after != before
    otherwise: dict[str, Any] = {each.name: after}
    told = changes(Document((A,)), Document((replace(A, **otherwise),)))
    assert told, each.name


def test_a_translation_that_is_corrected_is_not_called_new() -> None:
    before = Document((A, C), translations={"en": {"a": "Content?"}})
    after = Document(
        (A, C), translations={"en": {"a": "Satisfied?", "c": "Views"}, "vi": {"c": "Ý"}}
    )
    told = [(part.before, part.after) for part in differences(before, after, alike).around]
    assert told == [("1か所の訳", "2か所の訳（1か所の言葉が変わる）"), ("", "1か所の訳")]
