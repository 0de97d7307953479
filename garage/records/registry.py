"""What a kind is: a frozen dataclass whose fields say how they are kept; and the list of kinds.

Everything else about a kind (table, index, validation, JSON, forms) is derived from here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from garage.errors import GarageError, ValueRefused, at_field
from garage.records.elements import (
    CustomField,
    CustomValue,
    ElementsField,
    Source,
    SourceField,
    TagsField,
)
from garage.records.fields import FieldType, TextField
from garage.sync.merge import Json
from garage.words import N_, told

_SPEC = "paddock"

UNREADABLE = (ValueRefused, TypeError, ValueError, KeyError, AttributeError, ArithmeticError)
"""What a value, which may be a hostile one, can raise in a reading that expects its own shape."""


@dataclass(frozen=True)
class Field:
    """One field of a kind: its name, its type and what people read beside it."""

    name: str
    type: FieldType
    label: str
    required: bool = False
    """An operation that adds a record asks for it; a merged record may still lack it."""
    initial: Any = None
    """What a new record gets where nothing is said."""
    heading: bool = False
    """Whether its words name the record in lists and searches."""
    hidden: bool = False
    """Kept and sent, but set by the program rather than in a form."""


def declared(
    type_: FieldType,
    label: str,
    *,
    default: Any = None,
    required: bool = False,
    initial: Any = None,
    heading: bool = False,
    hidden: bool = False,
) -> Any:
    """A dataclass field that carries its Field; `default` is what an absent value reads as."""
    spec = Field("", type_, label, required, initial, heading, hidden)
    if isinstance(default, dict):
        return field(default_factory=dict, metadata={_SPEC: spec})
    return field(default=default, metadata={_SPEC: spec})


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every record has. Fields that this version does not know are in `extra`."""

    kind: ClassVar[str] = ""

    id: str = ""
    space: str = ""
    deleted: bool = False
    batch: int | None = None
    """The import that brought it, on this machine."""
    extra: Mapping[str, Json] = field(default_factory=dict)

    tags: frozenset[str] = declared(TagsField(), N_("Tags"), default=frozenset())
    notes: str = declared(TextField(long=True), N_("Notes"), default="")
    custom: Mapping[str, CustomValue] = declared(CustomField(), N_("Own fields"), default={})
    source: Source | None = declared(SourceField(), N_("Source"), hidden=True)

    @classmethod
    def settled(cls, before: Record | None, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Checked values that are to be written, with those that follow from them in this kind.

        `before` is the record as it stands, None for a new one.
        """
        return values


ENVELOPE = frozenset({"id", "space", "kind", "deleted", "batch", "extra"})
"""Names that belong to the envelope, so no field may have them."""


_Searched = tuple[tuple[str, Callable[[Any], str] | None, bool], ...]
_SHAPES_KEPT = 1_000


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of record, as the rest of the program asks about it."""

    name: str
    type: type[Record]
    label: str
    plural: str
    owner: str | None
    """The field that refers to the record it hangs on ("vehicle" for a fill-up)."""
    when: str | None
    """The field that places it in time."""
    natural_key: tuple[str, ...]
    """Fields that tell whether an imported row is already here."""
    fields: tuple[Field, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Its fields by name."""
        return {field.name: field for field in self.fields}

    def field(self, name: str) -> Field:
        """Raises ValueRefused, naming what there is, for an unknown field."""
        found = self.by_name.get(name)
        if found is None:
            known = ", ".join(f.name for f in self.fields if not f.hidden)
            raise ValueRefused(
                told("{name} has no field {name_2!r}", name=self.name, name_2=name),
                told("use one of {known}", known=known),
                "unknown_field",
                name,
            )
        return found

    def check(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Checked values; raises ValueRefused that names the first bad field. None clears."""
        checked: dict[str, Any] = {}
        for name, value in values.items():
            spec = self.field(name)
            try:
                checked[name] = None if value is None else spec.type.check(value)
            except ValueRefused as error:
                raise at_field(name, error) from error
        return checked

    def complete(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Checked values of a new record: initial ones added, required ones demanded."""
        checked = self.check(values)
        for spec in self.fields:
            if spec.initial is not None and spec.name not in checked:
                checked[spec.name] = spec.initial
            if spec.required and checked.get(spec.name) in (None, "", ()):
                raise ValueRefused(
                    told("{name} needs {name_2}", name=self.name, name_2=spec.name),
                    told("give {name}=…", name=spec.name),
                    "missing_field",
                    spec.name,
                )
        return {name: value for name, value in checked.items() if value is not None and value != ""}

    def fields_json(self, values: Mapping[str, Any]) -> dict[str, Json]:
        """Checked values as flat JSON fields, one for each element of tags and custom fields."""
        known = self.by_name
        flat: dict[str, Json] = {}
        for name, value in values.items():
            type_ = known[name].type
            if isinstance(type_, ElementsField):
                if value is not None:
                    for element, json in type_.elements(value).items():
                        flat[f"{name}/{element}"] = json
            else:
                flat[name] = None if value is None or value == "" else type_.to_json(value)
        return flat

    def read_json(self, flat: Mapping[str, Json]) -> tuple[dict[str, Any], dict[str, Json]]:
        """Values, and what this version does not know or cannot read, from flat JSON fields."""
        values: dict[str, Any] = {}
        extra: dict[str, Json] = {}
        elements: dict[str, dict[str, Json]] = {}
        known = self.by_name
        for name, json in flat.items():
            owner, slash, element = name.partition("/")
            spec = known.get(owner)
            if spec is None or bool(slash) != isinstance(spec.type, ElementsField):
                extra[name] = json
            elif slash:
                elements.setdefault(owner, {})[element] = json
            elif json is not None:
                try:
                    value = spec.type.from_json(json)
                    if value != "":
                        values[name] = value
                except UNREADABLE:
                    extra[name] = json
        for owner, parts in elements.items():
            type_ = known[owner].type
            assert isinstance(type_, ElementsField)
            readable: dict[str, Json] = {}
            for element, json in parts.items():
                try:
                    type_.gather({element: json})
                except UNREADABLE:
                    extra[f"{owner}/{element}"] = json
                else:
                    readable[element] = json
            if gathered := type_.gather(readable):
                values[owner] = gathered
        return values, extra

    def words(self, values: Mapping[str, Any]) -> tuple[str, str]:
        """(heading, the rest) of what a search finds a record by."""
        heading: list[str] = []
        rest: list[str] = []
        shape = tuple(values)
        found = self._searched_in.get(shape)
        if found is None:
            found = self._look_for_words(shape)
        for name, words_of, names_it in found:
            value = values[name]
            if value is not None:
                words = value if words_of is None else words_of(value)
                if words:
                    (heading if names_it else rest).append(words)
        return " ".join(heading), " ".join(rest)

    def _look_for_words(self, shape: tuple[str, ...]) -> _Searched:
        """The fields with words among those of a record; rows that come in are mostly alike."""
        found = tuple(each for each in self.searched if each[0] in shape)
        if len(self._searched_in) < _SHAPES_KEPT:
            self._searched_in[shape] = found
        return found

    @cached_property
    def _searched_in(self) -> dict[tuple[str, ...], _Searched]:
        return {}

    @cached_property
    def searched(self) -> _Searched:
        """(name, what gives its words, whether they name the record) of fields with words.

        A text is its own words: None, since nothing is to be called for it.
        """
        return tuple(
            (f.name, None if type(f.type).words is TextField.words else f.type.words, f.heading)
            for f in self.fields
            if f.type.has_words
        )


_KINDS: dict[str, Kind] = {}
_DRAFTS: dict[type[Record], Kind] = {}

R = TypeVar("R", bound=Record)


def kind(
    name: str,
    label: str,
    plural: str,
    *,
    owner: str | None = "vehicle",
    when: str | None = "date",
    natural_key: tuple[str, ...] = (),
) -> Callable[[type[R]], type[R]]:
    """Declare a dataclass as a kind; its name is the word on the wire and the command line."""
    draft = drafted(name, label, plural, owner=owner, when=when, natural_key=natural_key)

    def register(type_: type[R]) -> type[R]:
        register_drafts(draft(type_))
        return type_

    return register


def drafted(
    name: str,
    label: str,
    plural: str,
    *,
    owner: str | None = "vehicle",
    when: str | None = "date",
    natural_key: tuple[str, ...] = (),
) -> Callable[[type[R]], type[R]]:
    """Describe a dataclass as a kind that stores do not keep until it is registered."""

    def describe(type_: type[R]) -> type[R]:
        type_.kind = name
        own: list[Field] = []
        common: list[Field] = []
        inherited = {f.name for f in dataclasses.fields(Record)}
        for part in dataclasses.fields(type_):
            spec = part.metadata.get(_SPEC)
            if spec is not None:
                named = dataclasses.replace(spec, name=part.name)
                (common if part.name in inherited else own).append(named)
        fields = (*own, *common)
        for named in own:
            if named.name in ENVELOPE:
                raise GarageError(
                    told("{name}.{name_2} is a name of the envelope", name=name, name_2=named.name),
                    N_("rename it"),
                )
        _DRAFTS[type_] = Kind(name, type_, label, plural, owner, when, natural_key, fields)
        return type_

    return describe


def register_drafts(*types: type[Record]) -> None:
    """Make kinds of described types, in their order."""
    for type_ in types:
        _KINDS[type_.kind] = _DRAFTS[type_]


def kind_of(type_: type[Record]) -> Kind:
    """The kind that a type is, registered or not."""
    return _DRAFTS[type_]


def kind_named(name: str) -> Kind:
    """Raises ValueRefused, naming the kinds there are; "fill-up" and plurals are understood."""
    word = name.strip().lower().replace("-", "_").replace(" ", "_")
    found = _KINDS.get(word) or _ALIASES.get(word) or _KINDS.get(word.removesuffix("s"))
    if found is None:
        raise ValueRefused(
            told("there is no kind {name!r}", name=name[:40]),
            told("use one of {kinds}", kinds=", ".join(_KINDS)),
            "unknown_kind",
        )
    return found


def find_kind(name: str) -> Kind | None:
    """The kind of exactly this name, or None: a newer version may have sent it."""
    return _KINDS.get(name)


def kinds() -> Iterator[Kind]:
    """All kinds, in the order of their declaration."""
    return iter(_KINDS.values())


def alias(word: str, name: str) -> None:
    """Let `word` stand for the kind `name` where a person writes it."""
    _ALIASES[word] = _KINDS[name]


_ALIASES: dict[str, Kind] = {}
