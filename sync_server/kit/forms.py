"""Forms (application/x-www-form-urlencoded): read within bounds, each field once."""

from __future__ import annotations

from urllib.parse import parse_qsl

from fastapi import Request

from sync_server.kit.bodies import read_body
from sync_server.kit.problem import BadRequest

MOST_BYTES = 64 * 1024
MOST_FIELDS = 50
MEDIA_TYPE = "application/x-www-form-urlencoded"


async def fields_of(request: Request) -> dict[str, str]:
    """The fields of a form; raises BadRequest, for a field that comes twice too (RFC 6749, 3.2)."""
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await read_body(request, MOST_BYTES)
    if body and sent != MEDIA_TYPE:
        raise BadRequest("this is no form", f"send it as {MEDIA_TYPE}")
    return once_each(body)


def once_each(body: bytes) -> dict[str, str]:
    """The fields of a form or a query."""
    try:
        pairs = parse_qsl(
            body.decode("utf-8"), True, True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise BadRequest("the form is not as it should be") from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise BadRequest("a field of the form is there twice")
    if any("\0" in value for value in fields.values()):
        raise BadRequest("a field of the form holds a character that no text has")
    return fields
