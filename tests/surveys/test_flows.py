"""流れ: who is asked what, what each answer leads to, and how long the ways are."""

from dataclasses import replace

from surveys import flows, rule_walks
from surveys.documents import Document, Section
from surveys.flows import Jump
from surveys.kinds import Question
from tests.surveys.asked import DOCUMENT, choices

YES_NO = choices("はい", "いいえ")
ASKED = (
    Question("q1", "住んでいますか", "single", section="s1", choices=YES_NO),
    Question("q2", "何年ですか", "number", section="s1", unit="年", show="q1 = はい"),
    Question("q3", "どこにですか", "text", section="s1", show="q1 = はい"),
    Question("n", "ここからは全員にうかがいます。", "note", section="s1"),
    Question("q4", "年齢", "number", section="s1", unit="歳", check="q4 >= q2"),
    Question("q5", "{q1}の理由", "text", section="s2"),
    Question("q6", "意見", "text", section="s2", skip="q4 < 18"),
)
SECTIONS = (Section("s1", "はじめに"), Section("s2", "つぎに", show="q1 あり"))


def test_a_flow_tells_what_each_answer_leads_to() -> None:
    flow = flows.flow(Document(ASKED, SECTIONS))
    first, second = flow.parts
    steps = {
        step.question.code: step for part in flow.parts for s in part.stretches for step in s.steps
    }
    who = "問1で「はい」を選んだ人"
    assert steps["q1"].jumps[0] == Jump(
        who, opens=True, first="問2", last="問3", code="q2", otherwise="説明"
    )
    assert [stretch.rules for stretch in first.stretches] == [(), (f"{who}だけ",), ()]
    assert steps["q4"].check == "問4が問2以上の答えだけを受け付けます"
    assert steps["q4"].jumps[0].who == "問1に答えた人、かつ問4が18歳未満の人以外"
    assert second.show == "問1に答えた人だけ"
    assert steps["q5"].question.label == "〔問1の回答〕の理由"
    assert [stretch.rules for stretch in second.stretches] == [
        (),
        ("問4が18歳未満の人は飛ばします",),
    ]


def test_the_longest_and_the_shortest_way_are_those_that_answers_lead() -> None:
    walked = rule_walks.walk(Document(ASKED, SECTIONS), lambda question: 60.0)
    # q1 and q4 alone, where nothing is answered; q2 and q3 need an answer, as q5 and q6 do.
    assert (walked.fewest, walked.most) == (2, 6)
    assert (walked.quickest, walked.longest) == (180, 420), "the note is read too"
    # はい or いいえ with q6 or without it, and nothing at all.
    assert walked.paths == 5
    assert (walked.on["q2"], walked.on["q5"], walked.on["q1"]) == (2, 4, 5)


def test_answers_of_one_path_can_exclude_each_other() -> None:
    assert rule_walks.walk(DOCUMENT).most == len(DOCUMENT.questions)
    either = (
        ASKED[0],
        replace(ASKED[1], show="q1 = はい"),
        replace(ASKED[2], show="q1 = いいえ"),
    )
    walked = rule_walks.walk(Document(either, SECTIONS[:1]))
    assert (walked.fewest, walked.most, walked.paths) == (1, 2, 3)
