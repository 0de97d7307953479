"""Bodies of answers: read within bounds, unpacked, decoded."""

from __future__ import annotations

import time
import zlib
from typing import TypeVar

import httpx
import msgspec
import zstandard

from client.errors import NotPaddock, ServerAway
from garage.sync.wire import MOST_BODY, MOST_UNPACKED
from garage.words import N_

T = TypeVar("T")
ACCEPTED = "zstd, gzip"


_PACE = 1024
"""Bytes a second that an answer has to bring, beyond its patience."""


def read_bounded(response: httpx.Response, patience: float) -> bytes:
    """The body, unpacked; raises ServerAway for one that is too long, damaged or half.

    One that drips, a byte now and then, is given up like one that does not come.
    """
    parts: list[bytes] = []
    size, began = 0, time.monotonic()
    for part in response.iter_raw():
        size += len(part)
        if size > MOST_BODY:
            raise _too_long()
        if time.monotonic() - began > patience + size / _PACE:
            raise httpx.ReadTimeout("the answer comes too slowly", request=response.request)
        parts.append(part)
    return unpack(b"".join(parts), response.headers.get("content-encoding", ""))


def unpack(body: bytes, encoding: str) -> bytes:
    """The body without its Content-Encoding; a bomb is not unpacked further than we would read."""
    try:
        match encoding.strip().lower():
            case "zstd":
                reader = zstandard.ZstdDecompressor(max_window_size=2**23).stream_reader(body)
                unpacked = reader.read(MOST_UNPACKED + 1)
            case "gzip":
                unpacker = zlib.decompressobj(wbits=31)
                unpacked = unpacker.decompress(body, MOST_UNPACKED + 1)
                if not unpacker.eof and len(unpacked) <= MOST_UNPACKED:
                    raise half()
            case _:
                unpacked = body
    except (zstandard.ZstdError, zlib.error) as error:
        raise half() from error
    if len(unpacked) > MOST_UNPACKED:
        raise _too_long()
    return unpacked


def decode(body: bytes, type_: type[T]) -> T:
    """The message in a body; raises ServerAway for half of one, NotPaddock for none of ours."""
    try:
        return msgspec.json.decode(body, type=type_)
    except msgspec.ValidationError as error:
        raise NotPaddock(
            N_("the server answers in a way that this version of Paddock does not understand"),
            N_("update Paddock, or ask whoever runs the server"),
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise half() from error


def half() -> ServerAway:
    """What is said of an answer that did not come whole."""
    return ServerAway(N_("the server's answer came damaged or only in part"), N_("try again"))


def _too_long() -> ServerAway:
    return ServerAway(
        N_("the server's answer is longer than any that Paddock reads"),
        N_("tell whoever runs the server"),
    )
