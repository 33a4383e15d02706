"""ひな形: questionnaires and modules that are ready to be taken over, worded with care."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from surveys.errors import N_, SurveyError
from surveys.formats import FORMATS
from surveys.formats.base import Brought

PLACE = "○○市"  # stands for the municipality, wherever one is named


class NotInLibrary(SurveyError):
    message = N_("ひな形に「%(key)s」はありません。一覧から選び直してください")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the library says of one of its questionnaires.

    Attributes:
        about: what it asks and what it tells · `before`: what to change before it is used.
        source: where its wording comes from; "" = written for this product.
        module: whether it is meant to be put into another questionnaire.
        reverse: the columns of its factors whose agreement is unfavourable. Their choices say so
            already: the last one is the good side.
        questions: how many it asks.
    """

    key: str
    title: str
    about: str
    before: str
    minutes: int
    questions: int
    source: str = ""
    module: bool = False
    reverse: tuple[str, ...] = ()


@cache
def listed() -> tuple[Entry, ...]:
    """Every entry, in the order in which it is shown."""
    return tuple(_entry(each) for each in yaml.safe_load(_file("contents.yaml")))


def entry(key: str) -> Entry:
    """What the library says of one.

    Raises:
        NotInLibrary
    """
    for each in listed():
        if each.key == key:
            return each
    raise NotInLibrary(key=key)


def read(key: str, municipality: str = "") -> Brought:
    """A questionnaire of the library; with a municipality, in its name.

    Raises:
        NotInLibrary
    """
    said = _file(f"{entry(key).key}.yaml")
    return FORMATS["yaml"].read(said.replace(PLACE, municipality or PLACE).encode()).whole()


def _entry(said: Mapping[str, Any]) -> Entry:
    document = FORMATS["yaml"].read(_file(f"{said['key']}.yaml").encode()).whole().document
    told = {name: said[name] for name in ("key", "about", "before")}
    told |= {name: said[name] for name in ("source", "module") if name in said}
    return Entry(
        title=said.get("title", document.title.replace(PLACE, "").strip()),
        minutes=document.minutes or 0,
        questions=len(document.asking),
        reverse=tuple(said.get("reverse", ())),
        **told,
    )


def _file(name: str) -> str:
    return (resources.files("surveys.library") / name).read_text("utf-8")
