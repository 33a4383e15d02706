"""The blueprint of the answering face, and what each of its replies has in common."""

from flask import Blueprint, current_app, redirect, request
from flask import Response as OurResponse
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app import languages
from app.extensions import csrf
from app.respond import easy

blueprint = Blueprint("respond", __name__, url_prefix="/respond")
csrf.exempt(blueprint)  # a form's token stands in the respondent's own cookie: see `state`

LARGE = "ronten_large"
A_YEAR = 365 * 24 * 3600


@blueprint.before_request
def _choose() -> ResponseReturnValue | None:
    """Take a choice of language or of letter size from the address, and leave it out of it."""
    if request.method != "GET" or not {"lang", "large"} & set(request.args):
        return None
    return keep_choices(redirect(request.path, 303), request.args.to_dict())


@blueprint.after_request
def _leave_no_trace(response: OurResponse) -> OurResponse:
    """Tell no other site which page was open, and no browser or proxy to keep it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.after_request
def _read_aloud(response: OurResponse) -> OurResponse:
    """Put readings above the kanji of a page in easy Japanese."""
    if response.mimetype == "text/html" and languages.chosen() == languages.EASY:
        response.set_data(easy.furigana(response.get_data(as_text=True)))
    return response


def keep_choices(response: Response, said: dict[str, str]) -> Response:
    """Keep a choice of language or of letter size for all questionnaires."""
    if languages.is_language(said.get("lang", "")):
        _keep(response, languages.COOKIE, said["lang"])
    if "large" in said:
        _keep(response, LARGE, "1" if said["large"] == "1" else "0")
    return response


def is_large() -> bool:
    return request.cookies.get(LARGE) == "1"


def _keep(response: Response, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=A_YEAR,
        path="/respond",
        httponly=True,
        samesite="Lax",
        secure=current_app.config["HTTPS"],
    )
