"""The workshop an address names, and whose phone asks.

The address holds the code that is read off the wall; what a phone remembers is one random token.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, request, url_for
from werkzeug.wrappers import Response

from app.extensions import db
from app.keyring import keys_of
from surveys.errors import N_, SurveyError
from surveys.keys import Keys
from surveys.workshops import participants, workshops
from surveys.workshops.participants import Participant
from surveys.workshops.workshops import Workshop

COOKIE = "ronten_hall"
A_DAY = 24 * 3600


class NotJoined(SurveyError):
    message = N_("このワークショップに、まだ参加していません。先に「参加する」を押してください")


class NotFromHere(SurveyError):
    message = N_("画面が古くなっています。開き直して、もう一度押してください")


@dataclass(frozen=True, slots=True)
class Here:
    """A workshop, a phone, and who holds it if they have joined."""

    workshop: Workshop
    keys: Keys
    token: str
    who: Participant | None

    @property
    def code(self) -> str:
        return self.workshop.code or ""

    @property
    def form_token(self) -> str:
        """What stands in every form, so that no other site can send one."""
        return self.keys.hash("form", self.token).hex()

    def address(self, view: str, **places: Any) -> str:
        """Where a view of this workshop is."""
        return url_for(f"hall.{view}", code=self.code, **places)


def find(code: str) -> Here:
    """The workshop of the address; one that is not held now is not found."""
    workshop = workshops.by_code(db.session(), code)
    if workshop is None:
        abort(404)
    token = request.cookies.get(COOKIE, "")
    keys = keys_of(workshop)
    who = participants.find(db.session(), workshop, keys, token) if token else None
    return Here(workshop, keys, token or secrets.token_urlsafe(16), who)


def find_joined(code: str) -> tuple[Here, Participant]:
    """The same, for somebody who has joined.

    Raises:
        NotJoined
    """
    here = find(code)
    if here.who is None:
        raise NotJoined
    return here, here.who


def must_be_from_here(here: Here) -> None:
    """Let through a form that was made for this phone.

    Raises:
        NotFromHere
    """
    sent = request.form.get("token", "")
    if not secrets.compare_digest(here.form_token.encode(), sent.encode()):
        raise NotFromHere


def keep(response: Response, here: Here) -> Response:
    """Let the phone remember that it is the same one, for as long as an evening lasts."""
    response.set_cookie(
        COOKIE,
        here.token,
        max_age=A_DAY,
        path=f"/hall/{here.code}",
        httponly=True,
        samesite="Lax",
        secure=current_app.config["HTTPS"],
    )
    return response
