"""Names of people: UniDic's 人名 (姓, 名) with what they are called (さん, 課長) or led in by.

Names of history and of stories (`data/known_figures.txt`) tell of no one and stay. So does a
surname without any of these signs: 松本 or 石川 are places far more often.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from analysis.text.name_words import Token, runs
from analysis.text.names_abroad import abroad
from analysis.text.words import listed

TAKEN = "\ue000"  # stands for each letter of what other rules have found already
_AROUND = 16  # letters before and after a name that may tell it is one

_CALLED = re.compile(
    r" ?(?:さん(?!ざん)|さま|様(?![子式々])|氏(?![名子神])|君(?!が代)|くん|ちゃん|殿(?!堂)"
    r"|先生|教授|先輩|後輩)"
)
_RANKED = re.compile(
    r" ?(?:副?(?:部長|課長|係長|室長)|主任|主査|次長|議員|(?:医|看護|保健|保育)[師士]"
    r"|[市県町村都府]議(?!会)|民生|ケアマネ|ヘルパー|相談員|弁護士|司書)"
)
_HEADED = re.compile(r" ?(?:[所店校園局区会団院社組班町村市]長|教頭|理事|知事)")
_KIN = (
    "夫|妻|息子|娘|[長次三]男|[長次三]女|孫|父|母|祖[父母]|[兄弟姉妹甥姪]|叔[父母]|主人|嫁|彼女|彼氏|友人|友達|"
    "同僚|上司|部下|同級生|隣|隣人|隣家|近所|担任|主治医"
)
_STAFF = "課長|部長|係長|主任|室長|次長|所長|局長|店長|校長|園長|先生|職員|担当|担当者|責任者"
_LEADS = re.compile(
    rf"(?:{_KIN}|{_STAFF})(?:だった|の|、|・|で|は)$|(?:{_KIN})$"
    r"|(?:氏名|名前|なまえ|記入者|回答者|担当|担当者|文責|署名|以上)[はが:、 ]+$"
    r"|(?:前任|後任|新任)の$|(?:私|わたし|わたくし|僕)(?:は|、)$"
)
_CHILD = re.compile(r"(?:息子|娘|[長次三][男女]|孫|夫|妻)$")
_THEIR = re.compile(
    r"夫[妻婦]|一家|家の[前裏隣横犬猫車木人奥]|のご主人"
    r"|の(?:おばあ|おじい|おば|おじ|奥|お母|お父)(?:ちゃん|さん)"
)
_NAMED_SO = re.compile(
    r" ?と(?:申|もうし|い(?:い|う)ます|いい、|言います|いう(?:職員|人|者|男|女|方))"
)
_IS_ME = re.compile(r" ?(?:です|と申)(?:。|$|、| )")
_BESIDE = re.compile(rf"^ ?[(、:]? ?{TAKEN}")  # a name beside a number or an address
_CREWED = re.compile(r" ?[店班団組]長")  # who leads a few people is called by name: 小松店長
_STARTS = re.compile(rf"(?:^|[。！？!?、 )」{TAKEN}])$")
_KIN_OPENS = re.compile(rf"(?:{_KIN}|{_STAFF})\($")
_OPENS, _CLOSES = re.compile(r"[(]$"), re.compile(r" ?(?:\)[。 ]*$|[、 ][^)]{1,8}\))")
_THING = re.compile(
    r"^(?:[駅市町村県郡川山寺城橋館園線店号像杯賞祭病郵銀岳湊峠湖港苑藩塚岬]|記念|美術|小学|中学|高校|大学|学校|商店|電[機鉄]|工業|製作|ゆかり|神社)"
)
_HISTORY = re.compile(
    r"城|館跡|遺跡|史跡|歴史|時代|一族|末裔|家臣|古文書|合戦|墓|菩提寺|武将|戦国|資料館|ゆかり|居館"
)
_LETTERS = r"[A-Z][a-zà-ỹ]+(?: [A-Z][a-zà-ỹ]+)"
_KANA_GIVEN = (  # given names in kana that the dictionary reads as other words
    "あかり|あおい|あかね|あやか|いのり|えみ|かい|かえで|かおり|かなえ|けんた|こうた|こころ|さき|さくら|しょうた|"
    "すみれ|そうた|そら|だいき|たくみ|つばさ|ななみ|のぞみ|はな|はると|ひかり|ひなた|ひまり|ひより|まい|まお|"
    "まゆ|みお|みさき|みどり|みゆき|めい|めぐみ|もも|ゆあ|ゆい|ゆうき|ゆうた|ゆうと|ゆき|ゆな|りお|りく|りょう|りん|れん"
)
_SAID_SO = (  # introduced or called without any word of the dictionary
    re.compile(
        r"(?:^|[。！？!?、 ]|私は|名前は)(?P<it>[ぁ-ん]{4,9}|[ァ-ヴー]{4,12})"
        r"(?=と(?:申|もうし|いいます|言います))"
    ),
    re.compile(rf"(?:{_KIN}|うち)[の、・](?P<it>{_KANA_GIVEN})(?=[がはをにもとの、])"),
    re.compile(r"名前は(?P<it>(?!不明|匿名|秘密|未定|重要|大切)[一-龠々]{2,4})(?=です|とい|。|$)"),
    re.compile(r"(?P<it>[ァ-ヴー]+(?:[・=][ァ-ヴー]+)+)(?= ?(?:さん|様|氏|先生|くん|ちゃん|君))"),
    re.compile(rf"(?P<it>{_LETTERS}{{1,3}}(?=です|と申)|{_LETTERS}{{0,3}}(?=さん|様|先生|氏))"),
    re.compile(
        r"(?i:my name is|meu nome é|me chamo|me llamo|mi nombre es|tôi tên là|tên tôi là"
        r"|nama saya|ako si|pangalan ko ay) "
        rf"(?P<it>{_LETTERS}{{0,3}})"
    ),
    re.compile(r"(?P<it>[一-龠々]{2,4}[・、][一-龠々]{2,4})(?=両(?:氏|名|議員|先生|[課係部]長))"),
    re.compile(
        r"(?<=[のはが、。])(?P<it>[一-龠々](?!の)[一-龠々](?<![人員職者勤用時]))(?=という職員)"
    ),
    re.compile(r"我(?:的名字)?[叫是](?P<it>[一-龠]{2,3})(?=[,，。. ]|$)"),
)
_LAND = frozenset("岳湊港椿竹鮮錦")  # names of people, but here of mountains, ports and shops


def people(text: str) -> Iterator[tuple[int, int]]:
    """Where the names of people stand in a folded text."""
    found = [*_by_context(text)]
    found += [match.span("it") for form in _SAID_SO for match in form.finditer(text)]
    found += abroad(text)
    yield from found
    for name in {text[start:end] for start, end in found if end - start > 1}:
        for match in re.finditer(re.escape(name), text):
            if not _THING.match(text[match.end() :]):
                yield match.span()


def _by_context(text: str) -> Iterator[tuple[int, int]]:
    for run in runs(text):
        after = text[run[-1].end : run[-1].end + _AROUND]
        before = text[max(0, run[0].start - _AROUND) : run[0].start]
        name = _named(run, before, after)
        if name and not _is_known(text, name):
            yield name[0].start, name[-1].end


def _named(run: Sequence[Token], before: str, after: str) -> Sequence[Token]:
    """The part of a run of words that is a person's name; empty when there is none."""
    if any(called.match(after) for called in (_CALLED, _RANKED, _CREWED)):
        return () if before.endswith("お") else _last_name(run)
    if _THING.match(after):
        return ()
    if _CHILD.search(before) and run[0].kind.proper:
        return run[:1]
    return _uncalled(run, before, after)


def _uncalled(run: Sequence[Token], before: str, after: str) -> Sequence[Token]:
    strong = [token for token in run if token.kind.name]
    if not strong or _is_full(strong, after):
        return strong
    told = _HEADED.match(after) is not None or _is_told(strong, before, after)
    return strong if told and len(strong) == len(run) else ()


def _last_name(run: Sequence[Token]) -> Sequence[Token]:
    """What is called さん at the end of a run: 千葉 一郎 of 塩尻 千葉 一郎."""
    first = len(run) - 1
    while first > 0 and _joined(run, first):
        first -= 1
    return run[first:]


def _joined(run: Sequence[Token], place: int) -> bool:
    """Whether the word before belongs to the same name: 千葉 一郎, マリア・シルバ, アル クマ."""
    here, before = run[place], run[place - 1]
    dotted = here.surface in "・=" or before.surface in "・="
    return dotted or here.kind.part == "名" or (before.kind.part == here.kind.part == "一般")


def _is_full(strong: Sequence[Token], after: str) -> bool:
    """A surname with a given name; in kana only where nothing else can begin with it."""
    if len(strong) < 2 or strong[0].kind.part == "名" or strong[-1].kind.part == "姓":
        return False
    if strong[-1].surface in _LAND:
        return False
    kanji = strong[0].surface[0] >= "一"
    return kanji or not after or _IS_ME.match(after) is not None


def _is_told(strong: Sequence[Token], before: str, after: str) -> bool:
    """Whether the words around say that this is a name: 息子の, 担当：, という職員, （山田）."""
    if _LEADS.search(before) or _NAMED_SO.match(after) or _THEIR.match(after):
        return True
    if _KIN_OPENS.search(before):
        return after.startswith(")")
    begins = _STARTS.search(before) and (_IS_ME.match(after) or _BESIDE.match(after))
    signed = _OPENS.search(before) and _CLOSES.match(after)
    return strong[0].kind.part == "姓" and bool(begins or signed)


def _is_known(text: str, name: Sequence[Token]) -> bool:
    """Whether it is a name of history or of a story."""
    written = text[name[0].start : name[-1].end]
    if text.startswith("氏", name[-1].end) and written in _known("氏"):
        return _HISTORY.search(text) is not None
    return written in _known("人")


@cache
def _known(kind: str) -> frozenset[str]:
    return frozenset(name for of, name in listed("known_figures.txt") if of == kind)
