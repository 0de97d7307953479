"""Push: patches of a device merged into the records of its spaces, with a verdict for each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection

from garage.permissions import Role, Verb, may, why_not
from garage.records.agenda import BOOKKEEPING
from garage.sync import Stamp, State, expand, merge, stamp_device
from garage.sync.wire import OVERTAKEN, Code, Patch
from sync_server.records import kept as keeping
from sync_server.records.checking import (
    DELETED,
    MOST_FIELDS,
    MOST_RECORD,
    Ahead,
    Bounds,
    Checked,
    Refused,
    check,
)
from sync_server.records.elsewhere import Elsewhere, came_from
from sync_server.records.kept import Kept, Writing
from sync_server.records.numbering import Numbered, persons_behind
from sync_server.records.overtaken import Loser, Overtaken
from sync_server.records.patches import PlainPatch, owner_of, whole
from sync_server.records.wire import AROUND, MOST_ANSWERED, KeptVerdict

MOST_AT_ONCE = 16 * 2**20
"""Bytes of records that a push has read before it is judged, shared out among all it names."""
MOST_READ = 16 * 2**20
"""Bytes of longer records that it then has read beyond those that it brings; one more may be begun.

An answer is full long before that (`MOST_ANSWERED`), unless little of what was read stays in it.
"""


class Full(Exception):
    """There is no room for the record of a patch: it is sent again."""


class Judged(msgspec.Struct, frozen=True):
    """What became of a patch; `kept` is the record, whose `seq` comes at the end."""

    n: int
    code: Code
    kept: Kept | None = None
    checked: Checked | None = None
    why: str = ""
    reason: str = ""

    def verdict(self) -> KeptVerdict:
        """The answer, once everything is written."""
        if self.kept is None:
            return KeptVerdict(self.n, self.code, self.why, self.reason)
        # Whether the record is now the patch itself, and nothing else.
        kept, checked = self.kept, self.checked
        same = checked is not None and checked.text == kept.fields and checked.short == kept.stamps
        return KeptVerdict(self.n, self.code, envelope=kept.envelope(same=same), same=same)


@dataclass
class Push:
    """One push under way, in spaces whose heads are locked."""

    connection: Connection
    person: str
    number: Numbered
    bounds: Bounds
    roles: Mapping[str, Role]
    writings: Mapping[str, Writing]
    elsewhere: Elsewhere
    young: frozenset[str] = frozenset()
    """Spaces made since the epoch began: nothing of theirs was forgotten."""
    records: dict[tuple[str, str], Kept] = field(default_factory=dict)
    overtaken: Overtaken = field(default_factory=Overtaken)
    may_add: set[tuple[str, str]] = field(default_factory=set)
    """(space, kind) of which the person may add records: most of a push are of one kind."""
    room: int = MOST_ANSWERED
    """How many bytes of records the answer may still bring."""
    spare: int = MOST_READ
    """How many bytes of long records may still be read."""

    def read(self, keys: Collection[tuple[str, str]], *, long_too: bool = False) -> None:
        """Read what is there of these records, and what is long only if it is wanted, too."""
        longest = MOST_AT_ONCE // max(len(keys), 1)
        for space, ids in by_space(keys).items():
            if long_too:
                found = keeping.read(self.connection, space, ids)
            else:
                found = keeping.read_short(self.connection, space, ids, longest)
            self.records |= {(space, id_): kept for id_, kept in found.items()}

    def _fill(self, kept: Kept, checked: Checked) -> None:
        """Read the texts that were too long; as much as the patch brings is free. Raises Full."""
        if kept.fields:
            return
        if self.spare <= 0:
            raise Full
        keeping.fill(self.connection, kept)
        there, brought = len(kept.fields.encode()) + len(kept.stamps), len(checked.text.encode())
        self.spare -= max(there - brought, 0)

    def judge(self, patch: Patch | PlainPatch) -> Judged:
        """Merge a patch, or say why not; what the answer has no room for is sent again."""
        if self.room <= 0:
            return Judged(patch.n, "future")
        try:
            if patch.space not in self.roles:
                raise Refused("unknown_space", "there is no such garage for you")
            return self._taken(patch, check(patch, self.bounds))
        except (Ahead, Full):
            return Judged(patch.n, "future")
        except Refused as refused:
            return Judged(patch.n, "refused", why=refused.code, reason=refused.reason)

    def _taken(self, patch: Patch | PlainPatch, checked: Checked) -> Judged:
        owner = owner_of(patch)
        space = self._place(patch, owner)
        if space is None or space not in self.roles:
            return Judged(patch.n, "gone", why="gone", reason="it was erased or moved away")
        if patch.recovered and patch.space in self.young:
            self._demand_moved(patch, owner)
        kept = self.records.get((space, patch.id))
        if patch.kind == OVERTAKEN:
            kept = self._given_back(whole(patch), checked, space, kept)
        elif kept is None:
            kept = self._add(patch, checked, space, owner)
        else:
            self._edit(whole(patch), checked, kept)
        self.room -= AROUND + len(kept.stamps)
        if kept.fields != checked.text:
            self.room -= len(kept.fields.encode())
        return Judged(patch.n, "merged" if space == patch.space else "moved", kept, checked)

    def _demand_moved(self, patch: Patch | PlainPatch, owner: str | None) -> None:
        """That it, or what it hangs on, came from another garage of the person; raises Refused."""
        if not came_from(self.connection, self.roles, patch.space, {patch.id, owner or patch.id}):
            raise Refused("wrong_device", "this garage is younger than what would be recovered")

    def _place(self, patch: Patch | PlainPatch, owner: str | None) -> str | None:
        """Where the record is, or would be; None for one that is no more."""
        if not self.elsewhere:
            return patch.space
        space = self.elsewhere.now_in(patch.space, patch.id)
        if space != patch.space or owner is None or (space, patch.id) in self.records:
            return space
        # What hangs on a record that was moved follows it, if the person is there too. If it was
        # sent before, it is there already, or was moved on or erased from there.
        beside = self.elsewhere.now_in(space, owner)
        if beside is None or beside not in self.roles:
            return space
        return self.elsewhere.now_in(beside, patch.id)

    def _add(
        self, patch: Patch | PlainPatch, checked: Checked, space: str, owner: str | None
    ) -> Kept:
        if (space, patch.kind) not in self.may_add:
            self._demand(space, Verb.ADD, patch.kind, own=True)
            self.may_add.add((space, patch.kind))
        kept = Kept(
            space, patch.id, patch.kind, self._author(patch), checked.text,
            checked.short, owner=owner,
        )  # fmt: skip
        self.records[space, patch.id] = kept
        self.writings[space].change(kept)
        return kept

    def _given_back(self, patch: Patch, checked: Checked, space: str, there: Kept | None) -> Kept:
        """An overtaken value that a restored server forgot; one that is there stays as it is."""
        record, of = str(patch.fields["record"]), str(patch.fields["of"])
        self._demand(space, Verb.READ, OVERTAKEN, own=False)
        if there is not None:
            self._fill(there, checked)
            return there
        # Who could have written the value may give it back.
        self._demand(space, Verb.ADD, of, own=True)
        found = self.records.get((space, record))
        if found is None:
            found = keeping.read_short(self.connection, space, [record]).get(record)
        if found is None or found.kind != of:
            raise Refused("gone", "the record that it is of is not here")
        device, author = stamp_device(str(patch.fields["stamp"])), str(patch.fields["author"])
        if persons_behind(self.connection, {device}).get(device, author) != author:
            raise Refused("invalid", "somebody else's device set the value")
        kept = Kept(space, patch.id, OVERTAKEN, author, checked.text, checked.short, owner=record)
        self.records[space, patch.id] = kept
        self.writings[space].change(kept)
        return kept

    def _author(self, patch: Patch | PlainPatch) -> str:
        """Who made it. Of what is recovered from another's device nobody can say."""
        if not patch.recovered or stamp_device(min(patch.stamps.values())) == self.bounds.device:
            return self.person
        return ""

    def _edit(self, patch: Patch, checked: Checked, kept: Kept) -> None:
        if kept.kind != patch.kind:
            raise Refused("invalid", "it is of another kind")
        self._fill(kept, checked)
        coming = expand(patch.stamps, patch.fields)
        fields, stamps = kept.state()
        news = {
            name for name, stamp in coming.items()
            if stamps.get(name) != stamp or fields[name] != patch.fields[name]
        }  # fmt: skip
        self._claim(patch, kept)
        self._demand_edit(kept, news)
        if not news:
            return
        ours = State(fields, stamps)
        merged = merge(ours, State(patch.fields, coming))
        if merged.stamps != stamps or merged.fields != fields:
            self._take(kept, merged)
        if not self.number.merged_before(patch.n):
            self._keep_losers(patch, coming, kept, news, ours)

    def _take(self, kept: Kept, merged: State) -> None:
        if len(merged.fields) > MOST_FIELDS:
            raise Refused("invalid", f"it would have over {MOST_FIELDS} fields")
        text = keeping.as_text(merged.fields)
        if len(text) > MOST_RECORD:
            raise Refused("too_large", "it would be too large")
        kept.become(merged, text)
        self.writings[kept.space].change(kept)

    def _claim(self, patch: Patch, kept: Kept) -> None:
        """Who made what a restored server does not know the maker of says so themselves."""
        if not kept.author and patch.recovered and (author := self._author(patch)):
            kept.author = author
            self.writings[kept.space].change(kept)

    def _demand_edit(self, kept: Kept, news: set[str]) -> None:
        """That the person may change what the patch would change; raises Refused."""
        own = kept.author == self.person
        if DELETED in news:
            self._demand(kept.space, Verb.DELETE, kept.kind, own=own)
        if news - {DELETED}:
            self._demand(kept.space, Verb.EDIT, kept.kind, own=own)
        if not news:
            self._demand(kept.space, Verb.READ, kept.kind, own=own)

    def _demand(self, space: str, verb: Verb, kind: str, *, own: bool) -> None:
        if not may(self.roles[space], verb, kind, own=own):
            raise Refused("forbidden", why_not(verb, kind))

    def _keep_losers(
        self, patch: Patch, stamps: Mapping[str, Stamp], kept: Kept, news: set[str], ours: State
    ) -> None:
        """Keep what loses where two people wrote without seeing each other's edit."""
        for name in sorted(news - BOOKKEEPING.get(kept.kind, frozenset())):
            there, coming = ours.stamps.get(name), stamps[name]
            if there is None or there == coming or ours.fields[name] == patch.fields[name]:
                continue
            if coming < there:
                author = "" if patch.recovered else self.person
                loser = Loser(kept, name, patch.fields[name], coming, there, author)
            elif patch.recovered or patch.base.get(name) == there:
                # It was seen when it was replaced.
                continue
            else:
                loser = Loser(kept, name, ours.fields[name], there, coming, "")
            self.overtaken.add(loser)


def by_space(keys: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Space → ids."""
    found: dict[str, list[str]] = {}
    for space, id_ in keys:
        found.setdefault(space, []).append(id_)
    return found
