"""Commands as data: one list feeds the menu, the search popup and the sheet of shortcuts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace


def _always() -> bool:
    return True


def _allowed() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do here; `shortcut` as Qt writes it ("Ctrl+Shift+Z")."""

    id: str
    title: str
    run: Callable[[], None]
    shortcut: str = ""
    icon: str = ""
    enabled: Callable[[], bool] = _always
    group: str = ""
    """The heading under which the sheet of shortcuts lists it."""
    forbidden: Callable[[], str] = _allowed
    """Who may do it, if the person may not: it is greyed out then, and says why."""
    also: str = ""
    """Keys that do the same for those who are used to them; `shortcut` alone is shown."""

    def by(self, shortcut: str) -> Command:
        """The same by other keys, as a page of its own may have them."""
        return replace(self, shortcut=shortcut)


class Commands:
    """The commands of the window, by id, in the order in which they are shown."""

    def __init__(self) -> None:
        self._known: dict[str, Command] = {}

    def add(self, *commands: Command) -> None:
        """Make commands known; one with the same id takes the place of the earlier."""
        self._known |= {command.id: command for command in commands}

    def __getitem__(self, id_: str) -> Command:
        return self._known[id_]

    def __contains__(self, id_: str) -> bool:
        return id_ in self._known

    def __iter__(self) -> Iterator[Command]:
        return iter(self._known.values())
