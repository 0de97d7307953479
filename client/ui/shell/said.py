"""Errors in the person's words."""

from __future__ import annotations

from client.errors import ClientError
from client.ui.text import _, said
from garage.errors import GarageError


def sentence(error: Exception) -> str:
    """What happened and what to do; what is not one of our kinds is a fault of ours."""
    if not isinstance(error, ClientError | GarageError):
        words = _("A fault of ours: {what}").format(what=f"{type(error).__name__}: {error}")
        return capitalised(words)
    parts = (said(error.message), said(error.hint))
    return capitalised("; ".join(part for part in parts if part))


def capitalised(words: str) -> str:
    """The words as a sentence begins; a file's name at their beginning stays as it is."""
    first = words.partition(" ")[0]
    return words[:1].upper() + words[1:] if first.isalpha() else words
