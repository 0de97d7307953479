"""Words of the window in the person's language: gettext over the catalogues we carry."""

from __future__ import annotations

import gettext as library
from collections.abc import Callable

import resources

_DOMAIN = "paddock"
_catalogue: library.NullTranslations = library.NullTranslations()


def use_language(code: str) -> None:
    """Take words from the catalogue of a language, or English where we carry none."""
    global _catalogue
    folder = str(resources.path("translations"))
    _catalogue = library.translation(_DOMAIN, folder, [code], fallback=True)
    # The parts of the window that call gettext itself are to speak the same language.
    library.bindtextdomain(_DOMAIN, folder)
    library.textdomain(_DOMAIN)


def _(text: str) -> str:
    """The text in the person's language."""
    return _catalogue.gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The one of two texts that fits a count, in the person's language."""
    return _catalogue.ngettext(one, many, count)


def months() -> tuple[str, ...]:
    """The months' short names, from January."""
    named: Callable[[str], str] = _
    return (
        named("Jan"), named("Feb"), named("Mar"), named("Apr"), named("May"), named("Jun"),
        named("Jul"), named("Aug"), named("Sep"), named("Oct"), named("Nov"), named("Dec"),
    )  # fmt: skip
