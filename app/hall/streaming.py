"""いまの知らせ: a stream that tells a wall of every change (Server-Sent Events, WHATWG HTML §9.2).

A stream holds a thread for as long as it lasts. So it ends by itself after some minutes, and at
most half of a process's threads stream; whoever finds no room asks again and again instead.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import cast

from flask import Flask, Response, abort, current_app
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from app import clock
from app.access import answering
from app.hall import now
from app.hall.room import blueprint

NAME = "ronten.streams"
LONGEST = 300.0  # seconds that one lasts
EVERY = 0.3  # seconds between two looks
QUIET = 5.0  # seconds after which it says something: so it is seen that nobody listens any more


@dataclass(frozen=True, slots=True)
class Streams:
    """An app, and how many may still listen to it; None where nobody may."""

    app: Flask
    seats: BoundedSemaphore | None


@blueprint.record_once
def _begin(setup: BlueprintSetupState) -> None:
    most = setup.app.config["STREAMS"]
    setup.app.extensions[NAME] = Streams(
        cast(Flask, setup.app), BoundedSemaphore(most) if most else None
    )


@blueprint.get("/<code>/wall/stream")
@answering
def wall_stream(code: str) -> ResponseReturnValue:
    if now.find(code) is None:
        abort(404)
    streams: Streams = current_app.extensions[NAME]
    seats = streams.seats
    if seats is None or not seats.acquire(blocking=False):
        return "", 503
    reply = Response(_told(streams.app, code), mimetype="text/event-stream")
    reply.headers["X-Accel-Buffering"] = "no"  # nginx passes each line on as it comes
    reply.call_on_close(seats.release)
    return reply


def _told(app: Flask, code: str) -> Iterator[str]:
    """Tell what is going on, and tell it anew at each change.

    The request is over by then: each look is one of its own, and holds no connection afterwards.
    """
    seen, end, last = None, time.monotonic() + LONGEST, time.monotonic()
    yield "retry: 1000\n\n"
    while time.monotonic() < end:
        with app.app_context():
            found = now.find(code)
        if found is None:
            yield "event: closed\ndata: {}\n\n"
            return
        if found.revision != seen:
            seen, last = found.revision, time.monotonic()
            yield f"data: {json.dumps(found.told(clock.now()))}\n\n"
        elif time.monotonic() - last > QUIET:
            last = time.monotonic()
            yield ": still here\n\n"
        time.sleep(EVERY)
