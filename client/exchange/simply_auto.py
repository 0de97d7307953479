"""Simply Auto: Fuel_Log.csv, with fill-ups, services and expenses in one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

from client.exchange.categories import expense_of, fuel_of, sort_of
from client.exchange.drafts import Draft
from client.exchange.layout import Layout, add_custom, fitted
from client.exchange.places import position
from client.exchange.row import Row
from client.exchange.table import Columns, fold
from garage.moments import Moment
from garage.words import told

_COLUMNS = Columns(
    distances=("odometer",),
    volumes=("qty",),
    money=("total cost",),
    texts=(
        "row id", "vehicle id", "partial tank", "missed fill up", "octane", "fuel brand",
        "filling station", "notes", "day", "month", "year", "receipt path", "latitude",
        "longitude", "record type", "record desc",
    ),
    derived=("distance travelled", "eff"),
)  # fmt: skip


def is_simply_auto(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a file's header is Simply Auto's."""
    names = {fold(label) for label in rows[0]}
    return {"vehicle id", "day", "month", "year", "record type"} <= names


class SimplyAuto(Layout):
    """A Simply Auto log of one or several vehicles."""

    name: ClassVar[str] = "simply_auto"
    title: ClassVar[str] = "Simply Auto"
    spills: ClassVar[bool] = True

    def columns(self, section: str, header: Sequence[str]) -> Columns | None:
        """The one table's."""
        return _COLUMNS

    def see(self, row: Row) -> None:
        """Learn the vehicles; a mere number is given a word."""
        vehicle = row.text("vehicle id")
        if vehicle:
            named = f"Vehicle {vehicle}" if vehicle.isdigit() else vehicle
            self.meet(vehicle, row.line, name=named)

    def convert(self, row: Row) -> Iterable[Draft]:
        """By the record's type: 0 fuel, 1 service, 2 expense."""
        vehicle = row.text("vehicle id") or next(iter(self.found_vehicles), "")
        if vehicle in self.skipped:
            return ()
        sort = row.text("record type") or "0"
        if sort in ("0", "0.0"):
            return (self._fuel(row, vehicle),)
        if sort in ("1", "2"):
            return (self._spent(row, vehicle, service=sort == "1"),)
        raise row.refuse(
            told("{sort!r} is no type of record (0, 1 or 2)", sort=sort[:20]), "record type"
        )

    def _common(self, row: Row) -> dict[str, Any]:
        custom: dict[str, Any] = {}
        add_custom(custom, "Receipt", row.text("receipt path"))
        return {
            "position": position(custom, row.text("latitude"), row.text("longitude")),
            "date": self._date(row),
            "odometer": self.distance(row, "odometer", unknown_zero=True),
            "total": row.money("total cost"),
            "notes": row.text("notes"),
            "custom": custom,
        }

    def _date(self, row: Row) -> Moment:
        day, month, year = (row.text(name) for name in ("day", "month", "year"))
        try:
            return Moment(date(int(year), int(month), int(day)))
        except (ValueError, OverflowError):
            written = f"{year[:10]}-{month[:10]}-{day[:10]}"
            raise row.refuse(told("there is no day {written}", written=written), "day") from None

    def _fuel(self, row: Row, vehicle: str) -> Draft:
        octane = row.text("octane")
        values = {
            **self._common(row),
            **self.amount(row, self.volume_unit, "qty"),
            "full": not row.flag("partial tank"),
            "missed": row.flag("missed fill up"),
            "grade": "" if octane in ("0", "0.0") else octane,
            "fuel": fuel_of(octane),
            "station": row.text("fuel brand"),
            "place": row.text("filling station"),
        }
        return self.draft(row, "fill_up", values, vehicle=vehicle)

    def _spent(self, row: Row, vehicle: str, service: bool) -> Draft:
        # A list of services is written without quotes, so it runs on past the last column.
        beyond = [cell.strip() for cell in row.cells[len(row.table.header) :] if cell.strip()]
        done = ", ".join([each for each in (row.text("record desc"), *beyond) if each])
        place = row.text("filling station", "fuel brand")
        title, notes = fitted(done or ("Service" if service else "Expense"), row.text("notes"))
        values = {**self._common(row), "title": title, "notes": notes, "supplier": place}
        if service:
            kind = sort_of(done).kind
            kind = "service" if kind == "expense" else kind
        else:
            kind = "expense"
            values["category"] = expense_of(done)
        return self.draft(row, kind, values, vehicle=vehicle)
