"""The address of a page with everything it was asked, to be changed in one thing at a time."""

from dataclasses import dataclass, replace
from typing import Any

from flask import url_for


@dataclass(frozen=True, slots=True)
class Address:
    """An endpoint and what its address says; a value of None is left out."""

    endpoint: str
    values: dict[str, Any]

    def __call__(self, **changed: Any) -> str:
        """The same address with these things said otherwise."""
        said = {name: value for name, value in (self.values | changed).items() if value is not None}
        return url_for(self.endpoint, **said)

    def to(self, endpoint: str, **changed: Any) -> "Address":
        """Another page that is asked the same."""
        return replace(self, endpoint=endpoint, values=self.values | changed)

    def fields(self, *without: str) -> dict[str, Any]:
        """What a form must say again in hidden fields, but for what it asks anew."""
        places = {"plan_id", "questionnaire_id", "run_id", *without}
        said = self.values.items()
        return {name: value for name, value in said if value is not None and name not in places}
