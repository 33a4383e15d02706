"""A reply that is lost on the way costs nothing: what is sent again is stored once."""

from flask import Flask

from tests.app import asking
from tests.serving import serving
from tests.trust.crowd import marks, somebody
from tests.trust.proxy import losing


def test_every_reply_to_a_form_is_lost_once_and_each_answer_is_stored_once(app: Flask) -> None:
    """On SQLite and on PostgreSQL; an open link and a code, which has no second try."""
    town, coded = asking.publish(app), asking.publish(app, how="codes", codes=1)
    with serving(app, WORKERS="1") as server, losing(server.at) as road:
        with somebody(road.at, town, "一度だけ", patience=20) as each:
            each.answers()
        with somebody(road.at, coded, "この人だけ", patience=20) as holder:
            holder.code = coded.codes[0]
            holder.answers()
    forms = {path.rpartition(b"/")[2] for path in road.lost}
    assert forms == {b"start", b"1", b"2", b"4", b"review"}
    assert min(each.phone.again, holder.phone.again) >= len(forms)
    assert marks(town) == ["一度だけ"]
    assert marks(coded) == ["この人だけ"]
