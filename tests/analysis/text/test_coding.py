"""Coding rules: read, written, applied, and crossed with an axis."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.crosstab import crosstab
from analysis.disclosure import PUBLIC, guard
from analysis.text.coded import NAME, NO_CODE, code
from analysis.text.coding import (
    AnyOf,
    Compared,
    Condition,
    Given,
    Length,
    Letters,
    Near,
    Not,
    Number,
    Phrase,
    Rule,
    Sum,
    Term,
)
from analysis.text.coding_file import RuleError, both, dumps, either, loads
from analysis.text.lexicon import NOTHING, Lexicon
from analysis.text.words import normalise
from tests.analysis import made


def coded(condition: str, *texts: str, lexicon: Lexicon = NOTHING) -> list[bool]:
    found = code(texts, loads(f"＊コード\n{condition}\n"), lexicon=lexicon)
    return [bool(each) for each in found.given[:, 0]]


def test_and_binds_more_tightly_than_or() -> None:
    texts = ("バスで行く", "電車は不便", "電車で行く", "不便だ")
    assert coded("バス | 電車 & 不便", *texts) == [True, True, False, False]
    assert coded("( バス | 電車 ) & 不便", *texts) == [False, True, False, False]
    assert coded("バス or 電車 and not 不便", *texts) == [True, False, True, False]


def test_a_word_is_found_in_all_its_forms_but_not_within_others() -> None:
    assert coded("行く", "行った", "行かない", "来た") == [True, True, False]
    assert coded("バス", "バスケット") == [False]


def test_full_width_signs_and_missing_spaces_are_understood() -> None:
    texts = ("バスが不便", "バスだ", "電車")
    assert coded("（バス｜電車）＆！不便", *texts) == [False, True, True]
    assert coded("バス&!不便", *texts) == [False, True, False]


def test_words_in_a_row_are_a_phrase() -> None:
    assert coded("バス+停留所", "バス停留所", "バスの停留所") == [True, False]


def test_words_may_be_near_each_other_in_any_order() -> None:
    texts = ("車の免許", "免許があり、そして家族もいて、車で行く", "免許と車")
    assert coded("near(車-免許)[3]", *texts) == [True, False, True]
    assert coded("seq(車-免許)[3]", *texts) == [True, False, False]
    assert coded("near(車-免許)[b]", "車。免許", "車と免許") == [False, True]
    assert coded("near(車-免許-家族)[4]", "家族の車と免許") == [True]


def test_letters_are_found_wherever_they_stand() -> None:
    assert coded("'ス停'", "バス停", "バスの停留所") == [True, False]


def test_a_part_of_speech_and_a_form_may_be_asked_for() -> None:
    assert coded("静か-->形容動詞", "静かな町") == [True]
    assert coded("静か-->名詞", "静かな町") == [False]
    assert coded("行く->未然形", "行かない", "行った") == [True, False]


def test_how_often_a_word_is_there_can_be_compared() -> None:
    texts = ("バスとバス", "バス", "バスと電車")
    assert coded("バス > 1", *texts) == [True, False, False]
    assert coded("( バス + 電車 ) >= 2", *texts) == [True, False, True]
    assert coded("lw <= 1", *texts) == [False, True, False]
    assert coded("電車 / バス == 1", "電車", "電車とバス") == [False, True]


def test_a_code_above_may_be_used_below() -> None:
    rules = loads("＊交通\nバス | 電車\n＊交通以外\n! <＊交通>\n")
    assert code(["バス", "駅"], rules).given.tolist() == [[True, False], [False, True]]


def test_notes_and_several_lines_make_one_condition() -> None:
    rules = loads("# 交通\n*交通\nバス |\n# 鉄道\n  電車\n\n*駅\n駅\n")
    assert dumps(rules) == "＊交通\nバス | 電車\n＊駅\n駅\n"


def test_the_settings_of_words_hold_for_rules_too() -> None:
    lexicon = Lexicon(synonyms=(("バス", ("路線便",)),), compounds=("市民交流センター",))
    assert coded("バス", "路線便がない", lexicon=lexicon) == [True]
    assert coded("センター", "市民交流センター", lexicon=lexicon) == [False]


def test_a_blank_text_has_no_codes_and_is_in_no_base() -> None:
    found = code(["バス", None, " ", "駅"], loads("＊交通\nバス"))
    assert found.said.tolist() == [True, False, False, True]
    assert found.tables()[0].body["声の数"].to_dict() == {"交通": 1, NO_CODE: 1}
    assert found.tables()[1].body["割合"].tolist() == [0.5, 0.5]


def test_codes_are_counted_as_every_question_and_few_texts_give_none_away() -> None:
    texts = ["バス"] * 6 + ["バスと電車"] * 3 + ["公園"] * 3 + [None]
    found = code(texts, loads("＊バス\nバス\n＊電車\n電車\n"))
    counted = found.counted()
    assert counted.n.tolist() == [9, 3, 3]
    assert (counted.base, counted.question.labels) == (12, ["バス", "電車", NO_CODE])

    few = code(texts[:9], loads("＊バス\nバス\n")).counted()
    assert few.n.tolist() == [-1, -1]
    strict = code(["バス"] * 10 + ["公園"] * 2, loads("＊バス\nバス\n＊園\n公園\n"))
    assert strict.counted(rules=PUBLIC).n.tolist() == [-1, -1, 0]


def test_codes_that_stand_together_are_told_the_closest_first() -> None:
    texts = ["バスと電車", "バスと電車", "バス", "電車と公園", "公園"]
    found = code(texts, loads("＊バス\nバス\n＊電車\n電車\n＊園\n公園\n"))
    (pair,) = found.pairs()
    assert (pair.codes, pair.texts, pair.jaccard) == (("バス", "電車"), 2, 0.5)
    assert len(found.pairs(least=1)) == 2


def test_codes_are_crossed_with_an_axis_as_every_question() -> None:
    areas = made.axis("area", "東", "西", "南")
    rows = [*made.people(12, area="東"), *made.people(20, area="西"), *made.people(5, area="南")]
    frame, book = made.frame([areas], rows)
    texts = ["バス"] * 9 + ["駅"] * 2 + [None] + ["バスと駅"] * 5 + ["道"] * 15 + ["道"] * 5
    found = code(texts, loads("＊交通\nバス\n＊駅\n駅"))
    table = guard(crosstab(*found.beside(frame, book), axis="area", question=NAME))
    assert table.question.labels == ["交通", "駅", NO_CODE]
    assert table.n.tolist() == [[9, 2, 0], [5, 5, 15], [-1, -1, -1]]
    assert table.bases.tolist() == [11, 20, -1]  # a blank is in no base; 5 are too few to show
    assert table.shares[0, 0] == pytest.approx(9 / 11)
    assert table.no_answer.tolist()[0] == 1


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("バス | 電車", "1行目: 「バス | 電車」の前に、＊で始まるコード名の行がありません"),
        ("＊\nバス", "1行目: ＊の後にコード名がありません"),
        ("＊交通\nバス\n＊交通\n電車", "3行目: コード「交通」は1行目にもあります"),
        ("＊交通 バス | 電車\n＊駅\n駅", "1行目: コード「交通 バス | 電車」に条件がありません"),
        ("＊交通\nバス 電車", "2行目: 「バス」と「電車」の間に"),
        ("＊交通\nバス |\n", "2行目: 「|」の後に語がありません"),
        ('＊交通\nバス or\n"<>住所 区-->東"', "3行目: 外部変数の条件「<>住所 区-->東」"),
        ("＊交通\nバス\nor 電車 owr 駅", "3行目: 「電車」と「owr」の間に"),
        ("＊交通\n| バス\n", "2行目: 「コード名」の後に語がありません"),
        ("＊交通\nバス | & 電車\n", "2行目: 「|」の後に語がありません"),
        ("＊交通\n( バス | 電車", "2行目: 開いた括弧"),
        ("＊交通\n( バス 電車 )", "2行目: 「バス」と「電車」の間に"),
        ("＊交通\nバス )\n", "2行目: 閉じた括弧"),
        ("＊交通\n) バス\n", "2行目: 閉じた括弧"),
        ("＊交通\n()\n", "2行目: 「(」の後に語がありません"),
        ("＊交通\n\n<＊駅>", "3行目: コード「駅」はこの行より前にありません"),
        ("＊交通\nnear(バス)", "2行目: 「near(バス)」を読めません"),
        ("＊交通\nnear(バス-駅)[x]", "2行目: 「near(バス-駅)[x]」を読めません"),
        ("＊交通\n<>年代-->20代", "2行目: 外部変数の条件「<>年代-->20代」は使えません"),
        ("＊交通\n'バス", "2行目: 「'バス」を読めません"),
        ("＊交通\n''", "2行目: 「''」を読めません"),
        ("＊交通\nバス+", "2行目: 「バス+」を読めません"),
        ("＊交通\n" + "( " * 31 + "バス" + " )" * 31, "2行目: 括弧か ! が重なりすぎています"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(rules: str, said: str) -> None:
    with pytest.raises(RuleError) as raised:
        loads(rules)
    assert normalise(str(raised.value)).startswith(normalise(said))


WORDS = st.sampled_from(["バス", "電車", "行く", "QRコード", "えんぱーく", "不便", "3歳"])
SEVERAL = st.lists(WORDS, min_size=2, max_size=3).map(tuple)
ATOMS: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Term, WORDS, st.sampled_from(["", "名詞"]), st.sampled_from(["", "連用形"])),
    st.builds(Phrase, SEVERAL),
    st.builds(
        Near, SEVERAL, st.integers(1, 30), st.booleans(), within=st.sampled_from(["", "b", "d"])
    ),
    st.builds(Letters, st.sampled_from(["ス停", "It's", "あ い", "(笑)", "|"])),
    st.just(Given("先")),
    st.builds(Length, st.booleans()),
    st.builds(Number, st.integers(0, 99)),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    ATOMS,
    lambda part: st.one_of(
        st.lists(part, min_size=2, max_size=3).map(either),
        st.lists(part, min_size=2, max_size=3).map(both),
        st.builds(Not, part),
        st.builds(Compared, st.sampled_from([">", ">=", "<", "<=", "=="]), part, part),
        st.builds(Sum, st.sampled_from(["+", "-", "*", "/"]), part, part),
    ),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(CONDITIONS)
def test_what_is_written_is_read_again(condition: Condition) -> None:
    rules = (Rule("先", Term("駅")), Rule("後", condition))
    assert loads(dumps(rules)) == rules
    assert dumps(loads(dumps(rules))) == dumps(rules)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="＊*バ電 |&!()<>'+-near[5]\n#　", max_size=30))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    with suppress(RuleError):
        rules = loads(text)
        assert loads(dumps(rules)) == rules


@settings(max_examples=100, deadline=None)
@given(CONDITIONS, st.lists(WORDS, max_size=6).map("と".join))
def test_not_turns_every_condition_over(condition: Condition, text: str) -> None:
    before = Rule("先", Term("駅"))
    rules = (before, Rule("正", condition), Rule("反", Not(condition)))
    found = code([f"{text}。"], rules).given[0]
    assert found[1] != found[2]
    assert isinstance(either([condition, Not(condition)]), AnyOf)
    assert code([f"{text}。"], (before, Rule("全", AnyOf((condition, Not(condition)))))).given[0, 1]


def test_rules_of_kh_coder_are_read() -> None:
    rules = (
        "＊友人・親友\n友達 | 友人 | 親友\n\n＊信用・不信\n信用 | 信じる | 疑惑 & ! '半信半疑'\n"
    )
    assert [rule.code for rule in loads(rules)] == ["友人・親友", "信用・不信"]
    assert loads(dumps(loads(rules))) == loads(rules)
