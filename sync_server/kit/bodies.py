"""Bodies: read within bounds, unpacked, decoded; answers packed as the caller likes."""

from __future__ import annotations

import gzip
import re
import zlib
from typing import Any, TypeVar

import msgspec
import zstandard
from fastapi import Depends, Request
from starlette.responses import Response

from garage.sync.wire import COMPRESSED_FROM, MOST_BODY, MOST_UNPACKED
from sync_server.kit.principal import Caller
from sync_server.kit.problem import BadRequest, TooLarge

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder()
SHORT = 64 * 1024
"""Bytes, unpacked, that take less than a millisecond or two."""
MOST_SENT = 2**20
"""Of a message to a route that takes one at once, as sent and unpacked; records go another way."""


async def read_body(request: Request, most: int = MOST_BODY) -> bytes:
    """The body as sent; raises TooLarge as soon as it is too long."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > most:
        raise _too_large(most)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise _too_large(most)
        parts.append(part)
    return b"".join(parts)


def unpack(body: bytes, encoding: str, most: int = MOST_UNPACKED) -> bytes:
    """The body without its Content-Encoding; raises BadRequest, or TooLarge for a bomb."""
    try:
        if encoding in ("", "identity"):
            return body
        if encoding == "zstd":
            reader = zstandard.ZstdDecompressor(max_window_size=2**23).stream_reader(body)
            unpacked = reader.read(most + 1)
        elif encoding == "gzip":
            unzipped = zlib.decompressobj(wbits=31)
            unpacked = unzipped.decompress(body, most + 1)
            if len(unpacked) <= most and not unzipped.eof:
                # Cut off: what checks the content comes last.
                raise zlib.error
        else:
            raise BadRequest(f"bodies in {encoding[:40]!r} are not understood", "use zstd or gzip")
    except (zstandard.ZstdError, zlib.error) as error:
        raise BadRequest("the body is damaged", "send it again") from error
    if len(unpacked) > most:
        raise _too_large(most)
    return unpacked


def is_short(body: bytes, encoding: str) -> bool:
    """Whether a body is unpacked and read sooner than a thread is found that would do it."""
    if encoding == "zstd":
        try:
            return 0 <= zstandard.frame_content_size(body) <= SHORT
        except zstandard.ZstdError:
            return False
    return encoding in ("", "identity") and len(body) <= SHORT


def encode(value: Any) -> bytes:
    """A message as JSON."""
    return _ENCODER.encode(value)


def decode(body: bytes, type_: type[T]) -> T:
    """The message in a body of JSON; raises BadRequest that says where it is at fault."""
    try:
        return msgspec.json.decode(body, type=type_)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise BadRequest("the message is not as it should be", str(error)[:200]) from error


async def message(request: Request, type_: type[T]) -> T:
    """The message that a request brings."""
    encoding = request.headers.get("content-encoding", "").strip().lower()
    return decode(unpack(await read_body(request, MOST_SENT), encoding, MOST_SENT), type_)


def sent(type_: type[Any]) -> Any:
    """For a route's parameter: `asked: Annotated[Wanted, sent(Wanted)]`.

    Whoever asks is known before anything is read: a stranger has nothing unpacked.
    """

    async def read(request: Request, _: Caller) -> Any:
        return await message(request, type_)

    return Depends(read)


def packed(value: Any, accepted: str) -> Response:
    """A JSON answer, compressed where it is worth it; `accepted` is the Accept-Encoding."""
    return packed_text(_ENCODER.encode(value), accepted)


def packed_text(body: bytes, accepted: str) -> Response:
    """An answer that is JSON already."""
    headers = {"Vary": "Accept-Encoding", "Cache-Control": "no-store"}
    if len(body) >= COMPRESSED_FROM:
        if likes(accepted, "zstd"):
            body = zstandard.ZstdCompressor(level=3).compress(body)
            headers["Content-Encoding"] = "zstd"
        elif likes(accepted, "gzip"):
            body = gzip.compress(body, compresslevel=5, mtime=0)
            headers["Content-Encoding"] = "gzip"
    return Response(body, 200, headers, "application/json")


def likes(accepted: str, coding: str) -> bool:
    """Whether an Accept-Encoding likes a coding (RFC 9110, section 12.5.3)."""
    liked: dict[str, str] = {}
    for part in accepted[:500].lower().split(","):
        name, _, parameters = part.partition(";")
        liked[name.strip()] = parameters.replace(" ", "")
    weight = liked.get(coding, liked.get(f"x-{coding}", liked.get("*", "q=0")))
    return re.fullmatch(r"q=0(\.0*)?", weight) is None


def _too_large(most: int) -> TooLarge:
    return TooLarge(f"more than {most // 2**20} MiB", "send it in several parts")
