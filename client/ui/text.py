"""Words of the window in the person's language: gettext over the catalogues we carry."""

from __future__ import annotations

import gettext as library
import os
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import resources
from garage.calendar import zone_words
from garage.day_words import DayWords
from garage.words import N_, in_words

STRETCHED = "en-stretched"
"""A language that nobody speaks: English, longer and accented, to show what is cut off."""

_DOMAIN = "paddock"
_PLACES = re.compile(r"(\{[^{}]*\})")
_ACCENTS = str.maketrans("aeiouAEIOUcnsyz", "äéïöûÄÉÏÖÛçñšýž")
_catalogue: library.NullTranslations = library.NullTranslations()
_language = "en"
_KEEP_CAPITALS = ("de",)
"""Languages whose nouns have capitals wherever they stand."""


def stretched(text: str) -> str:
    """A text two fifths longer, its letters accented, its {places} left alone."""
    parts = _PLACES.split(text)
    accented = "".join(
        part if place % 2 else part.translate(_ACCENTS) for place, part in enumerate(parts)
    )
    more = -(-len(_PLACES.sub("", text)) * 2 // 5)
    return f"{accented} {'~' * (more - 1)}" if more > 1 else accented


class _Stretched(library.NullTranslations):
    def gettext(self, message: str) -> str:
        return stretched(message)

    def pgettext(self, context: str, message: str) -> str:
        return stretched(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return stretched(msgid1 if n == 1 else msgid2)


def language_of(settings: Mapping[str, Any]) -> str:
    """The code of the language that was chosen, else the system's."""
    return str(settings.get("language") or system_language())


def system_language() -> str:
    """The language that the system's locale names, or English."""
    named = (
        os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    )
    if not named:
        # What the system says now: it may say another while the window is open.
        from PySide6.QtCore import QLocale

        named = QLocale.system().name()
    code = named.partition(".")[0].partition("_")[0].lower()
    return code if code.isalpha() and len(code) == 2 else "en"


def use_language(code: str) -> None:
    """Take words from the catalogue of a language, or English where we carry none."""
    global _catalogue, _language
    _language = code
    folder = str(resources.path("translations"))
    if code == STRETCHED:
        _catalogue = _Stretched()
    else:
        _catalogue = library.translation(_DOMAIN, folder, [code], fallback=True)
    # The parts of the window that call gettext itself are to speak the same language.
    library.bindtextdomain(_DOMAIN, folder)
    library.textdomain(_DOMAIN)


def _(text: str) -> str:
    """The text in the person's language."""
    return _catalogue.gettext(text) if text else ""


def pgettext(sense: str, text: str) -> str:
    """The text in the person's language, in one of the senses that it has in English.

    "Open" is a state, and a deed as `pgettext("deed", "Open")`.
    """
    return _catalogue.pgettext(sense, text)


def amid(words: str) -> str:
    """Words as they stand amid others: their first letter small, as their language has it."""
    if _language in _KEEP_CAPITALS or not words[1:2].islower():
        return words
    return words[:1].lower() + words[1:]


def ngettext(one: str, many: str, count: int) -> str:
    """The one of two texts that fits a count, in the person's language."""
    return _catalogue.ngettext(one, many, count)


def said(text: str, show: Callable[[object], object] = lambda value: value) -> str:
    """A sentence of the rules or the store in the person's language; see `garage.words.told`.

    `show` writes the values in it in the person's way; what was typed stands in their quotes.
    """
    return in_words(text, _, lambda value: _quotable(show(value)))


class _Quotable(str):
    """A text that a sentence may quote, as {text!r}."""

    __slots__ = ()

    def __repr__(self) -> str:
        # What cannot be printed is told by its escape, as in any other repr.
        words = str(self) if self.isprintable() else super().__repr__()[1:-1]
        return _("“{words}”").format(words=words)


def _quotable(value: object) -> object:
    # A text of a kind of its own knows how it is quoted.
    return _Quotable(value) if type(value) is str else value


def city_of(zone: str) -> str:
    """The city that a zone is named after, in the person's language; "" of one that has none."""
    return zone_words.city_of(zone, _language)


@lru_cache(maxsize=256)
def _country(name: str, language: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        there = Locale.parse(language).territories
    except (ValueError, UnknownLocaleError):
        return name
    code = next((c for c, known in Locale("en").territories.items() if known == name), "")
    return str(there.get(code, name))


def country_of(name: str) -> str:
    """A country, given in English, in the person's language."""
    return name if _language == "en" else _country(name, _language)


def months() -> DayWords:
    """The months' short names, from January, and how a day is written with them."""
    alone = (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )  # fmt: skip
    # The same names as they stand beside a day, divided by spaces: "18. Sept. 2026" in German.
    marked = N_("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
    within = _(marked).split() if _(marked) != marked and _language != STRETCHED else ()
    return DayWords(alone, within, _("{day} {month} {year}"), _("{day} {month}"))
