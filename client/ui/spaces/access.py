"""What may be done in which garage, known in the window at once: what is greyed out, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from client.ui.text import _

if TYPE_CHECKING:
    from client.store import Reader
    from client.ui.desk import Desk
    from garage.permissions import Verb


class Access(QObject):
    """One for a desk.

    To what is allowed with one's own records alone it says yes: whose a record is, the operation
    looks at, and a form when it is opened.
    """

    changed = Signal()
    """Roles are others than before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._roles: Mapping[str, str] = {}
        desk.changed.connect(self.read)
        desk.settings_changed.connect(self.read)
        self.read()

    def read(self, _changes: object = None) -> None:
        """Read the roles; until then everything seems allowed, and the operations refuse."""

        def roles(reader: Reader) -> Mapping[str, str]:
            from client.operations.spaces import roles_held

            return roles_held(reader)

        self._desk.read(self, roles, self._on_read)

    def _on_read(self, roles: Mapping[str, str]) -> None:
        if roles != self._roles:
            self._roles = roles
            self.changed.emit()

    def why_not(self, verb: Verb, kind: str, space: str = "") -> str:
        """Who may, in the person's words, if the person may not; "" for the garage shown."""
        from garage.permissions import Role, may, why_not

        role = self._roles.get(space, "owner")
        if may(Role(role), verb, kind, own=True):
            return ""
        return _(why_not(verb, kind))

    def only_own(self, verb: Verb, kind: str, space: str = "") -> bool:
        """Whether the person may do this with what they made themselves, and nothing else."""
        from garage.permissions import Role, may

        role = Role(self._roles.get(space, "owner"))
        return may(role, verb, kind, own=True) and not may(role, verb, kind)

    def adding(self, kind: str, space: Callable[[], str] = lambda: "") -> Callable[[], str]:
        """Why records of a kind cannot be added where `space` says, for a command."""

        def why() -> str:
            from garage.permissions import Verb

            return self.why_not(Verb.ADD, kind, space())

        return why

    def changing(self, kind: str, space: Callable[[], str]) -> Callable[[], str]:
        """Why records of a kind cannot be changed where `space` says, for a command."""

        def why() -> str:
            from garage.permissions import Verb

            return self.why_not(Verb.EDIT, kind, space())

        return why

    def moving(self, space: Callable[[], str]) -> Callable[[], str]:
        """Why nothing can be moved out of where `space` says, for a command."""

        def why() -> str:
            from garage.permissions import Verb

            return self.why_not(Verb.MOVE, "", space())

        return why

    def restricting(self, space: Callable[[], str]) -> Callable[[], str]:
        """Why nothing where `space` says can be shown to some alone, for a command."""

        def why() -> str:
            from garage.permissions import Deed, Role, may_deed, why_not

            role = Role(self._roles.get(space(), "owner"))
            return "" if may_deed(role, Deed.ENCLOSE) else _(why_not(Deed.ENCLOSE))

        return why


def access_of(desk: Desk) -> Access:
    """The desk's one, made when it is first asked for."""
    for child in desk.children():
        if isinstance(child, Access):
            return child
    return Access(desk)
