"""Bodies that no page of ours sends: refused with a page, never taken for an empty answer."""

from flask import Flask

from tests.app import asking
from tests.app.asking import PAGES
from tests.app.test_respond import ANSWERS, opened
from tests.visit import one, well_mannered

FORM = "application/x-www-form-urlencoded"
UPLOAD = "multipart/form-data; boundary=b"
PART = b'--b\r\nContent-Disposition: form-data; name="free"\r\n\r\n'
WORDS = "意見"


def test_a_body_that_cannot_be_read_leaves_the_answer_as_it_was(app: Flask) -> None:
    town = asking.publish(app)
    phone = town.somebody()
    phone.starts()
    phone.answers_all()
    token = str(one(phone.page, "input[name=token]")["value"]).encode()
    head, sjis = b"go=next&token=" + token + b"&free=", WORDS.encode("cp932")
    torn = {
        FORM: (head + sjis, head + b"%88%D3", head + b"%ED%A0%80", head + b"\xed\xa0\x80"),
        UPLOAD: (PART + sjis + b"\r\n--b--\r\n", PART + b"\xed\xa0\x80\r\n--b--\r\n"),
    }
    for kind, bodies in torn.items():
        for body in bodies:
            reply = phone.client.post(f"/respond/{town.id}/pages/4", data=body, content_type=kind)
            assert reply.status_code == 400, body
            assert "送られた内容を受け取れませんでした" in well_mannered(reply.text).get_text()
    for body in (head + b"x" * 5_000_000, head + b"%E3%81%82" * 600_000):
        large = phone.client.post(f"/respond/{town.id}/pages/4", data=body, content_type=FORM)
        assert large.status_code == 413
        assert "長すぎます" in well_mannered(large.text).get_text()
    phone.sends("/review")
    assert opened(town) == [ANSWERS]


def test_what_nothing_keeps_and_no_page_may_show_is_taken_out(app: Flask) -> None:
    town = asking.publish(app)
    phone = town.somebody()
    phone.starts()
    phone.answers_all()
    phone.opens("/pages/4?then=review")
    phone.answers(**PAGES[3] | {"free": f"\0\x0b\x1f\ufffe{PAGES[3]['free']}"}, then="review")
    phone.sends("/review")
    assert opened(town) == [ANSWERS]
