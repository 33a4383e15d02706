"""Names of people in answers that are not written in Japanese, by what leads them in or follows.

Where a language has capitals only what has one is a name; in Chinese only what a surname begins.
"""

import re
from collections.abc import Iterator

_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_ONE = r"[A-ZÀ-ÖØ-ÞĐ][\wà-ỹ'’-]+"
_NAME = rf"(?P<it>{_ONE}(?: (?:d[aeo]s? |van |de la )?{_ONE}){{0,3}})"
_WHOLE = rf"(?P<it>{_ONE}(?: (?:d[aeo]s? |van |de la )?{_ONE}){{1,3}})"
_TITLES = (
    r"Mr|Mrs|Ms|Miss|Dr|Prof|Sr|Sra|Srta|[Ss]enhora?|[Dd]ona|[Pp]rofessora?|[Dd]outora?|[Ss]eñora?"
    r"|[Ss]eñorita|[Tt]eacher|[Ôô]ng|[Bb]à|[Cc]ô giáo|[Tt]hầy|Ibu|Bapak|Pak"
)
_KIN = (
    r"(?:[Mm]y|[Oo]ur) (?:son|daughter|husband|wife|father|mother|brother|sister|friend|boss"
    r"|neighbou?r|child|baby)"
    r"|(?:[Mm]inha|[Mm]eu|[Mm]i) (?:filh[ao]|marido|espos[ao]|chefe|vizinh[ao]|amig[ao]"
    r"|irmã|irmão|hij[ao]|jefe|vecin[ao]|herman[ao])|(?:[Aa]nak|[Aa]sawa) ko(?:ng)? si"
)
_LEADS = (
    r"(?:[Cc]all(?: me)?|[Aa]sk for|[Cc]ontact|[Tt]his is|I am|I['’]m"
    r"|[Rr]egards|[Ss]incerely|[Ss]ou)"
)
_SURNAMES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱林郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮董萧蕭程曹袁邓鄧许許傅沈曾"
    "彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊陆陸郝孔崔康毛邱秦史顾顧侯邵孟龙龍"
)
_CAPITALS = (
    re.compile(rf"\b(?:{_TITLES})\.? {_NAME}"),
    re.compile(rf"\b(?:{_KIN}),? {_NAME}"),
    re.compile(rf"\b{_LEADS},? {_WHOLE}"),
)
_CHINESE = re.compile(
    rf"(?P<it>[{_SURNAMES}][一-鿿]{{0,2}}?)(?=先生|女士|小姐|老师|老師|医生|醫生|护士|護士)"
)
_KOREAN = re.compile(
    r"(?:이름은|저는|나는) (?P<it>[가-힣]{2,4})(?=입니다|이라고|라고|이에요|예요)"
    r"|(?P<also>[가-힣]{2,4})(?= ?(?:씨(?:가|는|를|에게| )|선생님))"
)


def abroad(text: str) -> Iterator[tuple[int, int]]:
    """Where such names stand in a folded text."""
    forms = _CAPITALS if _KANA.search(text) else (*_CAPITALS, _CHINESE, _KOREAN)
    for form in forms:
        for match in form.finditer(text):
            yield match.span("it" if match["it"] else "also")
