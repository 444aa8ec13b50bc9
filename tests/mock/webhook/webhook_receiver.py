"""A receiver of webhooks on a real socket."""

from __future__ import annotations

import hashlib
import hmac
import json
import queue
import threading
import time
from collections import Counter
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

__all__ = ["SILENCE_S", "Heard", "Receiver", "is_signed"]

WAIT_S = 5.0
SILENCE_S = 0.3


@dataclass(frozen=True, slots=True)
class Heard:
    """One webhook as the receiver got it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float

    @property
    def signature(self) -> str:
        """The signature header, empty without one."""
        return self.headers.get("x-centra-signature", "")

    def payload(self) -> object:
        """The JSON of the form field; ``None`` when there is no such field."""
        texts = parse_qs(self.body.decode()).get("payload")
        return json.loads(texts[0]) if texts else None


class Receiver:
    """Listens at a free port of the loopback; leaves the first ``held`` calls of each path without an answer."""

    def __init__(self, *, held: int = 0, status: int = 200) -> None:
        heard: queue.Queue[Heard] = queue.Queue()
        held_by_path: Counter[str] = Counter()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                heard.put(Heard(self.command, self.path, headers, body, time.monotonic()))
                if held_by_path[self.path] < held:
                    held_by_path[self.path] += 1
                    self.connection.settimeout(WAIT_S)
                    self.rfile.read(1)  # ends when the sender hangs up
                    self.close_connection = True
                    return
                self.send_response(status)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            do_GET = do_PUT = do_POST

            def log_message(self, format: str, *args: object) -> None:
                return

        self._heard = heard
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def take(self, version: str) -> Heard:
        """The next call of a version; others are passed over."""
        while True:
            call = self._heard.get(timeout=WAIT_S)
            if call.path.partition("?")[0] == f"/{version}":
                return call

    def come(self) -> list[Heard]:
        """What has come by now and was not taken yet."""
        return [self._heard.get_nowait() for _ in range(self._heard.qsize())]

    def rest(self, *, first_s: float = SILENCE_S) -> list[Heard]:
        """Whatever comes until nothing does for a while; the first may take ``first_s``."""
        calls: list[Heard] = []
        try:
            while True:
                calls.append(self._heard.get(timeout=SILENCE_S if calls else first_s))
        except queue.Empty:
            return calls

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def is_signed(call: Heard, secret: str) -> bool:
    """Whether the signature header is as the page says."""
    name_t, _, stamp = call.signature.partition(",")[0].partition("=")
    name_v1, _, digest = call.signature.partition(",")[2].partition("=")
    right = hmac.new(secret.encode(), f"{stamp}.".encode() + call.body, hashlib.sha256).hexdigest()
    return (name_t, name_v1) == ("t", "v1") and digest == right and abs(time.time() - float(stamp)) < 60
