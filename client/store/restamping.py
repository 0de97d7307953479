"""Stamps that the server could not take, replaced before they are sent, durably.

They are those of another device (this profile was copied, restored, or took in an archive) and
those of a clock that ran ahead. Only what no server has confirmed gets other stamps: of a record
that waits whole all of them, of a patch its own. The order of a record's edits stays, and what
undo and the history know of them follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from client.store.codec import codec, dump, load, stamps_text
from client.store.layers import confirmed_of, show_overlay
from client.store.rows import change_rows, find_rows
from client.store.schema import HISTORY, PENDING
from client.store.waiting import RecordRow, patches_of, row_of, rows_of
from client.store.writing import Transaction
from garage.records import Kind, find_kind
from garage.sync import Clock, Stamp, canonical, expand
from garage.sync.wire import MOST_AHEAD

_SLACK = MOST_AHEAD // 2
"""How far ahead of the server's clock, as we know it, a stamp may be sent."""


def wrong_stamp(transaction: Transaction, stamp: Stamp) -> bool:
    """Whether the server would not take this stamp from this device, now."""
    return stamp[16:] != transaction.device or int(stamp[:12], 16) > transaction.now + _SLACK


def replacements(
    transaction: Transaction, stamps: Iterable[Stamp], floor: Stamp
) -> dict[Stamp, Stamp]:
    """Old stamp → new: of this device, not ahead of now, later than `floor`, in the same order."""
    clock = Clock(transaction.device)
    if floor:
        clock = clock.observe(floor)
    found: dict[Stamp, Stamp] = {}
    for stamp in sorted(set(stamps)):
        at = (min(int(stamp[:12], 16), transaction.now), int(stamp[12:16], 16))
        if at > (clock.milliseconds, clock.counter):
            clock = Clock(transaction.device, *at)
        else:
            clock = clock.tick(0)
        if stamp != clock.stamp:
            found[stamp] = clock.stamp
    return found


def restamp_fresh(transaction: Transaction, kind: Kind, space: str, ids: list[str]) -> None:
    """Give records that wait whole, and are not written down, stamps that can be sent."""
    for row in rows_of(transaction.connection, kind, space, ids):
        if row.seq is None:
            new = replacements(transaction, row.state.stamps.values(), "")
            _follow(transaction, kind, row, new)


def restamp_patches(transaction: Transaction, kind_name: str, space: str, id_: str) -> None:
    """Give all patches of a record stamps that can be sent; those on their way stay."""
    connection = transaction.connection
    patches = [p for p in patches_of(connection, space, id_) if not p.recovered]
    ours = [p for p in patches if p.sent is None]
    own = {stamp for p in ours for stamp in load(p.stamps).values()}
    bases = {b for p in patches for b in load(p.base).values() if b is not None} - own
    sent = {s for p in patches if p.sent is not None for s in load(p.stamps).values()}
    new = replacements(transaction, own, max(bases | sent, default=""))
    for patch in ours:
        fields = load(patch.fields)
        stamps = {n: new.get(s, s) for n, s in expand(load(patch.stamps), fields).items()}
        base = {n: new.get(b, b) if b else b for n, b in load(patch.base).items()}
        told = {"stamps": dump(canonical(stamps)), "base": dump(base)}
        change_rows(connection, PENDING, {"n": patch.n}, **told)
    kind = find_kind(kind_name)
    found = None if kind is None else row_of(connection, kind, space, id_)
    if kind is not None and found is not None and new:
        _follow(transaction, kind, found, new)
        # What is confirmed beneath may be the later one now.
        beneath = confirmed_of(transaction, found, space, id_)
        show_overlay(transaction, kind, space, id_, beneath)


def _follow(
    transaction: Transaction, kind: Kind, row: RecordRow, new: Mapping[Stamp, Stamp]
) -> None:
    """Let the row and the history of a record bear the new stamps."""
    if not new:
        return
    connection = transaction.connection
    stamps = {name: new.get(stamp, stamp) for name, stamp in row.state.stamps.items()}
    smallest, others = stamps_text(row.state.fields, stamps)
    change_rows(connection, codec(kind).table, {"n": row.n}, stamp=smallest, stamps=others)
    for old in find_rows(connection, HISTORY, id=row.id, space=row.space):
        by, stamp = new.get(old.by_stamp, old.by_stamp), old.stamp and new.get(old.stamp, old.stamp)
        if (by, stamp) != (old.by_stamp, old.stamp):
            change_rows(connection, HISTORY, {"n": old.n}, by_stamp=by, stamp=stamp)
