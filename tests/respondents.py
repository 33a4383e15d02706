"""Somebody who answers through HTTP, against a real server: for tests of loss, and of load.

    town = Address("127.0.0.1", 8000)
    receipt = Respondent(Phone(town, patience=30), questionnaire_id, document).answers()

A phone keeps one connection and its cookies, follows redirects, and asks for nothing but pages.
With `patience` it does what the script of the pages does: what got no reply, or a 5xx, is sent
again as it was until something else comes back. A `Respondent` fills in each page from the
document, as `fill` says, and sends; what it wrote may carry a mark of its own.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode

from surveys import sheets
from surveys.documents import Document
from surveys.kinds import KINDS, Question

WORDS = "夕方のバスの本数が少なく、通院のあとに一時間ほど待つことがあります。"
Fields = dict[str, list[str]]
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_PAGE = re.compile(r"/pages/(\d+)")
_RECEIPT = re.compile(r'id="receipt"[^>]*>([^<]+)<')
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_PAUSES = (0.0, 0.1, 0.2, 0.4, 0.8)  # seconds before something is sent again, the last from then on


class Refused(Exception):
    """A page that leads nowhere; or, without patience left, no page at all."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Reply:
    """A page, and the path it came from after any redirect."""

    status: int
    path: str
    text: str


@dataclass(slots=True)
class Phone:
    """A browser with one questionnaire open.

    Attributes:
        patience: seconds that it goes on sending again what got no reply, or a 5xx.
        timeout: seconds after which no reply is expected any more.
        cookies: what it remembers; {} makes it a stranger.
        again: how often something was sent again.
        seconds: how long each request took that was answered, the last attempt alone.
    """

    at: Address
    patience: float = 0.0
    timeout: float = 10.0
    cookies: dict[str, str] = field(default_factory=dict)
    again: int = 0
    seconds: list[float] = field(default_factory=list)
    _line: HTTPConnection | None = None

    def get(self, path: str) -> Reply:
        return self._follow("GET", path, "")

    def post(self, path: str, fields: Fields) -> Reply:
        return self._follow("POST", path, urlencode(fields, doseq=True))

    def hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _follow(self, method: str, path: str, body: str) -> Reply:
        status, leads, text = self._patiently(method, path, body)
        while leads:
            path = leads
            status, leads, text = self._patiently("GET", path, "")
        return Reply(status, path, text)

    def _patiently(self, method: str, path: str, body: str) -> tuple[int, str, str]:
        """(status, where it leads, page); sent again while nothing better comes back.

        Raises:
            Refused: no reply came, and the patience is at its end.
        """
        until, attempt = time.monotonic() + self.patience, 0
        while True:
            kept = self._line is not None  # the server may have hung up: a browser calls again
            try:
                reply = self._ask(method, path, body)
            except (OSError, HTTPException) as error:
                self.hang_up()
                if not kept and time.monotonic() >= until:
                    raise Refused(f"{method} {path}: {error!r}") from error
            else:
                if reply[0] < 500 or time.monotonic() >= until:
                    return reply
            self.again += 1
            time.sleep(_PAUSES[min(attempt, len(_PAUSES) - 1)])
            attempt += 1

    def _ask(self, method: str, path: str, body: str) -> tuple[int, str, str]:
        line = self._line = self._line or HTTPConnection(
            self.at.host, self.at.port, timeout=self.timeout
        )
        told = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        start = time.perf_counter()
        line.request(method, path, body.encode(), told | (_FORM if method == "POST" else {}))
        with line.getresponse() as reply:
            text = reply.read().decode()
            self.seconds.append(time.perf_counter() - start)
            self._remember(reply)
            return reply.status, reply.headers.get("Location", ""), text

    def _remember(self, reply: HTTPResponse) -> None:
        for told in reply.headers.get_all("Set-Cookie", ()):
            pair, _, rest = told.partition(";")
            name, _, value = pair.partition("=")
            if "Max-Age=0" in rest:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value


def usual(question: Question) -> Fields:
    """An answer to a question of any kind: the first choice, a number in its range, a sentence."""
    names = KINDS[question.kind].fields(question)
    if question.kind == "text":
        return {names[0]: [WORDS[: question.limit]]}
    if question.kind == "number":
        low, high = question.low or 0, 100 if question.high is None else question.high
        return {names[0]: [f"{(low + high) // 2:g}"]}
    if question.rows:
        return {name: [question.choices[0].code] for name in names}
    number = question.least or 1 if question.kind == "multiple" else 1
    return {names[0]: [choice.code for choice in question.choices[:number]]}


@dataclass(slots=True)
class Respondent:
    """Somebody on a phone, with a questionnaire that asks a document, and a code if it needs one.

    Each step gives the page that is open then. `here` is that page.
    """

    phone: Phone
    id: int
    document: Document
    code: str = ""
    fill: Callable[[Question], Fields] = usual
    here: Reply = field(default=Reply(0, "", ""))

    def answers(self) -> str:
        """From the first page to the receipt, which it gives."""
        self.opens()
        self.starts()
        self.fills_all()
        self.sends()
        return self.receipt

    def opens(self) -> Reply:
        """Come in by the link; with a code, by the address of the letter's QR code."""
        return self._open(f"/c/{self.code}" if self.code else "")

    def types_code(self) -> Reply:
        """Come in with the code as it was typed, instead of `opens` and `starts`."""
        return self._send("", {"code": [self.code]})

    def starts(self) -> Reply:
        return self._send("/start", {})

    def fills_all(self) -> Reply:
        """Fill in one page after the other, up to the review."""
        while _PAGE.search(self.here.path):
            self.fills()
        return self.here

    def fills(self, go: str = "next") -> Reply:
        """Fill in the page that is open and press a button."""
        found = _PAGE.search(self.here.path)
        if found is None:
            raise Refused(f"no page of questions: {self.here.path}")
        number = int(found[1])
        fields: Fields = {"go": [go]}
        for question in sheets.pages(self.document)[number - 1].questions:
            fields |= self.fill(question)
        return self._send(f"/pages/{number}", fields)

    def sends(self) -> Reply:
        """Press 送信する on the review."""
        return self._send("/review", {})

    @property
    def receipt(self) -> str:
        """The receipt on the page that is open.

        Raises:
            Refused: there is none.
        """
        found = _RECEIPT.search(self.here.text)
        if found is None:
            raise Refused(f"no receipt at {self.here.path}")
        return found[1].strip()

    def _open(self, path: str) -> Reply:
        return self._seen(self.phone.get(f"/respond/{self.id}{path}"))

    def _send(self, path: str, fields: Fields) -> Reply:
        token = _TOKEN.search(self.here.text)
        told = {"token": [token[1]]} if token else {}
        return self._seen(self.phone.post(f"/respond/{self.id}{path}", told | fields))

    def _seen(self, reply: Reply) -> Reply:
        if reply.status != 200:
            raise Refused(f"{reply.status} at {reply.path}: {reply.text[:2000]}")
        self.here = reply
        return reply
