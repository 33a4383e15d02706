"""送れなかったページ: what the script that keeps one on the phone needs of the server."""

from base64 import b64encode

from flask import Response, request

from app.respond.asked import Asked
from app.respond.room import blueprint
from app.respond.state import State

BRIEFLY = "return=minimal"  # RFC 7240


def closing(asked: Asked, state: State) -> str:
    """What the phone closes a kept page with: only pages of the same sheet carry it.

    Raises:
        KeysGone
    """
    return b64encode(asked.keys.derive("kept", state.once)).decode()


@blueprint.after_request
def _say_where(response: Response) -> Response:
    """Tell a script where to go next: if it were led there, that page would be fetched twice."""
    if response.status_code == 303 and request.headers.get("Prefer") == BRIEFLY:
        response.status_code = 204
        response.set_data(b"")
        del response.headers["Content-Type"], response.headers["Content-Length"]
    return response
