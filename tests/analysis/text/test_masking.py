"""Personal data is masked; figures, dates and places that tell of no one stay."""

import pytest

from analysis.text.masking import mask

MASKED = {
    "電話は0263-00-1234です": "電話は〔電話番号〕です",
    "０９０－００００－１２３４へ": "〔電話番号〕へ",
    "連絡先 (0263)00-1234": "連絡先 〔電話番号〕",
    "連絡は09000001234まで": "連絡は〔電話番号〕まで",
    "hanako@example.jp に返事を": "〔メールアドレス〕 に返事を",
    "〒399-0000に住む": "〔郵便番号〕に住む",
    "長野県塩尻市大門七番町3-3に住む": "〔住所〕に住む",
    "大門七番町4番地3号の角": "〔住所〕の角",
    "本町三丁目2-15の角を見て": "〔住所〕の角を見て",
    "本町三丁目の2-15です": "〔住所〕です",
    "松本300あ12-34が止まっている": "〔車両番号〕が止まっている",
    "https://example.jp/x を見て": "〔URL〕 を見て",
    "番号は1234 5678 9012": "番号は〔番号〕",
    "窓口の佐藤さんが親切": "窓口の〔氏名〕さんが親切",
    "鈴木課長の説明": "〔氏名〕課長の説明",
    "山田太郎と申します": "〔氏名〕と申します",
    "林さんは林道を歩く": "〔氏名〕さんは林道を歩く",
    "塩尻市大門七番町4-3 サンハイツ大門 102": "〔住所〕",
    "山本さんの件。山本は来ない": "〔氏名〕さんの件。〔氏名〕は来ない",
    "担当：高橋": "担当：〔氏名〕",
    "ホアン・ヴァン・ナムさんを助けて": "〔氏名〕さんを助けて",
    "My name is Maria Silva, 090-0000-1234": "My name is 〔氏名〕, 〔電話番号〕",
    "母（和子）が転んだ": "母（〔氏名〕）が転んだ",
    "小笠原氏から電話があった": "〔氏名〕氏から電話があった",
}
KEPT = (
    "皆さんも店員さんも親切",
    "バスが1日2-3回しか来ない",
    "2023-2024年の計画",
    "第1号議案と3番線",
    "10,000円かかった",
    "12時30分の電車",
    "塩尻市の10-20代が少ない",
    "お客様は神様",
    "国道19号が混む",
    "令和8年7月1日に開館",
    "小笠原氏の城を見る",
    "織田信長の像",
    "本町2丁目の交差点",
    "本町三丁目で1-2回見た",
    "大門1-2丁目あたり",
    "鳥取県議会の傍聴",
    "佐藤錦がおいしい",
    "ワンちゃんと散歩",
    "I am Brazilian",
    "This is a nice park",
    "My son likes Nagano",
    "高先生の後任",
    "新人という職員",
)


@pytest.mark.parametrize("text", MASKED)
def test_personal_data_is_masked_and_the_rest_kept(text: str) -> None:
    assert mask(text).text == MASKED[text]


@pytest.mark.parametrize("text", KEPT)
def test_what_tells_of_no_one_stays(text: str) -> None:
    assert mask(text).text == text


def test_the_kinds_of_what_was_masked_are_told() -> None:
    assert mask("佐藤様 090-0000-1234").found == ("氏名", "電話番号")


def test_a_masked_text_is_masked_already() -> None:
    once = mask("佐藤様 090-0000-1234 〒399-0000").text
    assert mask(once).text == once
