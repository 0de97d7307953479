"""Putting a tag on many records at once."""

from __future__ import annotations

from collections.abc import Sequence

from client.operations.vehicles import title_of
from client.store import Changes, Store, Transaction
from client.store.reading import find_record
from garage.records.elements import TagsField


def tag(store: Store, ids: Sequence[str], text: str) -> Changes:
    """Add the tags in `text` to records, in one operation; raises ValueRefused for what is none."""
    tags = TagsField().check(text)

    def work(transaction: Transaction) -> str:
        title = ""
        for id_ in ids:
            kind, space = find_record(transaction.connection, id_)
            record, _, _ = transaction.load(kind, id_, space)
            title = title_of(kind, record)
            transaction.change(kind, id_, {"tags": record.tags | tags}, space)
        return title if len(ids) == 1 else f"{len(ids)} records"

    return store.operate(work, "edit", "")
