"""What a voice wants, by its ending, its cue words and their denial."""

import pytest

from analysis.text.intent import Intent, intent_of
from analysis.text.words import tokenise

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
