"""What the sidebar tells of the garage: its name, its vehicles, how many records there are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from client.ui.spaces.space_words import garages_words, standing_words
from client.ui.text import _

if TYPE_CHECKING:
    from client.store import Reader

GONE = ("sold", "scrapped")
_SAMPLE = "sample"
"""As `client.operations.sample` marks its records: importing that would hold up the start."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A vehicle as the sidebar names it."""

    id: str
    name: str
    plate: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The garage in the sidebar's words; `vehicles` by name, without what is sold."""

    garage: str
    standing: str
    """Who one is there, in words."""
    vehicles: tuple[Shortcut, ...]
    records: int = 0
    shown_records: str = "0"
    """How many records there are, as the person writes numbers."""
    account: bool = False
    """Whether the garage syncs."""
    sample: bool = False
    """Whether any of the vehicles is the sample's."""

    def foremost(self, count: int) -> Contents:
        """With so many vehicles at most."""
        return replace(self, vehicles=self.vehicles[:count])


def garage_contents(reader: Reader) -> Contents:
    """Read what the sidebar shows."""
    # The window shows before these are imported.
    from client.operations.settings import preferences
    from client.store import Query
    from client.store.account import account_of
    from garage.records import Vehicle, kinds
    from garage.regions import format_number

    name, standing = garage_shown(reader)
    account = account_of(reader.connection)
    records = sum(reader.count(kind) for kind in kinds())
    told = ("name", "plate", "status", "source")
    vehicles = reader.all(Vehicle, Query(sort="name", fields=told))
    return Contents(
        name,
        standing,
        tuple(Shortcut(v.id, v.name, v.plate) for v in vehicles if v.status not in GONE),
        records,
        format_number(Decimal(records), preferences(reader)),
        account is not None and not account.signed_out,
        any(v.source is not None and v.source.format == _SAMPLE for v in vehicles),
    )


def garage_shown(reader: Reader) -> tuple[str, str]:
    """The name of the garage that is shown, and who one is there; "" for one without a name."""
    from client.operations.spaces import garages

    settings, there = reader.settings(), garages(reader)
    person = str(settings.get("name") or "")
    chosen = next((each for each in there if each.id == settings.get("space")), None)
    if chosen is None and len(there) > 1:
        return _("All garages"), garages_words(len(there))
    shown = chosen or there[0]
    return shown.name, standing_words(person, shown.role, alone=not shown.shared)
