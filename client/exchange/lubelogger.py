"""LubeLogger: one CSV for each type of record, with own columns named extrafield_…."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from client.exchange.common import with_total
from client.exchange.drafts import Draft
from client.exchange.layout import Layout, fitted
from client.exchange.row import Row
from client.exchange.table import Columns, fold
from garage.moments import Moment
from garage.units import Quantity
from garage.words import told

_PRIORITIES = {"critical": "high", "high": "high", "low": "low"}
_PROGRESS = {"backlog": "backlog", "inprogress": "doing", "testing": "doing", "done": "done"}

_COLUMNS = {
    "fuel": Columns(
        dates=("date",),
        distances=("odometer",),
        volumes=("fuelconsumed",),
        money=("cost",),
        texts=("isfilltofull", "missedfuelup", "notes", "tags"),
        derived=("fueleconomy",),
    ),
    "odometer": Columns(
        dates=("date",), distances=("initialodometer", "odometer"), texts=("notes", "tags")
    ),
    "supply": Columns(
        dates=("date",),
        money=("cost",),
        numbers=("partquantity",),
        texts=("partnumber", "partsupplier", "description", "notes", "tags"),
    ),
    "plan": Columns(
        dates=("datecreated", "datemodified"),
        money=("cost",),
        texts=("description", "notes", "type", "priority", "progress"),
    ),
    "equipment": Columns(texts=("description", "notes", "tags", "isequipped")),
    "work": Columns(
        dates=("date",),
        distances=("odometer",),
        money=("cost",),
        texts=("description", "notes", "tags"),
    ),
    "tax": Columns(dates=("date",), money=("cost",), texts=("description", "notes", "tags")),
}


def record_type(header: Sequence[str]) -> str | None:
    """Which of LubeLogger's types a header belongs to; None if to none."""
    names = {fold(label) for label in header}
    signs = (
        ("fuel", {"date", "fuelconsumed"}),
        ("odometer", {"date", "odometer", "initialodometer"}),
        ("supply", {"date", "partnumber", "partquantity"}),
        ("plan", {"datecreated", "priority", "progress"}),
        ("equipment", {"description", "isequipped"}),
        ("work", {"date", "description", "cost", "odometer", "tags"}),
        ("tax", {"date", "description", "cost", "notes", "tags"}),
    )
    return next((name for name, needed in signs if needed <= names), None)


def is_lubelogger(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a file's header is one of LubeLogger's."""
    return record_type(rows[0]) is not None


class LubeLogger(Layout):
    """An export of one type of record of one vehicle."""

    name: ClassVar[str] = "lubelogger"
    title: ClassVar[str] = "LubeLogger"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._type = ""

    def columns(self, section: str, header: Sequence[str]) -> Columns | None:
        """Of the type of record."""
        self._type = record_type(header) or ""
        return _COLUMNS.get(self._type)

    def convert(self, row: Row) -> Iterable[Draft]:
        """The draft of a record of this file's type; a supply is a part and its purchase."""
        if self._type == "supply":
            return self._supply(row)
        made = {
            "fuel": self._fuel,
            "odometer": self._odometer,
            "plan": self._plan,
            "equipment": self._equipment,
            "tax": self._tax,
        }.get(self._type, self._work)
        return (made(row),)

    def _common(self, row: Row) -> dict[str, Any]:
        moment = row.moment("date")
        if moment is not None and moment.time is not None and not moment.time.hour:
            # It keeps days and writes them with a midnight in some locales.
            moment = Moment(moment.day)
        return {
            "date": moment,
            "notes": row.text("notes"),
            "tags": row.tags("tags"),
        }

    def _fuel(self, row: Row) -> Draft:
        values = {
            **self._common(row),
            **self.amount(row, self.volume_unit, "fuelconsumed"),
            "odometer": self.distance(row, "odometer"),
            "total": row.money("cost"),
            "full": row.flag("isfilltofull", default=True),
            "missed": row.flag("missedfuelup"),
        }
        return self.draft(row, "fill_up", with_total(values))

    def _work(self, row: Row) -> Draft:
        # The three types of work have one header; the export is named after its type.
        file = self.file.casefold()
        kind = next((each for each in ("repair", "upgrade") if each in file), "service")
        values = self._common(row)
        title, notes = fitted(row.text("description") or "Service", values["notes"])
        values |= {
            "title": title,
            "notes": notes,
            "odometer": self.distance(row, "odometer", unknown_zero=True),
            "total": row.money("cost"),
        }
        return self.draft(row, kind, values)

    def _tax(self, row: Row) -> Draft:
        values = self._common(row)
        title, notes = fitted(row.text("description") or "Tax", values["notes"])
        total = row.money("cost", negative=True)
        values |= {"title": title, "notes": notes, "category": "tax", "total": total}
        return self.draft(row, "expense", values)

    def _odometer(self, row: Row) -> Draft:
        initial = self.distance(row, "initialodometer", unknown_zero=True)
        values = self._common(row) | {
            "odometer": self.distance(row, "odometer"),
            "custom": {"Initial odometer": initial},
        }
        if values["odometer"] is None:
            raise row.refuse(told("there is no odometer reading"), "odometer")
        return self.draft(row, "odometer_reading", values)

    def _supply(self, row: Row) -> Iterable[Draft]:
        name, number = row.text("description"), row.text("partnumber")
        key = ("part", str(row.line))
        common = self._common(row)
        part = {
            "name": fitted(name or number)[0],
            "part_number": number,
            "supplier": row.text("partsupplier"),
            "notes": common["notes"],
            "tags": common["tags"],
        }
        amount = row.digits("partquantity") or "1"
        bought = {
            "date": common["date"],
            "amount": Quantity(amount, ""),
            "reason": "bought",
            "total": row.money("cost"),
        }
        movement = self.draft(
            row, "stock_movement", bought, key=("movement", str(row.line)), parent=key, rest=False
        )
        return (self.draft(row, "part", part, key=key), movement)

    def _plan(self, row: Row) -> Draft:
        becomes = row.text("type").casefold().removesuffix("record")
        created = row.moment("datecreated")
        values = {
            "title": fitted(row.text("description"))[0],
            "notes": row.text("notes"),
            "state": _PROGRESS.get(fold(row.text("progress")).replace(" ", ""), "backlog"),
            "priority": _PRIORITIES.get(row.text("priority").casefold(), "normal"),
            "becomes": becomes if becomes in ("service", "repair", "upgrade") else "service",
            "estimate": row.money("cost"),
            "custom": {"Created": created.day if created else None},
        }
        return self.draft(row, "plan_item", values)

    def _equipment(self, row: Row) -> Draft:
        equipped = "yes" if row.flag("isequipped") else "no"
        values = {
            "name": fitted(row.text("description"))[0],
            "notes": row.text("notes"),
            "tags": row.tags("tags"),
            "custom": {"Equipped": equipped},
        }
        return self.draft(row, "part", values)
