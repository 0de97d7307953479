"""What a command works with: the store, opened when it is needed, and the person's habits."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from client.store import Reader, Store
    from garage.reading import Reading
    from garage.regions import Preferences

OpenStore = Callable[["str | None"], "Store"]
FolderOf = Callable[["str | None"], "Path"]


class Session:
    """One run of the command line."""

    def __init__(self, open_store: OpenStore, folder_of: FolderOf, *, as_json: bool) -> None:
        self._open_store = open_store
        self._folder_of = folder_of
        self._store: Store | None = None
        self.as_json = as_json
        self.profile: str | None = None

    @property
    def store(self) -> Store:
        """The profile's store; raises WorldFailed's kinds."""
        if self._store is None:
            self._store = self._open_store(self.profile)
        return self._store

    def folder(self) -> Path:
        """The profile's folder."""
        return self._folder_of(self.profile)

    def close(self) -> None:
        """Close the store, if it was opened."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def zone(self, reader: Reader) -> tzinfo:
        """The person's time zone."""
        from client.operations.settings import zone

        return zone(reader.settings())

    def today(self) -> date:
        """Today, in the person's time zone."""
        return self.store.read(lambda reader: datetime.now(self.zone(reader)).date())

    def preferences(self, reader: Reader) -> Preferences:
        """The person's units, currency and ways of writing."""
        from client.operations.settings import preferences

        return preferences(reader)

    def reading(self, reader: Reader, locale: str = "") -> Reading:
        """How typed values are read: dot-decimal and ISO dates, unless a locale is given."""
        from client.errors import BadRequest
        from garage.reading import Reading
        from garage.regions import REGIONS, Preferences

        chosen = self.preferences(reader)
        if locale:
            region = locale.replace("-", "_").rpartition("_")[2].upper()
            if region not in REGIONS:
                raise BadRequest(f"{locale!r} is no locale we know", "write it as de_DE or GB")
            habits = Preferences.for_region(region)
            chosen = habits.with_units(chosen.units)
        return Reading.of(chosen, localised=bool(locale), zone=self.zone(reader))


def whole(text: str, option: str, most: int) -> int:
    """The whole number from 1 to `most` that was given for an option; raises BadRequest."""
    from client.errors import BadRequest

    number = text.strip()
    if re.fullmatch("[0-9]{1,9}", number) is None or not 1 <= int(number) <= most:
        raise BadRequest(f"{text!r} is no number for {option}", f"use 1 to {most}")
    return int(number)
