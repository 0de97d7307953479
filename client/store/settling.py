"""The server's answer to a push: each verdict done, and the push forgotten, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection

from client.store.bulk import plain_rows, plain_write, update_rows
from client.store.codec import codec, dump, load
from client.store.digests import move_digest
from client.store.kept import keep_edit
from client.store.layers import (
    Envelope,
    confirm,
    confirmed_of,
    drop_confirmed,
    settle,
)
from client.store.offering import keep_own, offer_where_it_goes
from client.store.overtaking import drop_overtaken, keep_as_history
from client.store.rows import change_rows, drop_rows, find_row, find_rows
from client.store.schema import CONFIRMED, PENDING, PUSH, SENDING, SPACE
from client.store.sending import StoredPush
from client.store.waiting import among_sent, patches_of, row_of, write_down_sent
from client.store.writing import Transaction
from garage.records import Kind, find_kind
from garage.sync import State, canonical, expand, merge
from garage.sync.wire import (
    MOST_PATCHES,
    OVERTAKEN,
    Patch,
    PushAnswer,
    Verdict,
    WireEnvelope,
    digest_of,
    digest_of_text,
)

_NAMED = 5
"""Records that an answer is told to be about."""


@dataclass
class Settled:
    """What an answer came to: how many patches were taken, refused, and are to be sent anew."""

    taken: int = 0
    refused: int = 0
    again: int = 0
    homeless: int = 0
    """Patches that wait for a pull to tell what became of their space."""
    spaces: dict[str, set[int]] = field(default_factory=dict)
    """Space → the numbers that the server gave."""
    went: list[str] = field(default_factory=list)
    """Ids of some of the records that were taken."""


def settle_push(transaction: Transaction, push: StoredPush, answer: PushAnswer) -> Settled:
    """Do what the answer to a push says; whatever it does not speak of waits again."""
    settled = Settled()
    work = _Settling(transaction, push, settled)
    for verdict in work.quick(answer.verdicts):
        work.one(verdict)
    connection = transaction.connection
    drop_rows(connection, PUSH, number=push.number)
    if not plain_rows(connection, "SELECT 1 FROM push"):
        drop_rows(connection, SENDING)
    else:
        first, last = _places(push)
        plain_write(connection, "DELETE FROM sending WHERE place BETWEEN ? AND ?", (first, last))
    change_rows(connection, PENDING, {"sent": push.number}, sent=None, place=None)
    return settled


def _places(push: StoredPush) -> tuple[int, int]:
    """From where to where the records stand that are on their way with this push."""
    return among_sent(push.number, 1), among_sent(push.number, MOST_PATCHES)


_ON_THE_WAY = "SELECT place, n FROM sending WHERE place BETWEEN ? AND ?"


class _Beneath(NamedTuple):
    """A row of `confirmed`, and the number of the row that shows it."""

    n: int
    seq: int | None
    fields: str
    stamps: str
    row: int


class _Settling:
    """One push being settled."""

    def __init__(self, transaction: Transaction, push: StoredPush, settled: Settled) -> None:
        self._transaction = transaction
        self._connection: Connection = transaction.connection
        self._settled = settled
        self._patches = {patch.n: patch for patch in push.patches()}
        patches = find_rows(self._connection, PENDING, sent=push.number)
        self._pending = {row.place: row for row in patches}
        sending = plain_rows(self._connection, _ON_THE_WAY, _places(push))
        before = among_sent(push.number, 0)
        self._rows = {place - before: n for place, n in sending}
        self._done: set[int] = set()

    # ------------------------------------------------------------------ in bulk

    def quick(self, verdicts: Sequence[Verdict]) -> list[Verdict]:
        """What was taken as it was sent, and is shown so already: only its number is news.

        Gives the others.
        """
        given: dict[str, list[tuple[int, int, int, str]]] = {}
        digests: dict[str, int] = {}
        drop: list[int] = []
        beneath = self._beneath()
        for verdict in verdicts:
            patch, envelope = self._patches.get(verdict.n), verdict.envelope
            kind = None if patch is None else find_kind(patch.kind)
            if verdict.verdict != "merged" or patch is None or envelope is None or kind is None:
                continue
            if (envelope.space, envelope.id) != (patch.space, patch.id):
                continue
            found = self._shown_so(patch, envelope, beneath)
            if found is None:
                continue
            row, part = found
            given.setdefault(kind.name, []).append(
                (row, envelope.seq, envelope.born, envelope.author)
            )
            digests[patch.space] = digests.get(patch.space, 0) + part
            if patch.n in self._pending:
                drop.append(patch.n)
            self._note(envelope)
            self._done.add(patch.n)
        for name, rows in given.items():
            update_rows(self._connection, f"k_{name}", ("n", "seq", "born", "author"), rows)
        for space, part in digests.items():
            move_digest(self._connection, space, part)
        self._drop(drop, beneath)
        return [verdict for verdict in verdicts if verdict.n not in self._done]

    def _beneath(self) -> dict[tuple[str, str], _Beneath]:
        """(space, id) → what is confirmed beneath, of records with one patch on top."""
        by_kind: dict[str, list[str]] = {}
        for row in self._pending.values():
            by_kind.setdefault(row.kind, []).append(row.id)
        return {
            row[:2]: _Beneath._make(row[2:])
            for name, ids in by_kind.items()
            if (kind := find_kind(name)) is not None
            for row in plain_rows(self._connection, _beneath_of(kind), (dump(ids),))
        }

    def _shown_so(
        self, patch: Patch, envelope: WireEnvelope, beneath: Mapping[tuple[str, str], _Beneath]
    ) -> tuple[int, int] | None:
        """(the row's number, what the digest gains) if the row shows what the server now has."""
        row = self._rows.get(patch.n)
        part = digest_of(patch.id, envelope.seq, envelope.stamps)
        if row is not None:
            return (row, part) if envelope.stamps == patch.stamps else None
        found = beneath.get((patch.space, patch.id))
        if found is None:
            return None
        stamps = expand(load(found.stamps), load(found.fields))
        for name, stamp in expand(patch.stamps, patch.fields).items():
            stamps[name] = max(stamp, stamps.get(name, ""))
        if canonical(stamps) != envelope.stamps:
            return None
        had = 0
        if found.seq is not None and found.seq > 0:
            had = digest_of_text(patch.id, found.seq, found.stamps)
        return found.row, part - had

    def _drop(self, places: Iterable[int], beneath: Mapping[tuple[str, str], _Beneath]) -> None:
        gone = [self._pending[place] for place in places]
        if gone:
            self._delete(PENDING.name, [row.n for row in gone])
            self._delete(CONFIRMED.name, [beneath[row.space, row.id].n for row in gone])

    def _delete(self, table: str, numbers: list[int]) -> None:
        which = "n IN (SELECT value FROM json_each(?))"
        plain_write(self._connection, f"DELETE FROM {table} WHERE {which}", (dump(numbers),))

    def _note(self, envelope: WireEnvelope) -> None:
        self._settled.taken += 1
        self._settled.spaces.setdefault(envelope.space, set()).add(envelope.seq)
        if len(self._settled.went) < _NAMED and envelope.kind != OVERTAKEN:
            self._settled.went.append(envelope.id)

    # ------------------------------------------------------------------ one by one

    def one(self, verdict: Verdict) -> None:
        """Do one verdict, unless it was done in bulk."""
        patch = self._patches.get(verdict.n)
        if patch is None or verdict.n in self._done:
            return
        self._done.add(verdict.n)
        kind = find_kind(patch.kind)
        if verdict.verdict == "future":
            self._settled.again += 1
        elif verdict.code == "unknown_space":
            self._settled.homeless += 1
        elif verdict.verdict in ("merged", "moved") and verdict.envelope is not None:
            self._take(patch, kind, verdict.envelope, same=verdict.same)
        elif verdict.verdict in ("refused", "gone"):
            self._settled.refused += 1
            code = verdict.code or verdict.verdict
            self._refuse(patch, kind, code, verdict.reason)
        else:
            # Neither yes nor no: sent again at once, it would be answered like this for ever.
            self._settled.homeless += 1

    def _written(self, patch: Patch, kind: Kind | None) -> Any:
        """The patch's row of `pending`; a record that went as it stands is written down now."""
        row = self._pending.get(patch.n)
        if row is None and kind is not None and patch.n in self._rows:
            found = row_of(self._connection, kind, patch.space, patch.id)
            if found is not None and write_down_sent(self._connection, kind, found):
                row = patches_of(self._connection, patch.space, patch.id)[0]
        return row

    def _take(self, patch: Patch, kind: Kind | None, envelope: WireEnvelope, *, same: bool) -> None:
        row = self._written(patch, kind)
        if row is None:
            return
        self._note(envelope)
        found = None if kind is None else row_of(self._connection, kind, patch.space, patch.id)
        before = confirmed_of(self._transaction, found, patch.space, patch.id)
        drop_rows(self._connection, PENDING, n=row.n)
        taken = Envelope(
            envelope.space, envelope.id, envelope.kind, envelope.fields, envelope.stamps,
            envelope.author, envelope.born, envelope.seq,
        )  # fmt: skip
        if same:
            taken = _as_seen(taken, before, patch)
        if envelope.space != patch.space:
            self._leave(kind, patch, envelope.space)
        confirm(self._transaction, taken, answered=True)

    def _leave(self, kind: Kind | None, patch: Patch, into: str) -> None:
        """Let a record leave the space that it was moved out of, with all that waits of it."""
        offer_where_it_goes(self._transaction, patch.space, patch.id)
        here = {"id": patch.id, "space": patch.space}
        change_rows(self._connection, PENDING, here, space=into)
        if patch.kind == OVERTAKEN:
            drop_overtaken(self._connection, patch.space, patch.id)
        if kind is None:
            return
        found = row_of(self._connection, kind, patch.space, patch.id)
        before = confirmed_of(self._transaction, found, patch.space, patch.id)
        if before is not None:
            move_digest(self._connection, patch.space, -before.part)
        drop_confirmed(self._transaction, patch.space, patch.id)
        if found is not None:
            self._transaction.forget(kind, patch.id, found.n)

    def _refuse(self, patch: Patch, kind: Kind | None, code: str, reason: str) -> None:
        """Keep the edit, and show what the server has."""
        row = self._written(patch, kind)
        if row is None:
            return
        if row.kind == OVERTAKEN:
            if not keep_as_history(self._connection, row.space, row.id) and code == "gone":
                # The record that it is of is out of sight.
                keep_own(self._transaction, row, (), code, reason)
            return
        found = None if kind is None else row_of(self._connection, kind, patch.space, patch.id)
        beneath = confirmed_of(self._transaction, found, patch.space, patch.id)
        patches = [row]
        if beneath is None:
            # Nothing is beneath: what was edited since the record was made goes with it.
            patches = patches_of(self._connection, patch.space, patch.id)
        for each in patches:
            self._keep(each, code, reason)
            settle(self._transaction, each.n)

    def _keep(self, row: Any, code: str, reason: str) -> None:
        if row.recovered and code == "gone":
            # Others have what they set themselves.
            patches = patches_of(self._connection, row.space, row.id)
            later = [each for each in patches if each.n > row.n]
            keep_own(self._transaction, row, later, code, reason)
            return
        keep_edit(
            self._transaction, space=row.space, id_=row.id, kind=row.kind,
            fields=load(row.fields), stamps=load(row.stamps), base=load(row.base),
            code=code, reason=reason,
        )  # fmt: skip


@cache
def _beneath_of(kind: Kind) -> str:
    patches = "SELECT count(*) FROM pending p WHERE p.id = c.id AND p.space = c.space"
    return (
        "SELECT c.space, c.id, c.n, c.seq, c.fields, c.stamps, k.n FROM confirmed c "
        f"JOIN {codec(kind).table.name} k ON k.id = c.id AND k.space = c.space "
        f"WHERE c.id IN (SELECT value FROM json_each(?)) AND ({patches}) = 1"
    )


def _as_seen(taken: Envelope, before: Envelope | None, patch: Patch) -> Envelope:
    """The envelope with the fields that were left out, since they are what is here already.

    Where the stamps tell another story, others wrote meanwhile: it comes with the next pull.
    """
    state = merge(before.state if before else State({}, {}), _state(patch))
    short = canonical(state.stamps)
    known = short == dict(taken.stamps)
    seq = taken.seq if known else (before.seq if before else 0)
    return Envelope(
        taken.space, taken.id, taken.kind, state.fields, short, taken.author, taken.born, seq
    )


def _state(patch: Patch) -> State:
    return State(patch.fields, expand(patch.stamps, patch.fields))


def advance_cursors(connection: Connection, settled: Settled, heads: Mapping[str, int]) -> None:
    """Pass over what the next pull would bring: the records of the push itself, if nothing else.

    A number between that the push did not get is somebody else's.
    """
    for space, given in settled.spaces.items():
        held = find_row(connection, SPACE, id=space)
        head = heads.get(space, 0)
        if held is None or head <= held.cursor or head - held.cursor > len(given):
            continue
        if all(seq in given for seq in range(held.cursor + 1, head + 1)):
            change_rows(connection, SPACE, {"id": space}, cursor=head, head=head)
