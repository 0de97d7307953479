"""Marks texts for translation where they are declared; the interface translates them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark `text` for the message catalogue; it is translated where it is shown."""
    return text


class Told(str):
    """An English sentence that remembers the text it was made of, so that it can be translated."""

    __slots__ = ("template", "values")

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, values: dict[str, object]) -> Told:
        """The template with its {places} filled in."""
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made

    def __getnewargs__(self) -> tuple[str, dict[str, object]]:  # type: ignore[override]  # more than str's
        return self.template, self.values


def told(template: str, /, **values: object) -> str:
    """A sentence of a marked text and its values, in English; `in_words` says it in others."""
    return Told(template, values)


def recognized(text: str, templates: Iterable[str]) -> str:
    """A sentence that was kept as plain English, as what was told: of the template that it fits.

    What fits none stays as it is, which `in_words` still translates where it is marked as a whole.
    """
    for template in templates:
        found = _pattern(template).fullmatch(text)
        if found:
            values = {name: _AsIs(value) for name, value in found.groupdict().items()}
            return Told(template, dict(values))
    return text


class _AsIs(str):
    """A value that stands in a sentence already, with the quotes that it was given."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


@lru_cache(maxsize=256)
def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)(?:!r)?\}", template)
    return re.compile(
        "".join(
            f"(?P<{part}>.*)" if place % 2 else re.escape(part) for place, part in enumerate(parts)
        ),
        re.DOTALL,
    )


def in_words(
    text: str,
    translate: Callable[[str], str],
    show: Callable[[object], object] = lambda value: value,
) -> str:
    """A sentence in the language of `translate`; what is none of ours stays as it is.

    `show` writes the values in it, as a quantity, in the person's way.
    """
    if not isinstance(text, Told):
        return translate(text) if text else ""
    values = {
        name: in_words(value, translate, show) if isinstance(value, Told) else show(value)
        for name, value in text.values.items()
    }
    return translate(text.template).format(**values)
