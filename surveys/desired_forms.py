"""言い換えの形: ways to say a title as an outcome, made from the words that were written.

A rule for each word of means keeps the object before it: 「公園の整備」 → 「公園が整っている」.
"""

import re
from collections.abc import Iterator

MOST = 4
# Words of means, each with how its object stands when it is reached. {x} is the object.
_RULES: dict[str, tuple[str, ...]] = {
    "整備": ("安心して{x}を使える", "{x}が整っている", "{x}が足りないために困る人がいない"),
    "再整備": ("{x}がよみがえり、使われている", "安心して{x}を使える"),
    "改修": ("安心して{x}を使える", "{x}が安全に保たれている"),
    "設置": ("必要な場所に{x}がある", "身近な{x}を使える"),
    "建設": ("身近な{x}を使える", "{x}があり、使われている"),
    "確保": ("必要なときに{x}がある", "{x}が足りている"),
    "充実": ("{x}が行き届いている", "必要な人に{x}が届いている", "{x}に満足できる"),
    "拡充": ("必要な人に{x}が届いている", "{x}が足りている"),
    "強化": ("{x}が行き届いている", "{x}が頼りになっている"),
    "支援": (
        "安心して{x}ができる",
        "{x}で困ったときに、頼れる人や場がある",
        "{x}を一人で抱え込まずに暮らせる",
    ),
    "推進": ("{x}が暮らしに根づいている", "{x}が当たり前になっている"),
    "促進": ("望む人が{x}に踏み出せる", "{x}が当たり前になっている"),
    "誘致": ("{x}がこの地を選び、根づいている", "身近に{x}がある"),
    "向上": ("{x}が高まったと感じられる", "{x}に満足できる"),
    "改善": ("{x}がよくなったと感じられる", "{x}で困る人がいない"),
    "対策": ("{x}への備えができている", "{x}で困る人がいない"),
    "解消": ("{x}で困る人がいない", "{x}に悩まされずに暮らせる"),
    "防止": ("{x}が起きない", "{x}の心配なく暮らせる"),
    "予防": ("{x}の心配なく暮らせる", "{x}になる人が少ない"),
    "削減": ("{x}が少ない暮らしが根づいている", "{x}が減っている"),
    "軽減": ("{x}が軽くなったと感じられる", "{x}を一人で抱え込まずに暮らせる"),
    "抑制": ("{x}が抑えられている", "{x}が少ない暮らしが根づいている"),
    "保全": ("{x}が守られ、親しまれている", "{x}が次の世代に受け継がれている"),
    "保護": ("{x}が守られている", "{x}が次の世代に受け継がれている"),
    "保存": ("{x}が守られている", "{x}が次の世代に受け継がれている"),
    "継承": ("{x}が受け継がれている", "{x}が守られ、楽しまれている"),
    "活用": ("{x}が生かされている", "{x}が暮らしや仕事の役に立っている"),
    "活性化": ("{x}に人が集まり、活気がある", "{x}が元気に続いている"),
    "振興": ("{x}に活気があり、続いている", "{x}に携わる人が増えている"),
    "創出": ("身近に{x}がある", "{x}が生まれ続けている"),
    "創造": ("{x}が生まれ続けている", "{x}になっている"),
    "育成": ("{x}が育っている", "{x}が力を発揮している"),
    "養成": ("{x}が育っている", "{x}が力を発揮している"),
    "構築": ("{x}ができ、支えになっている", "{x}が続いている"),
    "形成": ("{x}ができている", "{x}になっている"),
    "確立": ("{x}ができ、支えになっている", "{x}が続いている"),
    "普及": ("{x}が暮らしに根づいている", "望む人が{x}を使える"),
    "啓発": ("{x}をみんなが自分のこととして考えている", "{x}が暮らしに根づいている"),
    "実施": ("{x}が役に立っている", "{x}で暮らしがよくなったと感じられる"),
    "導入": ("{x}が役に立っている", "望む人が{x}を使える"),
    "策定": ("{x}が生かされている", "{x}のとおりに進んでいる"),
    "検討": ("{x}について納得できる答えが出ている", "{x}で困る人がいない"),
    "見直し": ("{x}が今の暮らしに合っている", "納得できる{x}になっている"),
    "連携": ("{x}が力を合わせている", "{x}が互いの力を生かしている"),
    "事業": ("{x}が役に立っている", "{x}で暮らしがよくなったと感じられる"),
    "づくり": ("{x}ができている", "{x}がある"),
    "作り": ("{x}ができている", "{x}がある"),
}
MEANS = tuple(sorted(_RULES, key=len, reverse=True))
_PEOPLE = re.compile(
    r"(?:者|児|児童|人|世代|シニア|家族|家庭|世帯|子ども|こども|子供|若者|女性|男性|高齢者|市民|住民|学生|生徒|事業者|企業|"
    r"団体|農家|担い手|人材|親|リーダー|ボランティア)$"
)
_OF_PEOPLE = {
    "支援": ("{x}が安心して暮らせる", "{x}が困ったときに、頼れる人や場がある"),
    "促進": ("{x}が増えている", "望む人が{x}になれる"),
    "確保": ("{x}が足りている", "{x}が働き続けられる"),
    "対策": ("{x}が安心して暮らせる", "{x}が困ったときに、頼れる人や場がある"),
    "解消": ("{x}がいない", "{x}になる人がいない"),
    "保護": ("{x}が守られている", "{x}が安心して暮らせる"),
    "づくり": ("{x}が育っている", "{x}がいる"),
}
_PLACES = re.compile(r"(?:まち|街|町|地域|社会|都市|村|ふるさと|環境|市政|学校|職場)$")
_OF_PLACES = {
    **dict.fromkeys(
        ("づくり", "作り", "創造", "形成", "実現", "構築"),
        ("{x}になっている", "{x}だと感じられる"),
    ),
}
_GUARDS = re.compile(r"(?:防災|減災|防火|危機管理)$")
_OF_GUARDS = dict.fromkeys(
    ("対策", "強化", "推進", "向上", "充実"),
    ("もしものときも、命と暮らしが守られている", "{x}の備えが行き届いている"),
)
_SAFETY = re.compile(r"(?:防犯|安全)$")
_OF_SAFETY = dict.fromkeys(
    ("対策", "強化", "推進", "向上", "確保", "充実"),
    ("昼も夜も、安心して出歩ける", "{x}に気を配り合う人がいる"),
)
_HARM = re.compile(
    r"(?:被害|空き家|空家|渋滞|混雑|騒音|公害|不法投棄|いじめ|虐待|貧困|孤立|孤独|犯罪|事故|災害|浸水|過疎|"
    r"人口減少|少子化|人手不足|不足)$"
)
_OF_HARM = dict.fromkeys(
    ("対策", "解消", "防止", "予防", "改善", "軽減"),
    ("{x}で困る人がいない", "{x}に悩まされずに暮らせる"),
)
# A thing that is made (場づくり), beside what is only called so (健康づくり).
_MADE = re.compile(
    r"(?:まち|街|町|地域|社会|都市|村|ふるさと|環境|場|場所|仕組み|しくみ|体制|機会|拠点|"
    r"にぎわい|賑わい|生きがい|つながり|仲間|居場所|人|市政|基盤|ルール)$"
)
_BY_KIND = (
    *((_PEOPLE, _OF_PEOPLE), (_PLACES, _OF_PLACES), (_GUARDS, _OF_GUARDS)),
    *((_SAFETY, _OF_SAFETY), (_HARM, _OF_HARM)),
)
# A sentence that says what the city does: 「協働を進める」.
_TAIL = re.compile(
    r"(?:を|の)?(?:図る|図ります|進める|進めます|行う|行います|努める|努めます|目指す|目指します|"
    r"に努める|に努めます|に取り組む|に取り組みます|する|します|していく)$"
)
_CLAUSE = re.compile(
    r"^(.+[るうくすつむぶぐぬ])(環境|まち|地域|社会|場|場所|機会|体制|仕組み|都市|拠点|施設)$"
)
_THEIRS = re.compile(r"^(.+(?:者|児|人|世代|家庭|女性|男性|若者|高齢者))の([一-龠ァ-ヴー]{2,4})$")
_BY = re.compile(
    rf"^(.+?)(?:{'|'.join(MEANS)})(?:により|によって|を通じて|を通して|を(?:図り|進め|行い|し)、?|"
    r"し、|して|をもって|に取り組み)、?(.+)$"
)
_POTENTIAL = dict(zip("うくすつぬむぶぐ", "えけせてねめべげ", strict=True))
_ONE_STEP = "いきしちにひみりぎじびえけせてねへめれげぜでべ見着寝出得経似煮居"


def forms(words: str) -> tuple[str, ...]:
    """Up to four ways to say it as an outcome, the nearest first; none where no rule fits."""
    return tuple(list(dict.fromkeys(_every(words)))[:MOST])


def able(verb: str) -> str:
    """A verb as something one can do: 産み育てる → 産み育てられる, 働く → 働ける."""
    if verb.endswith(("できる", "られる", "せる")) or not verb:
        return verb
    if verb.endswith("する"):
        return f"{verb.removesuffix('する')}できる"
    stem, last = verb[:-1], verb[-1]
    if last == "る":
        return f"{stem}られる" if stem and stem[-1] in _ONE_STEP else f"{stem}れる"
    return f"{stem}{_POTENTIAL[last]}る" if last in _POTENTIAL else verb


def _every(words: str) -> Iterator[str]:
    by = _BY.match(words)
    if by:  # 「道路の整備により移動しやすい」: what follows is what it is for
        yield from _rest(by[2])
        yield from _of_object(by[1].rstrip("のを"), _means_in(words) or "整備")
        return
    yield from _said(words)


def _said(words: str) -> Iterator[str]:
    done = _TAIL.sub("", words)
    chain = list(_chain(done))
    if chain:
        yield from _of_object(*chain[-1])  # the innermost object says most
        x, means = chain[0]
        if means in {"充実", "拡充", "強化"} and x.endswith("支援"):
            yield from _of_object(x, "拡充")
    elif done != words:
        yield from (form.format(x=done) for form in ("{x}が行き届いている", *_RULES["推進"][1:]))
    else:
        yield from _noun(words)


def _rest(words: str) -> Iterator[str]:
    if re.search(r"[るいたうくすつむぶぐぬ]$", words) and not _TAIL.search(words):
        yield words
    else:
        yield from _said(words)


def _chain(words: str) -> Iterator[tuple[str, str]]:
    """(object, means) of a title from its end inwards: 子育て支援・充実, then 子育て・支援."""
    rest = words
    while True:
        means = next((each for each in MEANS if rest.endswith(each)), "")
        body = rest.removesuffix(means)
        bare = re.sub(
            r"[・、や及びと]+$", "", re.sub(r"(?:への|に対する|のための|の|を)$", "", body)
        )
        if not means or len(bare) < 2 or _is_its_own(body, means):
            return
        yield bare, means
        rest = bare


def _is_its_own(body: str, means: str) -> bool:
    """Whether a word of means is a thing here: 部門を越えた連携, 健康づくり."""
    adnominal = re.search(r"[たるいなう]$", body) and not _MADE.search(body)
    made = means in {"づくり", "作り"} and not _MADE.search(body)
    return bool(adnominal or made)


def _of_object(x: str, means: str) -> Iterator[str]:
    """The forms of one object; a clause before 環境 or まち is what people can do there."""
    clause, theirs = _CLAUSE.match(x), _THEIRS.match(x)
    if clause:
        yield from _of_clause(clause[1], clause[2], x)
        return
    if theirs and means == "支援":  # 障害者の就労支援
        yield f"{theirs[1]}が安心して{theirs[2]}できる"
        yield f"{theirs[1]}が{theirs[2]}で困ったときに、頼れる人や場がある"
        return
    kind = (rules[means] for sort, rules in _BY_KIND if sort.search(x) and means in rules)
    yield from (form.format(x=x) for form in next(kind, _RULES[means]))


def _of_clause(clause: str, noun: str, x: str) -> Iterator[str]:
    if clause.endswith(("れる", "られる", "できる")):
        yield f"{clause.removesuffix('る')}ている" if clause.endswith("れる") else clause
    elif not clause.endswith("ある"):
        yield _calmly(clause)
    yield f"{x}になっている" if noun in {"まち", "地域", "社会", "都市"} else f"身近に{x}がある"


def _calmly(clause: str) -> str:
    """安心して beside the verb, after what it is done to: 子供を安心して産み育てられる."""
    head, mark, verb = clause.rpartition("を")
    return f"{head}{mark}安心して{able(verb)}" if mark and verb else able(clause)


def _noun(words: str) -> Iterator[str]:
    """A noun that is no means: 「安全・安心なまち」, 「持続可能な行財政運営」."""
    clause = _CLAUSE.match(words)
    if clause:
        yield from _of_clause(clause[1], clause[2], words)
    elif _PLACES.search(words):
        yield f"{words}になっている"
        yield f"{words}だと感じられる"
    elif _PEOPLE.search(words):
        yield f"{words}が安心して暮らせる"
        yield f"{words}が力を発揮している"
    elif re.search(r"[ぁ-んァ-ヴー一-龠]$", words):
        yield f"{words}が続いている"
        yield f"{words}が根づいている"


def _means_in(words: str) -> str:
    found = re.search("|".join(MEANS), words)
    return found[0] if found else ""
