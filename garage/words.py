"""Marks texts for translation where they are declared; the interface translates them."""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark `text` for the message catalogue; it is translated where it is shown."""
    return text
