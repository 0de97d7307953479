"""What a kind's fields are called in a filter: in English, and in the person's language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from garage.filters.fold import fold_name
from garage.records import Field, Kind
from garage.words import N_

Words = Callable[[str], str]

_ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType({"total": (N_("Amount"), N_("Total"))})
"""What a field is called elsewhere, where that is not its label."""
_PLAIN = re.compile(r"[^\W\d_]\w*(?:[- ][^\W\d_]\w*)*")


def field_called(kind: Kind, name: str, words: Words) -> Field | None:
    """The field with this name or label, in English or as `words` has it."""
    key = name.strip().lower().replace(" ", "_").replace("-", "_")
    if key == "custom":
        return None
    if key in kind.by_name:
        return kind.by_name[key]
    wanted = fold_name(name)
    for spec in _offered(kind):
        labels = (spec.label, *_ALSO.get(spec.name, ()))
        if wanted in {fold_name(word) for each in labels for word in (each, words(each))}:
            return spec
    return None


def name_in(spec: Field, words: Words) -> str:
    """A field's name as a person writes it in a filter; in quotes where it is no plain name."""
    label = words(spec.label)
    if label == spec.label:
        return spec.name
    return label if _PLAIN.fullmatch(label) else f'"{label}"'


def kind_in(kind: Kind, words: Words) -> str:
    """What a kind is called in a refusal."""
    label = words(kind.label)
    return kind.name if label == kind.label else label


def names_in(kind: Kind, words: Words) -> tuple[str, ...]:
    """The names of all fields that a filter can compare."""
    return tuple(name_in(spec, words) for spec in _offered(kind))


def nearest(kind: Kind, name: str, words: Words) -> str:
    """The field's name that is the most alike; "" where none is."""
    by_name = {spec.name: name_in(spec, words) for spec in kind.fields}
    known = {**by_name, **{fold_name(each): each for each in by_name.values()}}
    key = name.strip().lower().replace(" ", "_").replace("-", "_")
    near = [
        *difflib.get_close_matches(key, list(by_name), 1),
        *difflib.get_close_matches(fold_name(name), list(known), 1),
    ]
    return known[near[0]] if near else ""


def _offered(kind: Kind) -> tuple[Field, ...]:
    return tuple(spec for spec in kind.fields if spec.name != "custom" and not spec.hidden)
