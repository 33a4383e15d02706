"""The ways from a word to the voices that say it, and to what stands around it."""

from dataclasses import dataclass

from app.desk.voiced import Voiced


@dataclass(frozen=True, slots=True)
class Ways:
    """Addresses of other pages about the same question; each is found in its words as written."""

    here: Voiced

    def voices(self, **said: str) -> str:
        """The voices with `q` in them, of a `theme`, or of the `level` of an `axis`."""
        return self._to("themes.show", **said)

    def contexts(self, word: str) -> str:
        return self._to("contexts.show", word=word)

    def _to(self, endpoint: str, **said: str) -> str:
        return self.here.source.link(endpoint, question=self.here.question, **said)()
