"""HTTP to one server: time-outs, bounds, and every failure turned into an error of ours."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec

from client.errors import (
    BadRequest,
    CertificateWrong,
    Cloned,
    EpochChanged,
    NotPaddock,
    Refused,
    ServerAway,
    TooLarge,
    TooSlow,
)
from client.remote import way
from client.remote.bodies import ACCEPTED, half, read_bounded
from client.version import VERSION
from garage.words import N_, told

PATIENCE = 30.0
"""Seconds of silence after which a server is given up."""
_CONNECT = 10.0
_HELD = 256 * 1024
"""Bytes that a computer may still hold of a body when all of it is written."""
_PACE = 8 * 1024
"""Bytes a second that a server asks of a body."""
_JSON = ("application/json", "application/problem+json")
_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": ACCEPTED,
    "User-Agent": f"Paddock/{VERSION}",
}
_url = lru_cache(maxsize=64)(httpx.URL)


class Unauthorized(Refused):
    """The access token is not, or no longer, good: another one may be."""

    code = "unauthorized"


class Http:
    """Requests to `server` and nowhere else: redirects are not followed, certificates count."""

    def __init__(self, server: str, transport: httpx.BaseTransport | None = None) -> None:
        self.server = checked_address(server)
        self._timeouts = httpx.Timeout(PATIENCE, connect=min(PATIENCE, _CONNECT)).as_dict()
        # The transport alone: a client of httpx's around it keeps cookies and follows, and takes a
        # quarter of our part of a request for that.
        self._transport = transport or way.transport(self.server)

    def call(
        self,
        method: str,
        path: str,
        *,
        token: str = "",
        json: Any = None,
        body: bytes | None = None,
        encoding: str = "",
        form: Mapping[str, str] | None = None,
    ) -> bytes:
        """The body of a good answer, which is JSON; raises ServerAway, Unauthorized, Refused."""
        headers = dict(_HEADERS)
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if json is not None:
            body = msgspec.json.encode(json)
        if body is not None:
            headers["Content-Type"] = "application/json"
        if encoding:
            headers["Content-Encoding"] = encoding
        try:
            request = httpx.Request(
                method, _url(self.server + path), headers=headers, content=body,
                data=None if form is None else {**form},
                extensions={"timeout": self._patience(body)},
            )  # fmt: skip
            response = self._transport.handle_request(request)
            response.request = request
            try:
                answer = read_bounded(response, PATIENCE)
            finally:
                response.close()
        except httpx.HTTPError as error:
            raise self._failed(error) from error
        return self._judged(response, answer)

    def close(self) -> None:
        """Let go of the connections."""
        self._transport.close()

    def _patience(self, body: bytes | None) -> dict[str, float | None]:
        """A server is silent while what we sent is on the way, and says of itself what is late."""
        if not body:
            return self._timeouts
        return self._timeouts | {"read": PATIENCE + min(len(body), _HELD) / _PACE}

    def _failed(self, error: httpx.HTTPError) -> ServerAway:
        host = urlsplit(self.server).netloc
        if _is_certificate(error):
            return CertificateWrong(
                told("the certificate of {host} is not valid for it", host=host),
                N_("check the address and this computer's date; else ask whoever runs the server"),
            )
        if isinstance(error, httpx.TimeoutException):
            return ServerAway(
                told("{host} did not answer in time", host=host), N_("it is tried again later")
            )
        if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError):
            return half()
        return ServerAway(
            told("{host} cannot be reached", host=host),
            N_("check the connection; it is tried again later"),
        )

    def _judged(self, response: httpx.Response, body: bytes) -> bytes:
        status = response.status_code
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if status in (408, 429, 500, 502, 503, 504):
            raise self._away(status, _code(body), _retry_after(response))
        if status == 204:
            return b"{}"
        if status == 413 and kind not in _JSON:
            # A proxy of ours has a page of its own; it is no other server for that.
            raise _too_large(self.server)
        if kind not in _JSON or 300 <= status < 400 or status == 511:
            raise not_paddock(self.server)
        if status >= 400:
            raise _refused(status, body)
        return body

    def _away(self, status: int, code: str, retry_after: float | None) -> ServerAway:
        host = urlsplit(self.server).netloc
        hint = N_("it is tried again later")
        if code == "disk_full":
            words = told("the disk of {host} is full", host=host)
            hint = N_("tell whoever runs the server; it is tried again later")
        elif status == 408:
            words = told("what we sent came to {host} too slowly", host=host)
            return TooSlow(words, hint, retry_after)
        elif status == 429:
            words = told("{host} was asked too often", host=host)
        elif status == 500:
            words = told("{host} has a fault ({status})", host=host, status=status)
        else:
            words = told("{host} has no time for us ({status})", host=host, status=status)
        return ServerAway(words, hint, retry_after)


def not_paddock(server: str) -> NotPaddock:
    """Something else answers under the address of the server."""
    return NotPaddock(
        told("what answers at {host} is no Paddock server", host=urlsplit(server).netloc),
        N_("if this network asks you to sign in, do so in the browser; else check the address"),
    )


def _too_large(server: str) -> TooLarge:
    return TooLarge(
        told("what stands before {host} takes no message this long", host=urlsplit(server).netloc),
        N_("tell whoever runs the server"),
        status=413,
    )


_HERE = ("127.0.0.1", "localhost", "::1")


def checked_address(server: str) -> str:
    """The address without a slash at its end; raises BadRequest if it is none of the web."""
    text = server.strip()
    try:
        if "://" not in text:
            # Nobody has a certificate for this computer's own names.
            here = urlsplit(f"//{text}").hostname in _HERE
            text = f"http://{text}" if here else f"https://{text}"
        text = text.rstrip("/")
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or parts.query or parts.fragment or parts.username:
        raise BadRequest(
            told("{server!r} is no address of a server", server=server[:80]),
            N_("write it as https://garage.example.org"),
        )
    if parts.scheme == "http" and parts.hostname not in _HERE:
        raise BadRequest(
            N_("over http anybody on the way could read and change everything"),
            N_("use https; http is for servers on this computer"),
        )
    return text


def _is_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _retry_after(response: httpx.Response) -> float | None:
    said = response.headers.get("retry-after", "").strip()
    if said.isdecimal():
        return float(min(int(said), 3600))
    try:
        at = parsedate_to_datetime(said)
        now = parsedate_to_datetime(response.headers.get("date", ""))
    except (ValueError, TypeError):
        return None
    return float(min(max((at - now).total_seconds(), 0), 3600))


def _said(body: bytes) -> dict[str, Any]:
    """What a problem says; nothing if it is none."""
    try:
        return msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}


def _code(body: bytes) -> str:
    return str(_said(body).get("code", ""))


def _refused(status: int, body: bytes) -> Refused:
    said = _said(body)
    code = str(said.get("code") or said.get("error") or "refused")
    detail = str(said.get("detail") or said.get("error_description") or said.get("title") or code)
    hint = str(said.get("hint") or "")
    kind: type[Refused] = Refused
    if status == 401:
        kind = Unauthorized
    elif status == 413:
        kind = TooLarge
    elif status == 409 and code in ("cloned", "epoch"):
        kind = Cloned if code == "cloned" else EpochChanged
    return kind(detail[:500], hint[:500], status=status, problem=code[:80], more=said)
