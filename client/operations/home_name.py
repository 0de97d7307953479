"""The own garage's name while it holds the sample alone: it goes and comes with the sample."""

from __future__ import annotations

from client.store import Changes, Reader, Store
from garage.records import kind_named

SAMPLE_NAMES = {"en": "Lindner garage", "de": "Garage Lindner"}
"""What the person's own garage is called then, by the sample's language."""


def follow_sample(changes: Changes, store: Store) -> None:
    """After an undo or redo: take the name back if the sample went, give it if that came back."""
    if changes.title not in SAMPLE_NAMES.values():
        return
    # The texts of the sample are many, and hardly ever needed here.
    from client.operations.sample import count_of_sample

    def look(reader: Reader) -> tuple[str, int, int]:
        vehicle = kind_named("vehicle")
        return reader.home()[1], count_of_sample(reader, vehicle), reader.count(vehicle)

    name, ours, all_of_them = store.read(look)
    if name in SAMPLE_NAMES.values() and not ours:
        store.name_home("")
    elif not name and ours and ours == all_of_them:
        store.name_home(changes.title)
