"""What a voice wants, by its ending, its cue words and their denial."""

import pytest

from analysis.text.intent import Intent, intent_of
from analysis.text.words import tokenise
from tests.analysis.text.labelled import pairs

CASES = {
    Intent.REQUEST: [
        "バスを増やしてほしい",
        "駐車場を整備してください",
        "もう少し飲食店があると嬉しい",
        "トイレがあればよかった",
        "Wi-Fiの設置をお願いします",
        "歩道の整備",
        "案内板が必要だ",
        "もっとカニを食べたい",
        "子どもの遊び場が欲しいです",
    ],
    Intent.PROPOSAL: [
        "空き家を宿にすべきだ",
        "路面電車を延ばしたらどうか",
        "駅に売店を置いた方が良い",
        "無料にしてもいいのではないか",
    ],
    Intent.COMPLAINT: [
        "バスの本数が少ない",
        "場所が分かりにくい",
        "トイレが汚かった",
        "道が狭くて危険",
        "携帯がつながらない",
        "あまり便利ではない",
        "美味しくなかった",
        "駐車場がない",
        "店が閉まっていた",
    ],
    Intent.PRAISE: [
        "蕎麦が美味しかった",
        "スタッフが親切でした",
        "きれい",
        "少しも不便ではない",
        "また来たいと思います",
        "駅から近くて便利",
        "困ることはない",
    ],
    Intent.OTHER: ["昨日は家族で行きました", "神社の御朱印"],
}


@pytest.mark.parametrize(
    ("wanted", "text"), [(i, text) for i, many in CASES.items() for text in many]
)
def test_a_voice_is_heard_for_what_it_wants(wanted: Intent, text: str) -> None:
    assert intent_of(tokenise(text)) is wanted


def test_a_wish_outweighs_the_praise_before_it() -> None:
    text = "景色がきれいでした。駐車場を増やしてほしいです。"
    assert intent_of(tokenise(text)) is Intent.REQUEST


def test_the_last_word_of_a_mixed_sentence_decides() -> None:
    assert intent_of(tokenise("料理は美味しいが値段が高い")) is Intent.COMPLAINT
    assert intent_of(tokenise("値段は高いが料理は美味しい")) is Intent.PRAISE


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("大きな災害がないから", Intent.PRAISE),
        ("犯罪が多い", Intent.COMPLAINT),
        ("騒音で眠れない", Intent.COMPLAINT),
        ("車がなくても生活できる", Intent.PRAISE),
        ("残業が減らない", Intent.COMPLAINT),
        ("公園が充実", Intent.PRAISE),
        ("公園の充実", Intent.REQUEST),
        ("特になし", Intent.OTHER),
    ],
)
def test_little_harm_is_praise_and_much_of_it_a_complaint(text: str, wanted: Intent) -> None:
    assert intent_of(tokenise(text)) is wanted


@pytest.mark.parametrize(
    ("name", "first", "floor"),
    [("intents.txt", 0, 0.97), ("intents.txt", 1, 0.9), ("intents_unseen.txt", 0, 0.78)],
)
def test_most_sentences_are_heard_rightly(name: str, first: int, floor: float) -> None:
    """Of the first file every other line was kept back; the second was written afterwards."""
    sentences = pairs(name)[first::2] if name == "intents.txt" else pairs(name)
    right = [intent_of(tokenise(text)).value == said for said, text in sentences]
    assert sum(right) / len(right) >= floor
