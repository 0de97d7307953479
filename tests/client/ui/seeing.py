"""Whether something of a widget is in sight."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def is_seen(widget: QWidget) -> bool:
    """Whether any of it is in sight: of what scrolls, its opaque viewport covers the rest."""
    shown = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    return not shown.visibleRegion().isEmpty()
