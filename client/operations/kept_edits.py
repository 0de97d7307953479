"""Kept edits: what a server did not take. They can be read, exported, done again, or let go."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from client.errors import BadRequest, NotFound
from client.operations.records import described
from client.store import Changes, Reader, Store, Transaction
from client.store.codec import DELETED, codec, load
from client.store.kept import is_kept, settle_kept
from client.store.reading import find_record
from client.store.schema import KEPT
from garage.records import find_kind
from garage.sync.merge import Json
from garage.words import N_


@dataclass(frozen=True, slots=True)
class KeptEdit:
    """An edit that was put aside; `code` tells why: forbidden, invalid, gone, dropped …"""

    number: int
    record: str
    kind: str
    space_name: str
    title: str
    fields: dict[str, Json]
    code: str
    reason: str
    at: int


def kept_edits(reader: Reader) -> list[KeptEdit]:
    """All that are kept, the newest first."""
    rows = reader.connection.execute(select(KEPT).where(is_kept()).order_by(KEPT.c.n.desc()))
    return [_edit(reader, row) for row in rows.all()]


def _edit(reader: Reader, row: Row[Any]) -> KeptEdit:
    fields = load(row.fields)
    return KeptEdit(
        row.n, row.id, row.kind, row.space_name, _title(reader, row, fields), fields, row.code,
        row.reason, row.at,
    )  # fmt: skip


def _title(reader: Reader, row: Row[Any], fields: dict[str, Json]) -> str:
    """What the record is called, or would have been."""
    kind = find_kind(row.kind)
    if kind is None:
        return str(row.kind)
    try:
        there = reader.find(row.id)
        return described(kind, codec(kind).values(there))
    except NotFound:
        return described(kind, kind.read_json(fields)[0])


def kept_json(reader: Reader) -> list[dict[str, Any]]:
    """All that are kept, for a file: {"record", "kind", "space", "fields", "code", "reason"}."""
    return [
        {
            "record": edit.record, "kind": edit.kind, "space": edit.space_name,
            "title": edit.title, "fields": edit.fields, "code": edit.code, "reason": edit.reason,
            "at": edit.at,
        }
        for edit in kept_edits(reader)
    ]  # fmt: skip


def write_kept(reader: Reader, path: Path, number: int | None = None) -> None:
    """Write all that are kept, or one, to a file: CSV if it ends so, a line a field; else JSON."""
    numbers = [edit.number for edit in kept_edits(reader)]
    kept = [each for n, each in zip(numbers, kept_json(reader), strict=True) if number in (None, n)]
    if path.suffix.lower() != ".csv":
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("record", "kind", "space", "title", "field", "value", "code", "reason"))
        for each in kept:
            for name, value in each["fields"].items():
                told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                lines.writerow([
                    each["record"], each["kind"], each["space"], each["title"], name, told,
                    each["code"], each["reason"],
                ])  # fmt: skip


def discard_kept(store: Store, numbers: Sequence[int]) -> Changes:
    """Let kept edits go; that can be undone as any operation, and after that they are erased."""
    asked = set(numbers)

    def work(transaction: Transaction) -> str:
        found = [
            edit for edit in kept_edits(Reader(transaction.connection)) if edit.number in asked
        ]
        settle_kept(transaction, asked)
        return ", ".join(dict.fromkeys(edit.title for edit in found))

    return store.operate(work, "discard", "")


def do_again(store: Store, number: int) -> Changes:
    """Do a kept edit once more, as one of now: to its record, or as a new one of one's own garage.

    Raises NotFound, or BadRequest for a kind that this version does not know.
    """

    def work(transaction: Transaction) -> str:
        connection = transaction.connection
        row = connection.execute(select(KEPT).where(KEPT.c.n == number, is_kept())).first()
        if row is None:
            raise NotFound(N_("this edit is not kept any more"), N_("look at the kept edits again"))
        kind = find_kind(row.kind)
        if kind is None:
            raise BadRequest(N_("this edit is of a newer version of Paddock"), N_("update Paddock"))
        fields = load(row.fields)
        values, _ = kind.read_json({n: json for n, json in fields.items() if n != DELETED})
        try:
            _, space = find_record(connection, row.id)
        except NotFound:
            transaction.add(kind, values, id_=None)
        else:
            record, _, stamps = transaction.load(kind, row.id, space)
            flat = codec(kind).flat(record)
            changes = {n: json for n, json in fields.items() if flat.get(n) != json}
            transaction.apply(kind, record, flat, stamps, changes)
        settle_kept(transaction, [number])
        return described(kind, values)

    return store.operate(work, "edit", "")
