"""Whether a record is what a filter asks for, in plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from garage.calendar.times import EventTimes
from garage.filters.fold import fold, fold_name
from garage.filters.tree import (
    NOISE,
    Amount,
    And,
    Comparison,
    Days,
    Empty,
    Expression,
    Loose,
    Not,
    Operand,
    Operator,
    Or,
    Price,
    Target,
    number_range,
)
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.records import Record, Source, Specification, find_kind
from garage.records.elements import SourceField, TagsField
from garage.records.fields import ReferenceField, TextField
from garage.units import Quantity, alike, matches

Value = Any
"""A field's value, of whatever type that has."""


class Lookup(Protocol):
    """Where the records are that a filter asks about beside the one at hand."""

    def record(self, kinds: tuple[str, ...], id_: str) -> Record | None:
        """The visible record of one of these kinds, not deleted."""

    def specifications(self, vehicle: str) -> Iterable[Specification]:
        """The visible specifications of a vehicle, not deleted."""


class NothingElse:
    """A lookup that finds nothing, for filters that look at the record alone."""

    def record(self, kinds: tuple[str, ...], id_: str) -> Record | None:
        """None."""
        return None

    def specifications(self, vehicle: str) -> Iterable[Specification]:
        """None at all."""
        return ()


def evaluate(expression: Expression, record: Record, lookup: Lookup | None = None) -> bool:
    """Whether `record` is what `expression`, parsed for its kind, asks for."""
    lookup = lookup or NothingElse()
    match expression:
        case And(parts):
            return all(evaluate(part, record, lookup) for part in parts)
        case Or(parts):
            return any(evaluate(part, record, lookup) for part in parts)
        case Not(part):
            return not evaluate(part, record, lookup)
        case Empty(target):
            return not any(_there(value) for value in _values(target, record, lookup))
        case Comparison(target, op, operand):
            return any(
                _there(value) and _holds(value, op, operand)
                for value in _values(target, record, lookup)
            )


def _there(value: Value) -> bool:
    return value is not None and value != "" and value != () and value != frozenset()


def _values(target: Target, record: Record, lookup: Lookup) -> list[Value]:
    """What the target's value can be looked for in: one value for a field, any number else."""
    name = fold_name(target.name)
    if target.source == "custom":
        return [value for key, value in record.custom.items() if fold_name(key) == name]
    if target.source == "specification":
        found: list[Value] = []
        for each in lookup.specifications(record.id):
            if fold_name(each.name) == name:
                found += [each.value, each.text]
        return found
    value = getattr(record, target.name)
    kind = find_kind(record.kind)
    type_ = kind.by_name[target.name].type if kind else None
    if isinstance(type_, ReferenceField) and value:
        return [value, *_names(lookup.record(type_.kinds, value))]
    return [value]


def _names(record: Record | None) -> list[str]:
    """The texts that name a record where it is referred to."""
    kind = record and find_kind(record.kind)
    if not record or not kind:
        return []
    return [
        getattr(record, f.name) for f in kind.fields if f.heading and isinstance(f.type, TextField)
    ]


def _holds(value: Value, op: Operator, operand: Operand) -> bool:
    if isinstance(operand, Loose):
        return _holds_loosely(value, op, operand)
    match value:
        case Quantity():
            return isinstance(operand, Quantity) and matches(value, op, operand)
        case Money():
            return isinstance(operand, Amount) and _money(value, op, operand)
        case UnitPrice():
            return isinstance(operand, Price) and _price(value, op, operand)
        case Moment(day=day) | EventTimes(day=day):
            return isinstance(operand, Days) and operand.admits(op, day)
        case date():
            return isinstance(operand, Days) and operand.admits(op, value)
        case frozenset():
            if op == "=":
                return operand in value
            return fold(str(operand)) in fold(TagsField().cell(value) or "")
        case tuple():
            return operand in value if op == "=" else fold(str(operand)) in fold(" ".join(value))
        case Source():
            parts = SourceField().cell(value)
            if op == "=":
                return fold(str(operand)) in fold(parts).split("\t")
            return fold(str(operand)) in fold(parts)
        case str():
            return _text(value, op, str(operand))
        case int() if not isinstance(value, bool):
            return isinstance(operand, int) and _between(value, number_range(op, operand))
    return bool(value == operand)


def _holds_loosely(value: Value, op: Operator, operand: Loose) -> bool:
    match value:
        case Quantity():
            asked = operand.quantity
            if asked is None or op == "~":
                return False
            if not asked.unit:
                return matches(Quantity(value.value, ""), op, asked)
            return alike(value.dimension, asked.dimension) and matches(value, op, asked)
        case date():
            return operand.days is not None and op != "~" and operand.days.admits(op, value)
        case (str() as word,) | (str() as word):
            return op in ("=", "~") and _text(word, op, operand.text)
    return False


def _text(value: str, op: Operator, asked: str) -> bool:
    return fold(value) == fold(asked) if op == "=" else fold(asked) in fold(value)


def _between(number: float, ends: tuple[float, float]) -> bool:
    return ends[0] <= number <= ends[1]


def _money(value: Money, op: Operator, asked: Amount) -> bool:
    if asked.currency and value.currency != asked.currency:
        return False
    return _between(float(value.amount), number_range(op, float(asked.amount)))


def _price(value: UnitPrice, op: Operator, asked: Price) -> bool:
    if not asked.per:
        return _between(float(value.amount), number_range(op, float(asked.amount)))
    number = asked.in_units().get(value.per)
    if number is None or value.currency != asked.currency:
        return False
    return _between(float(value.amount), number_range(op, number, NOISE))
