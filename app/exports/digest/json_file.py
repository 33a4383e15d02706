"""JSON: the frozen document itself, for machines; `digest.schema.json` says what it holds."""

import json
from typing import ClassVar

from app.exports.digest.content import Content


class DigestJson:
    """A .json file, the same that the public page of an edition gives."""

    name: ClassVar[str] = "digest.json"

    def write(self, content: Content) -> bytes:
        return json.dumps(content.told, ensure_ascii=False, indent=2).encode() + b"\n"
