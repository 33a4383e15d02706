"""A stretch of bad road between a phone and the server: the reply to a form is lost on it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedIOBase
from socket import create_connection
from socketserver import StreamRequestHandler, ThreadingTCPServer

from tests.respondents import Address


@dataclass(slots=True)
class Road:
    """Where a phone comes in, and which forms had their first reply lost."""

    at: Address
    lost: set[bytes] = field(default_factory=set)

    def loses(self, message: bytes) -> bool:
        """Whether this is the first form to its address."""
        asked = message.partition(b" HTTP/")[0]
        if not asked.startswith(b"POST") or asked in self.lost:
            return False
        self.lost.add(asked)
        return True


@contextmanager
def losing(server: Address) -> Iterator[Road]:
    """Lead to a server, and lose the first reply to each form once the server has sent it."""

    class Line(StreamRequestHandler):
        def handle(self) -> None:
            with create_connection((server.host, server.port), 30) as on, on.makefile("rwb") as up:
                while asked := _message(self.rfile):
                    up.write(asked)
                    up.flush()
                    reply = _message(up)
                    if road.loses(asked):
                        return
                    self.wfile.write(reply)

    with ThreadingTCPServer(("127.0.0.1", 0), Line) as door:
        door.daemon_threads = True
        road = Road(Address("127.0.0.1", door.server_address[1]))
        threading.Thread(target=door.serve_forever, daemon=True).start()
        yield road
        door.shutdown()


def _message(line: BufferedIOBase) -> bytes:
    """One request or one reply, head and body; nothing where the other side has gone."""
    head, length = b"", 0
    while (row := line.readline()) not in (b"\r\n", b""):
        head += row
        name, _, value = row.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return head + b"\r\n" + line.read(length) if head else b""
