"""What a draft proposes to say, quotes, and leaves to a person."""

import pytest

from analysis.digest.agenda import agenda, said_in
from analysis.digest.caution import is_harsh
from analysis.digest.drafts import digest
from analysis.digest.topics import Group, Voice
from analysis.digest.wording import clause, quoted
from analysis.text.intent import Intent
from tests.analysis import made

WISH = made.single("次の計画で力を入れるべきこと", "鐘楼の音色", "石畳", "灯籠", "特にない")


def group(*texts: str) -> Group:
    said = (
        Voice(n, "q", each, Intent.COMPLAINT, "", said_in(each)) for n, each in enumerate(texts)
    )
    return Group("バス", ("バス",), texts[0], (), tuple(said))


def test_the_sentence_that_says_best_what_is_lacking_is_quoted() -> None:
    told = group(
        "また来たい。でもバスの本数が少ない。運転手さんは親切でした",
        "バスを続けたい",
        "バスの本数が少ないので",
    )
    assert clause(told, agenda("citizen").get("transit")) == "でもバスの本数が少ない"
    assert clause(group("バスを続けたい", "バスが好き")) == ""


def test_a_voice_that_only_repeats_another_is_shown_once() -> None:
    shown = quoted(
        [
            group(
                "バスの本数が少ない。",
                "バスの本数が少ない",
                "バスの本数が少ないこと。",
                "バスが遅い",
            )
        ]
    )
    assert [each.text for each in shown] == ["バスの本数が少ない。", "バスが遅い"]


def test_an_issue_without_a_known_topic_says_how_its_desired_state_is_filled_in() -> None:
    rows = [*made.people(30, **{WISH.name: "石畳"}), *made.people(20, **{WISH.name: "灯籠"})]
    drafts = digest(*made.frame((WISH,), rows)).drafts
    lanterns, stones = sorted(drafts, key=lambda draft: draft.people)
    assert (stones.desired_state, stones.topic) == ("", "石畳")
    assert "「石畳」について、だれが・どうなっている状態をめざすか" in stones.hint
    assert stones.gap == (
        "「石畳」を選んだ人が60.0%おり、めざす姿を決めたうえで、何が足りないかを確かめる必要があります。"
    )
    assert lanterns.key != stones.key


@pytest.mark.parametrize(
    ("text", "harsh"),
    [
        ("日本国籍以外の方の生活保護は許さないべきである", True),
        ("ルールを守れない外国籍の方はいらない", True),
        ("外国人向けの案内を増やしてほしい", False),
        ("外国人の子どもが通う学校に先生を増やしてほしい", False),
        ("横断歩道が少ない", False),
    ],
)
def test_a_voice_that_shuts_people_out_is_not_put_forward(text: str, *, harsh: bool) -> None:
    assert is_harsh(text) is harsh
