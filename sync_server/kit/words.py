"""The words of pages and letters in the languages there are; marked in English, as in the app."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache

from resources import path

LANGUAGES = ("en", "de")


def chosen(accepted: str) -> str:
    """The language that an Accept-Language likes best of those there are (RFC 9110, 12.5.4)."""
    best, liking = LANGUAGES[0], 0.0
    for part in accepted[:500].split(","):
        tag, _, parameters = part.strip().partition(";")
        language = tag.split("-")[0].lower()
        quality = _quality(parameters)
        if language in LANGUAGES and quality > liking:
            best, liking = language, quality
    return best


def translator(language: str) -> Callable[[str], str]:
    """What takes an English text to this language; a text that nobody translated stays."""
    texts = _catalogue(language)
    return lambda text: texts.get(text, text)


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    if language == LANGUAGES[0]:
        return {}
    texts: dict[str, str] = json.loads(path("words", f"{language}.json").read_text("utf-8"))
    return texts


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
