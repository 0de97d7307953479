"""Where a new record belongs, and what the person may do there: asked of each write by hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from client.errors import BadRequest, Forbidden
from client.store.codec import DELETED, codec, load
from client.store.schema import ACCOUNT, SETTING
from client.store.spaces import HeldSpace, held_spaces
from garage.permissions import Role, Verb, may, why_not
from garage.records import Kind, Record, kind_named
from garage.records.fields import ReferenceField
from garage.words import N_, told

SHOWN = "space"
"""The setting that names the garage that is shown; without it all are."""

_NOT_AS: Mapping[Role, str] = {
    Role.MANAGER: N_("a manager of {garage} may not do this"),
    Role.MEMBER: N_("a member of {garage} may not do this"),
    Role.VIEWER: N_("you may look at what is in {garage}, and not change it"),
    Role.GUEST: N_("a guest of {garage} may not do this"),
}


class Ground:
    """The spaces under one transaction or snapshot, read when they are first asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def spaces(self) -> dict[str, HeldSpace]:
        """The spaces that are held here, the person's own garage first."""
        return {space.id: space for space in held_spaces(self._connection)}

    @cached_property
    def home(self) -> str:
        """The id of the person's own garage."""
        return next(space.id for space in self.spaces.values() if space.home)

    @cached_property
    def shown(self) -> str:
        """The garage that is shown, where what hangs on nothing goes; one's own if all are."""
        row = self._connection.execute(select(SETTING.c.value).where(SETTING.c.name == SHOWN))
        value = row.scalar()
        space = self.spaces.get(load(value)) if value is not None else None
        return space.id if space is not None and is_in_use(space) else self.home

    @cached_property
    def _person(self) -> str | None:
        return self._connection.execute(select(ACCOUNT.c.person)).scalar()

    # ------------------------------------------------------------------ where

    def space_for(self, kind: Kind, values: Mapping[str, Any]) -> str:
        """The space of what a new record hangs on, else the garage that is shown."""
        return self._space_of_owner(kind, values.get(kind.owner or "")) or self.shown

    def _space_of_owner(self, kind: Kind, target: Any) -> str | None:
        if kind.owner is None or not target:
            return None
        type_ = kind.field(kind.owner).type
        for name in type_.kinds if isinstance(type_, ReferenceField) else ():
            table = codec(kind_named(name)).table
            query = select(table.c.space).where(table.c.id == str(target)).limit(1)
            space = self._connection.execute(query).scalar()
            if space is not None:
                return str(space)
        return None

    # ------------------------------------------------------------------ what is allowed

    def role(self, space: str) -> Role:
        """What the person is in a space; a viewer of one that is on its way out."""
        held = self.spaces.get(space)
        if held is None or not (held.home or is_in_use(held) or held.state == "moving"):
            return Role.VIEWER
        # A role of a later version may do at least what everybody may.
        return Role(held.role) if held.role in Role.__members__.values() else Role.VIEWER

    def check(self, verb: Verb, kind: str, space: str, *, own: bool = False) -> None:
        """Raises Forbidden, with who may, where the person's role does not allow it."""
        role = self.role(space)
        if may(role, verb, kind, own=own):
            return
        held = self.spaces.get(space)
        name = held.name if held is not None else ""
        template = _NOT_AS.get(role, N_("the owner of {garage} may not do this"))
        raise Forbidden(told(template, garage=name), why_not(verb, kind))

    def check_change(self, kind: Kind, record: Record, changed: Mapping[str, Any]) -> None:
        """Raises Forbidden for an edit or deletion; BadRequest if it leads out of the space."""
        verbs = [Verb.DELETE] if DELETED in changed else []
        if changed.keys() - {DELETED}:
            verbs.append(Verb.EDIT)
        role = self.role(record.space)
        for verb in verbs:
            if not may(role, verb, kind.name):
                self.check(verb, kind.name, record.space, own=self.is_own(kind, record))
        target = changed.get(kind.owner or "")
        if target and self._space_of_owner(kind, target) not in (None, record.space):
            raise BadRequest(
                N_("what belongs to one garage cannot hang on something of another"),
                N_("add it there anew, or move the whole vehicle"),
            )

    def is_own(self, kind: Kind, record: Record) -> bool:
        """Whether the person made a record: the server says so, or has never seen it."""
        c = codec(kind).table.c
        query = select(c.author, c.seq).where(c.id == record.id, c.space == record.space)
        row = self._connection.execute(query).first()
        return row is not None and (row.seq is None or row.author == self._person)

    def check_batch(self, verb: Verb, places: Collection[tuple[str, str]]) -> None:
        """Like `check` for one's own records in bulk: (kind, space) of each."""
        for kind, space in places:
            self.check(verb, kind, space, own=True)


def is_in_use(space: HeldSpace) -> bool:
    """Whether a space can be shown: it is neither on its way out nor waits to be let in again."""
    return space.state not in ("lost", "moving") and not space.hidden
