"""Writes what is typed into notes, each into its own, and holds what could not be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from client.operations.records import add, edit, fresh_id
from client.store import Changes, Store
from client.ui.desk import Desk
from garage.moments import Moment
from garage.records import Note, kind_named

_KIND = kind_named("note")

Typed = Mapping[str, str | None]
"""The fields of a note that were typed; None where one was emptied."""


@dataclass
class _Way:
    """What of a note is on its way into the store, or there and not read back yet."""

    typed: dict[str, str | None] = field(default_factory=dict)
    waiting: int = 0
    done_at: int = 0


class NoteKeeper(QObject):
    """A note has its id before it is written, so nothing that is typed waits for its addition.

    What is kept is written in the order in which it came. `now` counts the writes that have ended:
    a read that began before the last one does not know of it.
    """

    kept = Signal(str)
    """The id of a note: what was typed is in the store."""
    refused = Signal(object, object, object)
    """Note, Typed, error: it was not written; `hold` it, or show it."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._new: set[str] = set()
        self._ways: dict[str, _Way] = {}
        self._held: dict[str, tuple[Note, dict[str, str | None]]] = {}
        self.now = 0

    # ------------------------------------------------------------------ writing

    def begin(self, vehicle: str) -> Note:
        """A new note, which is not written before something is typed into it."""
        note = Note(id=fresh_id(), vehicle=vehicle)
        self._new.add(note.id)
        return note

    def is_new(self, id_: str) -> bool:
        """Whether a note was begun here and nothing of it is written yet."""
        return id_ in self._new

    def keep(self, note: Note, typed: Typed) -> Note:
        """Write what was typed; gives the note as it will be."""
        new = self.is_new(note.id)
        self._new.discard(note.id)
        way = self._ways.setdefault(note.id, _Way())
        way.typed |= typed
        way.waiting += 1
        work = _adding(note, typed, self._desk.today()) if new else _changing(note, typed)
        failed = partial(self._on_refused, note, typed, new)
        self._desk.operate(self, work, partial(self._on_kept, note.id), failed)
        return changed(note, typed)

    def _ended(self, id_: str) -> _Way:
        self.now += 1
        way = self._ways[id_]
        way.waiting -= 1
        way.done_at = self.now
        return way

    def _on_kept(self, id_: str, _changes: Changes) -> None:
        self._ended(id_)
        self.kept.emit(id_)

    def _on_refused(self, note: Note, typed: Typed, new: bool, error: Exception) -> None:
        way = self._ended(note.id)
        if new:
            self._new.add(note.id)
        for name, value in typed.items():
            if way.typed.get(name) == value:
                way.typed.pop(name, None)
        if not way.waiting and not way.typed:
            del self._ways[note.id]
        self.refused.emit(note, typed, error)

    # ------------------------------------------------------------------ what is on its way

    def know(self, began: int) -> None:
        """What was read when `now` was so holds all that had been written by then."""
        for id_, way in list(self._ways.items()):
            if not way.waiting and way.done_at <= began:
                del self._ways[id_]

    def is_on_way(self, id_: str) -> bool:
        """Whether more of a note is written than what was read of it."""
        return id_ in self._ways

    def as_typed(self, note: Note) -> Note:
        """A note that was read, with what is on its way into it."""
        way = self._ways.get(note.id)
        return changed(note, way.typed) if way is not None else note

    # ------------------------------------------------------------------ what could not be written

    def hold(self, note: Note, typed: Typed) -> None:
        """Hold what was not written into a note that is not in front any more."""
        _note, before = self._held.get(note.id, (note, {}))
        self._held[note.id] = (note, {**before, **typed})

    def held_of(self, vehicle: str) -> list[Note]:
        """The notes of a vehicle of which something is held, as they were typed."""
        held = self._held.values()
        return [changed(note, typed) for note, typed in held if note.vehicle == vehicle]

    def take_held(self, id_: str) -> Typed:
        """What is held of a note, which is to be shown from now on."""
        held = self._held.pop(id_, None)
        return held[1] if held is not None else {}

    def try_again(self) -> None:
        """Write what is held."""
        held, self._held = self._held, {}
        for note, typed in held.values():
            self.keep(note, typed)


def changed(note: Note, typed: Typed) -> Note:
    """A note with what was typed into it."""
    title, text = typed.get("title", note.title), typed.get("notes", note.notes)
    return replace(note, title=title or "", notes=text or "")


def _adding(note: Note, typed: Typed, today: date) -> Callable[[Store], Changes]:
    values: dict[str, Any] = {name: value for name, value in typed.items() if value}
    values |= {"vehicle": note.vehicle, "date": Moment(today)}

    def work(store: Store) -> Changes:
        return add(store, _KIND, values, id_=note.id)

    return work


def _changing(note: Note, typed: Typed) -> Callable[[Store], Changes]:
    def work(store: Store) -> Changes:
        return edit(store, note.id, typed)

    return work
