"""What makes one tab of records another, as data: kinds, columns, segments, choices, sums."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from client.store import Reader
from client.ui.vehicles.shown import Shown
from client.ui.widgets.rows_model import Column
from client.ui.widgets.segmented import Segment
from garage.records import Record


@dataclass(frozen=True)
class Choice:
    """A box that leaves rows of one sort: the words for all, a row's key, and a key's words.

    ``note`` tells more of a key from its rows, as what they cost. ``latest`` puts the greatest
    keys first.
    """

    name: str
    every: str
    key: Callable[[Any], str]
    words: Callable[[str], str] = str
    note: Callable[[Sequence[Any], Shown], str] | None = None
    latest: bool = False


@dataclass(frozen=True)
class Nothing:
    """What stands where there are no records: what is missing and why it is worth having."""

    icon: str
    title: str
    words: str
    add: str


@dataclass(frozen=True)
class RecordsSpec:
    """A tab of records.

    ``adds`` are the kinds that can be added with the words for it, the usual one first;
    ``facts`` is worked out from all rows and says what ``columns`` there are.
    """

    key: str
    name: str
    concerns: tuple[str, ...]
    adds: Mapping[str, str]
    read: Callable[[Reader, str, date], Sequence[Any]]
    facts: Callable[[Sequence[Any]], Hashable]
    columns: Callable[[Shown, Any], Sequence[Column[Any]]]
    count: Callable[[int], str]
    sums: Callable[[Sequence[Any], Shown], Sequence[str]]
    nothing: Nothing
    hint: str = ""
    """An example of the filter language that fits."""
    segments: tuple[Segment, ...] = ()
    within: Callable[[Any, str], bool] | None = None
    choices: tuple[Choice, ...] = ()
    flagged: Callable[[Any], bool] | None = None
    heading: Callable[[Any], str] | None = None
    """The section that a row stands in; rows are read section by section."""
    as_shown: Callable[[Any], Record] | None = None
    """A row's record as its cells tell it, where that is what a filter asks for."""
    tip: Callable[[Sequence[Any], Shown], str] | None = None
    """More about the sums, for a tip."""
