"""Reading a foreign feed within bounds: which addresses, how large, how long, what it may be.

How one connects is the caller's (`Line`); everything that is decided on the way is here, so that
the app and the server read feeds alike.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Protocol
from urllib.parse import SplitResult, urljoin, urlsplit

from garage.errors import ValueRefused
from garage.words import N_, recognized, told

MOST_BYTES = 20 * 2**20
"""As sent, and unpacked."""
MOST_SECONDS = 60.0
"""For all of it, redirects included."""
MOST_REDIRECTS = 5
LONGEST_ADDRESS = 2_000
AGENT = "Paddock (calendar subscription)"

_NAT64 = ip_network("64:ff9b::/96")
_REDIRECTS = frozenset((301, 302, 303, 307, 308))


FAULTS = (
    "{text!r} is no address of a feed",
    "{host} is an address within a private network",
    "the feed is not there any more ({status})",
    "the feed is not for everybody ({status})",
    "the feed's server has a fault ({status})",
    "the feed is packed as {encoding!r}",
    "the feed is larger than {n} megabytes",
    "{host} cannot be reached",
    "{n} of {total} events were not understood (lines {lines}): {why}",
)
"""The sentences with values that a subscription's record may keep of what went wrong."""


def fault_again(kept: str) -> tuple[str, ...]:
    """What a subscription's record keeps, in plain English, as sentences to say `in_words`."""
    return tuple(recognized(part, FAULTS) for part in kept.split("; "))


class FeedFault(ValueRefused):
    """A feed could not be read; `code` tells which sort of fault it is."""


class Answer(Protocol):
    """An answer whose body comes bit by bit; names of headers are in lower case."""

    @property
    def status(self) -> int: ...

    @property
    def headers(self) -> Mapping[str, str]: ...

    def chunks(self) -> Iterator[bytes]: ...


class Line(Protocol):
    """How one reaches a server. What it raises as OSError is told as "cannot be reached"."""

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host."""

    def get(
        self, url: str, address: str, headers: Mapping[str, str], until: float
    ) -> AbstractContextManager[Answer]:
        """Ask for `url` at that address and no other, until `until` (time.monotonic)."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A feed as it was read: its body, None where it is as before, and its version."""

    body: bytes | None
    version: str
    url: str
    """Where it was in the end."""


def checked_url(text: str) -> str:
    """The address of a feed, with https for webcal; raises FeedFault (`bad_address`)."""
    url = text.strip()
    for scheme, ours in (("webcal:", "https:"), ("webcals:", "https:"), ("feed:", "https:")):
        if url.lower().startswith(f"{scheme}//"):
            url = f"{ours}{url[len(scheme) :]}"
    url = url if "://" in url else f"https://{url}"
    parts = _split(url)
    if parts is None or len(url) > LONGEST_ADDRESS:
        raise FeedFault(
            told("{text!r} is no address of a feed", text=text[:80]),
            N_("write it as https://example.org/calendar.ics"),
            "bad_address",
        )
    if parts.username or parts.password:
        raise FeedFault(
            N_("the address holds a password, which everybody in the garage would see"),
            N_("ask for an address that works without one"),
            "bad_address",
        )
    return url.partition("#")[0]


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    plain = url.isprintable() and " " not in url
    return parts if sound and plain else None


def is_public(address: str) -> bool:
    """Whether an address is one of the whole world: not this machine, nor its neighbours.

    An IPv4 address within one of IPv6 counts as what it is.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo and parsed.teredo[1])
        if parsed in _NAT64:
            inner = IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
        if parsed.is_site_local:
            return False
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def read_feed(
    line: Line,
    text: str,
    version: str = "",
    *,
    allowed: Callable[[str], bool] = is_public,
    seconds: float = MOST_SECONDS,
) -> Copy:
    """Read a feed if it is another than `version` (what `Copy` told before); raises FeedFault.

    Each host is resolved once, all its addresses are looked at, and what was looked at is what
    is connected to: a name that changes its mind in between gains nothing.
    """
    until = time.monotonic() + seconds
    url = checked_url(text)
    for _ in range(MOST_REDIRECTS + 1):
        address = _address(line, url, allowed)
        try:
            with line.get(url, address, _headers(version), until) as answer:
                if answer.status in _REDIRECTS:
                    url = checked_url(urljoin(url, answer.headers.get("location", "")))
                    continue
                if answer.status == 304 and version:
                    return Copy(None, version, url)
                _check_status(answer.status)
                return Copy(_body(answer, until), _version(answer.headers), url)
        except TimeoutError as error:
            raise _too_slow() from error
        except OSError as error:
            raise _away(url) from error
    raise FeedFault(
        N_("the address leads on and on"), N_("ask who publishes it"), "too_many_redirects"
    )


def _headers(version: str) -> dict[str, str]:
    headers = {
        "User-Agent": AGENT,
        "Accept": "text/calendar, */*;q=0.1",
        "Accept-Encoding": "gzip",
    }
    if version.startswith(('"', 'W/"')):
        headers["If-None-Match"] = version
    elif version:
        headers["If-Modified-Since"] = version
    return headers


def _version(headers: Mapping[str, str]) -> str:
    """The ETag, or where there is none the time of the last change."""
    version = headers.get("etag", "").strip()
    if not version.startswith(('"', 'W/"')):
        version = headers.get("last-modified", "").strip()
    return version if len(version) <= 200 and version.isprintable() else ""


def _address(line: Line, url: str, allowed: Callable[[str], bool]) -> str:
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = list(line.resolve(host, port))
    except (OSError, UnicodeError) as error:
        raise _away(url) from error
    if not found:
        raise _away(url)
    if not all(map(allowed, found)):
        raise FeedFault(
            told("{host} is an address within a private network", host=host[:100]),
            N_("only what all the world can read can be subscribed to"),
            "private_address",
        )
    return found[0]


def _check_status(status: int) -> None:
    if status == 200:
        return
    if status in (404, 410):
        raise FeedFault(
            told("the feed is not there any more ({status})", status=status),
            N_("ask who publishes it for the new address"),
            "gone",
        )
    if status in (401, 403):
        raise FeedFault(
            told("the feed is not for everybody ({status})", status=status),
            N_("ask for an address that works without signing in"),
            "not_allowed",
        )
    raise FeedFault(
        told("the feed's server has a fault ({status})", status=status),
        N_("it is tried again later"),
        "server_fault",
    )


def _body(answer: Answer, until: float) -> bytes:
    """The body unpacked, as far as it is let."""
    encoding = answer.headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FeedFault(
            told("the feed is packed as {encoding!r}", encoding=encoding[:20]),
            N_("ask who publishes it"),
            "bad_encoding",
        )
    packed = zlib.decompressobj(wbits=47) if encoding not in ("", "identity") else None
    parts: list[bytes] = []
    sent = size = 0
    for chunk in answer.chunks():
        sent += len(chunk)
        if packed is not None:
            try:
                chunk = packed.decompress(chunk, MOST_BYTES - size + 1)
            except zlib.error as error:
                raise FeedFault(
                    N_("the feed came damaged"), N_("it is tried again later"), "damaged"
                ) from error
        size += len(chunk)
        if max(sent, size) > MOST_BYTES:
            raise FeedFault(
                told("the feed is larger than {n} megabytes", n=MOST_BYTES // 2**20),
                N_("ask who publishes it for a smaller one"),
                "too_large",
            )
        if time.monotonic() > until:
            raise _too_slow()
        parts.append(chunk)
    if packed is not None and not packed.eof:
        raise FeedFault(N_("the feed came damaged"), N_("it is tried again later"), "damaged")
    return b"".join(parts)


def _too_slow() -> FeedFault:
    return FeedFault(N_("the feed came too slowly"), N_("it is tried again later"), "too_slow")


def _away(url: str) -> FeedFault:
    host = (urlsplit(url).hostname or "")[:100]
    return FeedFault(
        told("{host} cannot be reached", host=host), N_("it is tried again later"), "away"
    )
