"""助言と条件の言葉: what a planner reads about a draft, and about a correction of it."""

from dataclasses import replace

import pytest

from surveys import advice, corrections, rule_words
from surveys.documents import Document, Section
from surveys.formats.excel_writing import example
from surveys.kinds import Choice, Question, Row

UNSURE = Choice("9", "わからない", beside=True)
NONE = Choice("0", "特にない", exclusive=True)
BUILDINGS = ("公園", "図書館", "体育館", "公民館", "博物館")
YES_NO = (Choice("1", "はい"), Choice("2", "いいえ"))
AROUND = {"host": "市", "contact": "課", "purpose": "ため", "kept_until": "末", "title": "調査"}
SEX = Question("sex", "市内に住んでいるか", "single", part="attribute", choices=YES_NO)


def told(*questions: Question, **changes: str) -> list[str]:
    document = Document((SEX, *questions), **(AROUND | changes))  # type: ignore[arg-type] # words alone
    return [each.sentence for each in advice.advice(document)]


def asked(kind: str, **changes: object) -> Question:
    ordinary: dict[str, object] = {"choices": (*YES_NO, UNSURE)}
    return Question("q1", "問い", kind, **(ordinary | changes))  # type: ignore[arg-type] # each test says what it changes


def test_the_example_needs_no_advice() -> None:
    assert advice.advice(example().document) == ()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            asked("single", required=True, choices=YES_NO),
            "「わからない・答えたくない」がありません",
        ),
        (asked("scale", choices=YES_NO), "「わからない」がありません"),
        (asked("scale", choices=(*YES_NO, Choice("9", "わからない"))), "【段階外】の印がない"),
        (asked("multiple", choices=YES_NO), "「特にない」がありません"),
        (asked("text", choices=(), required=True), "答えたくない人が先へ進めません"),
        (asked("single", choices=(Choice("1", "はい"), Choice("2", "はい"))), "「はい」が2つ以上"),
        (
            asked("matrix", rows=(Row("1", "バス"), Row("2", "バス"))),
            "「バス」が2つ以上",
        ),
        (
            asked("multiple", choices=(*(Choice(str(n), f"項目{n}") for n in range(1, 21)), NONE)),
            "選択肢が21個あります",
        ),
        (asked("single", choices=(Choice("1", "はい"),)), "選択肢が1つしかありません"),
        (asked("single", choices=tuple(Choice(each, each) for each in BUILDINGS)), "「その他」"),
    ],
)
def test_a_question_that_is_hard_to_answer_is_pointed_at(question: Question, words: str) -> None:
    (sentence,) = told(question)
    assert sentence.startswith("問2: ")
    assert words in sentence


def test_what_a_whole_questionnaire_lacks_is_told_first() -> None:
    assert told(host="", contact="")[0].startswith("実施主体・問い合わせ先が書かれていません")
    many = [replace(asked("number", choices=()), code=f"q{n}") for n in range(40)]
    assert told(*many)[0].startswith("設問が41問あります")
    texts = [replace(asked("text", choices=()), code=f"q{n}") for n in range(6)]
    assert told(*texts)[0].startswith("自由記述が6問あります")
    bare = advice.advice(Document((replace(SEX, part="question"),), **AROUND))  # type: ignore[arg-type] # words alone
    assert bare[0].sentence.startswith("属性（集計軸）の設問がありません")


def test_an_answer_that_is_not_there_yet_cannot_be_said_back() -> None:
    first, second = (
        Question("a", "{b}の{c|近く}", "line", section="x", check_told="{a}は"),
        Question("b", "{a}と{a.1}", "line", section="x", check_told="{b}と{d}"),
    )
    document = Document(
        (first, second),
        (Section("x", "暮らし", lead="{a}から"),),
        translations={"en": {"a": "{z}", "section x": "{b}"}},
    )
    found = [each for each in advice.blocking(document) if "差し込み" in each.sentence]
    assert [(each.code, each.sentence) for each in found] == [
        ("", "セクション「暮らし」: 差し込み「{a}」の問1は、これより前にありません"),
        ("", "セクション「暮らし」: 差し込み「{b}」の問2は、これより前にありません"),
        ("a", "問1: 差し込み「{b}」の問2は、これより前にありません"),
        ("a", "問1: 差し込み「{c}」の設問がありません"),
        ("a", "問1: 差し込み「{z}」の設問がありません"),
        ("b", "問2: 差し込み「{a.1}」の設問がありません"),
        ("b", "問2の確認の文: 差し込み「{d}」の設問がありません"),
    ]


def test_words_without_a_translation_are_counted() -> None:
    document = Document((SEX,), **AROUND, translations={"en": {"sex": "Sex"}})  # type: ignore[arg-type] # words alone
    (found,) = advice.advice(document)
    assert "翻訳（en）のない言葉が7か所（sex）あり" in found.sentence


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("q1 = 1", "問1で「はい」を選んだ人だけにたずねます"),
        ("q1 != はい", "問1で「はい」以外を選んだ人だけにたずねます"),
        ("q1 = 1, 2", "問1で「はい」か「いいえ」を選んだ人だけにたずねます"),
        ("q2 >= 65", "問2が65歳以上の人だけにたずねます"),
        ("q2 < 18", "問2が18歳未満の人だけにたずねます"),
        ("q3.bus = 1", "問3の「バス」で「はい」を選んだ人だけにたずねます"),
        ("q3 あり", "問3に答えた人だけにたずねます"),
        ("q1 なし", "問1に答えていない人だけにたずねます"),
        (
            "q1 = 1 かつ (q2 >= 65 または q3 あり)",
            "問1で「はい」を選んだ、かつ（問2が65歳以上の、または問3に答えた）人だけにたずねます",
        ),
    ],
)
def test_a_rule_is_read_out_in_the_words_of_the_questionnaire(rule: str, words: str) -> None:
    document = Document(
        (
            Question("q1", "住んでいますか", "single", choices=YES_NO),
            Question("q2", "年齢", "number", unit="歳"),
            Question("q3", "満足", "matrix", choices=YES_NO, rows=(Row("bus", "バス"),)),
            Question("q4", "意見", "text", show=rule),
        )
    )
    assert rule_words.told(document, document.question("q4")) == [words]
    assert all("q4" in codes for codes in rule_words.leads(document).values())


def test_questions_are_numbered_in_the_order_of_their_pages() -> None:
    document = Document(
        (Question("a", "1", "text", section="s2"), Question("b", "2", "text", section="s1")),
        (Section("s1", "はじめ"), Section("s2", "つぎ")),
    )
    assert rule_words.numbered(document) == {"b": "問1", "a": "問2"}


def test_a_correction_is_told_change_by_change() -> None:
    before = Document((SEX, asked("single"), Question("q2", "意見", "text")), title="調査")
    after = Document(
        (
            replace(asked("single"), label="新しい問い", choices=(Choice("1", "YES"), YES_NO[1])),
            replace(SEX, required=True, choices=(*YES_NO, UNSURE)),
            Question("q3", "年齢", "number"),
        ),
        title="訂正した調査",
        translations={"en": {"title": "Survey"}},
    )
    assert corrections.changes(before, before) == []
    assert corrections.changes(before, after) == [
        "調査名: 「調査」→「訂正した調査」",
        "設問「q2」（意見）をたずねなくなります。届いた回答は残ります",
        "設問「q1」の設問文: 「問い」→「新しい問い」",
        "設問「q1」の選択肢（1）: 「はい」→「YES」",
        "設問「q1」の選択肢「わからない」（9）がなくなります",
        "設問「sex」の必須: 「いいえ」→「はい」",
        "設問「sex」の選択肢「わからない」（9）が加わります",
        "設問「q3」（年齢）が加わります。届いている回答では非該当です",
        "設問の順番が変わります",
        "翻訳が変わります",
    ]
