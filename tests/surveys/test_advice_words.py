"""聞き方の助言: what is pointed at in the words of a question, and what is left alone."""

from dataclasses import replace

import pytest

from surveys import advice
from surveys.advice import duration
from surveys.documents import Document, Section
from surveys.kinds import Choice, Question, Row

AGREE = ("そう思う", "ややそう思う", "どちらともいえない", "あまりそう思わない", "そう思わない")
SATISFIED = ("満足", "やや満足", "やや不満", "不満")


def choices(*labels: str) -> tuple[Choice, ...]:
    listed = [Choice(str(n), label) for n, label in enumerate(labels, 1)]
    return (*listed, Choice("99", "わからない", beside=True))


def told(label: str, *labels: str, kind: str = "scale", rows: tuple[str, ...] = ()) -> list[str]:
    lines = tuple(Row(str(n), row) for n, row in enumerate(rows))
    asked = Question("q", label, kind, choices=choices(*labels) if labels else (), rows=lines)
    around = Document(
        (Question("a", "地区", "single", "attribute", choices=choices("東", "西")), asked)
    )
    return [each.sentence for each in advice.advice(around) if each.code == "q"]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("図書館の本と職員に満足していますか", "「図書館の本と職員」は、2つのこと"),
        ("道路及び上下水道に満足していますか", "「道路及び上下水道」は、2つのこと"),
        ("市の文化や芸術が盛んだと思いますか", "「文化や芸術」は、2つのこと"),
        ("窓口の対応は親切で早いと感じますか", "2つのこと"),
        ("庁舎は建て替えるべきだと思いませんか", "「べきだと思いませんか」という聞き方"),
        ("ごみを減らすのは当然ですが、有料化をどう思いますか", "「当然」という聞き方"),
        ("有料化は効果があると言われていますが、どう思いますか", "一方の見方を先に示しています"),
        ("市の深刻な財政をどう思いますか", "「深刻な」という評価の言葉"),
        ("買い物に困っていないと思いますか", "二重否定"),
    ],
)
def test_what_would_bend_the_answers_is_pointed_at(label: str, words: str) -> None:
    (sentence,) = told(label, *AGREE)
    assert sentence.startswith("問2: ")
    assert words in sentence


@pytest.mark.parametrize(
    "label",
    [
        "バスや電車の便利さに満足していますか",
        "広報紙や窓口などを通じた広報に満足していますか",
        "仕事と生活の調和がとれていると思いますか",
        "あなたと地域の人とのつながりは強いと思いますか",
        "住民と行政の連携は進んでいると思いますか",
        "暮らしに欠かせない店が近くにあると思いますか",
        "子どもが少ないと思いますか",
        "自宅や職場で、市の情報を得やすいと思いますか",
        "保育園・幼稚園に満足していますか",
        "市の仕事を、どう思いますか。道路や水道、学校の例があります。満足していますか",
    ],
)
def test_what_a_planner_would_rightly_write_is_left_alone(label: str) -> None:
    assert told(label, *AGREE) == []


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("市政へのご意見（例：職員の対応への不満、窓口が不便）", "例が悪い方だけです（「不満」）"),
        (
            "公園についてお聞かせください。たとえば、楽しかったこと。",
            "例がよい方だけです（「楽し」）",
        ),
        ("バスについてのご意見（本数が少なくて困るなど）", "例が悪い方だけです"),
        ("市政へのご意見（例：良かったこと、不満なこと）", ""),
        ("暮らしで困っていること（例：買い物が不便）", ""),
        ("市のよいところ（例：水がおいしくて安心）", ""),
        ("市政へのご意見（例：道路、学校、病院）", ""),
        ("バスなどの公共交通についてのご意見", ""),
    ],
)
def test_examples_of_one_side_are_noticed_where_the_question_asks_for_neither(
    label: str, words: str
) -> None:
    found = [each for each in told(label, kind="text") if "例が" in each]
    assert len(found) == bool(words)
    assert not words or words in found[0]


def test_readings_behind_words_hide_nothing() -> None:
    assert "2つのこと" in told("図書館《としょかん》や道路《どうろ》に満足していますか", *AGREE)[0]


def test_lines_that_ask_two_things_are_told_of_once() -> None:
    rows = ("除雪と歩道", "農業と獣害", "公園")
    (sentence,) = told("次のことに満足していますか", *SATISFIED, kind="matrix", rows=rows)
    assert "「除雪と歩道」ほか1行は、2つのこと" in sentence


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (("とても満足", "満足", "やや満足", "不満"), "好ましい段階が3つ、好ましくない段階が1つ"),
        (("とても満足", "満足", "やや満足"), "すべて好ましい方です"),
        (("よく行く", "ときどき行く", "行かない"), "いつの期間の何回か"),
        (("20歳未満", "20～30歳", "30～40歳", "41歳以上"), "「20～30歳」と「30～40歳」が重なって"),
        (("20代", "30代", "50代以上"), "「30代」と「50代以上」の間が空いて"),
        (("200万円未満", "300万円以上500万円未満", "500万円以上"), "間が空いて"),
    ],
)
def test_choices_that_lean_or_do_not_meet_are_pointed_at(
    labels: tuple[str, ...], words: str
) -> None:
    assert any(words in sentence for sentence in told("いかがですか", *labels, kind="single"))


@pytest.mark.parametrize(
    "labels",
    [
        ("20歳未満", "20～29歳", "30代", "40歳以上"),
        ("200万円未満", "200～400万円未満", "400万円以上"),
        ("1回", "2回", "3回以上"),
        AGREE,
        ("週1回以上", "月1回以上", "ときどき", "たまに"),
        ("よく話し、相談し合える", "まれに会って話すことがある", "いない"),
    ],
)
def test_choices_that_meet_and_balance_are_left_alone(labels: tuple[str, ...]) -> None:
    assert told("いかがですか", *labels, kind="single") == []


def test_what_names_people_or_is_delicate_is_told() -> None:
    assert "個人が分かる" in told("お名前とご住所をご記入ください", kind="text")[0]
    assert told("よく行く施設の名前をお書きください", kind="text") == []
    assert "「答えたくない」がありません" in told("性別", "男性", "女性", kind="single")[0]
    rest = tuple(Question(f"q{n}", "問い", "text", part="attribute") for n in range(5))
    asked = Document((Question("pay", "世帯の年収はいくらですか", "number"), *rest), title="調査")
    early = [each for each in advice.advice(asked) if each.code == "pay"]
    assert "「年収」は答えにくい" in early[0].sentence
    assert not [
        e for e in advice.advice(Document((*rest, asked.question("pay")))) if e.code == "pay"
    ]


def test_a_scale_that_runs_the_other_way_and_a_word_of_the_trade_are_told() -> None:
    ways = [SATISFIED, SATISFIED, tuple(reversed(SATISFIED))]
    asked = [
        Question(f"q{n}", f"シビックプライドの問い{n}", "scale", choices=choices(*labels))
        for n, labels in enumerate(ways)
    ]
    found = {each.code: each.sentence for each in advice.advice(Document(tuple(asked)))}
    assert "好ましくない方から並び" in found["q2"]
    assert "「シビックプライド」は、知らない人が多い" in found["q0"]
    explained = Section("", "シビックプライド（まちへの誇り）について")
    after = advice.advice(Document(tuple(asked), (explained,)))
    assert not [each for each in after if "知らない人" in each.sentence]


def test_what_nobody_could_answer_keeps_it_from_being_published() -> None:
    broken = Document((Question("q1", "", "single"),), title="")
    assert [each.sentence for each in advice.blocking(broken)] == [
        "調査名がありません",
        "問1: 設問文がありません",
        "問1: 「単一回答」の設問に選択肢がありません",
    ]
    whole = Document((Question("q1", "ご意見", "text"),), title="調査")
    assert advice.blocking(whole) == ()
    crossed = (
        Question("q1", "年齢", "number", low=65, high=18),
        Question("q2", "好きな場所", "multiple", choices=choices("公園", "駅")[:2], least=3),
        Question("q3", "危ない場所", "pin"),
        Question("q4", "転入した日", "date", earliest="2026-04-01", latest="2025-04-01"),
    )
    assert [each.sentence for each in advice.blocking(Document(crossed, title="調査"))] == [
        "問1: 上限が下限より小さくなっています",
        "問2: 最少が選択肢の数（2）より多くなっています",
        "問3: 「地図の地点」の設問に地図がありません",
        "問4: 最後の日が最初の日より前です",
    ]


def test_a_finding_that_is_meant_so_is_set_aside_until_its_words_change() -> None:
    doubled = [
        Question(f"q{n}", "窓口は便利でよいですか", "text", required=True, section=f"s{n}")
        for n in range(3)
    ]
    sections = tuple(Section(f"s{n}", "") for n in range(3))
    document = Document(tuple(doubled), sections, title="調査")
    (found,) = (each for each in advice.advice(document) if "必須です" in each.sentence)
    confirmed = set(found.marks)
    assert len(confirmed) == 3
    assert found not in advice.advice(document, confirmed)
    assert advice.set_aside(document, confirmed) == (found,)

    reworded = replace(doubled[1], label="窓口は便利ですか")
    after = replace(document, questions=(doubled[0], reworded, doubled[2]))
    again = advice.advice(after, confirmed)
    assert [each.sentence for each in again if "必須です" in each.sentence] == [
        "問2: 必須です。答えたくない人が先へ進めません"
    ]
    first = Question("a", "はじめに", "text", section="s0")
    moved = replace(document, questions=(first, *doubled))
    assert not [each for each in advice.advice(moved, confirmed) if "必須です" in each.sentence]
    wordless = Document((Question("q1", "", "text"),), title="調査")
    (must,) = advice.blocking(wordless)
    assert must in advice.advice(wordless, must.marks)


def test_the_longest_way_through_is_what_takes_the_time() -> None:
    yes = (Choice("1", "はい"), Choice("2", "いいえ"))
    asked = [
        Question("q1", "市民ですか", "single", choices=yes),
        Question("q2", "あ" * 400, "text", show="q1 = 1"),
        *(Question(f"q3{n}", "い" * 400, "text", show="q1 = 2") for n in range(2)),
    ]
    # 40 s around it; 10 letters and 2 s; then two of 60 + 45 s, and not the third.
    seconds = 40 + 10 / (400 / 60) + 2 + 2 * (60 + 45)
    assert duration.minutes(Document(tuple(asked))) == round(seconds / 60)
    long = Document(tuple(asked), minutes=1, title="調査")
    assert any("約1分とありますが" in each.sentence for each in advice.advice(long))
