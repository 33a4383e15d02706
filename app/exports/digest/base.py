"""What every format of the digest must be able to do."""

from typing import ClassVar, Protocol

from app.exports.digest.content import Content


class Format(Protocol):
    """A format; `name` is the file's short name beside an edition, such as `digest.pdf`."""

    name: ClassVar[str]

    def write(self, content: Content) -> bytes: ...
