"""変更の差分: what one change did to a document, part by part, so that it alone can be taken back.

A document is a flat list of named parts: each question and section, the order of both, each word
around them and each translated text. What two people changed in different parts never meets.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from surveys import confirmations, documents
from surveys.documents import Document
from surveys.errors import N_, SurveyError
from surveys.renderings import OLDER

Json = Mapping[str, Any]
Patch = dict[str, list[Any]]  # {part: [before, after]}; None = it was not there
QUESTIONS, SECTIONS = "order/questions", "order/sections"
_LISTS = {"question": "questions", "section": "sections"}
_APART = (*_LISTS.values(), "translations", "format", OLDER, confirmations.KEY)
_NAMES = {
    "question": N_("設問「%(name)s」"),
    "section": N_("セクション「%(name)s」"),
    "order": N_("並び順"),
    "words": N_("翻訳"),
    "language": N_("翻訳の言語"),
    "factors": N_("因子"),
}
AROUND = N_("調査の名前や説明")


class ChangedSince(SurveyError):
    message = N_(
        "このあとに、%(part)sがほかの人に変えられています。"
        "相手の変更を消さないため、取り消し・やり直しはしていません。画面で直接直してください"
    )


class DoesNotFitAnyMore(SurveyError):
    message = N_(
        "今の調査票には戻せません。%(reason)s。このあとに変えたところを、先に直してください"
    )


def part_of(code: str) -> str:
    """The name of a question's part."""
    return f"question/{code}"


def parts(document: Json) -> dict[str, Any]:
    """A document, as JSON, by the names of its parts."""
    found = {name: value for name, value in document.items() if name not in _APART}
    for kind, listed in _LISTS.items():
        entries = document.get(listed, ())
        found |= {f"{kind}/{each['code']}": each for each in entries}
        found[f"order/{listed}"] = [each["code"] for each in entries]
    for language, words in document.get("translations", {}).items():
        found[f"language/{language}"] = True
        found |= {f"words/{language}/{path}": text for path, text in words.items()}
    return found


def patch(before: Json, after: Json) -> Patch:
    """What leads from one document to the other."""
    old, new = parts(before), parts(after)
    names = dict.fromkeys((*old, *new))
    return {
        name: [old.get(name), new.get(name)] for name in names if old.get(name) != new.get(name)
    }


def joined(first: Patch, then: Patch) -> Patch:
    """Two changes, one after the other, as one."""
    both = {
        name: [first.get(name, then.get(name, []))[0], then.get(name, first.get(name, []))[1]]
        for name in dict.fromkeys((*first, *then))
    }
    return {name: pair for name, pair in both.items() if pair[0] != pair[1]}


def turned(change: Patch) -> Patch:
    """The change that takes a change back."""
    return {name: [after, before] for name, (before, after) in change.items()}


def applied(document: Json, change: Patch) -> Document:
    """Make a change in a document that may have changed in other parts meanwhile.

    Raises:
        ChangedSince: a part is no longer as the change found it.
        DoesNotFitAnyMore: the parts together would be no questionnaire.
    """
    now = parts(document)
    for name, (before, after) in change.items():
        if name in (QUESTIONS, SECTIONS):
            now[name] = _reordered(now[name], before, after)
        elif now.get(name) != before:
            raise ChangedSince(part=named(name))
        else:
            now[name] = after
    try:
        return documents.parse(_whole(now))
    except SurveyError as error:
        raise DoesNotFitAnyMore(reason=str(error).removesuffix("。")) from error


def named(name: str) -> str:
    """What people call a part."""
    kind, _, rest = name.partition("/")
    return _NAMES.get(kind, AROUND) % {"name": rest}


def _reordered(now: Sequence[str], before: Sequence[str], after: Sequence[str]) -> list[str]:
    """A list in which the same came, went and moved as from `before` to `after`.

    Raises:
        ChangedSince: what moved was moved again since.
    """
    both, gone = set(before) & set(after), set(before) - set(after)
    here = both & set(now)
    wanted = [each for each in after if each in here]
    made = [each for each in now if each not in gone]
    if wanted != [each for each in before if each in here]:
        if [each for each in now if each in here] != [each for each in before if each in here]:
            raise ChangedSince(part=named(QUESTIONS))
        made = _with(wanted, now, gone)
    return _with(made, after, set())


def _with(made: Sequence[str], listed: Sequence[str], gone: set[str]) -> list[str]:
    """The same with what else is listed, each behind whatever stands before it there."""
    whole = list(made)
    for place, each in enumerate(listed):
        if each not in whole and each not in gone:
            whole.insert(_after_nearest(whole, listed[:place]), each)
    return whole


def _after_nearest(made: Sequence[str], earlier: Sequence[str]) -> int:
    """The place behind the last of the earlier ones that is there."""
    return next((made.index(each) + 1 for each in reversed(earlier) if each in made), 0)


def _whole(found: Mapping[str, Any]) -> dict[str, Any]:
    """A document of its parts; questions stand in the order of their sections."""
    made: dict[str, Any] = {
        name: value for name, value in found.items() if "/" not in name and value is not None
    }
    made["sections"] = list(_listed(found, "section", SECTIONS))
    places = {section["code"]: place for place, section in enumerate(made["sections"])}
    questions = _listed(found, "question", QUESTIONS)
    made["questions"] = sorted(questions, key=lambda each: places.get(each.get("section", ""), 0))
    told = _translated(found)
    return made | {"translations": told} if told else made


def _listed(found: Mapping[str, Any], kind: str, order: str) -> Iterator[Any]:
    entries = (found.get(f"{kind}/{code}") for code in found[order])
    return (entry for entry in entries if entry is not None)


def _translated(found: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = {}
    for name, value in found.items():
        kind, _, rest = name.partition("/")
        language, _, path = rest.partition("/")
        if kind == "language" and value:
            told.setdefault(language, {})
        if kind == "words" and value is not None:
            told.setdefault(language, {})[path] = value
    return told
