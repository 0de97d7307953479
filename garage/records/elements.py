"""Fields made of elements that merge one by one: tags, custom fields; and a record's source.

Each element travels as a field of its own, named "tags/winter" or "custom/Paint code".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from garage.errors import ValueRefused
from garage.records.fields import FieldType, TextField
from garage.sync.merge import Json
from garage.units import Quantity
from garage.words import N_, told

NAME_LIMIT = 60
"""Longest name of a tag or custom field, in characters."""

CustomValue = str | Quantity | date | tuple[str]
"""Text, a number with its unit, a day, or (in a tuple of one) a chosen word."""


class ElementsField(FieldType):
    """A field whose elements are stamped apart."""

    def element_to_json(self, value: Any) -> Json:
        """One element as it travels; None takes it away."""
        return value  # type: ignore[no-any-return]  # tags: True

    def elements(self, value: Any) -> Mapping[str, Json]:
        """Name → JSON of every element that is there."""
        raise ValueRefused(told("{value!r} has no elements", value=value), N_("correct it"))

    def gather(self, elements: Mapping[str, Json]) -> Any:
        """The value from its elements; those that are None are absent."""
        raise ValueRefused(N_("no elements"), N_("correct them"))


def element_name(text: Any) -> str:
    """A name that can be an element's: trimmed, not empty, no slash, at most 60 characters."""
    name = TextField(limit=NAME_LIMIT).check(text)
    if not name or "/" in name:
        raise ValueRefused(
            told("{name!r} cannot be a name", name=name),
            N_("use letters and digits, no slash"),
            "bad_name",
        )
    return name


def _tag(text: Any) -> str:
    # A row's cell keeps tags with spaces between, so no tag holds white space of any script.
    return element_name("-".join(element_name(text).lower().split()))


@dataclass(frozen=True)
class TagsField(ElementsField):
    """A set of words."""

    def check(self, value: Any) -> frozenset[str]:
        """Text is divided at commas and spaces; tags are lower case."""
        if isinstance(value, str):
            value = value.replace(",", " ").replace("#", " ").split()
        if not isinstance(value, Iterable):
            raise ValueRefused(
                told("{value!r} is no set of tags", value=value), N_("write words"), "bad_tags"
            )
        return frozenset(map(_tag, value))

    def elements(self, value: frozenset[str]) -> Mapping[str, Json]:
        """Each tag, True."""
        return dict.fromkeys(sorted(value), True)

    def gather(self, elements: Mapping[str, Json]) -> frozenset[str]:
        """The tags that are there; ValueRefused for what `check` would not have written."""
        for name, there in elements.items():
            if (there is not None and there is not True) or _tag(name) != name:
                raise ValueRefused(
                    told("{name!r} is no tag", name=name), N_("write one word"), "bad_tags"
                )
        return frozenset(name for name, there in elements.items() if there)

    def to_json(self, value: frozenset[str]) -> Json:
        """A sorted list."""
        return sorted(value)  # type: ignore[return-value]  # list is invariant

    def from_json(self, json: Json) -> frozenset[str]:
        """A list of words."""
        if not isinstance(json, list):
            raise ValueRefused(
                told("{json!r} is no list of tags", json=json), N_("write a list"), "bad_tags"
            )
        return self.check(json)

    def cell(self, value: frozenset[str]) -> str | None:
        """The tags with spaces around each, so that " winter " finds one."""
        return f" {' '.join(sorted(value))} " if value else None

    decode = staticmethod(lambda cell: frozenset(cell.split()))

    def words(self, value: frozenset[str]) -> str:
        """The tags."""
        return " ".join(sorted(value))


@dataclass(frozen=True)
class CustomField(ElementsField):
    """Fields that people made for themselves: name → value."""

    def check(self, value: Any) -> Mapping[str, CustomValue]:
        """A mapping of names to text, Quantity, date or a tuple of one chosen word."""
        if not isinstance(value, Mapping):
            raise ValueRefused(
                told("{value!r} is no set of fields", value=value),
                N_("name each field"),
                "bad_custom",
            )
        checked = {element_name(name): _checked(item) for name, item in value.items()}
        return {name: item for name, item in checked.items() if item != ""}

    def elements(self, value: Mapping[str, CustomValue]) -> Mapping[str, Json]:
        """Each as a mapping of its sort to its value."""
        return {name: _custom_to_json(item) for name, item in value.items()}

    def gather(self, elements: Mapping[str, Json]) -> Mapping[str, CustomValue]:
        """The values that are there, by name."""
        return {n: _custom_from_json(j) for n, j in sorted(elements.items()) if j is not None}

    def to_json(self, value: Mapping[str, CustomValue]) -> Json:
        """A mapping of all of them."""
        return dict(self.elements(value))

    def from_json(self, json: Json) -> Mapping[str, CustomValue]:
        """The mapping that `to_json` wrote."""
        if not isinstance(json, dict):
            raise ValueRefused(
                told("{json!r} is no set of fields", json=json), N_("name each field"), "bad_custom"
            )
        return self.gather(json)

    def cell(self, value: Mapping[str, CustomValue]) -> str | None:
        """JSON text."""
        return msgspec.json.encode(self.to_json(value)).decode() if value else None

    @staticmethod
    def decode(cell: str) -> Mapping[str, CustomValue]:
        """The mapping from JSON text."""
        return CustomField().from_json(msgspec.json.decode(cell))

    def words(self, value: Mapping[str, CustomValue]) -> str:
        """Names, texts and choices; the numbers would only crowd the index."""
        return " ".join(
            f"{name} {item if isinstance(item, str) else item[0]}"
            for name, item in value.items()
            if isinstance(item, str | tuple)
        )


def _checked(item: Any) -> CustomValue:
    if isinstance(item, str):
        return TextField(limit=5000).check(item)
    if isinstance(item, datetime):
        return item.date()
    if isinstance(item, Quantity | date):
        return item
    if isinstance(item, tuple) and len(item) == 1:
        return (TextField(limit=NAME_LIMIT).check(item[0]),)
    raise ValueRefused(
        told("{item!r} cannot be kept", item=item),
        N_("use text, a number, a day or a choice"),
        "bad_custom",
    )


def _custom_to_json(item: CustomValue) -> Json:
    if isinstance(item, str):
        return {"text": item}
    if isinstance(item, Quantity):
        typed: dict[str, Json] = {} if item.typed is None else {"typed": item.typed}
        return {"number": {"value": item.value, "unit": item.unit, **typed}}
    if isinstance(item, date):
        return {"day": item.isoformat()}
    return {"choice": item[0]}


def _custom_from_json(json: Json) -> CustomValue:
    match json:
        case {"text": str(text)}:
            return text
        case {"number": dict(number)}:
            return Quantity.from_json(number)
        case {"day": str(day)}:
            try:
                return date.fromisoformat(day)
            except ValueError:
                raise ValueRefused(
                    told("{day!r} is no day", day=day), N_("write YYYY-MM-DD"), "bad_date"
                ) from None
        case {"choice": str(word)}:
            return (word,)
    raise ValueRefused(
        told("{json!r} is no custom value", json=json),
        N_("use text, number, day or choice"),
        "bad_custom",
    )


# A struct like `Quantity`, since every record has one.
class Source(msgspec.Struct, frozen=True, gc=False):
    """Where a record came from."""

    how: str = "typed"
    """"typed", "imported" or "made" (by the program, from `file`)."""
    format: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True)
class SourceField(FieldType):
    """A record's source, as one value."""

    def check(self, value: Any) -> Source:
        """A Source."""
        if not isinstance(value, Source):
            raise ValueRefused(
                told("{value!r} is no source", value=value),
                N_("it is set by the program"),
                "bad_source",
            )
        if "\t" in value.how or "\t" in value.format:
            raise ValueRefused(
                told("{value!r} is no source", value=value), N_("use one word each"), "bad_source"
            )
        return value

    def to_json(self, value: Source) -> Json:
        """{"how", "format", "file", "line"}, without what is empty."""
        json: dict[str, Json] = {"how": value.how}
        if value.format:
            json |= {"format": value.format, "file": value.file, "line": value.line}
        return json

    def from_json(self, json: Json) -> Source:
        """Raises ValueRefused for another shape."""
        match json:
            case {"how": str(how), "format": str(form), "file": str(file), "line": int(line)}:
                return self.check(Source(how, form, file, int(line)))
            case {"how": str(how)}:
                return self.check(Source(how))
        raise ValueRefused(
            told("{json!r} is no source", json=json), N_("it is set by the program"), "bad_source"
        )

    def cell(self, value: Source) -> str:
        """The four parts with tabs between."""
        return (
            f"{value.how}\t{value.format}\t{value.file}\t{value.line}"
            if value.format
            else value.how
        )

    @staticmethod
    def decode(cell: str) -> Source:
        """The four parts."""
        if "\t" not in cell:
            return Source(cell)
        how, form, rest = cell.split("\t", 2)
        # The name of a file may hold a tab itself.
        file, _, line = rest.rpartition("\t")
        return Source(how, form, file, int(line))
