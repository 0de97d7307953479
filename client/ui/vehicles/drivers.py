"""Who drives a vehicle: an avatar for each of a few people, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.operations.vehicle_overview import MOST_DRIVERS
from client.ui.text import _
from client.ui.widgets.avatar import Avatar

_SIZE = 20


class Drivers(QWidget):
    """Avatars; each names its person to the pointer, all together name them to the ear."""

    def __init__(self) -> None:
        super().__init__()
        self.avatars = tuple(Avatar("", _SIZE) for _each in range(MOST_DRIVERS))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for avatar in self.avatars:
            row.addWidget(avatar)

    def set_names(self, names: Sequence[str]) -> None:
        """Show these people, no more than there are avatars."""
        for place, avatar in enumerate(self.avatars):
            avatar.setVisible(place < len(names))
            avatar.set_name(names[place] if place < len(names) else "")
        self.setAccessibleName(_("Drivers: {names}").format(names=", ".join(names)))
