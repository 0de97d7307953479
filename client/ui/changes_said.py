"""What an operation did, in a word or two for a toast."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from client.ui.text import _, amid, ngettext

if TYPE_CHECKING:
    from client.store import Changes

SHORT_OPERATIONS = frozenset(
    {
        "add", "edit", "delete", "restore", "undo", "redo", "move", "complete", "finish",
        "discard", "postpone", "mount", "dismount", "measure",
    }
)  # fmt: skip
"""What is written at once, by this window alone: pages need not look for it a second time."""
NAMED_AFTER_OTHERS = frozenset({"fill_up", "trip", "insurance_policy", "valuation"})
"""Kinds whose heading is a place or a firm: alone it would say that this was added."""
_COUNTED = re.compile(r"([0-9]+) (.+)")


def said_of(changes: Changes, what: str = "") -> str:
    """What was done, for a toast; "" where nothing was written.

    `what` tells what it was done to, where that is known better than by the changes' title.
    """
    what = what or what_of(changes)
    match changes.operation:
        case "":
            return ""
        case "add":
            return _("Added: {what}").format(what=what)
        case "edit":
            return _("Changed: {what}").format(what=what)
        case "delete" | "remove sample":
            return _("In the trash: {what}").format(what=what)
        case "restore":
            return _("Brought back: {what}").format(what=what)
        case "import":
            return _("Imported: {what}").format(what=what)
        case "move":
            return _("Moved: {what}").format(what=what)
        case "complete" | "finish":
            return _("Done: {what}").format(what=what)
        case "postpone":
            return _("Put off: {what}").format(what=what)
        case "mount":
            return _("Mounted: {what}").format(what=what)
        case "dismount":
            return _("Dismounted: {what}").format(what=what)
        case "measure":
            return _("Tread measured: {what}").format(what=what)
        case "discard":
            return _("Let go: {what}").format(what=what)
        case "undo":
            return _("Undone: {what}").format(what=what)
        case "redo":
            return _("Done again: {what}").format(what=what)
    return what


def what_of(changes: Changes) -> str:
    """What was touched: "Octavia", "Fill-up · Shell Pasing", "2 fill-ups"."""
    # The first picture of the window waits for no kinds of records.
    from client.ui.vehicles.spec_words import FACTS, fact_words
    from garage.records import kind_named

    title, words = changes.title, title_words(changes.title)
    touched = [kind for kind, ids in changes.touched.items() for _id in ids]
    if words != title or len(touched) != 1:
        return words
    if touched[0] in NAMED_AFTER_OTHERS and title != kind_named(touched[0]).label:
        return f"{_(kind_named(touched[0]).label)} · {title}"
    # That a VIN told it is not known here; hardly anybody types such a key.
    return fact_words(title) if touched[0] == "specification" and title in FACTS else title


def title_words(title: str) -> str:
    """The title of an operation in the person's language.

    The store keeps titles in English; a name that people gave stays as it is.
    """
    return _(title) if is_label(title) else _counted(title) or title


def is_label(title: str) -> bool:
    """Whether an operation's title is but the name of a kind of records."""
    from garage.records import kinds

    return any(title == kind.label for kind in kinds())


def _counted(title: str) -> str:
    """A number of records in the person's language; "" where the title is none."""
    from garage.records import kinds

    found = _COUNTED.fullmatch(title)
    if found is None:
        return ""
    count, counted = int(found[1]), found[2]
    if counted == "records":
        return ngettext("{n} record", "{n} records", count).format(n=count)
    for kind in kinds():
        name = kind.label if count == 1 else kind.plural
        if counted == name.lower():
            return _("{n} {kind}").format(n=count, kind=amid(_(name)))
    return ""
