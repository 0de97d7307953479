"""The garages held here: which there are, which is shown, and what one may do there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from client.store import Reader
from client.store.ground import Ground, is_in_use
from client.store.spaces import HeldSpace
from garage.permissions import Deed, Role, Verb, may, may_deed, why_not
from garage.records import Kind, Record, find_kind


@dataclass(frozen=True, slots=True)
class Garage:
    """A garage as the switcher lists it."""

    id: str
    name: str
    kind: str
    role: Role
    members: int = 1
    home: bool = False
    shared: bool = False
    """Whether the server has it: members and invitations are there."""
    parent: str = ""
    """The garage around it, for one that is enclosed."""

    def may(self, deed: Deed) -> bool:
        """Whether the person's role allows it, and the garage: one's own stays with one."""
        if self.home and deed in (Deed.LEAVE, Deed.HAND_OVER, Deed.DELETE_SPACE):
            return False
        return may_deed(self.role, deed)


def garages(reader: Reader) -> list[Garage]:
    """What can be shown: the person's own first, the others by name; not what they enclose."""
    ground = Ground(reader.connection)
    found = [
        _garage(ground, space)
        for space in ground.spaces.values()
        if is_in_use(space) and not space.parent and space.kind != "conversation"
    ]
    return sorted(found, key=lambda garage: (not garage.home, garage.name.casefold(), garage.id))


def garage_of(reader: Reader, id_: str) -> Garage | None:
    """One garage; None if it is not held here (any more)."""
    ground = Ground(reader.connection)
    space = ground.spaces.get(id_)
    return _garage(ground, space) if space is not None and is_in_use(space) else None


def garage_shown_id(reader: Reader) -> str:
    """The garage that is shown; one's own if all are."""
    return Ground(reader.connection).shown


def _garage(ground: Ground, space: HeldSpace) -> Garage:
    return Garage(
        space.id, space.name, space.kind, ground.role(space.id), space.members, space.home,
        space.is_shared, space.parent,
    )  # fmt: skip


# ------------------------------------------------------------------ what is allowed


def roles_held(reader: Reader) -> dict[str, str]:
    """Space → what the person is there; under "" the garage where new things go."""
    ground = Ground(reader.connection)
    roles = {space: str(ground.role(space)) for space in ground.spaces}
    return {**roles, "": roles[ground.shown]}


@dataclass(frozen=True, slots=True)
class Rights:
    """What may be done with a record; each a text to translate that says who may, or ""."""

    edit: str = ""
    delete: str = ""


def rights(reader: Reader, record: Record) -> Rights:
    """What the person may do with a record, and who may do the rest."""
    ground = Ground(reader.connection)
    role, kind = ground.role(record.space), find_kind(record.kind)
    if kind is None or role is Role.OWNER:
        return Rights()
    own = ground.is_own(kind, record)
    return Rights(
        *(
            "" if may(role, verb, record.kind, own=own) else why_not(verb, record.kind)
            for verb in (Verb.EDIT, Verb.DELETE)
        )
    )


def made_by_others(reader: Reader, records: Sequence[Record]) -> bool:
    """Whether somebody else made any of these."""
    ground = Ground(reader.connection)
    kinds = ((find_kind(record.kind), record) for record in records)
    return any(kind is not None and not ground.is_own(kind, each) for kind, each in kinds)


def why_not_write(reader: Reader, kind: Kind, vehicle: str, record: Record | None) -> str:
    """Who may change `record`, or add one of a kind to a vehicle, if the person may not."""
    if record is not None:
        return rights(reader, record).edit
    ground = Ground(reader.connection)
    space = ground.space_for(kind, {"vehicle": vehicle} if vehicle else {})
    return "" if may(ground.role(space), Verb.ADD, kind.name) else why_not(Verb.ADD, kind.name)
