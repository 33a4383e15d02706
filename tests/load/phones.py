"""People with phones: each asks over a connection of their own, and asks again when none replies.

The client is written on bare streams, for it shares the machine with the server it measures: a
request costs it about a tenth of what it costs the server.
"""

import asyncio
import re
import secrets
import time
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from surveys import sheets
from surveys.documents import Document
from tests.bench.answering import TOKEN, said

RECEIPT = re.compile(r'id="receipt"[^>]*>([0-9A-Z-]{19})<')
PATIENCE = 60.0  # seconds until somebody gives up
REPLY_WITHIN = 20.0
FIELDS = "application/x-www-form-urlencoded"


class GaveUp(Exception):
    """Nothing came of it for a minute."""


class Unexpected(Exception):
    """A reply that no respondent should see."""


@dataclass(slots=True)
class Reply:
    status: int
    leads: str
    cookies: list[str]
    text: str


@dataclass(slots=True)
class Tally:
    """What all phones together saw. Seconds are from asking to the whole reply, retries included.

    Attributes:
        again: how often a request had to be sent again: no reply, or 503.
        receipts: of every answer that was acknowledged.
    """

    pages: list[float] = field(default_factory=list)
    views: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    again: int = 0
    gave_up: int = 0
    unexpected: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Phone:
    """One person's browser: its connection and its cookies."""

    port: int
    tally: Tally
    cookies: dict[str, str] = field(default_factory=dict)
    stream: tuple[StreamReader, StreamWriter] | None = None

    async def get(self, path: str) -> Reply:
        return await self._until_replied(self._head("GET", path) + b"\r\n")

    async def post(self, path: str, fields: Mapping[str, Sequence[str]]) -> Reply:
        """Send a form; the same form again is the same step, so it may be sent until it is said
        to be in.
        """
        body = urlencode(fields, doseq=True).encode()
        head = self._head("POST", path)
        told = f"Content-Type: {FIELDS}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        return await self._until_replied(head + told + body)

    def leave(self) -> None:
        if self.stream is not None:
            self.stream[1].close()
            self.stream = None

    def _head(self, method: str, path: str) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookies}"]
        return "\r\n".join(lines if cookies else lines[:2]).encode() + b"\r\n"

    async def _until_replied(self, sent: bytes) -> Reply:
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            try:
                reply = await asyncio.wait_for(self._asked(sent), REPLY_WITHIN)
            except (OSError, EOFError, TimeoutError):
                reply = None
            if reply is not None and reply.status != 503:
                return reply
            self.tally.again += 1
            self.leave()
            await asyncio.sleep(0.2 + secrets.randbelow(800) / 1000)
        raise GaveUp

    async def _asked(self, sent: bytes) -> Reply:
        if self.stream is None:
            self.stream = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.stream
        writer.write(sent)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        reply = _read(head)
        length = re.search(r"(?im)^content-length: (\d+)", head)
        body = await reader.readexactly(int(length[1])) if length else b""
        reply.text = body.decode()
        for cookie in reply.cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return reply


def _read(head: str) -> Reply:
    status = int(head[9:12])
    leads = re.search(r"(?im)^location: (\S+)", head)
    cookies = re.findall(r"(?im)^set-cookie: ([^\r]+)", head)
    return Reply(status, leads[1] if leads else "", cookies, "")


@dataclass(frozen=True, slots=True)
class Asked:
    """A questionnaire at a port, and what everybody says, one form a page."""

    port: int
    id: int
    forms: tuple[dict[str, list[str]], ...]


def asked(port: int, questionnaire_id: int, document: Document) -> Asked:
    forms = tuple(
        {name: words for one in page.questions for name, words in said(one).items()}
        for page in sheets.pages(document)
    )
    return Asked(port, questionnaire_id, forms)


async def view(here: Asked, tally: Tally) -> None:
    """Somebody looks at the first page."""
    phone, began = Phone(here.port, tally), time.monotonic()
    with _told(tally):
        _must_be(await phone.get(f"/respond/{here.id}"), 200)
        tally.views.append(time.monotonic() - began)
    phone.leave()


async def answer(here: Asked, tally: Tally) -> None:
    """Somebody answers, from the first page to the receipt."""
    phone, began = Phone(here.port, tally), time.monotonic()
    with _told(tally):
        tally.receipts.append(await _receipt(here, phone))
        tally.whole.append(time.monotonic() - began)
    phone.leave()


async def _receipt(here: Asked, phone: Phone) -> str:
    text = await _step(phone, f"/respond/{here.id}")
    path, text = await _form(phone, f"/respond/{here.id}/start", {}, text)
    for form in (*here.forms, {}):
        path, text = await _form(phone, path, form, text)
    found = RECEIPT.search(text)
    if found is None:
        raise Unexpected(path)
    return found[1].replace("-", "")


@contextmanager
def _told(tally: Tally) -> Iterator[None]:
    """Note what went wrong inside."""
    try:
        yield
    except GaveUp:
        tally.gave_up += 1
    except Unexpected as error:
        tally.unexpected.append(str(error))


async def _step(phone: Phone, path: str) -> str:
    began = time.monotonic()
    reply = await phone.get(path)
    _must_be(reply, 200)
    phone.tally.pages.append(time.monotonic() - began)
    return reply.text


async def _form(
    phone: Phone, path: str, fields: Mapping[str, Sequence[str]], before: str
) -> tuple[str, str]:
    """Send a page's form, and open the page it leads to."""
    token = TOKEN.search(before)
    told = {"token": [token[1] if token else ""], "go": ["next"], **fields}
    began = time.monotonic()
    reply = await phone.post(path, told)
    _must_be(reply, 303)
    phone.tally.pages.append(time.monotonic() - began)
    return reply.leads.partition("?")[0], await _step(phone, reply.leads)


def _must_be(reply: Reply, status: int) -> None:
    if reply.status != status:
        raise Unexpected(f"{reply.status}: {' '.join(reply.text.split())[:300]}")
