"""聞き方: words that lead to an answer, ask two things at once, or deny what is denied."""

import re
from collections.abc import Iterator

from surveys.advice.base import Said, asked, judged, leaning, steps
from surveys.kinds import Question

_LEADING = re.compile(
    r"べき(?:だ|である)?と(?:は)?(?:思い|考え)ませんか|"
    r"(?:思い|感じ|考え)ませんか|ではありませんか|ではないでしょうか|じゃありませんか|"
    r"(?:当然|もちろん|言うまでもなく|いうまでもなく|周知の|ご存[じ知]のとおり|ご承知のとおり)|"
    r"(?:だれ|誰)もが(?:思|感じ|望|願)"
)
_SAID = re.compile(
    r"と(?:言われて|いわれて|指摘されて|されて|考えられて)い(?:ます|る)(?:が|けれど)"
)
_LOADED = re.compile(
    r"深刻な|危機的な|無駄な|ムダな|すばらしい|素晴らしい|画期的な|かけがえのない|恐ろしい|ひどい"
)
# Two things: a noun, what joins it, and another noun, of which something is then said.
_WORD = r"[一-龠々ァ-ヴーA-Za-z0-9０-９Ａ-Ｚ]{2,}(?:の[一-龠々ァ-ヴー]+)?"
_AND = re.compile(rf"(?P<one>{_WORD})(?P<by>や|及び|および|並びに|ならびに|と)(?P<other>{_WORD})")
# Pairs that are one thing to everybody, or that are asked about as a pair.
_ONE_THING = re.compile(
    r"バスや電車|電車やバス|鉄道やバス|バスや鉄道|空気や水|水や空気|公園や緑地|公園や広場|"
    r"仕事と(?:生活|家庭|家事|育児|子育て|介護)|家庭と仕事|自治会や町内会|町内会や自治会|"
    r"道路や歩道|歩道や信号|ごみやリサイクル|病院や診療所|子どもや孫|祭りやイベント|"
    r"スーパーや(?:コンビニ|商店)|友人や知人|家族や(?:友人|親族|親戚)|知人や友人"
)
_ASKED_AS_PAIR = re.compile(
    r"^[^。]{0,8}(?:の(?:両立|調和|バランス|関係|交流|つながり|連携|違い|間|あいだ|どちら|共生|距離)|"
    r"を比べ|と比べ|どちら|が?(?:連携|協力|共生|調和|交流))"
)
# Named only as examples of one thing, or as where or with what it is done.
_OF_ONE_THING = re.compile(
    r"^(?:など|等|といった|をはじめ|その他|を通じ|による|によって|で(?!す|あ|き)|から|"
    r"の(?:場|中|とき|際|ため|うち|ような)|に(?:よる|かかわらず|関わらず))"
)
# A person or a side is no thing that is judged beside another: 家族と外出, 市民と行政.
_BESIDE = re.compile(
    r"(?:家族|友人|知人|市民|行政|住民|あなた|自分|隣人|近所|子ども|親|人|市|町|昨年|前回|以前)$"
)
_GENERAL = {"対策", "施設", "整備", "活動", "支援", "環境", "事業", "情報", "計画", "取組", "充実"}
_BOTH = re.compile(
    r"(?:安く|安価で|速く|早く|便利で|安全で|清潔で|きれいで|親切で|丁寧で|迅速で|正確で|盛んで|"
    r"整って(?:おり|いて)|整備されて(?:おり|いて)|充実して(?:おり|いて))、?[^。、]{1,12}"
    r"(?:だ|である|ですか|い|よい|しい|感じる|思う|安心)"
)
_DENIED = re.compile(
    r"(?:なく(?:は)?ない|ない(?:わけ|こと)(?:では|は)(?:ない|ありません)|"
    r"ない(?:と|とは)(?:思わ|言え|感じ)(?:ない|ません)|不[一-龠]{1,3}(?:では|と(?:は|も)?思わ)ない)"
)
# 「〜ない」 that denies nothing.
_NOT_DENYING = re.compile(
    r"少ない|危ない|もったいない|間違いない|かけがえのない|切れ目のない|欠かせない|やむを得ない|"
    r"限りない|だけでなく|のみならず|かもしれない|しかない|ではなく|でなく|なければならない|すくない"
)
_NEGATIVE = re.compile(
    r"(?:[かさたなまらわがばじびしせけれえ]|いえ|てい|こと(?:は|が))ない(?:$|と|。|こと|方)"
)


def question(each: Question) -> Iterator[Said]:
    yield from _led(each)
    if judged(each):
        yield from _doubled(each)
        yield from _twice_denied(each)


def _led(each: Question) -> Iterator[Said]:
    found = _LEADING.search(each.label)
    if found:
        yield Said(
            f"「{found[0]}」という聞き方は、答えを誘います",
            "「どう思いますか」のように、どちらの考えの人も答えやすい聞き方にしてください",
        )
    told = _SAID.search(each.label)
    if told:
        yield Said(
            f"「{told[0]}」と、一方の見方を先に示しています",
            "先に読んだ考えに、回答が引き寄せられます",
        )
    loaded = _LOADED.search(each.label)
    if loaded:
        yield Said(
            f"「{loaded[0]}」という評価の言葉が入っています", "答える前に、よしあしが決まります"
        )


def _doubled(each: Question) -> Iterator[Said]:
    """Two things that one answer judges: the first such line, and how many more there are."""
    found = [told for words in asked(each) if (told := _two_things(words) or _two_praises(words))]
    if found:
        more = f"ほか{len(found) - 1}行" if len(found) > 1 else ""
        yield Said(
            f"「{found[0]}」{more}は、2つのことを1つの答えで聞いています",
            "片方だけにあてはまる人が答えられません。設問や行を分けるか、1つに絞ってください",
        )


def _two_things(words: str) -> str:
    """The two nouns of which something is said; "" where they are one, or beside the point."""
    plain = _ONE_THING.sub("", _bare(words))
    for found in _AND.finditer(plain):
        rest = plain[found.end() :]
        beside = found["by"] == "と" and bool(_BESIDE.search(found["one"]))
        paired = bool(_ASKED_AS_PAIR.match(rest)) or found["other"] in ("比較", "一緒")
        examples = bool(_OF_ONE_THING.match(rest)) or found["other"].endswith("等")
        if not (beside or paired or examples or _alike(found["one"], found["other"])):
            return found[0]
    return ""


def _two_praises(words: str) -> str:
    found = _BOTH.search(_bare(words))
    return found[0] if found else ""


def _alike(one: str, other: str) -> bool:
    """Whether the two name nearly the same: they share a word that is not one of every field."""
    shared = {one[at : at + 2] for at in range(len(one) - 1)}
    shared &= {other[at : at + 2] for at in range(len(other) - 1)}
    return bool(shared - _GENERAL)


def _bare(words: str) -> str:
    """What is asked, without what stands in brackets."""
    return re.sub(r"[（(][^）)]*[）)]|「[^」]*」", "", _what(words))


def _what(words: str) -> str:
    """The sentence that asks, without what is told before it."""
    told = [each for each in re.split(r"[。\n]", words) if each.strip()]
    asking = [each for each in told if each.strip().endswith("か")]
    return (asking or told or [words])[-1]


def _twice_denied(each: Question) -> Iterator[Said]:
    """What is denied must not be denied again to be affirmed."""
    against = any(
        leaning(choice.label) < 0 and choice.label.endswith("ない") for choice in steps(each)
    )
    for words in asked(each):
        plain = _NOT_DENYING.sub("", _what(words))
        found = _DENIED.search(plain)
        if found or (against and _NEGATIVE.search(plain)):
            told = found[0] if found else words
            yield Said(
                f"「{_short(told)}」は、否定を打ち消して答えることになります（二重否定）",
                "読み違えて反対の端を選ぶ人が出ます。「〜ある」の形にしてください",
            )
            return


def _short(words: str) -> str:
    return words if len(words) <= 24 else words[:23] + "…"
