"""Field types: what a value is in memory, as JSON, in a table's cells and in a search.

A type knows nothing of any store. It says which cells a value takes (the exact text first, then
a number to sort and filter by, where that helps), so that a table can be derived from a kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from garage.errors import ValueRefused
from garage.ids import is_id
from garage.sync.merge import Json
from garage.words import N_, told

Affinity = Literal["TEXT", "REAL", "INTEGER"]
Cell = str | float | int | None

TEXT_LIMIT = 100_000
"""Longest text of a field, in characters."""
LONGEST_CHOICE = 60
"""Characters of a word of a list, of whichever version."""


class FieldType:
    """How values of one sort are checked, written and found again.

    `None` never reaches a type: an absent value is absent everywhere.
    """

    affinity: ClassVar[Affinity] = "TEXT"
    sortable: ClassVar[bool] = False
    """Whether a second cell holds a number to sort and filter by."""

    decode: Callable[[Any], Any] | None = None
    """What turns the first cell into the value; None where the cell is the value."""

    def check(self, value: Any) -> Any:
        """The value, normalised; raises ValueRefused if it cannot stand."""
        raise ValueRefused(told("{value!r} cannot be kept", value=value), N_("correct it"))

    def to_json(self, value: Any) -> Json:
        """The value as it travels and as files keep it."""
        return value  # type: ignore[no-any-return]  # plain types are their own JSON

    def from_json(self, json: Json) -> Any:
        """The value that `to_json` wrote; raises ValueRefused for anything else."""
        return self.check(json)

    def cell(self, value: Any) -> Cell:
        """The first cell: exact, and readable by `decode`."""
        return value  # type: ignore[no-any-return]  # plain types are their own cell

    def number(self, value: Any) -> float | None:
        """The second cell of a sortable type."""
        return None

    def words(self, value: Any) -> str:
        """What a person would type to find this value; empty if nobody would."""
        return ""

    @property
    def has_words(self) -> bool:
        """Whether a value of this type can have words."""
        return type(self).words is not FieldType.words


@dataclass(frozen=True)
class TextField(FieldType):
    """Text; one line, or several where `long`."""

    long: bool = False
    limit: int = 500
    searched: bool = True

    def check(self, value: Any) -> str:
        """Trimmed text without control characters (but line breaks and tabs where long)."""
        if not isinstance(value, str):
            raise ValueRefused(
                told("{value!r} is no text", value=value), N_("write text"), "bad_text"
            )
        limit = TEXT_LIMIT if self.long else self.limit
        if len(value) > limit:
            raise ValueRefused(
                told("the text has over {limit} characters", limit=limit),
                N_("shorten it"),
                "too_long",
            )
        if value.isascii() and value.isprintable():
            return value.strip()
        return _clean(value, self.long)

    def words(self, value: str) -> str:
        """The text itself."""
        return value

    @property
    def has_words(self) -> bool:
        """Where it is searched."""
        return self.searched


def _clean(value: str, long: bool) -> str:
    kept = "\n\t" if long else ""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c if c in kept or not (ord(c) < 32 or 0xD800 <= ord(c) <= 0xDFFF or ord(c) == 127) else " "
        for c in value
    ).strip()


@dataclass(frozen=True)
class ChoiceField(FieldType):
    """One word of a fixed list; words from a newer version are kept, not refused, on the wire."""

    choices: Mapping[str, str]
    """Word → label to translate."""

    def check(self, value: Any) -> str:
        """One of the words, in lower case."""
        word = str(value).strip().lower().replace(" ", "_").replace("-", "_")
        if word not in self.choices:
            raise ValueRefused(
                told("{str!r} is not a choice", str=str(value)[:40]),
                told("choose one of {choices}", choices=", ".join(self.choices)),
                "bad_choice",
            )
        return word

    def from_json(self, json: Json) -> str:
        """Any short word: the list may have grown since."""
        if not isinstance(json, str) or len(json) > LONGEST_CHOICE:
            raise ValueRefused(
                told("{json!r} is no choice", json=json), N_("write one word"), "bad_choice"
            )
        return json

    def words(self, value: str) -> str:
        """The word with its underscores as spaces."""
        return value.replace("_", " ")


def _one(word: str) -> bool:
    # A row's cell keeps the words with spaces between.
    return word.split() == [word]


@dataclass(frozen=True)
class ChoicesField(FieldType):
    """Several words of a fixed list, as one value: a plug-in hybrid takes petrol and power."""

    choices: Mapping[str, str]

    def check(self, value: Any) -> tuple[str, ...]:
        """The words in the list's order; text is divided at commas, spaces and plus signs."""
        if isinstance(value, str):
            value = value.replace(",", " ").replace("+", " ").split()
        if not isinstance(value, Sequence | set | frozenset):
            raise ValueRefused(
                told("{value!r} is no list of choices", value=value),
                N_("write words"),
                "bad_choice",
            )
        one = ChoiceField(self.choices)
        chosen = {one.check(word) for word in value}
        return tuple(word for word in self.choices if word in chosen)

    def to_json(self, value: tuple[str, ...]) -> Json:
        """A list."""
        return list(value)

    def from_json(self, json: Json) -> tuple[str, ...]:
        """Known words in order, then unknown ones as they are."""
        if not isinstance(json, list) or not all(isinstance(w, str) and _one(w) for w in json):
            raise ValueRefused(
                told("{json!r} is no list of words", json=json), N_("write a list"), "bad_choice"
            )
        return tuple(str(word) for word in json)

    def cell(self, value: tuple[str, ...]) -> str:
        """The words with spaces between."""
        return " ".join(value)

    decode = staticmethod(lambda cell: tuple(cell.split()))

    def words(self, value: tuple[str, ...]) -> str:
        """The words."""
        return " ".join(value)


@dataclass(frozen=True)
class FlagField(FieldType):
    """Yes or no."""

    affinity: ClassVar[Affinity] = "INTEGER"

    def check(self, value: Any) -> bool:
        """Also reads "yes", "no", "true", "false", "1" and "0"."""
        if isinstance(value, bool):
            return value
        word = str(value).strip().lower()
        if word in ("yes", "true", "1", "on", "y"):
            return True
        if word in ("no", "false", "0", "off", "n", ""):
            return False
        raise ValueRefused(
            told("{word!r} is neither yes nor no", word=word[:40]),
            N_("write yes or no"),
            "bad_flag",
        )

    def cell(self, value: bool) -> int:
        """1 or 0."""
        return int(value)

    decode = bool


@dataclass(frozen=True)
class WholeField(FieldType):
    """A whole number within bounds, as a year or the number of a tank."""

    minimum: int
    maximum: int
    searched: bool = False
    """Whether a person would look for it, as for a year."""

    affinity: ClassVar[Affinity] = "INTEGER"

    def check(self, value: Any) -> int:
        """Text with digits is read."""
        try:
            number = int(str(value).strip())
        except ValueError:
            raise ValueRefused(
                told("{str!r} is no whole number", str=str(value)[:40]),
                N_("write digits"),
                "bad_number",
            ) from None
        if isinstance(value, bool) or not self.minimum <= number <= self.maximum:
            raise ValueRefused(
                told("{number} is out of range", number=number),
                told("use {minimum} to {maximum}", minimum=self.minimum, maximum=self.maximum),
                "out_of_range",
            )
        return number

    def words(self, value: int) -> str:
        """Its digits."""
        return str(value)

    @property
    def has_words(self) -> bool:
        """Where it is searched."""
        return self.searched


_POSITION = re.compile(r"(-?\d{1,2}(?:\.\d{1,15})?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d{1,15})?)")


@dataclass(frozen=True)
class PositionField(FieldType):
    """A place as "latitude,longitude" in degrees (WGS 84), north and east positive."""

    def check(self, value: Any) -> str:
        """The two numbers with a comma between; "geo:" before them is taken too (RFC 5870)."""
        found = _POSITION.fullmatch(str(value).strip().removeprefix("geo:"))
        if not found or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
            raise ValueRefused(
                told("{str!r} is no position", str=str(value)[:40]),
                N_("write latitude,longitude in degrees, as 48.1,11.5"),
                "bad_position",
            )
        return f"{found[1]},{found[2]}"


@dataclass(frozen=True)
class ReferenceField(FieldType):
    """The id of another record; it resolves in its own space first."""

    kinds: tuple[str, ...]

    def check(self, value: Any) -> str:
        """A UUID in its usual form."""
        if not isinstance(value, str) or not is_id(value):
            raise ValueRefused(
                told("{str!r} is no id", str=str(value)[:60]),
                N_("use the id of a record"),
                "bad_reference",
            )
        return value
