"""A codebook as a YAML file that people read, correct and hand back."""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from analysis import axes
from analysis.codebook import (
    TICK_LEVELS,
    TICKED,
    UNTICKED,
    Codebook,
    Measure,
    Role,
    Score,
    Variable,
)
from analysis.errors import AnalysisError
from analysis.lookup import as_text, find

__all__ = ["as_text", "dumps", "find", "loads", "read", "schema"]

# Keys that are written only where they say something.
_WRITTEN = ("group", "group_label", "column", "separator", "as_of")
_LISTS = ("no_answer", "not_asked", "off_scale")
_ROLES = {role.value: role for role in Role} | {"axis": Role.ATTRIBUTE}
_MEASURES = {measure.value: measure for measure in Measure} | {
    "single": Measure.NOMINAL,
    "multiple": Measure.TICK,
    "scale": Measure.ORDINAL,
    "free_text": Measure.TEXT,
}


class NoSuchCodebook(AnalysisError):
    message = "コードブック「%(name)s」を開けません。場所と名前を確かめてください"


class NotUtf8(AnalysisError):
    message = "コードブック「%(name)s」の文字コードを読み取れません。UTF-8で保存し直してください"


class BadYaml(AnalysisError):
    message = "コードブック「%(name)s」の%(line)d行目がYAMLとして読めません"


class BadCodebook(AnalysisError):
    message = "コードブック「%(name)s」の%(where)s: %(reason)s"


def read(path: Path | str) -> Codebook:
    """Read a codebook from a YAML file.

    Raises:
        NoSuchCodebook, NotUtf8, BadYaml, BadCodebook, DuplicateVariable
    """
    path = Path(path)
    try:
        return loads(path.read_text(encoding="utf-8-sig"), path.name)
    except UnicodeDecodeError:
        raise NotUtf8(name=path.name) from None
    except OSError:
        raise NoSuchCodebook(name=path) from None


def loads(text: str, name: str = "codebook.yaml") -> Codebook:
    """Read a codebook from YAML text; `name` is only for messages.

    Roles and measures may be the words of a questionnaire (single, multiple, scale, text …),
    levels a list or a mapping, codes numbers. A variable with `separator` and levels of its own
    is one cell with several answers: it becomes a tick for each level.

    Raises:
        BadYaml, BadCodebook, DuplicateVariable
    """
    try:
        said = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BadYaml(name=name, line=mark.line + 1 if mark else 1) from None
    return parse({"variables": said} if isinstance(said, list) else said, name)


def parse(said: Any, name: str = "codebook.yaml") -> Codebook:
    """Read a codebook from what YAML or JSON text says.

    Raises:
        BadCodebook, DuplicateVariable
    """
    _validate(said, name)
    return Codebook(tuple(v for item in said["variables"] for v in _variables(item)))


@lru_cache(maxsize=16)
def known(text: str) -> Codebook:
    """Read a codebook from JSON text, remembered: a page asks for the same one again and again.

    Raises:
        BadCodebook, DuplicateVariable
    """
    return parse(json.loads(text))


def dumps(book: Codebook, reasons: Mapping[str, str] | None = None) -> str:
    """Write a codebook as YAML; `reasons` of a guess are written beside each column."""
    return yaml.dump(
        document(book, reasons), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100
    )


def document(book: Codebook, reasons: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A codebook as plain values that YAML or JSON can hold; `parse` reads them again.

    Joint axes and scores of factors are left out: no file has a column of theirs.
    """
    reasons = reasons or {}
    kept = [v for v in book.variables if not v.joint and not v.factor]
    return {"variables": [_item(v, reasons.get(v.column or v.name, "")) for v in kept]}


class _Level(dict[str, str]):
    """A level, written on one line."""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(
    _Level,
    lambda dumper, level: dumper.represent_mapping("tag:yaml.org,2002:map", level, flow_style=True),
)


def _item(variable: Variable, reason: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "name": variable.name,
        "label": variable.label,
        "role": variable.role.value,
        "measure": variable.measure.value,
    }
    if variable.measure is not Measure.TICK and variable.levels:
        item["levels"] = [_Level(code=code, label=label) for code, label in variable.levels]
    item |= {key: getattr(variable, key) for key in _WRITTEN if getattr(variable, key) is not None}
    item |= {key: list(getattr(variable, key)) for key in _LISTS if getattr(variable, key)}
    if variable.bands:
        item["bands"] = list(variable.bands)
    item |= {key: True for key in ("exclusive", "reverse") if getattr(variable, key)}
    if not variable.labelled:
        item["labelled"] = False
    if variable.score:
        item |= {"score": variable.score.value, "most": variable.most}
    return item | ({"reason": reason} if reason else {})


def _variables(item: Mapping[str, Any]) -> list[Variable]:
    variable = _variable(item)
    choices = _levels(item.get("levels"))
    if variable.separator is None or variable.group or not choices:
        return [variable]
    return [_choice_of(variable, code, label) for code, label in choices]


def _choice_of(variable: Variable, code: str, label: str) -> Variable:
    return Variable(
        name=f"{variable.name}：{code}",
        label=label,
        measure=Measure.TICK,
        levels=TICK_LEVELS,
        role=variable.role,
        group=variable.name,
        group_label=variable.label,
        no_answer=variable.no_answer,
        not_asked=variable.not_asked,
        column=variable.column or variable.name,
        separator=variable.separator,
    )


def _variable(item: Mapping[str, Any]) -> Variable:
    name = _string(item["name"])
    role = _ROLES.get(str(item.get("role", "question")), Role.QUESTION)
    measure = _measure(item, role)
    score = Score(item.get("score", ""))
    grouped = measure in (Measure.TICK, Measure.TEXT) or bool(score)
    return Variable(
        name=name,
        label=_string(item.get("label") or name),
        measure=measure,
        levels=_levels_of(item, measure),
        role=role,
        group=_optional(item, "group") if grouped else None,
        group_label=_optional(item, "group_label") if grouped else None,
        exclusive=bool(item.get("exclusive", False)),
        no_answer=_cells(item, "no_answer"),
        not_asked=_cells(item, "not_asked"),
        column=_optional(item, "column"),
        separator=item.get("separator"),
        bands=tuple(item.get("bands") or ()),
        as_of=item.get("as_of"),
        labelled=bool(item.get("labelled", True)),
        reverse=bool(item.get("reverse", False)),
        off_scale=_cells(item, "off_scale"),
        score=score,
        most=item.get("most", 0),
    )


def _levels_of(item: Mapping[str, Any], measure: Measure) -> tuple[tuple[str, str], ...]:
    if measure is Measure.TICK:
        return TICK_LEVELS
    if measure not in (Measure.NOMINAL, Measure.ORDINAL):
        return ()
    bands = item.get("bands")
    return _levels(item.get("levels")) or (axes.named(bands) if bands else ())


def _optional(item: Mapping[str, Any], key: str) -> str | None:
    return None if item.get(key) is None else _string(item[key])


def _cells(item: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Raw cells from a list or a single value; a null in a list is a blank cell."""
    value = item.get(key)
    listed = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(map(_string, listed))


def _measure(item: Mapping[str, Any], role: Role) -> Measure:
    """The measure as written, or as the role and the other keys imply it.

    A member of a group with the levels 0 and 1 is a tick, whatever it is called.
    """
    codes = {code for code, _ in _levels(item.get("levels"))}
    if item.get("group") is not None and codes and codes <= {UNTICKED, TICKED}:
        return Measure.TICK
    said = _MEASURES.get(str(item.get("measure"))) or _MEASURES.get(str(item.get("role")))
    said = said or (Measure.NUMBER if item.get("score") else None)
    if said is not None:
        return said
    if item.get("separator") is not None or (item.get("group") and not codes):
        return Measure.TICK
    return _implied(role, has_levels=bool(codes))


def _implied(role: Role, *, has_levels: bool) -> Measure:
    if has_levels:
        return Measure.NOMINAL
    return Measure.NUMBER if role is Role.WEIGHT else Measure.TEXT


def _levels(levels: Any) -> tuple[tuple[str, str], ...]:
    """Levels from a mapping, a list of {code, label}, or a list of bare labels."""
    if isinstance(levels, Mapping):
        return tuple((_string(code), _string(label)) for code, label in levels.items())
    return tuple(
        (_string(level["code"]), _string(level.get("label", level["code"])))
        if isinstance(level, Mapping)
        else (_string(level), _string(level))
        for level in levels or ()
    )


def _string(value: Any) -> str:
    """A scalar as the file of answers would have it: 1 and 1.0 are 1, nothing is a blank."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a codebook file."""
    text = (resources.files("analysis") / "data" / "codebook.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _validate(document: Any, name: str) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    error = jsonschema.exceptions.best_match(validator.iter_errors(document))
    if error is not None:
        raise BadCodebook(name=name, where=_where(document, error), reason=_reason(error))
    for item in document["variables"]:
        if item.get("separator") and not item.get("group") and not item.get("levels"):
            where = f"変数「{item['name']}」の「separator」"
            raise BadCodebook(name=name, where=where, reason="levels（選択肢）も書いてください")
        twice = _twice([code for code, _ in _levels(item.get("levels"))])
        if twice is not None:
            where = f"変数「{item['name']}」の「levels」"
            raise BadCodebook(name=name, where=where, reason=f"「{twice}」が2つあります")
        wrong = _wrong_bands(item)
        if wrong:
            where = f"変数「{item['name']}」の「bands」"
            raise BadCodebook(name=name, where=where, reason=wrong)


def _wrong_bands(item: Mapping[str, Any]) -> str:
    bands, levels = item.get("bands") or [], _levels(item.get("levels"))
    if bands != sorted(set(bands)):
        return "小さい順に書いてください"
    if bands and levels and len(levels) != len(bands):
        return f"{len(bands)}個なので、levelsも{len(bands)}個書いてください"
    return ""


def _twice(codes: list[str]) -> str | None:
    return next((code for place, code in enumerate(codes) if code in codes[:place]), None)


def _where(document: Any, error: jsonschema.ValidationError) -> str:
    """The variable and the key that an error is about, in words."""
    path = list(error.absolute_path)
    if len(path) < 2:
        return "全体"
    item = document["variables"][path[1]]
    named = item.get("name") if isinstance(item, Mapping) else None
    variable = f"変数「{named}」" if named else f"{int(path[1]) + 1}番目の変数"
    return variable + (f"の「{path[2]}」" if len(path) > 2 else "")


def _reason(error: jsonschema.ValidationError) -> str:
    rule = str(error.validator)
    wanted: Any = error.validator_value
    instance: Any = error.instance
    if rule == "required" and isinstance(wanted, list):
        return f"「{'」「'.join(key for key in wanted if key not in instance)}」がありません"
    if rule == "additionalProperties" and isinstance(error.schema, Mapping):
        known = list(error.schema["properties"])
        strange = [str(key) for key in instance if key not in known]
        return f"「{'」「'.join(strange)}」という項目は使えません。使える項目: {'、'.join(known)}"
    if rule == "enum" and isinstance(wanted, list):
        return f"{'、'.join(map(str, wanted))} のどれかにしてください"
    return _REASONS.get(rule, "書き方が正しくありません")


_REASONS = {
    "type": "値の種類（文字・一覧・数・true/false）が正しくありません",
    "anyOf": "値の種類（文字・一覧・数）が正しくありません",
    "minLength": "空にはできません",
    "minItems": "1つ以上書いてください",
    "minimum": "0以上にしてください",
    "dependentRequired": "score を書いた変数には group（設問名）も書いてください",
}
