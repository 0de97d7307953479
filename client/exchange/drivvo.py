"""Drivvo: sections "##Refuelling", "##Expense", "##Service"; columns known by their place alone.

The words of the header, and of yes and no, are in the language of the phone that wrote the file,
so this is the one format whose columns cannot be told by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from client.exchange.categories import SERVICE, expense_of, fuel_of, sort_of
from client.exchange.common import with_total
from client.exchange.drafts import DateOrder, Draft, Key
from client.exchange.layout import Layout, add_custom, fitted, joined
from client.exchange.row import NO, YES, CellRefused, Row
from client.exchange.table import Columns, fold, words
from garage.words import told

_FILL = ("fuel", "price", "total", "volume", "full")
_REFUELLING = (
    "odometer", "date", *_FILL, *(f"second {each}" for each in _FILL),
    *(f"third {each}" for each in _FILL), "consumption", "distance", "charge type", "charge from",
    "charge to", "minutes", "station", "driver", "reason", "payment", "notes", "discount",
)  # fmt: skip
_OLDER = (
    "odometer", "date", *_FILL, *(f"unknown {at}" for at in range(8, 17)), "station", "reason",
    "notes", "unknown 20",
)  # fmt: skip
_EXPENSE = ("odometer", "date", "total", "type", "place", "driver", "reason", "payment", "notes",
            "title", "discount")  # fmt: skip
_SERVICE = ("odometer", "date", "total", "type", "place", "driver", "payment", "notes", "title",
            "discount")  # fmt: skip
_BY_COUNT: dict[str, dict[int, tuple[str, ...]]] = {
    "refuelling": {29: _REFUELLING, 20: _OLDER},
    "expense": {11: _EXPENSE},
    "service": {10: _SERVICE},
}
_VEHICLE_WORDS = words(
    "vehicle fahrzeug veículo veiculo vehículo vehiculo véhicule vehicule veicolo pojazd "
    "voertuig автомобиль araç 車両 car auto carro coche voiture"
)
_COLUMNS = Columns(
    dates=("date",),
    distances=("odometer",),
    volumes=("volume", "second volume", "third volume"),
    money=("price", "total", "second price", "second total", "third price", "third total",
           "discount"),
    texts=(
        "fuel", "full", "second fuel", "second full", "third fuel", "third full", "charge type",
        "charge from", "charge to", "minutes", "station", "driver", "reason", "payment", "notes",
        "type", "place", "title", "vehicle",
    ),
    derived=("consumption", "distance"),
)  # fmt: skip


def is_drivvo(rows: Sequence[Sequence[str]]) -> bool:
    """Whether one of a file's first rows opens a section of Drivvo's."""
    return any(row and _heading(row[0]) in _BY_COUNT for row in rows[:5])


def _heading(cell: str) -> str:
    if not cell.startswith("##") or cell.startswith("## "):
        return ""
    word = cell[2:].strip().casefold()
    return {"refueling": "refuelling", "refuel": "refuelling"}.get(word, word)


class Drivvo(Layout):
    """A Drivvo export of one vehicle, or of several where a column names them."""

    name: ClassVar[str] = "drivvo"
    title: ClassVar[str] = "Drivvo"
    learnt_from: ClassVar[frozenset[str]] = frozenset(_BY_COUNT)
    date_default: ClassVar[DateOrder | None] = "dmy"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._visits: dict[Key, list[str]] = {}
        """What was done on each visit to a workshop: one row is one job."""
        self._opened: set[Key] = set()
        self._words: dict[str, bool] = {}

    def section(self, cells: Sequence[str]) -> str | None:
        """A row whose first cell begins with ##."""
        return _heading(cells[0]) if cells[0][:2] == "##" else None

    def names(self, section: str, header: Sequence[str]) -> Sequence[str]:
        """By the number of columns; with one more, the first or last is the vehicle."""
        layouts = _BY_COUNT.get(section, {})
        known = layouts.get(len(header))
        if known is None and (fewer := layouts.get(len(header) - 1)):
            first = fold(header[0]) in _VEHICLE_WORDS
            known = ("vehicle", *fewer) if first else (*fewer, "vehicle")
        return known or ()

    def columns(self, section: str, header: Sequence[str]) -> Columns | None:
        """Known for a section with as many columns as were seen; None for any other."""
        return _COLUMNS if self.names(section, header) else None

    def see(self, row: Row) -> None:
        """Learn the vehicles, the jobs of each visit, and the words for yes and no."""
        if vehicle := row.text("vehicle"):
            self.meet(vehicle, row.line, name=vehicle)
        if row.table.section == "service":
            jobs = self._visits.setdefault(self._visit(row), [])
            jobs.append(row.text("type") or row.text("title"))
        for name in ("full", "second full", "third full"):
            word = row.text(name).casefold()
            if word and word not in self._words and len(self._words) < 20:
                self._words[word] = word in YES
        unknown = [word for word in self._words if word not in YES | NO]
        if len(unknown) == 1 and len(self._words) == 2:
            # Of two words one is known, so the other is its opposite.
            other = next(word for word in self._words if word != unknown[0])
            self._words[unknown[0]] = other in NO

    def begin(self) -> None:
        """No visit has been drafted yet."""
        self._opened = set()

    def _visit(self, row: Row) -> Key:
        who = row.text("vehicle")
        return ("service", who, row.text("date"), row.text("odometer"), row.text("place"))

    def _flag(self, row: Row, name: str) -> bool:
        word = row.text(name).casefold()
        if not word:
            return True
        known = word in YES or word in NO or any(each in YES | NO for each in self._words)
        if not known or word not in self._words:
            raise row.refuse(told("{word!r} is neither yes nor no", word=word[:40]), name)
        return self._words[word]

    def convert(self, row: Row) -> Iterable[Draft]:
        """Fill-ups (one for each fuel of a row), an expense, or a job of a visit."""
        vehicle = row.text("vehicle") or next(iter(self.found_vehicles), "")
        if vehicle in self.skipped:
            return ()
        section = row.table.section
        if section == "refuelling":
            return self._fuel(row, vehicle)
        return self._job(row, vehicle) if section == "service" else self._expense(row, vehicle)

    def _common(self, row: Row) -> dict[str, Any]:
        custom: dict[str, Any] = {}
        add_custom(custom, "Reason", row.text("reason"))
        add_custom(custom, "Discount", row.text("discount"), "0", "0.0", "0,0", "0.00", "0,00")
        return {
            "date": row.moment("date"),
            # It writes "0.0" where no reading was given.
            "odometer": self.distance(row, "odometer", unknown_zero=True),
            "notes": row.text("notes"),
            "custom": custom,
        }

    def _fuel(self, row: Row, vehicle: str) -> Iterable[Draft]:
        common = self._common(row)
        common |= {
            "station": row.text("station"),
            "driver": row.text("driver"),
            "payment": row.text("payment"),
        }
        custom = common["custom"]
        zeros = ("0", "0.0", "0,0")
        add_custom(custom, "Charge type", row.text("charge type"), *zeros)
        add_custom(custom, "Minutes charging", row.text("minutes"), *zeros)
        for name, label in (("charge from", "Charge before"), ("charge to", "Charge after")):
            add_custom(custom, label, row.text(name), *zeros)
        for at, name in row.table.rest:
            if at < len(row.cells) and row.cells[at].strip().casefold() not in NO:
                add_custom(custom, name, row.cells[at], *zeros)
        drafts = []
        for tank, word in enumerate(("", "second ", "third "), 1):
            amount = row.text(f"{word}volume")
            if tank > 1 and not amount.strip("0., "):
                continue
            values = {**common, **self._fill(row, word)}
            if tank > 1:
                values["tank"] = tank
            key = ("fill_up", str(row.line), str(tank))
            made = with_total(values)
            drafts.append(self.draft(row, "fill_up", made, vehicle=vehicle, key=key, rest=False))
        return drafts

    def _fill(self, row: Row, word: str) -> dict[str, Any]:
        name = row.text(f"{word}fuel")
        fuel = fuel_of(name)
        unit = "kWh" if fuel == "electric" else self.volume_unit
        total = row.money(f"{word}total")
        return {
            **self.amount(row, unit, f"{word}volume"),
            "price": row.price(unit, f"{word}price"),
            "total": total,
            "full": self._flag(row, f"{word}full"),
            "fuel": fuel,
            "grade": name,
        }

    def _spent(self, row: Row) -> dict[str, Any]:
        values = self._common(row) | {
            "supplier": row.text("place"),
            "total": row.money("total"),
        }
        add_custom(values["custom"], "Driver", row.text("driver"))
        add_custom(values["custom"], "Paid by", row.text("payment"))
        return values

    def _expense(self, row: Row, vehicle: str) -> Iterable[Draft]:
        sort = row.text("type")
        title, notes = fitted(row.text("title") or sort or "Expense", row.text("notes"))
        values = self._spent(row) | {"title": title, "notes": notes, "category": expense_of(sort)}
        if sort and sort != title:
            values["custom"]["Category"] = sort
        return (self.draft(row, "expense", values, vehicle=vehicle),)

    def _job(self, row: Row, vehicle: str) -> Iterable[Draft]:
        visit = self._visit(row)
        jobs = self._visits.get(visit, [])
        spent = self._spent(row)
        kind = sort_of(" ".join(jobs), SERVICE).kind
        kind = "service" if kind == "expense" else kind
        done = joined(*jobs, by=", ")
        title, notes = fitted(done or row.text("title") or "Service", spent["notes"])
        if len(jobs) < 2 or kind not in ("service", "repair", "upgrade"):
            values = spent | {"title": title, "notes": joined(row.text("title"), notes)}
            if done:
                return (self.draft(row, kind, values, vehicle=vehicle),)
            return (self.draft(row, kind, values | {"notes": notes}, vehicle=vehicle),)
        job = row.text("type") or row.text("title") or "Job"
        line: dict[str, Any] = {"title": fitted(job)[0], "cost": spent["total"]}
        made = []
        if visit not in self._opened:
            # The lines' costs add up to the visit's, so it has no total of its own.
            values = spent | {"title": title, "notes": notes, "total": None}
            made.append(self.draft(row, kind, values, vehicle=vehicle, key=visit))
            self._opened.add(visit)
        else:
            line["notes"] = spent["notes"]
        key = ("work_line", str(row.line))
        if spent["date"] is None:
            raise CellRefused("date", told("there is no date"))
        line["order"] = f"{row.line:09}"
        made.append(self.draft(row, "work_line", line, vehicle=vehicle, key=key, parent=visit))
        return made
