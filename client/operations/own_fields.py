"""Fields that people made for themselves: made, renamed with all values under them, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from client.errors import BadRequest
from client.operations.records import add
from client.store import Changes, Query, Reader, Store, Transaction
from client.store.codec import codec
from garage.records import CustomFieldDefinition, Kind, find_kind, kind_named
from garage.records.elements import element_name
from garage.words import N_, told

_KIND = kind_named("custom_field")


def own_fields(reader: Reader) -> list[CustomFieldDefinition]:
    """The fields there are, by name."""
    return reader.all(CustomFieldDefinition, Query(sort="name"))


def uses_of(reader: Reader, definition: CustomFieldDefinition) -> int:
    """How many records have a value in a field."""
    kind = find_kind(definition.applies_to)
    return 0 if kind is None else len(_with_value(reader, kind, definition.name))


def add_own_field(store: Store, values: Mapping[str, Any]) -> Changes:
    """Make a field; raises ValueRefused for a bad name, BadRequest for one that is there."""
    name = element_name(values.get("name", ""))
    store.read(lambda reader: _check_free(reader, name, str(values.get("applies_to", ""))))
    return add(store, _KIND, {**values, "name": name})


def rename_own_field(store: Store, id_: str, name: str) -> Changes:
    """Give a field another name; what records have in it goes along, in one operation."""
    name = element_name(name)

    def work(transaction: Transaction) -> str:
        reader = Reader(transaction.connection)
        definition = reader.get(CustomFieldDefinition, id_)
        if definition.name == name:
            return name
        _check_free(reader, name, definition.applies_to)
        kind = find_kind(definition.applies_to)
        for record in _with_value(reader, kind, definition.name) if kind is not None else ():
            custom = {name if key == definition.name else key: value
                      for key, value in record.custom.items()}  # fmt: skip
            assert kind is not None
            transaction.change(kind, record.id, {"custom": custom}, record.space)
        transaction.change(_KIND, id_, {"name": name}, definition.space)
        return name

    return store.operate(work, "edit", name)


def _check_free(reader: Reader, name: str, applies_to: str) -> None:
    for one in own_fields(reader):
        if one.name.casefold() == name.casefold() and one.applies_to == applies_to:
            raise BadRequest(
                told("there is a field {name!r} already", name=one.name), N_("choose another name")
            )


def _with_value(reader: Reader, kind: Kind, name: str) -> list[Any]:
    having = codec(kind).table.c.custom.is_not(None)
    records = reader.records(kind, Query(where=having))
    return [record for record in records if name in record.custom]
