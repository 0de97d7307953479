"""The list that pops up below a line as one types: what there is that the text is part of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyledItemDelegate

_LEAST_WIDTH = 240


class Completions(QCompleter):
    """Texts that hold what is typed, whatever the case; as wide as can be read."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        # Of the completer, not of the line: it has to outlive the list that shows it.
        self._texts = QStringListModel(self)
        self.setModel(self._texts)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(10)
        popup = self.popup()
        if popup is not None:
            popup.setObjectName("completions")
            popup.setMinimumWidth(_LEAST_WIDTH)
            # The completer's own delegate does not follow the style sheet.
            popup.setItemDelegate(QStyledItemDelegate(popup))
        line.setCompleter(self)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Offer these."""
        self._texts.setStringList(list(texts))
