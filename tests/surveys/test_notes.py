"""説明文と短文: words that ask nothing are no question anywhere; a short line is a text."""

from surveys import advice, paper_entries, rule_words, sheets
from surveys.documents import Document, Section
from surveys.formats import FORMATS
from surveys.kinds import KINDS, Choice, Question

YES = (Choice("1", "はい"), Choice("2", "いいえ"))
DOCUMENT = Document(
    title="調査",
    sections=(Section("s1", ""), Section("s2", "", show="q1 = 1")),
    questions=(
        Question("q1", "バスに乗りますか。", "single", choices=YES, section="s1"),
        Question("n1", "ここからはバスのことをうかがいます。", "note", section="s2", skip="q1 = 2"),
        Question("q2", "よく行く店", "line", section="s2"),
        Question("q3", "ご意見", "text", section="s2"),
    ),
)


def test_a_note_has_no_number_no_line_to_type_and_no_column() -> None:
    assert [each.code for each in DOCUMENT.asking] == ["q1", "q2", "q3"]
    numbers = rule_words.numbered(DOCUMENT)
    assert [numbers[each.code] for each in DOCUMENT.asking] == ["問1", "問2", "問3"]
    note = DOCUMENT.question("n1")
    assert paper_entries.lines(note) == ()
    assert KINDS["note"].columns(note) == KINDS["note"].told(note, {}) == ()
    assert not [each for each in advice.advice(DOCUMENT) if each.code == "n1"]


def test_a_note_is_read_by_those_its_rules_lead_to() -> None:
    assert "n1" in sheets.read(DOCUMENT, {"q1": ["1"]}).asked
    assert "n1" not in sheets.read(DOCUMENT, {"q1": ["2"]}).asked


def test_no_rule_looks_back_at_a_note_and_none_must_be_answered() -> None:
    said = """title: 調査
questions:
  - {code: n1, label: はじめに, kind: note}
  - {code: n2, label: つぎに, kind: note, required: true, attribute: true}
  - {code: q1, label: ご意見, kind: text, show: n1 あり}
"""
    found = FORMATS["yaml"].read(said.encode()).problems
    assert [each.what.partition("、")[0] for each in found] == [
        "説明文は必須にできません",
        "説明文は属性にできません",
        "条件「n1 あり」の「n1」は",
    ]


def test_a_short_line_is_one_line_of_a_hundred_letters() -> None:
    kind, asked = KINDS["line"], DOCUMENT.question("q2")
    assert kind.read(asked, {"q2": [" 道の駅\n旭 "]}) == {"q2": "道の駅 旭"}
    assert [column.longest for column in kind.columns(asked)] == [100]
    long = kind.read(Question("q2", "店", "line", limit=120), {"q2": ["あ" * 120]})
    assert long == {"q2": "あ" * 120}
