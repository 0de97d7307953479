"""Errors in the person's words."""

from __future__ import annotations

from client.errors import ClientError, Refused
from client.ui.text import _, said
from garage.errors import GarageError


def sentence(error: Exception) -> str:
    """What happened and what to do; what is not one of our kinds is a fault of ours."""
    if not isinstance(error, ClientError | GarageError):
        words = _("A fault of ours: {what}").format(what=f"{type(error).__name__}: {error}")
        return capitalised(words)
    return capitalised(in_parts(error, error.message, error.hint))


def in_parts(error: Exception, *texts: str) -> str:
    """Texts of an error in the person's language, as one; a server's own are looked up as its."""
    if isinstance(error, Refused):
        # Few errors are: their words are not needed before.
        from client.ui.shell.server_said import server_said

        return "; ".join(server_said(text) for text in texts if text)
    return "; ".join(said(text) for text in texts if text)


def capitalised(words: str) -> str:
    """The words as a sentence begins; a file's name at their beginning stays as it is."""
    first = words.partition(" ")[0]
    return words[:1].upper() + words[1:] if first.isalpha() else words
