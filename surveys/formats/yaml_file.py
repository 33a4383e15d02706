"""YAML: the document's own form, written by hand or by another program."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from surveys.formats import form, writing
from surveys.formats.base import (
    WHOLE,
    Areas,
    Brought,
    Format,
    Found,
    Path,
    Place,
    Reading,
    Unreadable,
)

DEEPEST = 20


class Yaml(Format):
    """A .yaml file, in UTF-8 or CP932."""

    key: ClassVar[str] = "yaml"
    label: ClassVar[str] = "YAML"
    suffix: ClassVar[str] = "yaml"
    media_type: ClassVar[str] = "application/yaml; charset=utf-8"

    def claims(self, content: bytes) -> bool:
        return b"\0" not in content[:1000]

    def reading(self, content: bytes, areas: Areas | None) -> Reading:
        root = _composed(_decoded(content))
        lines: dict[Path, int] = {}
        found = Found(lambda path: _place(path, lines))
        value = _value(root, (), lines, found)
        return form.read(value, found, areas)

    def write(self, brought: Brought) -> bytes:
        told = writing.write(brought)
        return yaml.dump(
            told, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100
        ).encode()


class _Dumper(yaml.SafeDumper):
    """Writes every value out, and short choices on one line."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, *args: Any, **kwargs: Any) -> None:
        """Set the lines of a list in from the name above them."""
        super().increase_indent(flow=bool(args and args[0]) or bool(kwargs.get("flow")))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(WHOLE, "文字コードを読み取れません", "UTF-8で保存し直してください")


def _composed(said: str) -> Node:
    try:
        _refuse_bombs(said)
        root = yaml.compose(said, yaml.SafeLoader)
    except ReaderError as error:
        advice = "文字だけのファイルにしてください"
        raise Unreadable(WHOLE, "使えない文字（制御文字）があります", advice) from error
    except yaml.MarkedYAMLError as error:
        advice = "字下げが空白でそろっているか、「: 」や「- 」の後に空白があるか、確かめてください"
        raise Unreadable(_line(error.problem_mark), "YAMLとして読めません", advice) from error
    if root is None:
        raise Unreadable(WHOLE, "何も書かれていません", "見本のYAMLを参考に書いてください")
    return root


def _refuse_bombs(said: str) -> None:
    """Look at the file's events before anything is built of them.

    An alias lets a small file grow without end, and depth ends in a full stack.
    """
    depth = 0
    for event in yaml.parse(said, yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            advice = "同じ内容でも、そのまま書いてください"
            raise Unreadable(_line(event.start_mark), "別名（*）は使えません", advice)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            advice = "見本のYAMLと同じ形に直してください"
            raise Unreadable(_line(event.start_mark), "字下げが深すぎます", advice)


def _line(mark: Any) -> str:
    return f"{mark.line + 1}行目" if mark else WHOLE


def _place(path: Path, lines: dict[Path, int]) -> Place:
    """The line of a path, or of the nearest part around it."""
    near = path
    while near and near not in lines:
        near = near[:-1]
    line = lines.get(near, 1)
    steps = (f"{step + 1}番目" if isinstance(step, int) else str(step) for step in path)
    return Place((line,), f"{line}行目 {' › '.join(steps)}".strip())


def _value(node: Node, path: Path, lines: dict[Path, int], found: Found) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, MappingNode):
        return dict(_pairs(node, path, lines, found))
    if isinstance(node, SequenceNode):
        return [_value(each, (*path, n), lines, found) for n, each in enumerate(node.value)]
    return _scalar(node) if isinstance(node, ScalarNode) else None


def _pairs(
    node: MappingNode, path: Path, lines: dict[Path, int], found: Found
) -> Iterator[tuple[str, Any]]:
    """The entries of a mapping; one without a value says nothing, one said twice is refused."""
    seen: set[str] = set()
    for key, entry in node.value:
        if not isinstance(key, ScalarNode):
            found.add(path, "項目の名前が読めません", "「項目: 内容」の形で書いてください")
            continue
        name, here = str(key.value), (*path, str(key.value))
        if name in seen:
            lines[here] = key.start_mark.line + 1
            found.add(here, f"「{name}」が2回書かれています", "片方を消してください")
        seen.add(name)
        value = _value(entry, here, lines, found)
        lines[here] = key.start_mark.line + 1
        if value is not None:
            yield name, value


def _scalar(node: ScalarNode) -> Any:
    """A number, true or false where it can be nothing else; 007, no and 2026-04-01 stay words."""
    said: str = node.value
    if node.style is not None or node.tag not in _TYPED:
        return said
    return _TYPED[node.tag](said)


def _integer(said: str) -> int | str:
    plain = said.removeprefix("-").isdecimal() and str(int(said)) == said
    return int(said) if plain else said


def _float(said: str) -> float | str:
    try:
        number = float(said)
    except ValueError:
        return said
    return number if repr(number) == said else said


def _nothing(_said: str) -> None:
    return None


_TYPED: Mapping[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:int": _integer,
    "tag:yaml.org,2002:float": _float,
    "tag:yaml.org,2002:bool": lambda said: {"true": True, "false": False}.get(said.lower(), said),
    "tag:yaml.org,2002:null": _nothing,
}
