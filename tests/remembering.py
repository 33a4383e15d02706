"""What an app makes anew though it never changes, kept for all apps of a test run.

Every test has an app of its own. Of the time to make one and to show its first page, most went
into the same addresses and templates being compiled again.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

Build = Callable[..., tuple[str, str]]
_BUILT: dict[tuple[str, str, str], Build] = {}


class Remembered(Rule):
    """A rule whose way to make addresses is compiled once."""

    def _compile_builder(self, *said: Any, **more: Any) -> Build:
        key = (self.rule, repr(self.defaults), repr((said, more)))
        if key not in _BUILT:
            _BUILT[key] = super()._compile_builder(*said, **more)
        return _BUILT[key]


class Templates(BytecodeCache):
    """Compiled templates, by their names and what stands in them."""

    def __init__(self) -> None:
        self.held: dict[str, tuple[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self.held.get(bucket.key, ("", b""))
        if checksum == bucket.checksum:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.held[bucket.key] = (bucket.checksum, bucket.bytecode_to_string())


@lru_cache(1)
def templates() -> Templates:
    return Templates()


def remember() -> None:
    """Let all apps that are made from now on share what they compile."""
    Flask.url_rule_class = Remembered
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": templates()}
