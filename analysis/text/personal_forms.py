"""Personal data that has a form: mail, accounts, addresses, plates, telephone and other numbers.

The patterns read folded text (NFKC). Each names a group `it` when only a part is to be masked.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analysis.text.words import listed

_DASH = r"[-‐‒–—―−ー]"
_KANJI = "〇零一二三四五六七八九"
_D = rf"[0-9{_KANJI}]"
_N = rf"(?:[0-9]{{1,5}}|[{_KANJI}十百]{{1,5}})"
_TELLS = r"(?:は|が|も|の|を|[:;=→]|「| |No\.?|№)*"
_UNIT = (
    r"(?! ?(?:[代年月回時分秒円人%件枚歳才個点組対度名戸畝]|世帯|番線|号線|台[^0-9]|k?m"
    r"|メートル|キロ|丁目|か月|ヶ月))"
)

# Mail, pages, accounts. People write (アット) or ★ for @ so that machines don't find the address.
_IN, _OUT = r" ?[(\[<〈《【〔「]", r"[)\]>〉》】〕」] ?"
_AT = (
    rf"(?:{_IN}(?:at|アット(?:マーク)?|あっと(?:まーく)?|@){_OUT}"
    r"| ?(?:@|アットマーク|あっとまーく|アット|[★☆●◎■◆]) ?| at )"
)
_DOT = r"(?: ?\. ?| dot | ?ドット ?| ?[(\[](?:dot|ドット)[)\]] ?)"
_MAIL = (
    r"(?<![a-z0-9])(?!(?:Twitter|Instagram|TikTok|LINE|X) @)"
    rf"[a-z0-9][\w.+-]*{_AT}[a-z0-9-]+(?:{_DOT}[a-z0-9-]+)+"
)
_NETWORK = (
    r"(?:LINE|ライン|Twitter|ツイッター|(?<![A-Za-z])X(?=の|\()|Instagram|インスタ(?:グラム)?|Facebook|フェイスブック|"
    r"TikTok|カカオ(?:トーク)?|WhatsApp|WeChat|微信|Zalo|Messenger|Skype|Zoom|Discord|Threads|Bluesky|アカウント|ハンドル|ユーザー名)"
)
_ACCOUNT = (
    rf"{_NETWORK}(?:の?アカウント|の?(?:ID|アイディー|ユーザー名)){_TELLS}(?P<it>@?[a-z][\w.-]{{2,}})"
    rf"|{_NETWORK}[^a-z0-9@。]{{0,12}}(?P<also>@?(?=[a-z.-]*[0-9_.])[a-z][\w.-]{{3,}}\w)"
    r"|(?<![\w@.])(?P<bare>@[a-z0-9][\w.]{2,})"
)

# Addresses, down to the house.
_SITE = r"[一-龠々〆ヵヶケノァ-ヴー]|が(?=[関丘原谷浜島崎])"
_SITES = rf"(?:[ぁ-ん]{{2,3}}(?=[市区町村台丘ヶが]))?(?:{_SITE}){{1,20}}"
_LOT = rf"[0-9]{{1,5}}(?:{_DASH}[0-9]{{1,5}}){{1,3}}"
_BLOCKS = (
    rf"(?:{_N}丁目 ?)?{_N}番(?:地 ?(?:(?:の|{_DASH})?[0-9]{{1,4}})?|(?:の|{_DASH})?{_N})"
    rf"(?:{_DASH}[0-9]{{1,4}})?号?"
    rf"|{_N}丁目 ?(?:{_N}番|[0-9]{{1,4}}(?:{_DASH}[0-9]{{1,4}})*)(?![0-9]){_UNIT}"
    rf"|{_N}の{_N}の{_N}(?![0-9])|{_N}丁目の{_N}{_DASH}{_N}(?![0-9]){_UNIT}"
)
_ROOM = (
    r"(?:[0-9]{1,3}(?:号?棟 ?|-(?=[0-9]{3})))?[A-Z]?-?(?:[0-9]{3,4}(?:号室?)?|[0-9]{1,2}号室)"
    rf"(?![0-9]){_UNIT}"
)
_HOUSING = (
    r"(?:ハイツ|コーポ|メゾン|マンション|アパート|レジデンス|ハイム|パレス|ヴィラ|グランド"
    r"|荘|団地|住宅|寮)"
)
_BUILDING = rf"[一-龠々ァ-ヴーA-Za-z]{{0,10}}{_HOUSING}[一-龠々ァ-ヴーぁ-ん]{{0,8}} ?{_ROOM}"
_FLOOR = r"[一-龠々ァ-ヴー]{2,10}(?:ビル|タワー|館) ?[0-9]{1,2}(?:階|F)"
_INSIDE = rf"(?: ?(?:{_BUILDING})| ?{_FLOOR}|{_DASH}?[0-9]{{2,4}}号室?)?"
_ADDRESS = rf"(?P<site>{_SITES}) ?(?P<house>{_BLOCKS}|{_LOT}(?!{_DASH}?[0-9]){_UNIT}){_INSIDE}"
_HAMLET = rf"(?:大字|(?<![一-龠])字){_SITES}[0-9]{{1,5}}(?:番地?)?(?:{_DASH}?[0-9]{{1,4}})?"
_NO_SITE = ("第", "年", "月", "図", "表", "計画", "施策", "平均", "約", "人口", "計", "金")
_BARE = (  # 安曇野市豊科4321から: no 番地, but nothing else it could count
    r"[一-龠ヶ]{1,5}[市区町村][一-龠々ヶァ-ヴ]{2,8}[0-9]{2,5}(?=から|に住|です|在住|の者|まで|宛|あて|、|$)"
)
_ABROAD = (  # as it is written in other languages: 2-15-8 Hirooka, Shiojiri
    r"(?<![0-9-])[0-9]{1,4}(?:-[0-9]{1,4}){2,3},? [A-Z][a-z]+(?:[- ][A-Z]?[a-z]+)?"
    r"(?:, [A-Z][a-z-]+)*"
    r"|(?<![A-Za-z])[A-Z][a-z]+(?:-[a-z]+)? [0-9]{1,4}(?:-[0-9]{1,4}){2,3}(?![0-9-])"
)
_PLACE_ENDS = "市区郡町村台丘原野沢田山川島谷崎浜泉園岡里森池坂宮門"

# Numbers of telephones, plates, accounts; days of birth.
_GAP = rf"(?:{_DASH}|[ .・/]|の)?"
_AREA = rf"(?:\+81[ -]?(?:\(0\))?{_D}{{1,4}}|\([0〇零]{_D}{{1,4}}\)|[0〇零]{_D}{{1,4}})"
_PHONE = rf"(?<!{_D}){_AREA}{_GAP}(?:\({_D}{{1,4}}\)|{_D}{{1,4}}){_GAP}{_D}{{3,4}}(?!{_D})"
_LOCAL = (
    rf"(?:電話|TEL|でんわ|FAX|ファッ?クス|携帯|自宅)(?:番号)?{_TELLS}"
    rf"(?P<it>{_D}{{2,4}}{_DASH}{_D}{{4}})(?!{_D})"
)
_ERA = (
    rf"(?:(?:明治|大正|昭和|平成|令和|[MTSHR]) ?(?:元|{_N})(?:年|[./-])"
    r"|(?:19|20)[0-9]{2}(?:年|[./-]))"
)
_DAY = rf"{_ERA} ?{_N}(?:月|[./-]) ?{_N}日?|[0-9]{{1,2}}月[0-9]{{1,2}}日"
_BIRTH = (
    rf"(?:生年月日|誕生日|生年){_TELLS}(?P<it>{_DAY})"
    rf"|(?P<also>{_DAY}|{_ERA} ?{_N}月)(?=\)? ?(?:生ま|うまれ|生(?:$|[、。,.) ])))"
)
_PLATE_KANA = "[あ-えか-こさすせそた-なに-のはひふほま-もやゆよら-ろわを]"
_PLATE_END = (
    rf"(?:[・.]{{1,3}} ?[0-9]{{1,3}}|[0-9]{{1,2}}{_DASH}[0-9]{{2}}|[0-9]{{1,4}})(?![0-9]){_UNIT}"
)
_LONG = rf"(?<![0-9])(?:[0-9]{{4}}(?:{_DASH}| )?){{2,3}}[0-9]{{4}}(?![0-9])"
_CUED = (
    rf"(?:番号|コード|記号|口座|振込先|カード|ナンバー|会員証|ID|No\.?){_TELLS}"
    rf"(?P<it>[A-Z]{{0,2}}-?[0-9](?:[0-9]|{_DASH}(?=[0-9])){{3,}})(?![0-9]){_UNIT}"
    r"|(?:普通|当座)(?:預金|口座)? ?(?P<also>[0-9]{6,8})(?![0-9])"
)
_POSTAL = (
    rf"(?P<it>〒 ?[0-9]{{3}}{_DASH}?[0-9]{{4}})"
    rf"|(?<![0-9-])(?P<also>[0-9]{{3}}{_DASH}[0-9]{{4}})(?![0-9-]){_UNIT}"
)


@dataclass(frozen=True, slots=True)
class Form:
    """`kind`: what a match is called; `fits`: what must hold of it besides its form."""

    kind: str
    pattern: re.Pattern[str]
    fits: Callable[[re.Match[str]], bool] = bool

    def found(self, text: str) -> Iterator[tuple[int, int]]:
        """Where it stands in a folded text."""
        for match in self.pattern.finditer(text):
            if self.fits(match):
                part = next((n for n in ("it", "also", "bare") if match.groupdict().get(n)), 0)
                yield match.span(part)


def _dialled(match: re.Match[str]) -> bool:
    """Ten or eleven figures; nine or ten after the country's own."""
    figures = sum(letter in "0123456789" + _KANJI for letter in match[0])
    return 10 <= figures <= 12 if match[0].startswith("+") else 10 <= figures <= 11


def _no_years(match: re.Match[str]) -> bool:
    return not all(part[:2] in ("19", "20") for part in re.findall(r"[0-9]{4}", match[0]))


def _is_site(match: re.Match[str]) -> bool:
    """Three numbers after a name are a house; two are one only after what is surely a place."""
    site, numbers = match["site"], re.findall("[0-9]+", match["house"])
    if site.endswith(_NO_SITE):
        return False
    if re.search("番|丁目|の", match["house"]) or site.endswith("丁目"):
        return True
    if len(numbers) >= 3:
        return re.match("(?:19|20)[0-9]{2}", numbers[0]) is None
    return site[-1] in _PLACE_ENDS or (len(site) > 1 and len(numbers[0]) >= 3)


def _plates() -> re.Pattern[str]:
    areas = "|".join(area for (area,) in sorted(listed("plate_areas.txt"), key=len, reverse=True))
    return re.compile(
        rf"(?:{areas}) ?[0-9][0-9A-Z]{{1,2}} ?{_PLATE_KANA} ?{_PLATE_END}"
        rf"|(?:ナンバー|プレート|車番)(?:プレート)?{_TELLS}"
        rf"(?P<it>[0-9]{{1,2}}{_DASH}[0-9]{{2}}|[0-9]{{4}})(?![0-9]){_UNIT}"
    )


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | re.IGNORECASE)


# The order matters: what an earlier form has taken, a later one doesn't see.
FORMS = (
    Form("URL", re.compile(r"(?:https?://|www\.)[!-~]+")),
    Form("メールアドレス", _any_case(_MAIL)),
    Form("アカウント", _any_case(_ACCOUNT)),
    Form("番号", re.compile(_LONG), _no_years),
    Form("車両番号", _plates()),
    Form("生年月日", re.compile(_BIRTH)),
    Form("電話番号", _any_case(_PHONE), _dialled),
    Form("電話番号", _any_case(_LOCAL)),
    Form("郵便番号", re.compile(_POSTAL)),
    Form("番号", re.compile(_CUED)),
    Form("住所", re.compile(_ADDRESS), _is_site),
    Form("住所", re.compile(_HAMLET)),
    Form("住所", re.compile(_BARE)),
    Form("住所", re.compile(_BUILDING)),
    Form("住所", re.compile(_ABROAD)),
)
