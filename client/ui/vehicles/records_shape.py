"""A tab's rows read, narrowed and summed, all off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from client.operations.record_rows import found_by, is_language
from client.store import Reader
from client.ui.text import _
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.records_spec import RecordsSpec
from client.ui.vehicles.shown import Shown
from client.ui.widgets.rows_model import Column, RowsModel
from garage.errors import ValueRefused
from garage.filters import evaluate, fold, parse
from garage.reading import Reading
from garage.records import kind_named


@dataclass(frozen=True)
class Narrowing:
    """Which rows are asked for: a segment, a key of each choice ("" for all), a text."""

    segment: str = ""
    choices: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class RecordsContent:
    """All rows of a tab, with its columns and what can be chosen."""

    vehicle: str
    rows: tuple[Any, ...] = field(repr=False)
    columns: tuple[Column[Any], ...] = field(repr=False)
    segments: dict[str, int]
    offered: tuple[tuple[tuple[str, str], ...], ...]
    """For each choice its keys with their words."""
    texts: dict[str, str] = field(repr=False, compare=False, default_factory=dict)
    """A row's id → its words, folded; made when somebody looks for words."""


@dataclass(frozen=True)
class Narrowed:
    """The rows left, what they come to, and what is wrong with the text."""

    rows: tuple[Any, ...] = field(repr=False)
    sums: str
    tip: str
    complaint: str = ""


def read_content(
    reader: Reader,
    spec: RecordsSpec,
    vehicle: str,
    shown: Shown,
    today: date,
    before: Sequence[Any] = (),
) -> RecordsContent:
    """Read all rows; those that are as they were `before` are the same objects."""
    known = {row.id: row for row in before}
    rows = tuple(
        [
            old if (old := known.get(row.id)) is not None and old == row else row
            for row in spec.read(reader, vehicle, today)
        ]
    )
    within = spec.within
    segments = {
        each.key: sum(within(row, each.key) for row in rows) if within else len(rows)
        for each in spec.segments
    }
    return RecordsContent(
        vehicle,
        rows,
        tuple(spec.columns(shown, spec.facts(rows))),
        segments,
        tuple(_offered(spec, place, rows, shown) for place in range(len(spec.choices))),
    )


def _offered(
    spec: RecordsSpec, place: int, rows: Sequence[Any], shown: Shown
) -> tuple[tuple[str, str], ...]:
    choice = spec.choices[place]
    by_key: dict[str, list[Any]] = {}
    for row in rows:
        key = choice.key(row)
        if key:
            by_key.setdefault(key, []).append(row)
    named = []
    for key, own in by_key.items():
        note = choice.note(own, shown) if choice.note else ""
        named.append((key, f"{choice.words(key)} · {note}" if note else choice.words(key)))
    if choice.latest:
        return tuple(sorted(named, reverse=True))
    return tuple(sorted(named, key=lambda each: each[1].casefold()))


def narrow(
    reader: Reader,
    spec: RecordsSpec,
    content: RecordsContent,
    asked: Narrowing,
    shown: Shown,
    reading: Reading,
) -> Narrowed:
    """The rows that are asked for; of a text that cannot be read, all that the rest leaves."""
    rows: Sequence[Any] = content.rows
    if spec.within is not None and asked.segment:
        rows = [row for row in rows if spec.within(row, asked.segment)]
    for choice, key in zip(spec.choices, asked.choices, strict=False):
        if key:
            rows = [row for row in rows if choice.key(row) == key]
    complaint = ""
    text = asked.text.strip()
    if text and is_language(text, tuple(spec.adds), reading.words):
        try:
            found = _found(reader, spec, content, text, reading)
            rows = [row for row in rows if row.id in found]
        except ValueRefused as error:
            complaint = sentence(error)
    elif text:
        words = fold(text).split()
        rows = [row for row in rows if _has(content, row, words)]
    return Narrowed(
        tuple(rows), _sums(spec, content, rows, shown), _tip(spec, rows, shown), complaint
    )


def _found(
    reader: Reader, spec: RecordsSpec, content: RecordsContent, text: str, reading: Reading
) -> frozenset[str]:
    if spec.as_shown is None:
        return found_by(reader, tuple(spec.adds), content.vehicle, text, reading)
    (kind,) = spec.adds
    wanted, as_shown = parse(text, kind_named(kind), reading), spec.as_shown
    return frozenset(row.id for row in content.rows if evaluate(wanted, as_shown(row)))


def with_words(rows: Sequence[Any], columns: Sequence[Column[Any]], text: str) -> frozenset[str]:
    """The ids of rows that show all words of a text."""
    words = fold(text).split()
    found = set()
    for row in rows:
        shown = fold(" ".join(RowsModel.copied_text(column, row) for column in columns))
        if all(word in shown for word in words):
            found.add(row.id)
    return frozenset(found)


def _has(content: RecordsContent, row: Any, words: Sequence[str]) -> bool:
    text = content.texts.get(row.id)
    if text is None:
        cells = [column.text(row) for column in content.columns]
        tags = " ".join(getattr(row.record, "tags", ()))
        text = fold(" ".join((*cells, getattr(row.record, "notes", ""), tags)))
        content.texts[row.id] = text
    return all(word in text for word in words)


def _sums(spec: RecordsSpec, content: RecordsContent, rows: Sequence[Any], shown: Shown) -> str:
    if not content.rows:
        return ""
    words = spec.count(len(rows))
    if len(rows) != len(content.rows):
        some, every = shown.number(str(len(rows))), shown.number(str(len(content.rows)))
        words = _("{n} of {all}").format(n=some, all=every)
    return " · ".join((words, *spec.sums(rows, shown)))


def _tip(spec: RecordsSpec, rows: Sequence[Any], shown: Shown) -> str:
    return spec.tip(rows, shown) if spec.tip is not None else ""
