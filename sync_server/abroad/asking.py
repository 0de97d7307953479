"""Asking over HTTP: JSON there and back, within bounds, and every refusal by its name."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

import msgspec

from garage.ics.foreign_feed import is_public
from sync_server.abroad.foreign import Later
from sync_server.kit.outgoing import Coming, Outgoing

MOST_BYTES = 16 * 2**20
SECONDS = 30.0
LONGEST_PAUSE = 86_400.0
AGENT = "Paddock (calendar sync)"


class Line(Protocol):
    """How one reaches a server."""

    def resolve(self, host: str, port: int) -> list[str]: ...

    def ask(
        self, method: str, url: str, address: str, headers: Mapping[str, str], until: float,
        body: bytes | None = None,
    ) -> AbstractContextManager[Coming]: ...  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer whose body was read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The object in the body; Later for half of one, or for none."""
        try:
            found = msgspec.json.decode(self.body) if self.body else {}
        except msgspec.DecodeError as error:
            raise Later("the answer came damaged") from error
        if not isinstance(found, dict):
            raise Later("the answer is none that was expected")
        return found

    @property
    def pause(self) -> float:
        """Seconds that Retry-After asks for, 0 where it does not."""
        said = self.headers.get("retry-after", "").strip()
        try:
            seconds = float(said) if said.isdigit() else _until(said)
        except (ValueError, TypeError, OverflowError):
            return 0.0
        return min(max(seconds, 0.0), LONGEST_PAUSE)


def _until(said: str) -> float:
    when = parsedate_to_datetime(said)
    return (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds()


class Asking:
    """Asks servers whose addresses are looked at before; follows nothing."""

    def __init__(
        self, line: Line | None = None, allowed: Callable[[str], bool] = is_public
    ) -> None:
        self._line: Line = line or Outgoing()
        self._allowed = allowed

    def json(self, method: str, url: str, token: str, body: Any = None, **headers: str) -> Answered:
        """A request with a bearer token; names of headers are said with underscores."""
        said = {name.replace("_", "-").title(): text for name, text in headers.items()}
        said |= {"Authorization": f"Bearer {token}"}
        content = None if body is None else msgspec.json.encode(body)
        if content is not None:
            said["Content-Type"] = "application/json"
        return self._ask(method, url, said, content)

    def form(self, url: str, fields: Mapping[str, str]) -> Answered:
        """A form that is sent."""
        said = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", url, said, urlencode(fields).encode())

    def _ask(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None
    ) -> Answered:
        until = time.monotonic() + SECONDS
        said = {"User-Agent": AGENT, "Accept": "application/json", **headers}
        if method in ("POST", "PATCH"):
            said["Content-Length"] = str(len(body or b""))
        try:
            address = self._address(url)
            with self._line.ask(method, url, address, said, until, body) as answer:
                return Answered(answer.status, answer.headers, _body(answer, until))
        except TimeoutError as error:
            raise Later("the answer took too long") from error
        except OSError as error:
            raise Later("there is no way there at the moment") from error

    def _address(self, url: str) -> str:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = self._line.resolve(parts.hostname or "", port)
        if not found or not all(map(self._allowed, found)):
            raise Later("the address is none of the whole world's")
        return found[0]


def _body(answer: Coming, until: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    for chunk in answer.chunks():
        size += len(chunk)
        if size > MOST_BYTES:
            raise Later("the answer is too large")
        if time.monotonic() > until:
            raise TimeoutError
        parts.append(chunk)
    return b"".join(parts)
