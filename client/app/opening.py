"""Opening a profile, off the GUI thread: its store and settings, with a sample garage if asked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from client.store import Store

SAMPLE_VARIABLE = "PADDOCK_SAMPLE"
"""Set to 1, an empty garage is filled with the sample before the window shows."""


@dataclass(frozen=True)
class Opened:
    """A profile that is open."""

    store: Store
    settings: Mapping[str, Any]
    first: bool = False
    """Whether nobody has begun here: no vehicle, no name, the first steps not gone through."""


def open_profile(folder: Path) -> Opened:
    """Open the store in `folder`; raises WorldFailed's kinds."""
    from client.store import Store

    store = Store(folder)
    try:
        if os.environ.get(SAMPLE_VARIABLE) == "1":
            fill_with_sample(store)
        return store.read(lambda reader: _opened(store, reader))
    except BaseException:
        store.close()
        raise


def _opened(store: Store, reader: Any) -> Opened:
    from client.store import Query
    from garage.records import kind_named

    settings, vehicle = reader.settings(), kind_named("vehicle")
    begun = any(settings.get(name) for name in ("welcomed", "name", "region"))
    there = begun or reader.count(vehicle) or reader.count(vehicle, Query(deleted=True))
    return Opened(store, settings, not there)


def fill_with_sample(store: Store) -> None:
    """Make the sample garage where there is no vehicle yet."""
    from client.operations.sample import make_sample_garage, sample_language
    from client.operations.settings import zone
    from client.store import Query
    from client.ui.text import language_of
    from garage.records import kind_named

    def look(reader: Any) -> tuple[int, Mapping[str, Any]]:
        vehicle = kind_named("vehicle")
        every = reader.count(vehicle) + reader.count(vehicle, Query(deleted=True))
        return every, reader.settings()

    count, settings = store.read(look)
    if count == 0:
        here = zone(settings)
        language = sample_language(language_of(settings))
        make_sample_garage(store, datetime.now(here).date(), here, language)
