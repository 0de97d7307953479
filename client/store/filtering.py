"""A filter as a condition of SQL: the same answer as `garage.filters.evaluate`, from the tables.

Values are always bound, never written into the statement. Quantities are compared by their
columns of SI numbers with the tolerance of the number asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Float,
    Table,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
)

from client.store.schema import table_of
from garage.filters import (
    Amount,
    And,
    Comparison,
    Days,
    Empty,
    Expression,
    Loose,
    Not,
    Operand,
    Or,
    Price,
    Target,
    fold,
)
from garage.filters.fold import fold_name
from garage.filters.tree import NOISE, Operator, number_range
from garage.periods import Period
from garage.records import Field, Kind, find_kind, kind_named
from garage.records.agenda_fields import EventTimesField
from garage.records.elements import SourceField, TagsField
from garage.records.fields import ChoicesField, FlagField, ReferenceField, TextField
from garage.records.measures import QuantityField
from garage.records.times import DayField, MomentField
from garage.units import Quantity, bounds, unit, units_of

Condition = ColumnElement[bool]

_TAB = "\t"


def _fold(text: str | None) -> str | None:
    return None if text is None else fold(str(text))


def _fold_name(text: str | None) -> str | None:
    return None if text is None else fold_name(str(text))


def _si(text: str | None) -> float | None:
    """The SI number of a quantity as "45.2 L"; None for what is none."""
    try:
        return None if text is None else Quantity.restored(text).si
    except (ValueError, KeyError):
        return None


FUNCTIONS: Mapping[str, Callable[[str | None], str | float | None]] = {
    "paddock_fold": _fold,
    "paddock_fold_name": _fold_name,
    "paddock_si": _si,
}
"""The functions that a connection has to know, by name; see `teach`."""


def teach(connection: Connection) -> None:
    """Let this connection evaluate the conditions made here; once for each is enough."""
    if connection.info.get("paddock_filters"):
        return
    raw: Any = connection.connection.driver_connection
    for name, work in FUNCTIONS.items():
        raw.create_function(name, 1, work, deterministic=True)
    connection.info["paddock_filters"] = True


def condition_of(expression: Expression, kind: Kind, hidden: Sequence[int] = ()) -> Condition:
    """The condition that `expression`, parsed for `kind`, puts on rows of `table_of(kind)`.

    It is about the fields alone: who asks adds that rows be visible. Records that it looks at
    beside those (specifications, the record a reference names) are not deleted and not of a
    batch in `hidden`.
    """
    return _Compiler(kind, tuple(hidden)).condition(expression)


class _Compiler:
    def __init__(self, kind: Kind, hidden: tuple[int, ...]) -> None:
        self.kind = kind
        self.table = table_of(kind)
        self.hidden = hidden

    def condition(self, expression: Expression) -> Condition:
        match expression:
            case And(parts):
                return and_(*(self.condition(part) for part in parts))
            case Or(parts):
                return or_(*(self.condition(part) for part in parts))
            case Not(part):
                return not_(self.condition(part))
            case Empty(target):
                return self.empty(target)
            case Comparison(target, op, operand):
                return self.comparison(target, op, operand)

    def empty(self, target: Target) -> Condition:
        if target.source == "custom":
            return not_(self.own(target.name, lambda value: literal(True)))
        if target.source == "specification":
            return not_(
                self.specification(
                    target.name, lambda row: or_(row.c.value.is_not(None), row.c.text.is_not(None))
                )
            )
        if isinstance(self.kind.by_name[target.name].type, FlagField):
            return false()
        absent: Condition = self.table.c[target.name].is_(None)
        return absent

    def comparison(self, target: Target, op: Operator, operand: Operand) -> Condition:
        if isinstance(operand, Loose) and target.source == "custom":
            return self.own(target.name, lambda value: _own_value(value, op, operand))
        if isinstance(operand, Loose) and target.source == "specification":
            return self.specification(target.name, lambda row: _fact(row, op, operand))
        spec = self.kind.by_name[target.name]
        cell = self.table.c[target.name]
        if isinstance(spec.type, FlagField):
            said: Condition = func.coalesce(cell, 0) == int(operand is True)
            return said
        if isinstance(spec.type, ReferenceField):
            return and_(
                cell.is_not(None),
                or_(
                    _text(cell, op, str(operand)), self.referred(spec.type, cell, op, str(operand))
                ),
            )
        return and_(cell.is_not(None), _field(spec, self.table, op, operand))

    def visible(self, table: Table) -> Condition:
        shown = table.c.deleted == 0
        if not self.hidden:
            return shown
        return and_(shown, or_(table.c.batch.is_(None), table.c.batch.not_in(self.hidden)))

    def referred(
        self, type_: ReferenceField, cell: Column[Any], op: Operator, text: str
    ) -> Condition:
        """The record that `cell` refers to bears this name."""
        found: list[Condition] = []
        for name in type_.kinds:
            kind = find_kind(name)
            if kind is None:
                continue
            table = table_of(kind).alias()
            headings = [
                table.c[f.name] for f in kind.fields if f.heading and isinstance(f.type, TextField)
            ]
            named = or_(*(and_(each.is_not(None), _text(each, op, text)) for each in headings))
            shown = self.visible(table)  # type: ignore[arg-type]  # an alias has a table's columns
            found.append(cell.in_(select(table.c.id).where(shown, named)))
        return or_(*found) if found else false()

    def own(self, name: str, test: Callable[[ColumnElement[Any]], Condition]) -> Condition:
        """One of the own fields of this name passes the test of its JSON."""
        own = func.json_each(self.table.c.custom).table_valued(
            "key", "value", joins_implicitly=True
        )
        return exists(
            select(literal(1))
            .select_from(own)
            .where(func.paddock_fold_name(own.c.key) == fold_name(name), test(own.c.value))
            .correlate(self.table)
        )

    def specification(self, name: str, test: Callable[[Any], Condition]) -> Condition:
        """One of the vehicle's visible specifications of this name passes the test."""
        row = table_of(kind_named("specification"))
        return exists(
            select(literal(1))
            .where(
                row.c.vehicle == self.table.c.id,
                row.c.space == self.table.c.space,
                self.visible(row),
                func.paddock_fold_name(row.c.name) == fold_name(name),
                test(row),
            )
            .correlate(self.table)
        )


def _field(spec: Field, table: Table, op: Operator, operand: Operand) -> Condition:
    cell = table.c[spec.name]
    match operand:
        case Loose() if isinstance(spec.type, QuantityField):
            return _loose_quantity(cell, table.c[f"{spec.name}_si"], op, operand)
        case Quantity():
            return table.c[f"{spec.name}_si"].between(*bounds(operand, op))
        case Amount(amount, currency):
            ends = number_range(op, float(amount))
            fits: Condition = table.c[f"{spec.name}_si"].between(*ends)
            return and_(fits, _unit_part(cell) == currency) if currency else fits
        case Price():
            return _price(cell, table.c[f"{spec.name}_si"], op, operand)
        case Days():
            if isinstance(spec.type, EventTimesField):
                return _days(func.json_extract(cell, "$.start"), op, operand)
            assert isinstance(spec.type, MomentField | DayField)
            return _days(cell, op, operand)
        case Period(iso=iso):
            return cell == iso
        case int() if not isinstance(operand, bool):
            return cell.between(*number_range(op, operand))
    return _words(spec, cell, op, str(operand))


def _words(spec: Field, cell: ColumnElement[Any], op: Operator, text: str) -> Condition:
    """One word of several, or a text."""
    if op == "~":
        return _text(cell, op, text)
    if isinstance(spec.type, TagsField):
        return func.instr(cell, f" {text} ") > 0
    if isinstance(spec.type, ChoicesField):
        return func.instr(literal(" ") + cell + literal(" "), f" {text} ") > 0
    if isinstance(spec.type, SourceField):
        framed = literal(_TAB) + func.paddock_fold(cell) + literal(_TAB)
        return func.instr(framed, f"{_TAB}{fold(text)}{_TAB}") > 0
    return _text(cell, op, text)


def _text(cell: ColumnElement[Any], op: Operator, text: str) -> Condition:
    folded = func.paddock_fold(cell)
    return folded == fold(text) if op == "=" else func.instr(folded, fold(text)) > 0


def _days(cell: ColumnElement[Any], op: Operator, asked: Days) -> Condition:
    first, last = asked.range(op)
    ends: list[Condition] = []
    if first is not None:
        ends.append(cell >= first.isoformat())
    if last is not None:
        # A tilde sorts behind the T of a time, so the whole last day is within.
        ends.append(cell <= f"{last.isoformat()}~")
    return and_(*ends)


def _head(cell: ColumnElement[Any]) -> ColumnElement[Any]:
    """A stored quantity, amount or price without the text as typed behind its TAB."""
    tab = func.instr(cell, _TAB)
    return case((tab > 0, func.substr(cell, 1, tab - 1)), else_=cell)


def _unit_part(cell: ColumnElement[Any]) -> ColumnElement[Any]:
    """Unit, currency or both of a stored value; "" for a plain number."""
    head = _head(cell)
    space = func.instr(head, " ")
    return case((space > 0, func.substr(head, space + 1)), else_="")


def _number_part(cell: ColumnElement[Any]) -> ColumnElement[Any]:
    head = _head(cell)
    return cast(func.substr(head, 1, func.instr(head + literal(" "), " ") - 1), Float)


def _price(
    cell: ColumnElement[Any], number: ColumnElement[Any], op: Operator, asked: Price
) -> Condition:
    if not asked.per:
        return number.between(*number_range(op, float(asked.amount)))
    part = _unit_part(cell)
    return or_(
        *(
            and_(part == f"{asked.currency}/{code}", number.between(*number_range(op, each, NOISE)))
            for code, each in asked.in_units().items()
        )
    )


def _loose_quantity(
    cell: ColumnElement[Any], number: ColumnElement[Any], op: Operator, operand: Loose
) -> Condition:
    asked = operand.quantity
    if asked is None or op == "~":
        return false()
    low, high = bounds(asked, op)
    if not asked.unit:
        return _number_part(cell).between(low, high)
    return and_(_unit_part(cell).in_(_codes_like(asked)), number.between(low, high))


def _codes_like(asked: Quantity) -> list[str]:
    return [each.code for each in units_of(unit(asked.unit).dimension)]


def _fact(row: Table, op: Operator, operand: Loose) -> Condition:
    """The value or the text of a specification."""
    value = _loose_quantity(row.c.value, row.c.value_si, op, operand)
    found = and_(row.c.value.is_not(None), value)
    if op not in ("=", "~"):
        return found
    return or_(found, and_(row.c.text.is_not(None), _text(row.c.text, op, operand.text)))


def _own_value(json: ColumnElement[Any], op: Operator, operand: Loose) -> Condition:
    """An own field's JSON, {"text"}, {"choice"}, {"day"} or {"number": {"value", "unit"}}."""
    ways: list[Condition] = []
    if op in ("=", "~"):
        for sort in ("text", "choice"):
            word = func.json_extract(json, f"$.{sort}")
            ways.append(and_(word.is_not(None), _text(word, op, operand.text)))
    asked = operand.quantity
    if asked is not None and op != "~":
        value = func.json_extract(json, "$.number.value")
        code = func.json_extract(json, "$.number.unit")
        low, high = bounds(asked, op)
        if asked.unit:
            si = func.paddock_si(value + literal(" ") + code)
            fits = and_(code.in_(_codes_like(asked)), si.between(low, high))
        else:
            fits = cast(value, Float).between(low, high)
        ways.append(and_(value.is_not(None), fits))
    if operand.days is not None and op != "~":
        day = func.json_extract(json, "$.day")
        ways.append(and_(day.is_not(None), _days(day, op, operand.days)))
    return or_(*ways) if ways else false()
