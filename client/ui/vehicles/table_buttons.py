"""The buttons at the right end above a table: its columns, and its rows as a file."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.ui.text import _
from client.ui.widgets.buttons import SecondaryButton

_GAP = 8


class TableButtons(QWidget):
    """They say that they are clicked; the tab knows the table."""

    def __init__(self) -> None:
        super().__init__()
        self.columns = SecondaryButton("", "sliders-horizontal", name=_("Columns"))
        self.export = SecondaryButton(_("Export"), "upload", name=_("Save table as CSV…"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.columns)
        row.addWidget(self.export)
