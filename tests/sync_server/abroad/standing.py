"""A stand-in for somebody who keeps calendars: a real socket, OAuth, and faults on demand."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

CLIENT, SECRET = "paddock-client", "paddock-secret"


class Cut(Exception):
    """The connection ends without an answer, though what was asked is done."""


@dataclass
class Asked:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Its body."""
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, str]:
        """Its fields."""
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}


@dataclass
class Answer:
    """What goes back."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Fault = Callable[[Asked, Callable[[], Answer]], Answer]
"""Stands between a request and its answer."""


class StandIn:
    """What both providers have: tokens and faults. `serve` answers what is asked with a token."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.faults: list[Fault | None] = []
        self.always: Fault | None = None
        self.codes: dict[str, tuple[str, str]] = {}
        self.refresh_tokens: set[str] = set()
        self.access_tokens: set[str] = set()
        self.lock = threading.RLock()
        self.url = ""

    def serve(self, asked: Asked) -> Answer:
        """Answer a request that is let in."""
        raise NotImplementedError

    def refused(self, status: int, code: str) -> Answer:
        """A refusal in the provider's shape."""
        raise NotImplementedError

    def approve(self, way: str) -> dict[str, str]:
        """What comes back to the redirect when somebody says yes on the page at `way`."""
        said = {name: values[0] for name, values in parse_qs(urlsplit(way).query).items()}
        assert said["client_id"] == CLIENT
        assert said["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.codes[code] = (said["code_challenge"], said["redirect_uri"])
        return {"code": code, "state": said["state"]}

    def let_in(self) -> tuple[str, str]:
        """An access and a refresh token, without the pages."""
        access, refresh = secrets.token_urlsafe(12), secrets.token_urlsafe(12)
        self.access_tokens.add(access)
        self.refresh_tokens.add(refresh)
        return access, refresh

    def token(self, asked: Asked) -> Answer:
        """The token endpoint."""
        form = asked.form
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return Answer({"error": "invalid_client"}, 401)
        if form["grant_type"] == "authorization_code":
            challenge, redirect = self.codes.pop(form["code"], ("", ""))
            digest = hashlib.sha256(form["code_verifier"].encode()).digest()
            proved = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge
            if not proved or redirect != form["redirect_uri"]:
                return Answer({"error": "invalid_grant"}, 400)
        elif form["refresh_token"] not in self.refresh_tokens:
            return Answer({"error": "invalid_grant"}, 400)
        access, refresh = self.let_in()
        said: dict[str, Any] = {"access_token": access, "expires_in": 3599}
        return Answer({**said, "token_type": "Bearer", **self.with_refresh(form, refresh)})

    def with_refresh(self, form: dict[str, str], refresh: str) -> dict[str, str]:
        """Google keeps the refresh token that there is."""
        first = form["grant_type"] == "authorization_code"
        return {"refresh_token": refresh} if first else {}

    def answer(self, asked: Asked) -> Answer:
        """Any request."""
        with self.lock:
            self.asked.append(asked)
            fault = self.faults.pop(0) if self.faults else self.always
            return fault(asked, lambda: self._plain(asked)) if fault else self._plain(asked)

    def _plain(self, asked: Asked) -> Answer:
        if asked.path.endswith("/token"):
            return self.token(asked)
        if asked.path == "/revoke":
            self.refresh_tokens.discard(asked.form["token"])
            return Answer({})
        token = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in self.access_tokens:
            return self.refused(401, "InvalidAuthenticationToken")
        return self.serve(asked)


def status(code: int, *, after: str = "", reason: str = "backendError") -> Fault:
    """A refusal, perhaps with Retry-After."""

    def fault(asked: Asked, _: Callable[[], Answer]) -> Answer:
        headers = {"Retry-After": after} if after else {}
        error = {"code": code, "errors": [{"reason": reason}]}
        return Answer({"error": error}, code, headers)

    return fault


def lost(asked: Asked, plain: Callable[[], Answer]) -> Answer:
    """It is done, and the answer is lost."""
    plain()
    raise Cut


def away(asked: Asked, plain: Callable[[], Answer]) -> Answer:
    """Nobody answers."""
    raise Cut


def half(asked: Asked, plain: Callable[[], Answer]) -> Answer:
    """It is done, and half of the answer comes."""
    whole = plain()
    return Answer(json.dumps(whole.body)[:20].encode(), whole.status)


class Quiet(ThreadingHTTPServer):
    """That somebody hangs up is nothing to tell of."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


@contextmanager
def standing(stand_in: StandIn) -> Iterator[None]:
    """The stand-in on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("content-length") or 0)
            asked = Asked(
                self.command, parts.path,
                {name: values[0] for name, values in parse_qs(parts.query).items()},
                {name.lower(): value for name, value in self.headers.items()},
                self.rfile.read(length),
            )  # fmt: skip
            try:
                answer = stand_in.answer(asked)
            except Cut:
                self.close_connection = True
                return
            raw = isinstance(answer.body, bytes)
            body = answer.body if raw else json.dumps(answer.body).encode()
            body = b"" if answer.body is None else body
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = do_DELETE = _any  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stand_in.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
