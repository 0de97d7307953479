"""The whole garage as one JSON document, written record by record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import msgspec


def write(
    file: BinaryIO, head: Mapping[str, Any], kinds: Iterable[tuple[str, Iterable[Any]]]
) -> Iterator[int]:
    """Write {…head, "kinds": {kind: [record, …]}} in UTF-8, a record a line.

    Gives how many records were written, as it goes; whatever is in memory is one record.
    """
    encode = msgspec.json.Encoder().encode
    file.write(encode(dict(head))[:-1] + (b"," if head else b"") + b'"kinds":{')
    number = 0
    for place, (kind, records) in enumerate(kinds):
        file.write((b",\n" if place else b"\n") + encode(kind) + b":[")
        for item, record in enumerate(records):
            file.write((b",\n" if item else b"\n") + encode(record))
            number += 1
            yield number
        file.write(b"]")
    file.write(b"\n}}\n")
