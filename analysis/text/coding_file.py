"""Coding rules as KH Coder writes them: a line with ＊ and the code, then its condition.

    ＊交通
    バス | 電車 & 不便
    ＊足の不安
    <＊交通> & near(車-免許)[5]

Full-width signs and missing spaces around | & ! ( ) are understood too. Lines that begin with #
are notes. What a rule says wrong is told with its line and with what to write instead.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.errors import AnalysisError
from analysis.text.coding import (
    REACH,
    AllOf,
    AnyOf,
    Compared,
    Condition,
    Given,
    Length,
    Letters,
    Near,
    Not,
    Number,
    Phrase,
    Rule,
    Sum,
    Term,
)
from analysis.text.words import normalise, tokenise

_SIGNS = {"|!": ("|", "!"), "&!": ("&", "!")}
_DEEPEST = 30
_NAMES = {"or": "|", "and": "&", "not": "!"}
_TOKEN = re.compile(
    r"""(?P<quote>'(?:[^']|'')*'|"(?:[^"]|"")*")(?=[\s()|&!]|$)
    | (?P<code><\*[^<>]*>)
    | (?P<variable><>\S*)
    | (?P<near>(?:near|seq)\([^()]*\)(?:\[[^\[\]]*\])?)
    | (?P<sign>\|!|&!|[|&!()]|(?:>=|<=|==|[<>])(?=[\s\d(]|$)|[-+*/](?=\s|$))
    | (?P<number>\d+)(?=[\s()|&!<>=]|$)
    | (?P<word>(?:->|[^\s|&!()<>'"])+)
    | (?P<wrong>\S)""",
    re.VERBOSE,
)
_NEAR = re.compile(r"(near|seq)\(([^()]*)\)(?:\[([bd]?)([0-9]*)\])?")
_TERM = re.compile(r"(.+?)(?:-->(.+?))?(?:->(.+))?")


class RuleError(AnalysisError):
    message = "%(line)d行目: ルールを読めません"


class NoCode(RuleError):
    message = (
        "%(line)d行目: 「%(said)s」の前に、＊で始まるコード名の行がありません。"
        "「＊交通」のような行を先に書いてください"
    )


class NamelessCode(RuleError):
    message = "%(line)d行目: ＊の後にコード名がありません。「＊交通」のように書いてください"


class CodeTwice(RuleError):
    message = (
        "%(line)d行目: コード「%(code)s」は%(other)d行目にもあります。"
        "名前を変えるか、条件を1つにまとめてください"
    )


class NoCondition(RuleError):
    message = (
        "%(line)d行目: コード「%(code)s」に条件がありません。"
        "コード名の次の行に「バス | 電車」のように書いてください"
    )


class NoSign(RuleError):
    message = (
        "%(line)d行目: 「%(first)s」と「%(second)s」の間に、"
        "|（または）か &（かつ）を空白で区切って書いてください"
    )


class NoWord(RuleError):
    message = "%(line)d行目: 「%(after)s」の後に語がありません。語を書くか、記号を消してください"


class BracketOpen(RuleError):
    message = "%(line)d行目: 開いた括弧「(」が閉じていません。「)」を書き足してください"


class BracketClosed(RuleError):
    message = (
        "%(line)d行目: 閉じた括弧「)」に対応する「(」がありません。"
        "「(」を書き足すか「)」を消してください"
    )


class TooDeep(RuleError):
    message = (
        "%(line)d行目: 括弧か ! が重なりすぎています（30まで）。"
        "途中までを別のコードにして <＊コード> で使ってください"
    )


class UnknownCode(RuleError):
    message = (
        "%(line)d行目: コード「%(code)s」はこの行より前にありません。"
        "名前を確かめ、参照するコードを先に書いてください"
    )


class BadNear(RuleError):
    message = (
        "%(line)d行目: 「%(said)s」を読めません。"
        "near(語-語)[5] や seq(語-語)[5] のように、2語以上を - でつないでください"
    )


class NotSupported(RuleError):
    message = (
        "%(line)d行目: 外部変数の条件「%(said)s」は使えません。"
        "属性による違いは、コードのクロス集計で軸を選んで見てください"
    )


class BadSign(RuleError):
    message = (
        "%(line)d行目: 「%(said)s」を読めません。"
        "記号は | & ! ( ) と near()、seq()、'文字列'、<＊コード> だけを使ってください"
    )


@dataclass(frozen=True, slots=True)
class _Token:
    line: int
    kind: str
    said: str


def loads(text: str) -> tuple[Rule, ...]:
    """Read rules.

    Raises:
        RuleError: one of its kinds, with the line and what to write instead.
    """
    rules: list[Rule] = []
    for code, line, tokens in _blocks(text):
        if not tokens:
            raise NoCondition(line=line, code=code)
        _refuse_depth(tokens)
        rules.append(Rule(code, _Parser(tokens, {rule.code for rule in rules}).whole()))
    return tuple(rules)


def dumps(rules: Sequence[Rule]) -> str:
    """Write rules as `loads`, and KH Coder, read them."""
    return "".join(f"＊{rule.code}\n{rule.condition.written()}\n" for rule in rules)


def _blocks(text: str) -> list[tuple[str, int, list[_Token]]]:
    """Each code with the line of its name and what its condition is made of."""
    blocks: list[tuple[str, int, list[_Token]]] = []
    for line, raw in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        said = unicodedata.normalize("NFKC", raw).strip()
        if not said or said.startswith("#"):
            continue
        if said.startswith("*"):
            blocks.append((_code(said[1:], line, blocks), line, []))
        elif not blocks:
            raise NoCode(line=line, said=said[:20])
        else:
            blocks[-1][2].extend(_tokens(said, line))
    return blocks


def _code(said: str, line: int, blocks: list[tuple[str, int, list[_Token]]]) -> str:
    code = " ".join(re.sub("[<>]", " ", said).split())
    if not code:
        raise NamelessCode(line=line)
    for other, before, _ in blocks:
        if other == code:
            raise CodeTwice(line=line, code=code, other=before)
    return code


def _tokens(said: str, line: int) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(said):
        kind, part = match.lastgroup or "wrong", match.group()
        if kind == "wrong":
            raise BadSign(line=line, said=said[match.start() :][:20])
        if kind == "word" and part.lower() in _NAMES:
            kind, part = "sign", _NAMES[part.lower()]
        parts = _SIGNS.get(part, (part,)) if kind == "sign" else (part,)
        found += [_Token(line, kind, each) for each in parts]
    return found


def _refuse_depth(tokens: list[_Token]) -> None:
    """Refuse what nests too deeply; every ! that does not end before a bracket is a level too."""
    levels, nots = [0], 0
    for token in tokens:
        sign = token.said if token.kind == "sign" else ""
        nots = nots + 1 if sign == "!" else nots
        if sign == "(":
            levels.append(levels[-1] + nots + 1)
        elif sign == ")" and len(levels) > 1:
            levels.pop()
        if levels[-1] + nots > _DEEPEST:
            raise TooDeep(line=token.line)
        nots = nots if sign == "!" else 0


class _Parser:
    """Recursive descent: | binds loosest, then &, !, comparisons, + −, * /."""

    def __init__(self, tokens: list[_Token], codes: set[str]) -> None:
        self.tokens, self.codes, self.at = tokens, codes, 0
        self.atoms: dict[str, Callable[[_Token], Condition]] = {
            "quote": _letters,
            "code": self._given,
            "near": _near,
            "number": lambda token: Number(int(token.said)),
            "word": _term,
        }

    def whole(self) -> Condition:
        made = self._any()
        if self.at == len(self.tokens):
            return made
        token = self.tokens[self.at]
        if token.said == ")" and token.kind == "sign":
            raise BracketClosed(line=token.line)
        before = self.tokens[self.at - 1]
        raise NoSign(line=token.line, first=before.said, second=token.said)

    def _takes(self, *signs: str) -> str | None:
        if self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind == "sign" and token.said in signs:
                self.at += 1
                return token.said
        return None

    def _any(self) -> Condition:
        parts = [self._all()]
        while self._takes("|"):
            parts.append(self._all())
        return either(parts)

    def _all(self) -> Condition:
        parts = [self._not()]
        while self._takes("&"):
            parts.append(self._not())
        return both(parts)

    def _not(self) -> Condition:
        return Not(self._not()) if self._takes("!") else self._compared()

    def _compared(self) -> Condition:
        left = self._sum()
        sign = self._takes(">", ">=", "<", "<=", "==")
        return Compared(sign, left, self._sum()) if sign else left

    def _sum(self) -> Condition:
        left = self._product()
        while sign := self._takes("+", "-"):
            left = Sum(sign, left, self._product())
        return left

    def _product(self) -> Condition:
        left = self._atom()
        while sign := self._takes("*", "/"):
            left = Sum(sign, left, self._atom())
        return left

    def _atom(self) -> Condition:
        if self._takes("("):
            opened = self.tokens[self.at - 1]
            made = self._any()
            if not self._takes(")"):
                self._refuse_rest(opened)
            return made
        if self.at == len(self.tokens) or self.tokens[self.at].kind == "sign":
            raise self._missing()
        token = self.tokens[self.at]
        self.at += 1
        if token.kind not in self.atoms:
            raise NotSupported(line=token.line, said=token.said)
        return self.atoms[token.kind](token)

    def _refuse_rest(self, opened: _Token) -> None:
        if self.at == len(self.tokens):
            raise BracketOpen(line=opened.line)
        before, token = self.tokens[self.at - 1], self.tokens[self.at]
        raise NoSign(line=token.line, first=before.said, second=token.said)

    def _missing(self) -> RuleError:
        """What is wrong where a word should stand."""
        here = self.tokens[min(self.at, len(self.tokens) - 1)]
        if not self.at:
            if here.said == ")":
                return BracketClosed(line=here.line)
            return NoWord(line=here.line, after="コード名")
        before = self.tokens[self.at - 1]
        return NoWord(line=before.line, after=before.said)

    def _given(self, token: _Token) -> Condition:
        code = " ".join(token.said[2:-1].split())
        if code not in self.codes:
            raise UnknownCode(line=token.line, code=code)
        return Given(code)


def either(parts: Sequence[Condition]) -> Condition:
    """One of `parts`; ( A | B ) | C is A | B | C."""
    flat = [each for part in parts for each in (part.parts if isinstance(part, AnyOf) else (part,))]
    return flat[0] if len(flat) == 1 else AnyOf(tuple(flat))


def both(parts: Sequence[Condition]) -> Condition:
    flat = [each for part in parts for each in (part.parts if isinstance(part, AllOf) else (part,))]
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat))


def _letters(token: _Token) -> Condition:
    mark = token.said[0]
    said = token.said[1:-1].replace(mark * 2, mark)
    if said.startswith("<>"):  # KH Coder quotes variables whose names have spaces
        raise NotSupported(line=token.line, said=said)
    if not normalise(said):
        raise BadSign(line=token.line, said=token.said)
    return Letters(said)


def _near(token: _Token) -> Condition:
    match = _NEAR.fullmatch(token.said)
    if match is None:
        raise BadNear(line=token.line, said=token.said)
    kind, inside, within, reach = match.groups()
    # KH Coder up to version 2 joined them with +.
    words = tuple(word.strip() for word in re.split(r"[-+]", inside))
    if len(words) < 2 or not all(map(tokenise, words)):
        raise BadNear(line=token.line, said=token.said)
    return Near(words, int(reach) if reach else REACH, kind == "seq", within or "")


def _term(token: _Token) -> Condition:
    if token.said in ("lw", "lc"):
        return Length(token.said == "lc")
    words = token.said.split("+")
    match = _TERM.fullmatch(token.said)
    formed = len(words) > 1 and "->" in token.said
    if match is None or formed or not all(map(tokenise, words)):
        raise BadSign(line=token.line, said=token.said)
    if len(words) > 1:
        return Phrase(tuple(words))
    word, pos, form = match.groups()
    return Term(word, pos or "", form or "")
