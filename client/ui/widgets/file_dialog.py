"""The dialog that asks for a file, which never opens a file to find out what it is."""

from __future__ import annotations

from PySide6.QtCore import QFileInfo, Qt
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QToolButton, QWidget

from client.ui.text import _
from client.ui.theme import icon, theme

_BUTTONS = {
    "backButton": "arrow-left",
    "forwardButton": "arrow-right",
    "toParentButton": "arrow-up",
    "listModeButton": "layout-grid",
    "detailModeButton": "list",
}
"""Qt's names for the buttons above the files, whose own icons are black in every scheme."""


class _ByName(QFileIconProvider):
    """Icons and kinds of files by their names alone.

    Qt's own reads the beginning of a file whose name says nothing. Of the database, while it is
    open, that takes SQLite's locks away (see `store.database.is_open_here`): another process could
    then cut its log short under us.
    """

    def icon(self, of: QFileInfo | QFileIconProvider.IconType, /) -> QIcon:
        if isinstance(of, QFileInfo):
            folder = of.isDir()
            of = QFileIconProvider.IconType.Folder if folder else QFileIconProvider.IconType.File
        return super().icon(of)

    def type(self, info: QFileInfo, /) -> str:
        return _("Folder") if info.isDir() else info.suffix().upper()


class FileDialog(QFileDialog):
    """Deletes itself once it is closed; open it with ``open()``."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Kept: the dialog does not own it.
        self._icons = _ByName()
        self.setIconProvider(self._icons)
        theme().changed.connect(self._dress)

    def showEvent(self, event: QShowEvent) -> None:
        # Only by now Qt has made the buttons; where the system has a dialog of its own, none.
        self._dress()
        super().showEvent(event)

    def _dress(self) -> None:
        """Give the buttons our icons, in the colours of the scheme."""
        for button in self.findChildren(QToolButton):
            name = _BUTTONS.get(button.objectName())
            if name is not None:
                button.setIcon(icon(name, "text"))
