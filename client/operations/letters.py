"""The scripts that the garage's texts are written in, beside those that every font has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from client.errors import NotFound
from client.store import Query, Reader
from garage.records import Note, Record, Vehicle, kind_named

MOST_RECORDS = 200
MOST_SIGNS = 8
"""So many signs of a script are kept: a font may have some of it."""
EMOJI = "EMOJI"
_PLAIN = 0x0530
"""Below it are Latin, Greek and Cyrillic, which the program's own font has."""
_FIRST_EMOJI = 0x1F000


def scripts_of(texts: Iterable[str]) -> dict[str, str]:
    """Script → some of its signs that stand there; a script is called as in Unicode's names of
    its letters ("DEVANAGARI", "CJK").
    """
    found: dict[str, str] = {}
    for text in texts:
        if text.isascii():
            continue
        for sign in dict.fromkeys(text):
            script = _script(sign)
            known = found.get(script, "")
            if script and len(known) < MOST_SIGNS and sign not in known:
                found[script] = known + sign
    return found


def _script(sign: str) -> str:
    """The script of a letter or emoji; "" of what every font has, and of what is neither."""
    number = ord(sign)
    if number < _PLAIN:
        return ""
    if unicodedata.category(sign).startswith("L"):
        return unicodedata.name(sign, "").partition(" ")[0]
    return EMOJI if number >= _FIRST_EMOJI and unicodedata.category(sign) == "So" else ""


def letters_of(reader: Reader, ids: Sequence[str] = ()) -> Mapping[str, str]:
    """The scripts of these records; without ids of the vehicles and the newest notes."""
    records: list[Record] = []
    if ids:
        for id_ in ids[:MOST_RECORDS]:
            with suppress(NotFound):
                records.append(reader.find(id_))
    else:
        records += reader.all(Vehicle, Query(limit=MOST_RECORDS))
        records += reader.all(Note, Query(limit=MOST_RECORDS))
    return scripts_of(text for record in records for text in _texts(record))


def _texts(record: Record) -> Iterable[str]:
    for spec in kind_named(record.kind).fields:
        value = getattr(record, spec.name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple | frozenset):
            yield from (each for each in value if isinstance(each, str))
        elif isinstance(value, Mapping):
            yield from (each for pair in value.items() for each in pair if isinstance(each, str))
