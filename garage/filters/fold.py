"""Text without case and accents, and names without the marks that people leave out."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Case folded, without accents, as texts are compared in a filter."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def folded_at(text: str) -> tuple[str, tuple[int, ...]]:
    """`fold` of a text, and for each of its letters where in the text it comes from."""
    letters = [(letter, at) for at, sign in enumerate(text) for letter in fold(sign)]
    return "".join(letter for letter, _at in letters), tuple(at for _letter, at in letters)


def fold_name(name: str) -> str:
    """`fold`, with underscores and hyphens as spaces: "Engine_Power" is "engine power"."""
    return " ".join(fold(name).replace("_", " ").replace("-", " ").split())
