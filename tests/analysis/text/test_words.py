"""Words: normalising, lemmas, compounds, the house dictionary, denial."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.text import marks
from analysis.text.masking import NAME
from analysis.text.personal_forms import FORMS
from analysis.text.words import compounds, negated, normalise, terms, tokenise

ODD = (
    "𠮷野家",
    "か\u3099んばれ",
    "مرحبا بكم",
    "👨\u200d👩\u200d👧 親子",
    "あ\x00い",
    "\ud800バス",
    "\u200b",
    "",
)


def surfaces(text: str) -> list[str]:
    return [word.surface for word in tokenise(text)]


def test_spellings_of_one_word_are_one_term() -> None:
    assert terms(tokenise("きれい")) == terms(tokenise("綺麗")) == terms(tokenise("キレイ"))
    assert terms(tokenise("子ども")) == terms(tokenise("こども")) == ["子供"]


def test_words_without_content_are_not_counted() -> None:
    assert terms(tokenise("そこにあるものを見て、とても良いと思う")) == []


def test_addresses_of_pages_and_double_spaces_are_left_out() -> None:
    assert normalise("案内は　 https://example.jp/a?b を\n見る") == "案内は を 見る"


def test_wide_letters_and_entities_are_made_plain() -> None:
    assert normalise("ＱＲコード&hellip;ﾊﾞｽ") == "QRコード...バス"


def test_a_word_of_the_house_dictionary_is_never_split() -> None:
    assert "道の駅" in surfaces("近くの道の駅で休んだ")
    assert "えんぱーく" in surfaces("えんぱーくとスナバで学ぶ")


def test_a_noun_keeps_its_suffix() -> None:
    assert surfaces("博物館と駐車場") == ["博物館", "と", "駐車場"]


def test_a_compound_holds_its_parts_but_never_cuts_a_number() -> None:
    found = {"".join(part.surface for part in run) for run in compounds(tokenise("公共交通機関"))}
    assert found == {"公共交通", "交通機関", "公共交通機関"}
    assert compounds(tokenise("3月")) == []
    after = {
        "".join(part.surface for part in run) for run in compounds(tokenise("東京への一極集中"))
    }
    assert "極集中" not in after


def test_denial_is_seen_over_particles() -> None:
    for text in ("使わない", "便利ではない", "足りていない", "美味しくはなかった"):
        assert negated(tokenise(text), 0), text
    assert not negated(tokenise("便利で、駐車場はない"), 0)


def test_odd_letters_never_stop_the_reading() -> None:
    for text in ODD:
        tokenise(text)
    assert normalise("か\u3099") == "が"
    assert normalise("あ\x00い\ud800") == "あい"


@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_can_be_read_and_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    once.encode("utf-8")
    assert "".join(surfaces(text)).replace(" ", "") == once.replace(" ", "")


def test_a_mark_of_masked_data_is_no_word() -> None:
    assert surfaces("課長の〔氏名〕に〔電話番号〕で聞く")[2:5] == ["〔氏名〕", "に", "〔電話番号〕"]
    assert terms(tokenise("〔氏名〕の〔住所〕と〔車両番号〕")) == []
    joined = [word.surface for run in compounds(tokenise("市役所〔氏名〕課長")) for word in run]
    assert "氏名" not in "".join(joined)


def test_brackets_that_people_write_keep_their_words() -> None:
    assert "参考" in terms(tokenise("〔参考〕〔氏名"))
    assert "氏名" in terms(tokenise("〔参考〕〔氏名"))


def test_every_kind_of_mask_is_known_as_a_mark() -> None:
    kinds = {form.kind for form in FORMS} | {NAME}
    assert {marks.of(kind) for kind in kinds} == marks.MARKS
