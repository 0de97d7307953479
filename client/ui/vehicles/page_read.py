"""What a vehicle's page reads: what it shows first, then all of it. Runs in a worker's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from client.operations.figures import in_units
from client.operations.fuel_log import FuelLog
from client.operations.recent_overview import recent_overview
from client.operations.vehicle_overview import vehicle_page
from client.store import Query, Reader
from client.ui.vehicles.prepared import Prepared, PreparedOverview, prepare, prepare_overview
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.tab_stack import FUEL
from client.ui.vehicles.tabs import tab_counts
from garage.reading import Reading
from garage.records import Vehicle, kind_named


@dataclass(frozen=True)
class PageRead:
    """One vehicle, read for a person whose habits `shown` and `reading` hold."""

    vehicle: str
    shown: Shown
    reading: Reading
    before: FuelLog | None = None
    """What is shown of its log, of which rows that have not changed are kept."""

    def itself(self, reader: Reader) -> Vehicle:
        """The vehicle alone, for tabs that read for themselves."""
        return in_units(reader, reader.get(Vehicle, self.vehicle))

    def first(self, reader: Reader) -> PreparedOverview:
        """Its overview; of a history that is not long, all of it."""
        recent = recent_overview(reader, self.vehicle, self.shown.today)
        if recent is None:
            return self.all(reader)
        return prepare_overview(recent, self.shown, self._counts(reader))

    def all(self, reader: Reader) -> Prepared:
        """All that its pages show."""
        page = vehicle_page(reader, self.vehicle, self.shown.today)
        return prepare(page, self.shown, self.reading, self._counts(reader), self.before)

    def _counts(self, reader: Reader) -> Mapping[str, int]:
        fills = reader.count(kind_named("fill_up"), Query(owner=self.vehicle))
        return {FUEL: fills, **tab_counts(reader, self.vehicle)}
