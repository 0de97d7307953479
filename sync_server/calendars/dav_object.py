"""An event as a resource of CalDAV, and how it is called where no program has named it."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

_PLAIN = re.compile(r"[A-Za-z0-9@._+-]{1,200}").fullmatch
_SUFFIX = ".ics"
_CODED = "~"
PERSONAL = "-"
"""In an ETag, before what tells one person's text of a resource from that of others."""


@dataclass(frozen=True, slots=True)
class Object:
    """A resource. `etag` has its quotes; `body` is empty where only the list was asked for.

    `state` is the version of the records that it is of. `since` and `until` (ms; None: for ever)
    hold all its instances. `gone`: it is no more.
    """

    uid: str
    name: str
    etag: str
    seq: int
    state: str
    since: int | None = None
    until: int | None = None
    body: str = ""
    gone: bool = False


def shared_part(etag: str) -> str:
    """An ETag without what tells one person's text from that of others."""
    head, mark, _ = etag.partition(PERSONAL)
    return f'{head}"' if mark else etag


def default_name(uid: str) -> str:
    """How a resource is called that no program has named: after its UID, so that it is found."""
    if _PLAIN(uid):
        return uid + _SUFFIX
    coded = base64.urlsafe_b64encode(uid.encode("utf-8", "replace")).decode().rstrip("=")
    return f"{_CODED}{coded}{_SUFFIX}"


def uid_of(name: str) -> str:
    """The UID that a default name tells, or ""."""
    stem = name.removesuffix(_SUFFIX)
    if stem == name:
        return ""
    if not stem.startswith(_CODED):
        return stem if _PLAIN(stem) else ""
    try:
        return base64.urlsafe_b64decode(stem[1:] + "=" * (-len(stem[1:]) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""
