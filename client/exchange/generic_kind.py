"""Tables whose columns are the fields of one of our own kinds, as our CSV export writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from client.errors import BadRequest
from client.exchange.csv_out import CUSTOM, unguarded
from client.exchange.drafts import Draft, Judgement
from client.exchange.layout import Layout
from client.exchange.row import CellRefused, Row
from client.exchange.settle import chosen_currency
from client.exchange.table import Columns, fold
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.records import Kind, kinds
from garage.records.agenda_fields import EventTimesField
from garage.records.fields import FieldType, ReferenceField
from garage.records.measures import MoneyField, QuantityField, UnitPriceField
from garage.records.times import DayField, MomentField
from garage.units import Quantity
from garage.words import told

_ENVELOPE = frozenset({"id", "space", "kind", "deleted", "batch"})
_SKIPPED = frozenset({"source", "vehicle", "custom"})


def _columns_of(kind: Kind) -> frozenset[str]:
    parts = {
        QuantityField: ("unit",),
        MoneyField: ("currency",),
        UnitPriceField: ("currency", "per"),
        EventTimesField: ("end", "zone", "rule"),
    }
    names = set(_ENVELOPE)
    for field in kind.fields:
        names.add(field.name)
        names |= {f"{field.name}_{part}" for part in parts.get(type(field.type), ())}
    return frozenset(names)


def kind_of_header(header: Sequence[str]) -> Kind | None:
    """The kind whose export this header is: `id`, the kind's own fields, and nothing else."""
    names = {label.strip().casefold() for label in header}
    if "id" not in names:
        return None
    names = {name for name in names if not name.startswith(CUSTOM)}
    fits = [
        (len(_columns_of(kind) & names), kind) for kind in kinds() if names <= _columns_of(kind)
    ]
    # The fewest columns of its own that the header lacks: services and repairs are alike.
    best = min(fits, key=lambda fit: len(_columns_of(fit[1])) - fit[0], default=None)
    return best[1] if best and best[0] > 3 else None


class OwnExport(Layout):
    """Reading of our own export: each amount has its unit or currency in a column beside it."""

    _kind: Kind | None = None
    _currencies: Counter[str]

    def own_columns(self, header: Sequence[str]) -> Columns | None:
        """The columns by the types of the kind's fields; None if this is no export of ours."""
        self._currencies = Counter()
        kind = self._kind = kind_of_header(header)
        if kind is None:
            return None
        # Services, repairs and upgrades have the same columns; the file is named by its kind.
        named = [each for each in kinds() if each.name in self.file.casefold()]
        self._kind = next((each for each in named if _columns_of(each) == _columns_of(kind)), kind)
        dates = [fold(f.name) for f in kind.fields if isinstance(f.type, MomentField | DayField)]
        texts = [fold(label) for label in header]
        return Columns(dates=tuple(dates), texts=tuple(texts))

    def learn_currency(self, row: Row) -> None:
        """Count the currencies of a column of that name."""
        code = row.text("currency")
        if code and len(self._currencies) < 200:
            self._currencies[code.upper()] += 1

    def own_currency(self) -> Judgement:
        """The commonest of the rows' currencies; "" where no column has any."""
        for code, _ in self._currencies.most_common():
            try:
                return Judgement(chosen_currency(code), "file")
            except BadRequest:
                continue
        return Judgement("", "file")

    def row_currency(self, row: Row) -> str:
        """The row's own currency, else the file's. CellRefused for one that is unknown."""
        code = row.text("currency")
        if not code or self.options.currency or self._kind is not None:
            return self.currency
        try:
            return chosen_currency(code)
        except BadRequest as error:
            raise row.refuse(error.message, "currency") from None

    def split_date(self, row: Row) -> Moment | None:
        """A date in three columns, day, month and year."""
        parts = [row.text(name) for name in ("year", "month", "day")]
        if not all(parts):
            return None
        try:
            year, month, day = (int(part) for part in parts)
            return Moment(date(year, month, day))
        except (ValueError, OverflowError):
            raise row.refuse(
                told("there is no day {parts}", parts="-".join(parts)[:40]), "day"
            ) from None

    def own_draft(self, row: Row, vehicle: str) -> Draft | None:
        """The record of an exported row; None if the file is no export of ours."""
        kind = self._kind
        if kind is None:
            return None
        values: dict[str, Any] = {}
        for field in kind.fields:
            text = unguarded(row.text(fold(field.name)))
            if not text or field.name in _SKIPPED or isinstance(field.type, ReferenceField):
                continue
            try:
                values[field.name] = _value(row, field.name, field.type, text)
            except ValueRefused as error:
                raise CellRefused(field.name, error.message) from None
        custom: dict[str, Any] = {}
        for at, label in enumerate(row.table.header):
            if label.casefold().startswith(CUSTOM) and at < len(row.cells):
                custom[label[len(CUSTOM) :].strip()] = unguarded(row.cells[at].strip())
        values["custom"] = custom
        if kind.name == "vehicle":
            vehicle = str(values.get("name", ""))
        key = (kind.name, row.text("id") or str(row.line))
        return self.draft(row, kind.name, values, vehicle=vehicle, key=key, rest=False)


def _value(row: Row, name: str, type_: FieldType, text: str) -> Any:
    beside = fold(name)
    if isinstance(type_, QuantityField):
        return Quantity.checked(text, row.text(f"{beside} unit"))
    if isinstance(type_, MoneyField):
        return Money.checked(text, row.text(f"{beside} currency"))
    if isinstance(type_, UnitPriceField):
        currency, per = row.text(f"{beside} currency"), row.text(f"{beside} per")
        return UnitPrice.checked(text, currency, per)
    if isinstance(type_, MomentField):
        return row.moment(beside)
    return row.day(beside) if isinstance(type_, DayField) else text
