"""The book of edits: what was acknowledged to whom, and whether it is anywhere in the end.

Each edit is told from all others by the stamp that it got, deletions and restores among them; where
a stamp had to be replaced before it was sent, the book follows. An edit has arrived if its value
stands on the server, or lies among the overtaken ones, or if somebody who saw it replaced it by
one that has arrived. Else it has to lie among the kept edits of a device, or to have been replaced
there by one that does: before it was sent, or before the device knew that a restored server forgot
it. Nothing else may have become of it, but for what people did on purpose: erasing, and putting an
old backup in the place of what they had. Of what a restored server forgot before somebody replaced
it unseen, only those who had it can tell: it is in their history.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock

from client.store import restamping
from tests.simulation.fleet import Device, Fleet
from tests.simulation.looks import (
    Look,
    Looks,
    Value,
    history_values,
    kept_values,
    overtaken_values,
    server_epoch,
    server_values,
    shown_values,
    text,
    waiting_values,
)


@dataclass(frozen=True)
class Entry:
    """One field of one edit."""

    n: int
    device: str
    old: Value | None
    """What it replaced; None where there was nothing."""
    new: Value
    instead: bool = False
    """Whether what it replaced had to be sent yet, or again, and never will be."""


class Book:
    """All edits that were acknowledged."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.excused: set[int] = set()
        """Edits that a person threw away, by restoring a backup from before them."""
        self.forgotten = False
        """Whether the server was restored."""
        self._epoch = ""
        """That of the server since it was restored."""
        self._only_held: set[Value] = set()
        """What a restored server forgot, and some device still had."""
        self._became: dict[str, str] = {}

    def write(self, device: str, before: Looks, after: Looks) -> None:
        """Note an edit, from how records looked before and after it."""
        for (space, id_), now in after.items():
            was = before.get((space, id_), Look())
            for name, stamp in now.stamps.items():
                replaced = was.stamps.get(name)
                if stamp == replaced:
                    continue
                new = Value(id_, name, stamp, text(now.fields.get(name)))
                old, instead = None, False
                if replaced:
                    old = Value(id_, name, replaced, text(was.fields.get(name)))
                    instead = name in was.unsent or self._is_unknowingly_forgotten(old, was)
                self.entries.append(Entry(len(self.entries), device, old, new, instead))

    def _is_unknowingly_forgotten(self, value: Value, was: Look) -> bool:
        """Whether only devices have a value, and this one does not know that yet."""
        if was.epoch == self._epoch or not self._only_held:
            return False
        return self.known(value) in set(map(self.known, self._only_held))

    @contextlib.contextmanager
    def following(self) -> Iterator[None]:
        """Know edits again whose stamps are replaced before they are sent."""
        replacements = restamping.replacements

        def told(*asked: Any) -> dict[str, str]:
            found = replacements(*asked)
            for old, new in found.items():
                first, second = self._first(old), self._first(new)
                if first != second:
                    self._became[second] = first
            return found

        with mock.patch.object(restamping, "replacements", told):
            yield

    def _first(self, stamp: str) -> str:
        """The stamp that an edit had first."""
        while stamp in self._became:
            stamp = self._became[stamp]
        return stamp

    def known(self, value: Value) -> Value:
        """A value under the first stamp of its edit."""
        return value._replace(stamp=self._first(value.stamp))

    # ------------------------------------------------------------------ what was thrown away

    def excuse(self, device: str, since: int, fleet: Fleet) -> None:
        """The device forgot what it did since; what the server knows of it counts all the same."""
        _, there = server_values(fleet)
        self._excuse((e for e in self.entries[since:] if e.device == device), there)

    def excuse_forgotten(self, fleet: Fleet) -> None:
        """The server forgot what it knew since its backup; what some member still has counts.

        Nobody has what was only on the server, or with people whom it does not know any more.
        """
        self.forgotten = True
        self._epoch = server_epoch(fleet)
        _, standing = server_values(fleet)
        there = set(standing)
        for device in fleet.devices.values():
            mine = fleet.member_of(device.person)
            there |= kept_values(device) | waiting_values(device)
            there |= shown_values(device, mine) | overtaken_values(device, mine)
        self._excuse(self.entries, there)
        self._only_held |= there - standing

    def _excuse(self, entries: Iterable[Entry], there: set[Value]) -> None:
        known = set(map(self.known, there))
        self.excused |= {entry.n for entry in entries if self.known(entry.new) not in known}

    # ------------------------------------------------------------------ the account

    def lost(self, fleet: Fleet) -> list[Entry]:
        """Edits that are nowhere."""
        erased, standing = server_values(fleet)
        kept = _of_each(fleet, kept_values)
        if self.forgotten:
            standing |= _of_each(fleet, history_values)
        family = _Family(self)
        arrived = family.spread(set(map(self.known, standing)), family.parents_and_twins)
        fine = family.spread(arrived | set(map(self.known, kept)), family.taken_place_of)
        return [
            entry for entry in self.entries
            if self.known(entry.new) not in fine
            and entry.n not in self.excused and entry.new.record not in erased
        ]  # fmt: skip


def _of_each(fleet: Fleet, values: Callable[[Device], set[Value]]) -> set[Value]:
    return {value for device in fleet.devices.values() for value in values(device)}


class _Family:
    """Which edits replaced which."""

    def __init__(self, book: Book) -> None:
        self._forgotten = book.forgotten
        self._parents: dict[Value, set[Value]] = {}
        self._instead: dict[Value, set[Value]] = {}
        self._alike: dict[tuple[str, str, str], set[Value]] = {}
        for entry in book.entries:
            new = book.known(entry.new)
            self._alike.setdefault((new.record, new.field, new.text), set()).add(new)
            if entry.old is not None:
                old = book.known(entry.old)
                self._parents.setdefault(new, set()).add(old)
                if entry.instead and entry.n not in book.excused:
                    self._instead.setdefault(new, set()).add(old)

    def spread(self, values: set[Value], onwards: Callable[[Value], Iterable[Value]]) -> set[Value]:
        """These values, and all that follows from them."""
        found, left = set(values), list(values)
        while left:
            new = set(onwards(left.pop())) - found
            found |= new
            left += new
        return found

    def parents_and_twins(self, value: Value) -> set[Value]:
        """What it replaced, and what others set to the same without having seen it."""
        alike = self._alike.get((value.record, value.field, value.text), set()) - {value}
        if alike and not self._forgotten:
            before = self.spread({value}, self._before)
            alike = {
                each for each in alike
                if each not in before and value not in self.spread({each}, self._before)
            }  # fmt: skip
        return self._before(value) | alike

    def taken_place_of(self, value: Value) -> set[Value]:
        """What it replaced before that was sent."""
        return self._instead.get(value, set())

    def _before(self, value: Value) -> set[Value]:
        return self._parents.get(value, set())
