"""The garage's archive: a ZIP of JSON lines, with a manifest of what is in it and its hashes.

    manifest.json            {"paddock", "format", "exported", "vehicle", "members"}
    records/<kind>.jsonl     {"id", "space", "fields", "stamps", "batch"?} a line, trash included
    unknown.jsonl            records of kinds that this version does not know
    history.jsonl  operations.jsonl  batches.jsonl  spaces.jsonl  settings.jsonl
    pictures.jsonl           {"name", "jpeg"} a line: photos of vehicles by SHA-256, in base64

`fields` are a record's flat fields as they travel, null where one was cleared; `stamps` are in
their short form (architecture, Sync 1). What only a server says of a record (its author and
number) is left out: it says so again.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

FORMAT = 1
"""Raised when an older version could not restore what is written."""
MANIFEST = "manifest.json"
RECORDS = "records/"
UNKNOWN, HISTORY, OPERATIONS = "unknown.jsonl", "history.jsonl", "operations.jsonl"
BATCHES, SPACES, SETTINGS = "batches.jsonl", "spaces.jsonl", "settings.jsonl"
PICTURES = "pictures.jsonl"


def member_of(kind: str) -> str:
    """The member that holds the records of a kind."""
    return f"{RECORDS}{kind}.jsonl"


class ArchiveWriter:
    """Writes members one after the other, a line at a time."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members: dict[str, dict[str, Any]] = {}

    def write(self, name: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[int]:
        """Write a member; gives how many of its rows are written, as it goes."""
        encode = msgspec.json.Encoder().encode
        digest = hashlib.sha256()
        size = number = 0
        with self._archive.open(name, "w", force_zip64=True) as file:
            for number, row in enumerate(rows, 1):
                line = encode(row) + b"\n"
                file.write(line)
                digest.update(line)
                size += len(line)
                yield number
        self._members[name] = {"rows": number, "bytes": size, "sha256": digest.hexdigest()}

    def finish(self, head: Mapping[str, Any]) -> None:
        """Write the manifest, which makes the archive whole."""
        manifest = {**head, "format": FORMAT, "members": self._members}
        self._archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
