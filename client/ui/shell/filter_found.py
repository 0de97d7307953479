"""A filter typed into the search popup: records of all kinds that it lets through."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from client.operations.economy_filter import EconomyTest, economy_test, fills_by_economy
from client.operations.lists import list_records
from client.operations.whereabouts import whereabouts
from client.store import Reader
from client.ui.shell.finding import OpenRecord, record_row
from client.ui.shell.found import Found, Group
from client.ui.text import _, ngettext
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.shown import Shown
from garage.errors import ValueRefused
from garage.reading import Reading
from garage.records import Kind, kinds

MOST_OF_A_KIND = 8
_FIRST = (
    "vehicle", "fill_up", "service", "repair", "upgrade", "inspection", "expense", "trip",
    "reminder", "insurance_policy", "part", "tyre_set",
)  # fmt: skip
_LOOKS = re.compile(
    r"^\s*(?:(?:not|nicht)\s+)?\(*[^\W\d][^<>=~≤≥≠]*"
    r"(?:[<>=~≤≥≠]|\b(?:is\s+(?:not\s+)?empty|ist\s+(?:nicht\s+)?leer)\b)"
)


def looks_like_filter(text: str) -> bool:
    """Whether a text compares something with something."""
    return bool(_LOOKS.match(text))


def found_filtered(
    reader: Reader, text: str, shown: Shown, reading: Reading, open_: OpenRecord
) -> list[Group]:
    """A group for each kind that has records the filter lets through; else the reason why none."""
    try:
        test = economy_test(text, reading)
    except ValueRefused as error:
        return [_note(sentence(error))]
    if test is not None:
        return _by_economy(reader, test, shown, open_)
    refusal, unknown, known = "", "", False
    groups = []
    for kind in sorted(kinds(), key=_place):
        try:
            listing = list_records(reader, kind, reading, where=text, limit=MOST_OF_A_KIND)
        except ValueRefused as error:
            # Most kinds lack the field; a complaint about its value says more.
            if "has no field" not in error.message:
                refusal = refusal or sentence(error)
            elif not unknown:
                unknown = _field_of(error)
            continue
        # A vehicle takes any name for one of its specs, so its reading it proves nothing.
        known = known or kind.name != "vehicle"
        rows = tuple(
            record_row(whereabouts(reader, record), (), shown, open_) for record in listing.records
        )
        if rows:
            groups.append(Group(_heading(_(kind.plural), listing.total, shown), rows))
    if not (groups or refusal or known) and unknown:
        refusal = _("Nothing here has a field “{name}”.").format(name=unknown)
    return groups or [_note(refusal or _("No record is let through by this filter."))]


def _field_of(error: ValueRefused) -> str:
    """The field that a refusal says is not there."""
    told: Any = getattr(error.message, "values", {}).get("what_2", "")
    return str(getattr(told, "values", {}).get("name_2", ""))


def _place(kind: Kind) -> int:
    """Where a kind's group stands: what happened first, papers and the rest below."""
    return _FIRST.index(kind.name) if kind.name in _FIRST else len(_FIRST)


def _by_economy(reader: Reader, test: EconomyTest, shown: Shown, open_: OpenRecord) -> list[Group]:
    total, hits = fills_by_economy(reader, test, MOST_OF_A_KIND)
    rows = []
    for hit in hits:
        row = record_row(whereabouts(reader, hit.fill), (), shown, open_)
        figure = f"{shown.padded(hit.figure.decimal, 2)} {shown.symbol(hit.figure.unit)}"
        rows.append(replace(row, amount=figure))
    if not rows:
        return [_note(_("No fill-up has such an economy."))]
    return [Group(_heading(_("Fill-ups"), total, shown), tuple(rows))]


def _note(words: str) -> Group:
    return Group(_("Filter"), (Found(words, icon="circle-alert"),))


def _heading(kind: str, total: int, shown: Shown) -> str:
    words = ngettext("{kind}: {n} found", "{kind}: {n} found", total)
    return words.format(kind=kind, n=shown.number(str(total)))
