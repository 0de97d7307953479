"""What the database is asked, and how much it answers, while something is done."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from psycopg.rows import tuple_row
from sqlalchemy import Engine, event

Asked = tuple[str, str]
"""A statement, and its parameters as text."""


@contextlib.contextmanager
def asked(engine: Engine) -> Iterator[list[Asked]]:
    """All statements meanwhile, of whatever thread."""
    found: list[Asked] = []

    def note(_c: object, _cursor: object, statement: str, given: object, *_: object) -> None:
        found.append((statement, str(given)))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


@contextlib.contextmanager
def before_the_lock(engine: Engine, work: Callable[[], object]) -> Iterator[None]:
    """Do `work` once, between what a transaction reads first and the heads that it locks then."""
    waits = [work]

    def hear(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if "FOR UPDATE" in statement and waits:
            waits.pop()()

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    assert not waits, "no head was locked"


@dataclass
class Rows:
    """How much text came out of the database."""

    letters: int = 0

    def note(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """Count a row as it is fetched."""
        self.letters += sum(len(each) for each in row if isinstance(each, str))
        return row


@contextlib.contextmanager
def fetched(engine: Engine) -> Iterator[Rows]:
    """The rows that are fetched meanwhile, by the drivers of either database."""
    rows = Rows()
    is_sqlite = engine.dialect.name == "sqlite"

    def of_sqlite(_cursor: object, row: tuple[Any, ...]) -> tuple[Any, ...]:
        return rows.note(row)

    def of_postgresql(cursor: Any) -> Callable[[Any], tuple[Any, ...]]:
        make = tuple_row(cursor)
        return lambda values: rows.note(make(values))

    def taken(connection: Any, *_: object) -> None:
        connection.row_factory = of_sqlite if is_sqlite else of_postgresql

    def given_back(connection: Any, *_: object) -> None:
        if connection is not None:
            connection.row_factory = None if is_sqlite else tuple_row

    event.listen(engine, "checkout", taken)
    event.listen(engine, "checkin", given_back)
    try:
        yield rows
    finally:
        event.remove(engine, "checkout", taken)
        event.remove(engine, "checkin", given_back)
