"""Text without case and accents, and names without the marks that people leave out."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Case folded, without accents, as texts are compared in a filter."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def fold_name(name: str) -> str:
    """`fold`, with underscores and hyphens as spaces: "Engine_Power" is "engine power"."""
    return " ".join(fold(name).replace("_", " ").replace("-", " ").split())
