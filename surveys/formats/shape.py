"""The shape of a questionnaire's file: held to its JSON Schema, told in Japanese."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import jsonschema
from jsonschema import ValidationError

from surveys.formats.base import WHOLE, Found, Path, meant

Told = Iterator[tuple[Path, str, str]]
_TYPES = {
    "string": "文字",
    "number": "数字",
    "integer": "整数",
    "boolean": "true か false",
    "array": "一覧（1行に1つ、「- 」で始める）",
    "object": "「項目: 内容」の組",
}
_MENDED = {
    "minLength": ("が空です", "内容を書くか、項目ごと消してください"),
    "minItems": ("が1つもありません", "1つ以上書いてください"),
    "uniqueItems": ("に同じものが2つあります", "片方を消してください"),
    "minimum": ("が小さすぎます", "もっと大きな数字にしてください"),
    "maximum": ("が大きすぎます", "もっと小さな数字にしてください"),
    "maxLength": ("が長すぎます", "短くしてください"),
    "maxItems": ("が多すぎます", "減らしてください"),
    "pattern": (
        "に使えない文字があります",
        "空白と = < > ! ( ) , . : / を使わずに、短い英数字で書いてください。例: q1",
    ),
}


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema of a questionnaire's YAML."""
    file = resources.files("surveys.formats") / "questionnaire.schema.json"
    loaded: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return loaded


def shape(said: Any, found: Found) -> set[Path]:
    """Add where values are not of the schema's shape, and give all places that are broken."""
    before = set(found.paths)
    for error in jsonschema.Draft202012Validator(schema()).iter_errors(said):
        for path, what, advice in _told(error, found):
            if path not in before:
                found.add(path, what, advice)
    return set(found.paths)


def text(value: object) -> str:
    """A scalar as text: 1.0 is 1, nothing is nothing."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _told(error: ValidationError, found: Found) -> Told:
    path, rule = tuple(error.absolute_path), str(error.validator)
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), WHOLE)
    name = found.called(key)
    if rule in _TELLING:
        yield from _TELLING[rule](error, path, name)
    elif rule == "oneOf":
        yield ("questions",), "設問がありません", found.begin
    elif rule == "required":
        missing = error.message.split("'")[1]
        called = found.called(missing)
        yield (*path, missing), f"「{called}」がありません", found.fill % {"name": called}
    else:
        what, advice = _MENDED[rule]
        yield path, f"「{name}」{what}", advice


def _strange(error: ValidationError, path: Path, _name: str) -> Told:
    schema: Any = error.schema
    known = list(schema.get("properties", ()))
    for key in error.instance if isinstance(error.instance, Mapping) else ():
        if key not in known:
            yield (*path, str(key)), f"「{key}」という項目は使えません", meant(str(key), known)


def _not_one_of(error: ValidationError, path: Path, name: str) -> Told:
    wanted: Any = error.validator_value
    said = text(error.instance)
    yield path, f"「{name}」の「{said}」は使えません", meant(said, wanted)


def _other_type(error: ValidationError, path: Path, name: str) -> Told:
    wanted: Any = error.validator_value
    listed = [wanted] if isinstance(wanted, str) else wanted
    advice = "、".join(_TYPES[each] for each in listed) + "で書いてください"
    if isinstance(error.instance, bool) and "string" in listed:
        advice += '。文字として書くときは " " で囲みます'
    yield path, f"「{name}」の値の種類が違います", advice


_TELLING: Mapping[str, Callable[[ValidationError, Path, str], Told]] = {
    "additionalProperties": _strange,
    "enum": _not_one_of,
    "type": _other_type,
}
