"""Dressing the application: the theme that the person chose, or the system's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QApplication

from client.ui.theme import Scheme, apply, theme


def dress(app: QApplication, settings: Mapping[str, Any]) -> None:
    """Show the theme of the settings: "light", "dark", or "system", which follows it."""
    chosen = settings.get("theme") or "system"
    if chosen == "system":
        theme().follow_system(app)
        return
    theme().stop_following(app)
    if theme().scheme is not Scheme(chosen) or not app.styleSheet():
        apply(app, Scheme(chosen))
