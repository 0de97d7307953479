"""The sample garage's texts in German; in their file a line each: English, a bar, German."""

from __future__ import annotations

import resources

_TEXTS = resources.path("sample", "german.txt").read_text(encoding="utf-8")

GERMAN: dict[str, str] = {
    english: german
    for english, bar, german in (line.partition("|") for line in _TEXTS.splitlines())
    if bar
}
"""English → German; names of places and things that are the same in both are not in it."""
